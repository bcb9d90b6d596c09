// Where the cells of a board stand, what is under the pointer, and where keys go. Pure; no window and no font.
#pragma once

#include <cstdint>
#include <optional>

#include "games/position.hpp"

namespace crosstalk::ui {

/// Pixels of the screen, from the board's upper left corner.
struct BoardSquare {
    float left = 0;
    float top = 0;
    float side = 0;
};

/// The well behind the cells, coordinates included.
struct BoardLayout {
    games::Kind kind = games::Kind::TicTacToe;
    int rows = 0;
    int columns = 0;
    float cell = 0;
    float gap = 0;
    float between = 0;  // of Ultimate: between its nine boards, instead of `gap`
    float padding = 0;
    float label = 0;  // room for the letters above and the numbers at the left; 0: there are none
    float width = 0;
    float height = 0;
    bool has_digits = false;  // empty cells show theirs instead

    [[nodiscard]] BoardSquare square(games::Cell cell) const;
    /// One of Ultimate's nine, its cells and nothing more.
    [[nodiscard]] BoardSquare board(int board) const;
    /// Gaps belong to the nearest cell; nothing outside the cells.
    [[nodiscard]] std::optional<games::Cell> hit(float x, float y) const;

  private:
    [[nodiscard]] float offset(int line) const;
};

/// The cells that people should get, and the least that they are drawn with whatever the room: at 100 %. Where a window is too
/// low, it scrolls; where it is too narrow, cells are smaller than the least, but not than the tightest.
struct CellSides {
    float wanted = 0;
    float least = 0;
    float tightest = 0;
};
CellSides cell_sides(games::Kind kind);

/// The largest cells that fit into that room, never larger than wanted and never smaller than least, or tightest: then the
/// board is larger than the room. A kind without rules has no cells.
BoardLayout lay_out_board(games::Kind kind, float room_width, float room_height, float scale);

// --- keys

enum class BoardKey : std::uint8_t { Left, Right, Up, Down, Home, End };

/// One step, stopping at the edges; Home and End go to the ends of the row.
games::Cell step(const games::Position& position, games::Cell from, BoardKey key);

/// Where the keyboard begins: the middle of where a move can be made.
games::Cell first_focus(const games::Position& position);

/// What a digit from 1 to 9 means. On nine cells: the cell. Of Ultimate: the cell of the board that has to be played in;
/// where any will do, the first digit chooses the board. Elsewhere nothing.
struct DigitMeaning {
    std::optional<games::Cell> cell{};
    std::optional<int> board{};  // chosen, and waits for a second digit
};
DigitMeaning digit_meaning(const games::Position& position, std::optional<int> chosen_board, int digit);

}  // namespace crosstalk::ui
