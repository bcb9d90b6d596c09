#include "games/search/patterns.hpp"

#include <algorithm>
#include <array>

namespace crosstalk::games {
namespace {

constexpr std::array<std::array<int, 2>, 4> directions{{{0, 1}, {1, 0}, {1, 1}, {1, -1}}};

// By how many marks a line holds already. One's own count more than the other's: it is one's turn.
constexpr std::array<std::int64_t, 5> own_worth{1, 12, 80, 2'000, winning_worth};
constexpr std::array<std::int64_t, 5> other_worth{1, 8, 60, 1'000, 100'000};

constexpr int longest_line = 5;

struct Count {
    int x = 0;
    int o = 0;
};

// Every line of in_a_row cells that contains `cell`, which is empty, and lies on the board, counted. This is where the
// tree search spends its time: each direction is read once, and a window slides over it.
template <class Visit>
void for_each_line(const Position& position, Cell cell, Visit visit) {
    const int length = position.in_a_row();
    for (const auto& [down, right] : directions) {
        std::array<Mark, 2 * longest_line> marks{};
        int first = 0;
        int last = 0;
        for (const int sign : {-1, 1}) {
            int row = position.row_of(cell);
            int column = position.column_of(cell);
            for (int i = 1; i < length; ++i) {
                row += sign * down;
                column += sign * right;
                if (row < 0 || row >= position.rows() || column < 0 || column >= position.columns()) break;
                (sign < 0 ? first : last) = sign * i;
                const auto index = static_cast<std::uint8_t>(row * position.columns() + column);
                const int place = longest_line + sign * i;
                marks[static_cast<std::size_t>(place)] = position.at(Cell{index});
            }
        }
        Count count;
        for (int at = first; at <= last; ++at) {
            const auto add = [&](int offset, int by) {
                const int place = longest_line + offset;
                const Mark mark = marks[static_cast<std::size_t>(place)];
                count.x += mark == Mark::X ? by : 0;
                count.o += mark == Mark::O ? by : 0;
            };
            add(at, 1);
            if (at - first >= length) add(at - length, -1);
            if (at - first >= length - 1) visit(count);
        }
    }
}

std::size_t place(int marks) {
    return static_cast<std::size_t>(std::min(marks, 4));
}

}  // namespace

std::int64_t worth_of(const Position& position, Cell cell, Mark mover) {
    std::int64_t worth = 1;
    // A line one mark short of complete weighs as such, whatever its length.
    const int offset = 5 - position.in_a_row();
    for_each_line(position, cell, [&](const Count& count) {
        const int own = mover == Mark::X ? count.x : count.o;
        const int others = mover == Mark::X ? count.o : count.x;
        if (own > 0 && others > 0) return;
        if (others > 0) {
            worth += other_worth[place(others + offset)];
        } else {
            worth += own_worth[place(own + (own > 0 ? offset : 0))];
        }
    });
    return worth;
}

CellList candidates(const Position& position) {
    if (position.kind() != Kind::Gomoku || position.is_over()) return position.legal_moves();
    CellList cells;
    if (position.move_count() == 0) {
        cells.push_back(*position.cell_at(position.rows() / 2, position.columns() / 2));
        return cells;
    }
    std::array<bool, max_cells> is_near{};
    for (int index = 0; index < position.cell_count(); ++index) {
        if (position.at(Cell{static_cast<std::uint8_t>(index)}) == Mark::None) continue;
        for (int down = -2; down <= 2; ++down) {
            for (int right = -2; right <= 2; ++right) {
                const auto near =
                    position.cell_at(index / position.columns() + down, index % position.columns() + right);
                if (near && position.at(*near) == Mark::None) is_near[near->index] = true;
            }
        }
    }
    for (std::size_t index = 0; index < is_near.size(); ++index) {
        if (is_near[index]) cells.push_back(Cell{static_cast<std::uint8_t>(index)});
    }
    return cells.empty() ? position.legal_moves() : cells;
}

}  // namespace crosstalk::games
