#include "net/play/game_records.hpp"

#include <utility>

namespace crosstalk::play {

namespace {

// Enumerators go over by their numbers.
template <class To, class From>
constexpr To same(From from) {
    return static_cast<To>(from);
}
template <class Net, class Games>
constexpr bool agree(Net net, Games games) {
    return static_cast<unsigned>(net) == static_cast<unsigned>(games);
}
static_assert(agree(last_of(net::GameState{}), games::GameState::Aborted));
static_assert(agree(last_of(net::ClockMode{}), games::ClockMode::Total));
static_assert(agree(last_of(net::SideWish{}), games::SideWish::Random));
static_assert(agree(last_of(net::DeclineReason{}), games::DeclineReason::OtherKind));
static_assert(agree(last_of(net::DrawReason{}), games::DrawReason::Claim));
static_assert(agree(last_of(net::RematchState{}), games::RematchState::Expired));
static_assert(agree(last_of(net::Seat{}), games::Seat::Challenged));
static_assert(net::max_game_moves == games::max_cells);

net::UserId user_at(const games::GameRecord& record, const std::optional<games::Seat>& seat) {
    if (!seat) return {};
    return user_of(record.seats[static_cast<std::size_t>(*seat)].player);
}

std::optional<games::Seat> seat_at(const games::GameRecord& record, net::UserId user) {
    return games::seat_of(record, player_of(user));
}

net::GamePlayer player(const games::SeatState& seat, const net::UserRef& user) {
    return {.user = user,
            .remaining = {seat.remaining_ms},
            .gone_since = {seat.gone_since_ms.value_or(0)},
            .absent = {seat.absent_ms},
            .draw_offered_at = seat.draw_offered_at,
            .take_back_asked_at = seat.take_back_asked_at};
}

games::SeatState seat(const net::GamePlayer& player) {
    games::SeatState seat;
    seat.player = player_of(player.user.id);
    seat.remaining_ms = player.remaining.value;
    if (player.gone_since) seat.gone_since_ms = player.gone_since.value;
    seat.absent_ms = player.absent.value;
    seat.draw_offered_at = player.draw_offered_at;
    seat.take_back_asked_at = player.take_back_asked_at;
    return seat;
}

}  // namespace

games::TimeControl clock_of(const net::GameClock& clock) {
    return {same<games::ClockMode>(clock.mode), clock.main.value, clock.increment.value};
}

net::GameClock clock_of(const games::TimeControl& clock) {
    return {same<net::ClockMode>(clock.mode), {clock.main_ms}, {clock.increment_ms}};
}

net::Game card_of(const games::GameRecord& record, const GameFrame& frame) {
    net::Bytes cells;
    cells.reserve(record.moves.size());
    for (const games::PlayedMove& move : record.moves)
        cells.push_back(move.cell.index);
    return {.kind = kind_of(record.terms.kind),
            .clock = clock_of(record.terms.clock),
            .wish = same<net::SideWish>(record.terms.wish),
            .state = same<net::GameState>(record.state),
            .challenger = player(record.seats[0], frame.challenger),
            .challenged = player(record.seats[1], frame.challenged),
            .x = same<net::Seat>(record.x),
            .moves = std::move(cells),
            .next_number = record.next_number,
            .offered_at = {record.offered_at_ms},
            .changed_at = {record.changed_at_ms},
            .offer_ends_at = {record.offer_ends_at_ms},
            .turn_started = {record.turn_started_ms},
            .decline_reason = same<net::DeclineReason>(record.decline_reason),
            .draw_offered_by = user_at(record, record.draw_offer),
            .take_back_asked_by = user_at(record, record.take_back_request),
            .winner = user_at(record, record.winner),
            .draw_reason = same<net::DrawReason>(record.draw_reason),
            .rematch = same<net::RematchState>(record.rematch),
            .rematch_by = user_at(record, record.rematch_by),
            .rematch_ends_at = {record.rematch_ends_at_ms},
            .challenger_wins = record.series.wins[0],
            .challenged_wins = record.series.wins[1],
            .draws = record.series.draws,
            .previous = frame.previous,
            .next = frame.next};
}

net::GameRecord record_of(const games::GameRecord& record, const GameFrame& frame) {
    net::GameRecord whole{.game = card_of(record, frame), .moves = {}};
    whole.moves.reserve(record.moves.size());
    for (const games::PlayedMove& move : record.moves)
        whole.moves.push_back({move.cell.index, move.number, {move.at_ms}});
    return whole;
}

std::optional<games::GameRecord> read_record(const net::GameRecord& whole) {
    const net::Game& game = whole.game;
    games::GameRecord record;
    record.terms = {kind_of(game.kind), same<games::SideWish>(game.wish), clock_of(game.clock)};
    record.seats = {seat(game.challenger), seat(game.challenged)};
    record.state = same<games::GameState>(game.state);
    record.offered_at_ms = game.offered_at.value;
    record.changed_at_ms = game.changed_at.value;
    record.offer_ends_at_ms = game.offer_ends_at.value;
    record.decline_reason = same<games::DeclineReason>(game.decline_reason);
    record.x = same<games::Seat>(game.x);
    for (const net::GameMove& move : whole.moves)
        record.moves.push_back({{move.cell}, move.number, move.at.value});
    record.next_number = game.next_number;
    record.turn_started_ms = game.turn_started.value;
    record.draw_offer = seat_at(record, game.draw_offered_by);
    record.take_back_request = seat_at(record, game.take_back_asked_by);
    record.winner = seat_at(record, game.winner);
    record.draw_reason = same<games::DrawReason>(game.draw_reason);
    record.rematch = same<games::RematchState>(game.rematch);
    record.rematch_by = seat_at(record, game.rematch_by);
    record.rematch_ends_at_ms = game.rematch_ends_at.value;
    record.series = {{game.challenger_wins, game.challenged_wins}, game.draws};
    if (!games::restore_position(record)) return std::nullopt;
    return record;
}

std::optional<games::GameRecord> record_shown(const net::Game& game) {
    net::GameRecord whole{.game = game, .moves = {}};
    for (const std::uint8_t cell : game.moves)
        whole.moves.push_back({cell, static_cast<std::uint32_t>(whole.moves.size() + 1), {}});
    return read_record(whole);
}

}  // namespace crosstalk::play
