#include "games/course.hpp"

#include <algorithm>

namespace crosstalk::games {
namespace {

void clear_requests(GameRecord& record) {
    record.draw_offer.reset();
    record.take_back_request.reset();
}

// Presence matters only while a game runs.
void finish(GameRecord& record, GameState how, std::int64_t now) {
    charge(record, now);
    record.state = how;
    clear_requests(record);
    for (SeatState& seat : record.seats)
        seat.gone_since_ms.reset();
}

}  // namespace

std::int64_t time_in(const GameRecord& record, std::int64_t now_ms) {
    return std::clamp(now_ms, record.changed_at_ms, latest_time_ms);
}

void begin(GameRecord& record, std::int64_t now) {
    record.state = GameState::Playing;
    record.turn_started_ms = now;
    for (SeatState& seat : record.seats)
        seat.remaining_ms = record.terms.clock.main_ms;
}

void charge(GameRecord& record, std::int64_t now) {
    const auto mover = to_move(record);
    if (record.state == GameState::Playing && mover)
        record.seats[static_cast<std::size_t>(*mover)].remaining_ms = remaining_ms(record, *mover, now);
    record.turn_started_ms = now;
}

void make_move(GameRecord& record, Cell cell, std::int64_t now) {
    const Seat mover = *to_move(record);
    charge(record, now);
    record.position.play(cell);
    record.moves.push_back({cell, record.next_number, now});
    ++record.next_number;
    clear_requests(record);
    SeatState& seat = record.seats[static_cast<std::size_t>(mover)];
    if (record.terms.clock.mode == ClockMode::PerMove) seat.remaining_ms = record.terms.clock.main_ms;
    if (record.terms.clock.mode == ClockMode::Total) seat.remaining_ms += record.terms.clock.increment_ms;
    const Mark winner = winner_of(record.position.outcome());
    if (winner != Mark::None) {
        finish_won(record, GameState::Won, seat_of(record, winner), now);
    } else if (record.position.is_over()) {
        finish_drawn(record, DrawReason::Board, now);
    }
}

std::size_t moves_to_take_back(const GameRecord& record, Seat seat) {
    const std::size_t count = to_move(record) == seat ? 2 : 1;
    return record.moves.size() >= count ? count : 0;
}

void take_back(GameRecord& record, Seat seat, std::int64_t now) {
    const std::size_t count = moves_to_take_back(record, seat);
    charge(record, now);
    record.moves.resize(record.moves.size() - count);
    restore_position(record);
    ++record.next_number;
    clear_requests(record);
    // A new move begins; of a total, what was thought is gone.
    if (record.terms.clock.mode == ClockMode::PerMove) {
        for (SeatState& each : record.seats)
            each.remaining_ms = record.terms.clock.main_ms;
    }
}

void finish_won(GameRecord& record, GameState how, Seat winner, std::int64_t now) {
    finish(record, how, now);
    record.winner = winner;
    ++record.series.wins[static_cast<std::size_t>(winner)];
}

void finish_drawn(GameRecord& record, DrawReason reason, std::int64_t now) {
    finish(record, GameState::Drawn, now);
    record.draw_reason = reason;
    ++record.series.draws;
}

void finish_aborted(GameRecord& record, std::int64_t now) {
    finish(record, GameState::Aborted, now);
}

}  // namespace crosstalk::games
