#include "games/search.hpp"

#include <algorithm>

#include "games/random.hpp"
#include "games/search/shallow.hpp"
#include "games/search/solver.hpp"
#include "games/search/tree_search.hpp"

namespace crosstalk::games {
namespace {

bool is_solvable(Kind kind) {
    return kind == Kind::TicTacToe || kind == Kind::Misere || kind == Kind::FourInARow;
}

std::unique_ptr<Thinking> thinking_for(const Position& position, Level level, Random random) {
    if (level == Level::Easy) return std::make_unique<EasyThinking>(position, random);
    if (level == Level::Medium) return std::make_unique<MediumThinking>(position, random);
    if (is_solvable(position.kind())) return std::make_unique<SolverThinking>(position, random);
    return std::make_unique<TreeThinking>(position, random);
}

}  // namespace

std::string_view name_of(Level level) {
    switch (level) {
        case Level::Easy:
            return "easy";
        case Level::Medium:
            return "medium";
        case Level::Hard:
            break;
    }
    return "hard";
}

std::uint32_t default_budget(Kind kind, Level level) {
    if (level != Level::Hard) return max_cells + 1;
    if (is_solvable(kind)) return 1'000'000;
    return kind == Kind::Ultimate ? 20'000 : 4'000;
}

Search::Search(const Position& position, Level level, std::uint64_t seed)
    : Search(position, level, seed, default_budget(position.kind(), level)) {}

Search::Search(const Position& position, Level level, std::uint64_t seed, std::uint32_t budget)
    : thinking_(thinking_for(position, level, Random(seed))), budget_(budget), is_finished_(budget == 0) {}

bool Search::run(std::uint32_t nodes) {
    for (std::uint32_t left = std::min(nodes, budget_ - nodes_); left > 0 && !is_finished_; --left) {
        is_finished_ = thinking_->step();
        ++nodes_;
    }
    is_finished_ = is_finished_ || nodes_ == budget_;
    return is_finished_;
}

Cell choose_move(const Position& position, Level level, std::uint64_t seed) {
    Search search(position, level, seed);
    while (!search.run(search.budget())) {
    }
    return search.best_move();
}

}  // namespace crosstalk::games
