#include "client/records/game_json.hpp"

#include <array>
#include <optional>
#include <string>

#include "client/model/game_state.hpp"
#include "client/model/game_words.hpp"
#include "games/notation.hpp"
#include "net/play/game_records.hpp"
#include "net/text/times.hpp"

namespace crosstalk::records {

namespace {

// In the order of the enumerators.
template <std::size_t Count, class Enum>
std::string_view pick(const std::array<std::string_view, Count>& names, Enum value) {
    static_assert(Count == static_cast<std::size_t>(last_of(Enum{})) + 1);
    return names.at(static_cast<std::size_t>(value));
}

std::string_view name_of(net::SideWish wish) {
    return pick(std::array<std::string_view, 3>{"first", "second", "random"}, wish);
}

std::string_view name_of(net::DeclineReason reason) {
    return pick(std::array<std::string_view, 4>{"unsaid", "busy", "later", "other"}, reason);
}

std::string_view name_of(net::DrawReason reason) {
    return pick(std::array<std::string_view, 4>{"none", "board", "agreement", "claim"}, reason);
}

std::string_view name_of(net::RematchState state) {
    return pick(std::array<std::string_view, 5>{"none", "offered", "agreed", "declined", "expired"}, state);
}

Json time_or_null(net::Timestamp time) {
    return time ? Json(text::rfc3339(time)) : Json(nullptr);
}

Json user_or_null(const net::Game& game, net::UserId user) {
    const auto seat = model::seat_of(game, user);
    return seat ? user_of(model::player_at(game, *seat).user) : Json(nullptr);
}

Json id_or_null(net::MessageId id) {
    return id ? Json(id_of(id)) : Json(nullptr);
}

// Marks there are from the first move that is possible.
Json mark_of(const net::Game& game, net::Seat seat) {
    if (model::is_offer(game)) return nullptr;
    return seat == game.x ? "X" : "O";
}

Json player_of(const net::Game& game, net::Seat seat) {
    const net::GamePlayer& player = model::player_at(game, seat);
    Json object{{"seat", seat == net::Seat::Challenger ? "challenger" : "challenged"},
                {"user", player.user.id ? user_of(player.user) : Json(nullptr)},
                {"mark", mark_of(game, seat)}};
    if (game.clock.mode != net::ClockMode::None) object["remaining_ms"] = player.remaining.value;
    if (player.gone_since) object["gone_since"] = text::rfc3339(player.gone_since);
    return object;
}

// One string a row: "XO.".
Json board_of(const games::Position& position) {
    Json rows = Json::array();
    for (int row = 0; row < position.rows(); ++row) {
        std::string line;
        for (int column = 0; column < position.columns(); ++column) {
            const games::Mark mark = position.at(*position.cell_at(row, column));
            line += mark == games::Mark::None ? '.' : mark == games::Mark::X ? 'X' : 'O';
        }
        rows.push_back(std::move(line));
    }
    return rows;
}

void add_board(Json& object, const games::GameRecord& record) {
    Json moves = Json::array();
    for (const games::PlayedMove& move : record.moves)
        moves.push_back(games::cell_name(record.position, move.cell));
    object["moves"] = std::move(moves);
    object["board"] = board_of(record.position);
    if (const auto board = record.position.required_board()) object["play_in"] = games::board_name(*board);
}

}  // namespace

std::string_view name_of(net::GameState state) {
    return pick(
        std::array<std::string_view, 12>{"offered", "declined", "cancelled", "expired", "playing", "paused",
                                         "won", "drawn", "resigned", "timed_out", "abandoned", "aborted"},
        state);
}

std::string_view name_of(net::GameStep step) {
    return pick(
        std::array<std::string_view, 25>{
            "accepted",           "declined",        "cancelled",        "expired",         "moved",
            "draw_offered",       "draw_agreed",     "draw_declined",    "take_back_asked", "took_back",
            "take_back_declined", "aborted",         "resigned",         "win_claimed",     "draw_claimed",
            "rematch_offered",    "rematch_agreed",  "rematch_declined", "rematch_expired", "timed_out",
            "player_left",        "player_returned", "player_removed",   "restarted",       "stopped"},
        step);
}

Json kind_of(net::GameKind kind) {
    const games::KindRow* row = games::row_of(play::kind_of(kind));
    return row == nullptr ? Json(kind.value) : Json(row->name);
}

Json game_of(const net::Game& game) {
    const auto record = model::rules_of(game);
    const auto turn = model::to_move(game);
    Json cells = Json::array();
    for (const std::uint8_t cell : game.moves)
        cells.push_back(cell);
    Json object{{"kind", kind_of(game.kind)},
                {"state", name_of(game.state)},
                {"words", model::game_in_words(game)},
                {"clock", games::clock_text(play::clock_of(game.clock))},
                {"wish", name_of(game.wish)},
                {"players", {player_of(game, net::Seat::Challenger), player_of(game, net::Seat::Challenged)}},
                {"turn", turn ? user_of(model::player_at(game, *turn).user) : Json(nullptr)},
                {"next_number", game.next_number},
                {"cells", std::move(cells)}};
    if (record) add_board(object, *record);
    object["winner"] = user_or_null(game, game.winner);
    if (game.decline_reason != net::DeclineReason::Unsaid)
        object["decline_reason"] = name_of(game.decline_reason);
    if (game.draw_reason != net::DrawReason::None) object["draw_reason"] = name_of(game.draw_reason);
    object["draw_offered_by"] = user_or_null(game, game.draw_offered_by);
    object["take_back_asked_by"] = user_or_null(game, game.take_back_asked_by);
    object["series"] = {
        {"challenger", game.challenger_wins}, {"challenged", game.challenged_wins}, {"draws", game.draws}};
    object["rematch"] = name_of(game.rematch);
    object["rematch_by"] = user_or_null(game, game.rematch_by);
    object["rematch_ends"] = time_or_null(game.rematch_ends_at);
    object["previous"] = id_or_null(game.previous);
    object["next"] = id_or_null(game.next);
    object["offered"] = time_or_null(game.offered_at);
    object["offer_ends"] = time_or_null(game.offer_ends_at);
    object["turn_started"] = time_or_null(game.turn_started);
    object["changed"] = time_or_null(game.changed_at);
    return object;
}

Json moves_of(const net::GameRecord& record) {
    const auto read = play::read_record(record);
    Json moves = Json::array();
    for (const net::GameMove& move : record.moves) {
        Json object{{"number", move.number}, {"cell", move.cell}};
        if (read) object["move"] = games::cell_name(read->position, {move.cell});
        object["time"] = text::rfc3339(move.at);
        moves.push_back(std::move(object));
    }
    return moves;
}

}  // namespace crosstalk::records
