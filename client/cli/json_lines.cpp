#include "client/cli/json_lines.hpp"

#include <chrono>
#include <cstdio>
#include <nlohmann/json.hpp>

#include "client/model/composer.hpp"
#include "client/model/link_command.hpp"

namespace crosstalk::cli {

namespace {

// Keeps the order of the contract, which people read too.
using Json = nlohmann::ordered_json;

std::string line_of(const Json& object) {
    return object.dump(-1, ' ', false, Json::error_handler_t::replace) + "\n";
}

template <class IdType>
std::string id_of(IdType id) {
    return std::to_string(id.value);
}

Json user_of(const net::UserRef& user) {
    return {{"id", id_of(user.id)}, {"name", user.name}};
}

std::string room_of(const std::string& name) {
    return "#" + name;
}

Json server_of(const model::ServerIdentity& server) {
    constexpr char digits[] = "0123456789abcdef";
    std::string fingerprint;
    for (const std::uint8_t byte : server.key) {
        fingerprint += digits[byte >> 4U];
        fingerprint += digits[byte & 15U];
    }
    return {{"name", server.name}, {"fingerprint", fingerprint}, {"address", server.address}};
}

Json ref_of(const Ref& ref) {
    if (ref.empty()) return nullptr;
    return Json::parse(ref, nullptr, false);
}

std::string_view kind_of(net::RoomKind kind) {
    switch (kind) {
        case net::RoomKind::Lobby:
            return "lobby";
        case net::RoomKind::Public:
            return "public";
        case net::RoomKind::Private:
            return "private";
    }
    return "public";
}

std::string_view state_of(net::PresenceState state) {
    return state == net::PresenceState::Online ? "online" : "offline";
}

}  // namespace

std::string rfc3339(net::Timestamp time) {
    using namespace std::chrono;
    const sys_time<milliseconds> point{milliseconds(time.value)};
    const auto day = floor<days>(point);
    const year_month_day date(day);
    const hh_mm_ss clock(point - day);
    char text[48];
    std::snprintf(text, sizeof text, "%04d-%02u-%02uT%02d:%02d:%02d.%03dZ", static_cast<int>(date.year()),
                  static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()),
                  static_cast<int>(clock.hours().count()), static_cast<int>(clock.minutes().count()),
                  static_cast<int>(clock.seconds().count()), static_cast<int>(clock.subseconds().count()));
    return text;
}

void JsonPrinter::connecting(const std::string&) {
    write_(line_of({{"event", "connection"}, {"state", "connecting"}}));
}

void JsonPrinter::online(const model::Model&) {
    write_(line_of({{"event", "connection"}, {"state", "online"}}));
}

void JsonPrinter::offline(const model::Offline& offline) {
    write_(line_of({{"event", "connection"},
                    {"state", "offline"},
                    {"retry_in_ms", offline.retry_in.value},
                    {"reason", offline.reason}}));
}

void JsonPrinter::ready(const model::Model& model) {
    write_(
        line_of({{"event", "ready"}, {"user", user_of(model.me())}, {"server", server_of(model.server())}}));
}

void JsonPrinter::message(const model::Room& room, const net::Message& message, Heard heard) {
    write_(line_of({{"event", "message"},
                    {"room", room_of(room.name)},
                    {"seq", message.sequence.value},
                    {"id", id_of(message.id)},
                    {"from", user_of(message.author)},
                    {"text", message.text},
                    {"time", rfc3339(message.at)},
                    {"history", heard == Heard::History}}));
}

void JsonPrinter::sent(const model::Room& room, const net::Outcome& outcome, const Ref& ref) {
    write_(line_of({{"event", "sent"},
                    {"ref", ref_of(ref)},
                    {"room", room_of(room.name)},
                    {"seq", outcome.sequence.value},
                    {"id", id_of(outcome.message)}}));
}

void JsonPrinter::presence(const std::vector<net::MemberPresence>& changes) {
    for (const net::MemberPresence& change : changes) {
        write_(line_of(
            {{"event", "presence"}, {"user", user_of(change.user)}, {"state", state_of(change.state)}}));
    }
}

void JsonPrinter::joined(const model::Room& room, const net::UserRef& user) {
    write_(line_of({{"event", "joined"}, {"room", room_of(room.name)}, {"user", user_of(user)}}));
}

void JsonPrinter::left(const model::Room& room, const net::UserRef& user) {
    write_(line_of({{"event", "left"}, {"room", room_of(room.name)}, {"user", user_of(user)}}));
}

void JsonPrinter::room_added(const model::Room& room) {
    write_(line_of({{"event", "room_added"},
                    {"room", room_of(room.name)},
                    {"id", id_of(room.id)},
                    {"kind", kind_of(room.kind)}}));
}

void JsonPrinter::room_removed(const std::string& name, net::RoomId room) {
    write_(line_of({{"event", "room_removed"}, {"room", room_of(name)}, {"id", id_of(room)}}));
}

void JsonPrinter::invited(const model::Invitation& invitation) {
    write_(line_of({{"event", "invited"},
                    {"room", room_of(invitation.room.name)},
                    {"id", id_of(invitation.room.id)},
                    {"by", user_of(invitation.by)}}));
}

void JsonPrinter::switched(const model::Room& room) {
    write_(line_of({{"event", "switched"}, {"room", room_of(room.name)}, {"id", id_of(room.id)}}));
}

void JsonPrinter::past_forgotten() {
    write_(line_of({{"event", "reset"}}));
}

void JsonPrinter::error(std::string_view code, const std::string& text, const Ref& ref) {
    write_(line_of({{"event", "error"}, {"code", code}, {"text", text}, {"ref", ref_of(ref)}}));
}

void JsonPrinter::help() {
    Json commands = Json::array();
    for (const model::ComposerCommand& command : model::composer_commands()) {
        commands.push_back(
            Json{{"name", command.name}, {"argument", command.argument}, {"help", command.help}});
    }
    write_(line_of({{"event", "help"}, {"commands", std::move(commands)}}));
}

void JsonPrinter::rooms(const model::Model& model, net::RoomId current) {
    Json rooms = Json::array();
    for (const net::RoomId id : model.rooms()) {
        const model::Room& room = *model.room(id);
        rooms.push_back(Json{{"room", room_of(room.name)},
                             {"id", id_of(id)},
                             {"kind", kind_of(room.kind)},
                             {"current", id == current}});
    }
    Json invitations = Json::array();
    for (const model::Invitation& invitation : model.invitations()) {
        invitations.push_back(
            Json{{"room", room_of(invitation.room.name)}, {"id", id_of(invitation.room.id)}});
    }
    write_(
        line_of({{"event", "rooms"}, {"rooms", std::move(rooms)}, {"invitations", std::move(invitations)}}));
}

void JsonPrinter::members(const model::Room& room) {
    Json members = Json::array();
    for (const auto& [id, member] : room.members) {
        members.push_back(Json{{"user", user_of(member.user)}, {"state", state_of(member.state)}});
    }
    write_(line_of({{"event", "members"}, {"room", room_of(room.name)}, {"members", std::move(members)}}));
}

void JsonPrinter::myself(const model::Model& model) {
    write_(line_of({{"event", "me"}, {"user", user_of(model.me())}, {"server", server_of(model.server())}}));
}

std::variant<JsonPost, BadJson> parse_json_line(std::string_view line) {
    const Json object = Json::parse(line, nullptr, false);
    if (!object.is_object()) return BadJson{"This line is not a JSON object.", {}};
    JsonPost post;
    if (const auto ref = object.find("ref"); ref != object.end() && !ref->is_null()) {
        post.ref = ref->dump(-1, ' ', false, Json::error_handler_t::replace);
        if (post.ref.size() > model::max_ref_bytes) return BadJson{"\"ref\" is too long.", {}};
    }
    const auto text = object.find("text");
    if (text == object.end() || !text->is_string()) return BadJson{"\"text\" has to be a string.", post.ref};
    post.text = text->get<std::string>();
    if (const auto room = object.find("room"); room != object.end() && !room->is_null()) {
        if (!room->is_string()) return BadJson{"\"room\" has to be a string.", post.ref};
        post.room = room->get<std::string>();
    }
    return post;
}

}  // namespace crosstalk::cli
