#include "games/search/tree_search.hpp"

#include <algorithm>
#include <array>

#include "games/search/patterns.hpp"

namespace crosstalk::games {
namespace {

constexpr std::size_t most_children_on_15x15 = 20;
constexpr std::uint64_t one = std::uint64_t{1} << 16U;  // of the fixed-point numbers below
constexpr std::uint64_t exploration = one * 3 / 2;
constexpr int longest_playout = 30;  // on 15x15: then it counts as drawn

// Rounded down.
std::uint64_t square_root(std::uint64_t number) {
    std::uint64_t root = 0;
    for (std::uint64_t bit = std::uint64_t{1} << 31U; bit != 0; bit >>= 1U) {
        const std::uint64_t larger = root | bit;
        if (larger * larger <= number) root = larger;
    }
    return root;
}

// A move that wins at once; failing that, one that keeps the other from doing so.
std::optional<Cell> forced_move(const Position& position) {
    const CellList moves = position.legal_moves();
    for (const Cell move : moves) {
        Position after = position;
        after.play(move);
        if (winner_of(after.outcome()) == position.turn()) return move;
    }
    if (position.kind() == Kind::Ultimate) return std::nullopt;  // there a cell cannot simply be occupied
    // Nothing wins, so a line that this move would complete is the other's.
    for (const Cell move : moves) {
        if (worth_of(position, move, opponent_of(position.turn())) >= winning_worth) return move;
    }
    return std::nullopt;
}

struct Candidate {
    Cell move;
    std::uint64_t weight;
};

// Ultimate: a cell that takes or saves a small board is looked at first.
std::uint64_t ultimate_weight(const Position& position, Cell move) {
    Position after = position;
    after.play(move);
    const int board = position.board_of(move);
    std::uint64_t weight = 4;
    if (winner_of(after.board_outcome(board)) == position.turn()) weight += 8;
    if (!after.required_board() && !after.is_over()) weight -= 2;  // the other may go anywhere
    return weight;
}

std::vector<Candidate> weighted_moves(const Position& position) {
    std::vector<Candidate> moves;
    for (const Cell move : candidates(position)) {
        const std::uint64_t weight =
            position.kind() == Kind::Ultimate
                ? ultimate_weight(position, move)
                : square_root(static_cast<std::uint64_t>(worth_of(position, move, position.turn())));
        moves.push_back({move, weight});
    }
    std::ranges::stable_sort(moves,
                             [](const Candidate& a, const Candidate& b) { return a.weight > b.weight; });
    if (position.kind() != Kind::Ultimate && moves.size() > most_children_on_15x15)
        moves.resize(most_children_on_15x15);
    return moves;
}

}  // namespace

TreeThinking::TreeThinking(const Position& position, Random random)
    : root_(position), random_(random), forced_(forced_move(position)) {
    nodes_.emplace_back();
    open(0, root_);
}

bool TreeThinking::step() {
    if (forced_ || nodes_[0].child_count == 1) return true;
    Position position = root_;
    path_.assign(1, 0);
    while (nodes_[path_.back()].is_open && !position.is_over()) {
        const std::uint32_t child = most_promising_child(nodes_[path_.back()]);
        position.play(nodes_[child].move);
        path_.push_back(child);
    }
    if (!position.is_over() && nodes_[path_.back()].visits > 0) open(path_.back(), position);
    const Outcome outcome = play_out(position);
    // The root's move was made by who is not to move there.
    Mark mover = opponent_of(root_.turn());
    for (const std::uint32_t index : path_) {
        Node& node = nodes_[index];
        ++node.visits;
        if (outcome == Outcome::Drawn) ++node.score;
        if (winner_of(outcome) == mover) node.score += 2;
        mover = opponent_of(mover);
    }
    return false;
}

// The most visited: the best by what the search has spent on it.
Cell TreeThinking::best_move() const {
    if (forced_) return *forced_;
    const Node& root = nodes_[0];
    const auto first = nodes_.begin() + root.first_child;
    return std::max_element(first, first + root.child_count,
                            [](const Node& a, const Node& b) {
                                return a.visits != b.visits ? a.visits < b.visits : a.prior < b.prior;
                            })
        ->move;
}

void TreeThinking::open(std::uint32_t node, const Position& position) {
    const std::vector<Candidate> moves = weighted_moves(position);
    std::uint64_t sum = 0;
    for (const Candidate& each : moves)
        sum += each.weight;
    nodes_[node].first_child = static_cast<std::uint32_t>(nodes_.size());
    nodes_[node].child_count = static_cast<std::uint8_t>(moves.size());
    nodes_[node].is_open = true;
    for (const Candidate& each : moves) {
        Node& child = nodes_.emplace_back();
        child.move = each.move;
        child.prior = static_cast<std::uint32_t>(each.weight * one / sum);
    }
}

// Mean result so far, plus what is left to learn: exploration * prior * sqrt(parent's visits) / (1 + visits).
std::uint32_t TreeThinking::most_promising_child(const Node& node) const {
    const std::uint64_t root_of_visits = square_root((std::uint64_t{node.visits} + 1) << 16U);  // times 2^8
    std::uint32_t best = node.first_child;
    std::uint64_t best_value = 0;
    for (std::uint32_t index = node.first_child; index < node.first_child + node.child_count; ++index) {
        const Node& child = nodes_[index];
        const std::uint64_t mean =
            child.visits == 0 ? one * 2 / 5 : child.score * one / (std::uint64_t{2} * child.visits);
        const std::uint64_t wish =
            (exploration * child.prior >> 16U) * root_of_visits / (std::uint64_t{child.visits} + 1) >> 8U;
        if (mean + wish > best_value) {
            best = index;
            best_value = mean + wish;
        }
    }
    return best;
}

Outcome TreeThinking::play_out(Position position) {
    std::array<std::optional<Cell>, 4> recent;  // the newest first
    recent[0] = position.last_move();
    const bool is_ultimate = position.kind() == Kind::Ultimate;
    for (int moves = 0; !position.is_over(); ++moves) {
        if (!is_ultimate && moves == longest_playout) return Outcome::Drawn;
        const Cell move = playout_move(position, recent);
        position.play(move);
        std::rotate(recent.begin(), recent.end() - 1, recent.end());
        recent[0] = move;
    }
    return position.outcome();
}

// In Ultimate all is chance. On 15x15 it is the move near the newest marks that is worth most at a glance, with
// enough chance for playouts to differ: games of chance alone end long before a row of three matters.
Cell TreeThinking::playout_move(const Position& position, const std::array<std::optional<Cell>, 4>& recent) {
    std::optional<Cell> best;
    if (position.kind() != Kind::Ultimate) {
        std::array<bool, max_cells> is_seen{};
        std::int64_t best_worth = 0;
        for (const auto& around : recent) {
            if (!around) continue;
            for (int near = 0; near < 25; ++near) {
                const auto cell = position.cell_at(position.row_of(*around) + near / 5 - 2,
                                                   position.column_of(*around) + near % 5 - 2);
                if (!cell || position.at(*cell) != Mark::None || is_seen[cell->index]) continue;
                is_seen[cell->index] = true;
                const std::int64_t worth =
                    worth_of(position, *cell, position.turn()) * (8 + random_.below(8));
                if (worth <= best_worth) continue;
                best = cell;
                best_worth = worth;
            }
        }
    }
    if (best) return *best;
    const CellList moves = position.legal_moves();
    return moves[random_.below(static_cast<std::uint32_t>(moves.size()))];
}

}  // namespace crosstalk::games
