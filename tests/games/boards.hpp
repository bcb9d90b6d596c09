// Positions from strings and back, for tests.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "games/position.hpp"

namespace crosstalk::games::testing {

inline std::string drawn(const Position& position) {
    std::string text;
    for (int i = 0; i < position.cell_count(); ++i) {
        const Mark mark = position.at(Cell{static_cast<std::uint8_t>(i)});
        text += mark == Mark::None ? '.' : mark == Mark::X ? 'X' : 'O';
    }
    return text;
}

// Plays these cells by row and column, from 1, and expects each to be legal: {{2, 2}, {1, 1}}.
struct Place {
    int row;
    int column;
};
inline Position played(Kind kind, const std::vector<Place>& places) {
    Position position(kind);
    for (const Place& place : places) {
        const auto cell = position.cell_at(place.row - 1, place.column - 1);
        if (!cell || position.play(*cell) != MoveResult::Done) return Position(static_cast<Kind>(0));
    }
    return position;
}

inline Cell cell(const Position& position, int row, int column) {
    return *position.cell_at(row - 1, column - 1);
}

// A position with this board: the marks are set in turn, X's and O's each from the left.
inline Position set_up(Kind kind, std::string_view board) {
    Position position(kind);
    std::vector<Cell> marks[2];
    for (std::size_t i = 0; i < board.size(); ++i) {
        if (board[i] != '.') marks[board[i] == 'X' ? 0 : 1].push_back(Cell{static_cast<std::uint8_t>(i)});
    }
    for (std::size_t i = 0; i < marks[0].size(); ++i) {
        position.play(marks[0][i]);
        if (i < marks[1].size()) position.play(marks[1][i]);
    }
    return position;
}

}  // namespace crosstalk::games::testing
