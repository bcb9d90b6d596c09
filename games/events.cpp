// What happens to games without anybody's wish: time, connections, the server's own absence.
#include <algorithm>

#include "games/course.hpp"
#include "games/referee.hpp"

namespace crosstalk::games {
namespace {

// The second move makes a game count; before it, what would be a loss is only an end.
void lose(GameRecord& record, GameState how, Seat loser, std::int64_t now) {
    if (record.moves.size() < 2) {
        finish_aborted(record, now);
    } else {
        finish_won(record, how, other(loser), now);
    }
}

void meet_deadline(GameRecord& record, std::int64_t now) {
    if (record.state == GameState::Offered) {
        record.state = GameState::Expired;
    } else if (record.state == GameState::Playing) {
        lose(record, GameState::TimedOut, *to_move(record), now);
    } else if (record.state == GameState::Paused) {
        finish_aborted(record, now);
    } else {
        record.rematch = RematchState::Expired;
    }
}

void leave(GameRecord& record, SeatState& seat, std::int64_t now) {
    if (!is_running(record.state) || seat.gone_since_ms) return;
    charge(record, now);
    seat.gone_since_ms = now;
    record.state = GameState::Paused;
}

void come_back(GameRecord& record, SeatState& seat, std::int64_t now) {
    if (!is_running(record.state) || !seat.gone_since_ms) return;
    seat.absent_ms += now - *seat.gone_since_ms;
    seat.gone_since_ms.reset();
    if (record.seats[0].gone_since_ms || record.seats[1].gone_since_ms) return;
    record.state = GameState::Playing;
    record.turn_started_ms = now;
}

void remove(GameRecord& record, Seat seat, std::int64_t now) {
    if (record.state == GameState::Offered) record.state = GameState::Cancelled;
    if (is_running(record.state)) lose(record, GameState::Abandoned, seat, now);
    if (record.rematch == RematchState::Offered) record.rematch = RematchState::Declined;
}

void stop(GameRecord& record, std::int64_t now) {
    if (record.state == GameState::Offered) record.state = GameState::Cancelled;
    if (is_running(record.state)) finish_aborted(record, now);
    if (record.rematch == RematchState::Offered) record.rematch = RematchState::Declined;
}

// Every time that something is measured from moves by the time that was lost.
void move_times(GameRecord& record, std::int64_t by) {
    record.offer_ends_at_ms += by;
    record.turn_started_ms += by;
    record.rematch_ends_at_ms += by;
    for (SeatState& seat : record.seats) {
        if (seat.gone_since_ms) *seat.gone_since_ms += by;
    }
}

void restart(GameRecord& record, std::int64_t down_since, std::int64_t now) {
    if (is_over(record.state) && record.rematch != RematchState::Offered) return;
    move_times(record, now - std::clamp(down_since, record.changed_at_ms, now));
    for (SeatState& seat : record.seats)
        leave(record, seat, now);
}

void meet_deadline_by(GameRecord& record, std::int64_t now) {
    const auto deadline = next_deadline(record);
    if (!deadline || now < *deadline) return;
    meet_deadline(record, now);
    record.changed_at_ms = now;
}

void take(GameRecord& record, const Event& event, std::int64_t now) {
    if (const auto* restarted = std::get_if<ServerRestarted>(&event)) {
        restart(record, restarted->down_since_ms, now);
        return;
    }
    if (std::holds_alternative<Stopped>(event)) {
        stop(record, now);
        return;
    }
    const auto player = std::holds_alternative<PlayerLeft>(event) ? std::get<PlayerLeft>(event).player
                        : std::holds_alternative<PlayerReturned>(event)
                            ? std::get<PlayerReturned>(event).player
                        : std::holds_alternative<PlayerRemoved>(event) ? std::get<PlayerRemoved>(event).player
                                                                       : PlayerId{};
    const auto seat = seat_of(record, player);
    if (!seat) return;
    SeatState& state = record.seats[static_cast<std::size_t>(*seat)];
    if (std::holds_alternative<PlayerLeft>(event)) leave(record, state, now);
    if (std::holds_alternative<PlayerReturned>(event)) come_back(record, state, now);
    if (std::holds_alternative<PlayerRemoved>(event)) remove(record, *seat, now);
}

}  // namespace

GameRecord happen(const GameRecord& record, const Event& event, std::int64_t now_ms) {
    GameRecord changed = record;
    const std::int64_t now = time_in(record, now_ms);
    // Of the time before a restart only what passed until the server went down counts.
    const auto* restarted = std::get_if<ServerRestarted>(&event);
    meet_deadline_by(changed, restarted == nullptr
                                  ? now
                                  : std::clamp(restarted->down_since_ms, record.changed_at_ms, now));
    const GameRecord settled = changed;
    take(changed, event, now);
    if (changed != settled) changed.changed_at_ms = now;
    return changed;
}

}  // namespace crosstalk::games
