// A position of any kind of game: cells, whose turn it is, how it ended, and the one way to change it, play().
#pragma once

#include <array>
#include <compare>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "games/kinds.hpp"

namespace crosstalk::games {

enum class Mark : std::uint8_t { None, X, O };

constexpr Mark opponent_of(Mark mark) {
    if (mark == Mark::None) return Mark::None;
    return mark == Mark::X ? Mark::O : Mark::X;
}

// A cell, counted from 0 along the rows from the upper left corner. Of Ultimate too: 9 columns, whatever the board.
struct Cell {
    std::uint8_t index = 0;
    friend constexpr auto operator<=>(const Cell&, const Cell&) = default;
};

// A list of cells without memory of its own on the heap: searches make many.
class CellList {
  public:
    constexpr void push_back(Cell cell) { cells_[size_++] = cell; }
    constexpr void clear() { size_ = 0; }
    [[nodiscard]] constexpr std::size_t size() const { return size_; }
    [[nodiscard]] constexpr bool empty() const { return size_ == 0; }
    [[nodiscard]] constexpr Cell operator[](std::size_t at) const { return cells_[at]; }
    [[nodiscard]] constexpr Cell* begin() { return cells_.data(); }
    [[nodiscard]] constexpr Cell* end() { return cells_.data() + size_; }
    [[nodiscard]] constexpr const Cell* begin() const { return cells_.data(); }
    [[nodiscard]] constexpr const Cell* end() const { return cells_.data() + size_; }

  private:
    std::array<Cell, max_cells> cells_{};
    std::size_t size_ = 0;
};

enum class Outcome : std::uint8_t { Ongoing, XWins, OWins, Drawn };

constexpr Mark winner_of(Outcome outcome) {
    if (outcome == Outcome::XWins) return Mark::X;
    return outcome == Outcome::OWins ? Mark::O : Mark::None;
}

// What play() says. Whether it is the caller's turn is the caller's to know.
enum class MoveResult : std::uint8_t {
    Done,
    UnknownKind,
    Finished,
    Outside,  // no such cell
    Taken,
    WrongBoard,  // Ultimate: another board has to be played in, or this one is decided
};

// About 250 bytes, copied freely, no thread of its own. X begins. Equal positions came from the same cells, turn
// and last move.
class Position {
  public:
    // The empty board. A kind without rules has no cells, and every move in it is UnknownKind.
    explicit Position(Kind kind);
    Position() : Position(Kind::TicTacToe) {}

    [[nodiscard]] Kind kind() const { return kind_; }
    [[nodiscard]] int rows() const { return rows_; }
    [[nodiscard]] int columns() const { return columns_; }
    [[nodiscard]] int cell_count() const { return rows_ * columns_; }
    [[nodiscard]] int in_a_row() const { return in_a_row_; }
    [[nodiscard]] int row_of(Cell cell) const { return cell.index / columns_; }     // from 0
    [[nodiscard]] int column_of(Cell cell) const { return cell.index % columns_; }  // from 0
    [[nodiscard]] std::optional<Cell> cell_at(int row, int column) const;           // none if outside

    [[nodiscard]] Mark at(Cell cell) const { return cells_[cell.index]; }  // None outside the board too
    [[nodiscard]] Mark turn() const { return is_over() ? Mark::None : turn_; }
    [[nodiscard]] Outcome outcome() const { return outcome_; }
    [[nodiscard]] bool is_over() const { return outcome_ != Outcome::Ongoing; }
    [[nodiscard]] int move_count() const { return move_count_; }
    [[nodiscard]] std::optional<Cell> last_move() const;

    // What play() would say.
    [[nodiscard]] MoveResult judge(Cell cell) const;
    // Ascending; empty when the game is over.
    [[nodiscard]] CellList legal_moves() const;
    // Anything but Done leaves the position as it was.
    MoveResult play(Cell cell);

    // Every line that decided the game, from one end to the other; more than in_a_row cells long where more stand in
    // a row. In misere they are the loser's. Of Ultimate: the middle cells of the three boards.
    [[nodiscard]] std::vector<std::vector<Cell>> deciding_lines() const;

    // Ultimate only: the nine boards are counted from 0 along the rows.
    [[nodiscard]] int board_of(Cell cell) const { return row_of(cell) / 3 * 3 + column_of(cell) / 3; }
    [[nodiscard]] Outcome board_outcome(int board) const { return boards_[static_cast<std::size_t>(board)]; }
    // Where the next move has to be; none if any undecided board will do (and for every other kind).
    [[nodiscard]] std::optional<int> required_board() const;

    friend bool operator==(const Position&, const Position&) = default;

  private:
    [[nodiscard]] bool has_line_through(Cell cell) const;
    [[nodiscard]] bool board_has_line(int board, Mark mark) const;
    [[nodiscard]] bool boards_have_line(Outcome won) const;
    [[nodiscard]] bool is_board_full(int board) const;
    void settle_line(Cell cell);
    void settle_ultimate(Cell cell);

    static constexpr std::int8_t any_board = -1;
    static constexpr std::uint8_t no_cell = 255;

    std::array<Mark, max_cells + 1> cells_{};  // the last one is always None: no_cell can be asked for
    std::array<Outcome, 9> boards_{};
    Kind kind_;
    std::uint8_t rows_ = 0;
    std::uint8_t columns_ = 1;  // never 0: cells are divided by it
    std::uint8_t in_a_row_ = 0;
    bool misere_ = false;
    Mark turn_ = Mark::X;
    Outcome outcome_ = Outcome::Ongoing;
    std::uint8_t move_count_ = 0;
    std::uint8_t last_ = no_cell;
    std::int8_t required_board_ = any_board;
};

// A game is its list of moves. Stops at the first one that is against the rules.
struct Replay {
    Position position;
    std::size_t played = 0;                // moves that were played
    MoveResult result = MoveResult::Done;  // of the first one that was not
};
Replay replay(Kind kind, std::span<const Cell> moves);

}  // namespace crosstalk::games
