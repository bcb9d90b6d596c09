#include "games/position.hpp"

#include <algorithm>

namespace crosstalk::games {
namespace {

struct Step {
    int row;
    int column;
};
constexpr std::array<Step, 4> directions{{{0, 1}, {1, 0}, {1, 1}, {1, -1}}};

constexpr std::array<std::array<int, 3>, 8> lines_of_three{
    {{0, 1, 2}, {3, 4, 5}, {6, 7, 8}, {0, 3, 6}, {1, 4, 7}, {2, 5, 8}, {0, 4, 8}, {2, 4, 6}}};

// Of Ultimate: the cell at a place (0 to 8) of a board.
constexpr Cell cell_in_board(int board, int place) {
    return {static_cast<std::uint8_t>((board / 3 * 3 + place / 3) * 9 + board % 3 * 3 + place % 3)};
}

constexpr Outcome won_by(Mark mark) {
    return mark == Mark::X ? Outcome::XWins : Outcome::OWins;
}

}  // namespace

Position::Position(Kind kind) : kind_(kind) {
    const KindRow* row = games::row_of(kind);
    if (row == nullptr) return;
    rows_ = static_cast<std::uint8_t>(row->rows);
    columns_ = static_cast<std::uint8_t>(row->columns);
    in_a_row_ = static_cast<std::uint8_t>(row->in_a_row);
    misere_ = row->misere;
}

std::optional<Cell> Position::cell_at(int row, int column) const {
    if (row < 0 || row >= rows_ || column < 0 || column >= columns_) return std::nullopt;
    return Cell{static_cast<std::uint8_t>(row * columns_ + column)};
}

std::optional<Cell> Position::last_move() const {
    if (last_ == no_cell) return std::nullopt;
    return Cell{last_};
}

std::optional<int> Position::required_board() const {
    if (required_board_ == any_board || is_over()) return std::nullopt;
    return required_board_;
}

MoveResult Position::judge(Cell cell) const {
    if (rows_ == 0) return MoveResult::UnknownKind;
    if (is_over()) return MoveResult::Finished;
    if (cell.index >= cell_count()) return MoveResult::Outside;
    if (at(cell) != Mark::None) return MoveResult::Taken;
    if (kind_ != Kind::Ultimate) return MoveResult::Done;
    const int board = board_of(cell);
    const bool is_allowed =
        required_board_ == any_board ? board_outcome(board) == Outcome::Ongoing : board == required_board_;
    return is_allowed ? MoveResult::Done : MoveResult::WrongBoard;
}

CellList Position::legal_moves() const {
    CellList moves;
    for (int index = 0; index < cell_count(); ++index) {
        const Cell cell{static_cast<std::uint8_t>(index)};
        if (judge(cell) == MoveResult::Done) moves.push_back(cell);
    }
    return moves;
}

MoveResult Position::play(Cell cell) {
    const MoveResult result = judge(cell);
    if (result != MoveResult::Done) return result;
    cells_[cell.index] = turn_;
    last_ = cell.index;
    ++move_count_;
    if (kind_ == Kind::Ultimate) {
        settle_ultimate(cell);
    } else {
        settle_line(cell);
    }
    turn_ = opponent_of(turn_);
    return MoveResult::Done;
}

bool Position::has_line_through(Cell cell) const {
    const Mark mark = at(cell);
    for (const Step& step : directions) {
        int length = 1;
        for (const int sign : {1, -1}) {
            int row = row_of(cell);
            int column = column_of(cell);
            for (;;) {
                row += sign * step.row;
                column += sign * step.column;
                if (row < 0 || row >= rows_ || column < 0 || column >= columns_) break;
                const int index = row * columns_ + column;
                if (cells_[static_cast<std::size_t>(index)] != mark) break;
                ++length;
            }
        }
        if (length >= in_a_row_) return true;
    }
    return false;
}

void Position::settle_line(Cell cell) {
    if (has_line_through(cell)) {
        outcome_ = won_by(misere_ ? opponent_of(turn_) : turn_);
    } else if (move_count_ == cell_count()) {
        outcome_ = Outcome::Drawn;
    }
}

bool Position::board_has_line(int board, Mark mark) const {
    return std::ranges::any_of(lines_of_three, [&](const auto& line) {
        return std::ranges::all_of(line, [&](int place) { return at(cell_in_board(board, place)) == mark; });
    });
}

bool Position::boards_have_line(Outcome won) const {
    return std::ranges::any_of(lines_of_three, [&](const auto& line) {
        return std::ranges::all_of(line, [&](int board) { return board_outcome(board) == won; });
    });
}

bool Position::is_board_full(int board) const {
    for (int place = 0; place < 9; ++place) {
        if (at(cell_in_board(board, place)) == Mark::None) return false;
    }
    return true;
}

void Position::settle_ultimate(Cell cell) {
    const int board = board_of(cell);
    Outcome& outcome = boards_[static_cast<std::size_t>(board)];
    if (board_has_line(board, turn_)) {
        outcome = won_by(turn_);
    } else if (is_board_full(board)) {
        outcome = Outcome::Drawn;  // it counts for nobody
    }
    const int target = row_of(cell) % 3 * 3 + column_of(cell) % 3;
    const bool is_open = board_outcome(target) == Outcome::Ongoing;
    required_board_ = is_open ? static_cast<std::int8_t>(target) : any_board;
    if (boards_have_line(won_by(turn_))) {
        outcome_ = won_by(turn_);
    } else if (std::ranges::find(boards_, Outcome::Ongoing) == boards_.end()) {
        outcome_ = Outcome::Drawn;
    }
}

std::vector<std::vector<Cell>> Position::deciding_lines() const {
    std::vector<std::vector<Cell>> lines;
    const Mark winner = winner_of(outcome_);
    if (winner == Mark::None) return lines;
    if (kind_ == Kind::Ultimate) {
        for (const auto& line : lines_of_three) {
            if (!std::ranges::all_of(line, [&](int board) { return board_outcome(board) == outcome_; }))
                continue;
            std::vector<Cell>& cells = lines.emplace_back();
            for (const int board : line)
                cells.push_back(cell_in_board(board, 4));
        }
        return lines;
    }
    const Mark mark = misere_ ? opponent_of(winner) : winner;
    const auto is_marked = [&](int row, int column) {
        const auto cell = cell_at(row, column);
        return cell && at(*cell) == mark;
    };
    for (const Step& step : directions) {
        for (int index = 0; index < cell_count(); ++index) {
            int row = index / columns_;
            int column = index % columns_;
            if (is_marked(row - step.row, column - step.column)) continue;  // not the beginning of a run
            std::vector<Cell> run;
            for (; is_marked(row, column); row += step.row, column += step.column)
                run.push_back(*cell_at(row, column));
            if (std::ssize(run) >= in_a_row_) lines.push_back(std::move(run));
        }
    }
    return lines;
}

Replay replay(Kind kind, std::span<const Cell> moves) {
    Replay result{Position(kind)};
    for (const Cell move : moves) {
        result.result = result.position.play(move);
        if (result.result != MoveResult::Done) break;
        ++result.played;
    }
    return result;
}

}  // namespace crosstalk::games
