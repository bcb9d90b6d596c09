#include "server/app/room_export.hpp"

#include <charconv>
#include <deque>
#include <memory>
#include <nlohmann/json.hpp>
#include <optional>
#include <variant>
#include <vector>

#include "games/notation.hpp"
#include "games/sentences.hpp"
#include "net/text/hexadecimal.hpp"
#include "net/text/log_text.hpp"
#include "net/text/names.hpp"
#include "net/text/times.hpp"
#include "server/hub/game_card.hpp"

namespace crosstalk::server {

namespace {

std::optional<net::RoomId> id_in(std::string_view text) {
    net::RoomId id;
    const char* end = text.data() + text.size();
    const auto [stop, error] = std::from_chars(text.data(), end, id.value);
    if (error != std::errc{} || stop != end) return std::nullopt;
    return id;
}

std::deque<net::RoomId> all_rooms(const hub::State& state) {
    std::deque<net::RoomId> rooms;
    for (const auto& [id, room] : state.rooms)
        rooms.push_back(id);
    return rooms;
}

// Which rooms are meant, or what is wrong with that.
std::variant<std::deque<net::RoomId>, std::string> rooms_asked_for(const hub::State& state,
                                                                   std::string_view asked) {
    if (asked.empty()) return all_rooms(state);
    if (asked.starts_with('#')) {
        asked.remove_prefix(1);
    } else if (const auto id = id_in(asked); id && state.room(*id) != nullptr) {
        return std::deque{*id};
    }
    // Names are unique among public rooms only.
    const std::string key = text::name_key(asked);
    std::deque<net::RoomId> rooms;
    std::string ids;
    for (const auto& [id, room] : state.rooms) {
        if (room.row.kind == net::RoomKind::Direct || room.row.name_key != key) continue;
        rooms.push_back(id);
        ids += (ids.empty() ? "" : ", ") + std::to_string(id.value);
    }
    if (rooms.size() > 1) return "Several rooms have that name. Give one of their numbers: " + ids + ".";
    if (rooms.size() == 1) return rooms;
    return "There is no room " + text::printable(asked) + ". Without a name, every room is exported.";
}

Json ids_of(const std::vector<net::UserId>& users) {
    Json ids = Json::array();
    for (const net::UserId user : users)
        ids.push_back(std::to_string(user.value));
    return ids;
}

// The hash names the body in the data folder, too.
Json file_of(const net::File& file) {
    Json object{{"name", file.name}, {"size", file.size}, {"sha256", text::hexadecimal(file.hash)}};
    if (file.width == 0) return object;
    object["width"] = file.width;
    object["height"] = file.height;
    return object;
}

// In words, for people, and the moves in the notation that the clients read.
Json game_of(const net::Game& game) {
    Json object{{"challenger", game.challenger.user.name}, {"challenged", game.challenged.user.name}};
    const auto record = play::record_shown(game);
    if (!record) return object;
    const games::KindRow* kind = games::row_of(record->terms.kind);
    if (kind != nullptr) object["kind"] = kind->title;
    std::vector<games::Cell> cells;
    for (const games::PlayedMove& move : record->moves)
        cells.push_back(move.cell);
    object["moves"] = games::moves_text(record->position, cells);
    object["text"] = games::game_in_words(*record, {game.challenger.user.name, game.challenged.user.name});
    return object;
}

// The fields that crosstalk-cli --json has for a message, and the number of the room.
Json row_of(const hub::State& state, const hub::Room& room, const net::Message& message) {
    Json row{{"room", title_of(state, room)},
             {"room_id", std::to_string(room.row.id.value)},
             {"seq", message.sequence.value},
             {"id", std::to_string(message.id.value)},
             {"from", {{"id", std::to_string(message.author.id.value)}, {"name", message.author.name}}},
             {"text", message.text},
             {"time", text::rfc3339(message.at)}};
    if (message.reply_to) {
        row["reply_to"] = {{"seq", message.reply_sequence.value},
                           {"id", std::to_string(message.reply_to.value)}};
    }
    if (message.edited_at) row["edited"] = text::rfc3339(message.edited_at);
    if (message.deleted) row["deleted"] = true;
    if (message.pinned) row["pinned"] = true;
    if (!message.mentions.empty()) row["mentions"] = ids_of(message.mentions);
    if (message.mentions_all) row["mentions_all"] = true;
    for (const net::File& file : message.files)
        row["files"].push_back(file_of(file));
    if (message.game) row["game"] = game_of(*message.game);
    for (const net::Reaction& reaction : message.reactions) {
        row["reactions"].push_back(
            {{"emoji", reaction.emoji}, {"count", reaction.count}, {"users", ids_of(reaction.users)}});
    }
    return row;
}

struct Export {
    Records records;
    Reply reply;
    std::deque<net::RoomId> rooms;  // the first one is being told
    net::Sequence told;             // of the first one
};

void next_page(const std::shared_ptr<Export>& going);

void tell(const std::shared_ptr<Export>& going, const ports::Page& page) {
    const hub::State& state = going->records.state();
    // It may have been dissolved while the page was read.
    const hub::Room* room = state.room(going->rooms.front());
    const bool is_over = room == nullptr || page.at_end || page.messages.empty();
    if (room != nullptr) {
        for (const net::Message& message : page.messages)
            going->reply.row(row_of(state, *room, message));
    }
    if (is_over) {
        going->rooms.pop_front();
        going->told = {};
    } else {
        going->told = page.messages.back().sequence;
    }
    going->reply.when_taken([going] { next_page(going); });
}

void next_page(const std::shared_ptr<Export>& going) {
    const hub::State& state = going->records.state();
    while (!going->rooms.empty() && state.room(going->rooms.front()) == nullptr)
        going->rooms.pop_front();
    if (going->rooms.empty()) return going->reply.end("");
    // `after` 0 would ask for the newest ones; what is in front of the first message is not one.
    const net::Sequence after = going->told;
    ports::PageQuery query{.room = going->rooms.front(),
                           .before = {},
                           .after = after,
                           .at = {},
                           .limit = net::max_page_rows,
                           .reader = {}};
    if (!after) query.at = net::Timestamp{1};
    going->records.view.page(query, state.mark.position,
                             [going](const ports::Page& page) { tell(going, page); });
}

}  // namespace

void export_rooms(const Records& records, const std::string& asked, Reply reply) {
    auto rooms = rooms_asked_for(records.state(), asked);
    if (const auto* fault = std::get_if<std::string>(&rooms)) return reply.end(*fault);
    next_page(std::make_shared<Export>(
        Export{records, std::move(reply), std::get<std::deque<net::RoomId>>(std::move(rooms)), {}}));
}

}  // namespace crosstalk::server
