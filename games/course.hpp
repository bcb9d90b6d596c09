// The steps that a running game takes, for referee.cpp and events.cpp only: each is carried out without asking
// whether it is allowed.
#pragma once

#include <cstddef>
#include <cstdint>

#include "games/record.hpp"

namespace crosstalk::games {

// `now` within the range of times, and not before the record's last change.
std::int64_t time_in(const GameRecord& record, std::int64_t now_ms);

void begin(GameRecord& record, std::int64_t now);  // both players and x are set
void make_move(GameRecord& record, Cell cell, std::int64_t now);
// How many moves would be undone for this seat to have its newest move again; 0: it has made none.
std::size_t moves_to_take_back(const GameRecord& record, Seat seat);
void take_back(GameRecord& record, Seat seat, std::int64_t now);

void finish_won(GameRecord& record, GameState how, Seat winner, std::int64_t now);
void finish_drawn(GameRecord& record, DrawReason reason, std::int64_t now);
void finish_aborted(GameRecord& record, std::int64_t now);

// The clock of who is to move has run since turn_started_ms; from now on it runs from `now`, or stands still.
void charge(GameRecord& record, std::int64_t now);

}  // namespace crosstalk::games
