// What a cell is worth at a glance, by the lines through it; and the cells worth a look at all.
#pragma once

#include <cstdint>

#include "games/position.hpp"

namespace crosstalk::games {

// m,n,k-games: for `mover` to play in this empty cell. Every line of in_a_row cells through it that holds marks of one side only
// counts by their number: one's own to be made longer, the other's to be stopped. At least 1.
std::int64_t worth_of(const Position& position, Cell cell, Mark mover);

// Legal moves, on 15x15 only those within two cells of a mark (the middle of an empty board): others are no better.
CellList candidates(const Position& position);

// worth_of() at least: the move completes a line.
inline constexpr std::int64_t winning_worth = 1'000'000;

}  // namespace crosstalk::games
