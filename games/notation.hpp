// Cells, moves and boards as text: for typing, for copying, for terminals.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "games/position.hpp"

namespace crosstalk::games {

// "b2": the column as a letter from the left, the row as a number from the top. "-" outside the board.
std::string cell_name(const Position& position, Cell cell);
// "row 2 column 3"; of Ultimate also the board: "row 2 column 6 (upper middle board)".
std::string cell_in_words(const Position& position, Cell cell);
// "upper left", ..., "lower right"; boards of Ultimate are counted from 0 along the rows.
std::string_view board_name(int board);

// "b2" in any case, "2 3" or "2,3" (row, column), and where there are nine cells a digit along the rows: "5" is the
// middle. None if it is nothing of the kind or outside this board.
std::optional<Cell> parse_cell(const Position& position, std::string_view text);

// "1. b2 a1 2. c3": a turn of both under one number.
std::string moves_text(const Position& position, std::span<const Cell> moves);

// Several lines of ASCII, columns lettered and rows numbered, each line ended. The last move stands in brackets, and the
// marks that decided the game between asterisks; of Ultimate, below the board stands where to play.
std::string board_text(const Position& position);

}  // namespace crosstalk::games
