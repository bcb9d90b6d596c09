#include "tests/games/oracle.hpp"

#include <algorithm>
#include <set>

namespace crosstalk::games::testing {
namespace {

constexpr std::int8_t unknown = 9;

}  // namespace

Oracle::Oracle(int size, int in_a_row, bool misere) : cells_(size * size), misere_(misere) {
    for (int row = 0; row < size; ++row) {
        for (int column = 0; column < size; ++column) {
            for (const auto& [down, right] : {std::pair{0, 1}, {1, 0}, {1, 1}, {1, -1}}) {
                std::vector<std::size_t> line;
                for (int i = 0; i < in_a_row; ++i) {
                    const int r = row + i * down;
                    const int c = column + i * right;
                    if (r < size && c >= 0 && c < size)
                        line.push_back(static_cast<std::size_t>(r * size + c));
                }
                if (std::ssize(line) == in_a_row) lines_.push_back(line);
            }
        }
    }
}

std::string Oracle::empty_board() const {
    return std::string(static_cast<std::size_t>(cells_), '.');
}

char Oracle::turn(const std::string& board) const {
    return std::ranges::count(board, 'X') == std::ranges::count(board, 'O') ? 'X' : 'O';
}

bool Oracle::has_line(const std::string& board, char mark) const {
    return std::ranges::any_of(lines_, [&](const auto& line) {
        return std::ranges::all_of(line, [&](std::size_t cell) { return board[cell] == mark; });
    });
}

char Oracle::result(const std::string& board) const {
    if (has_line(board, 'X')) return misere_ ? 'O' : 'X';
    if (has_line(board, 'O')) return misere_ ? 'X' : 'O';
    return board.find('.') == std::string::npos ? 'D' : '.';
}

std::size_t Oracle::key(const std::string& board) {
    std::size_t number = 0;
    for (const char c : board)
        number = number * 3 + (c == '.' ? 0U : c == 'X' ? 1U : 2U);
    return number;
}

int Oracle::value(const std::string& board) {
    if (known_.empty()) {
        std::size_t size = 1;
        for (int i = 0; i < cells_; ++i)
            size *= 3;
        known_.assign(size, unknown);
    }
    const std::size_t place = key(board);
    if (known_[place] != unknown) return known_[place];
    const char mover = turn(board);
    const char ended = result(board);
    int best = -1;
    if (ended == 'D') best = 0;
    if (ended == mover) best = 1;
    if (ended == '.') {
        std::string next = board;
        for (char& cell : next) {
            if (cell != '.') continue;
            cell = mover;
            best = std::max(best, -value(next));
            cell = '.';
            if (best == 1) break;
        }
    }
    known_[place] = static_cast<std::int8_t>(best);
    return best;
}

std::vector<std::string> Oracle::reachable() const {
    std::set<std::string> seen{empty_board()};
    std::vector<std::string> all{empty_board()};
    for (std::size_t at = 0; at < all.size(); ++at) {
        if (result(all[at]) != '.') continue;
        for (std::size_t cell = 0; cell < all[at].size(); ++cell) {
            std::string next = all[at];
            if (next[cell] != '.') continue;
            next[cell] = turn(all[at]);
            if (seen.insert(next).second) all.push_back(next);
        }
    }
    return all;
}

}  // namespace crosstalk::games::testing
