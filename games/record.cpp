#include "games/record.hpp"

#include <algorithm>

namespace crosstalk::games {

std::optional<Seat> seat_of(const GameRecord& record, PlayerId player) {
    if (!player) return std::nullopt;
    for (const Seat seat : {Seat::Challenger, Seat::Challenged}) {
        if (record.seats[static_cast<std::size_t>(seat)].player == player) return seat;
    }
    return std::nullopt;
}

Mark mark_of(const GameRecord& record, Seat seat) {
    return seat == record.x ? Mark::X : Mark::O;
}

Seat seat_of(const GameRecord& record, Mark mark) {
    return mark == Mark::X ? record.x : other(record.x);
}

std::optional<Seat> to_move(const GameRecord& record) {
    if (!is_running(record.state)) return std::nullopt;
    return seat_of(record, record.position.turn());
}

std::int64_t remaining_ms(const GameRecord& record, Seat seat, std::int64_t now_ms) {
    const std::int64_t left = record.seats[static_cast<std::size_t>(seat)].remaining_ms;
    if (record.state != GameState::Playing || to_move(record) != seat || left == 0) return left;
    const std::int64_t now = std::clamp(now_ms, record.turn_started_ms, latest_time_ms);
    return std::max<std::int64_t>(left - (now - record.turn_started_ms), 0);
}

std::optional<std::int64_t> claim_from_ms(const GameRecord& record, Seat gone) {
    const SeatState& seat = record.seats[static_cast<std::size_t>(gone)];
    if (!is_running(record.state) || !seat.gone_since_ms) return std::nullopt;
    const bool adds_up = record.terms.clock.mode != ClockMode::None;
    const std::int64_t used = adds_up ? seat.absent_ms : 0;
    return *seat.gone_since_ms + std::max(absence_ms - used, least_absence_ms);
}

std::optional<std::int64_t> next_deadline(const GameRecord& record) {
    switch (record.state) {
        case GameState::Offered:
            return record.offer_ends_at_ms;
        case GameState::Playing:
            if (record.terms.clock.mode == ClockMode::None) return std::nullopt;
            return record.turn_started_ms +
                   record.seats[static_cast<std::size_t>(*to_move(record))].remaining_ms;
        case GameState::Paused: {
            const auto& [a, b] = record.seats;
            if (!a.gone_since_ms || !b.gone_since_ms) return std::nullopt;
            return std::max(*a.gone_since_ms, *b.gone_since_ms) + unattended_ms;
        }
        default:
            break;
    }
    if (record.rematch == RematchState::Offered) return record.rematch_ends_at_ms;
    return std::nullopt;
}

bool restore_position(GameRecord& record) {
    std::vector<Cell> cells;
    cells.reserve(record.moves.size());
    for (const PlayedMove& move : record.moves)
        cells.push_back(move.cell);
    const Replay game = replay(record.terms.kind, cells);
    if (game.played != cells.size()) return false;
    record.position = game.position;
    return true;
}

}  // namespace crosstalk::games
