#include "games/search/shallow.hpp"

#include <algorithm>
#include <limits>
#include <utility>

#include "games/search/patterns.hpp"

namespace crosstalk::games {
namespace {

constexpr std::int64_t win_value = std::int64_t{1} << 40U;
constexpr std::int64_t board_value = 1'000;  // Ultimate: a small board more than the other

// Equal moves come in random order, so that the first best is a random one.
void shuffle(CellList& moves, Random random) {
    for (std::size_t left = moves.size(); left > 1; --left)
        std::swap(moves.begin()[left - 1], moves.begin()[random.below(static_cast<std::uint32_t>(left))]);
}

std::int64_t boards_ahead(const Position& position, Mark mark) {
    std::int64_t ahead = 0;
    for (int board = 0; board < 9; ++board) {
        const Mark winner = winner_of(position.board_outcome(board));
        if (winner != Mark::None) ahead += winner == mark ? 1 : -1;
    }
    return ahead;
}

// Once a game is over, for `mark`.
std::int64_t final_value(const Position& position, Mark mark) {
    const Mark winner = winner_of(position.outcome());
    if (winner == Mark::None) return 0;
    return winner == mark ? win_value : -win_value;
}

}  // namespace

EasyThinking::EasyThinking(const Position& position, Random random)
    : position_(position), moves_(position.legal_moves()) {
    shuffle(moves_, random);
    best_ = moves_[0];
}

bool EasyThinking::step() {
    if (next_ == moves_.size()) return true;
    const Cell move = moves_[next_++];
    Position after = position_;
    after.play(move);
    if (winner_of(after.outcome()) == position_.turn()) {
        best_ = move;
        return true;
    }
    return next_ == moves_.size();
}

MediumThinking::MediumThinking(const Position& position, Random random)
    : position_(position),
      moves_(candidates(position)),
      best_value_(std::numeric_limits<std::int64_t>::min()) {
    shuffle(moves_, random);
    best_ = moves_[0];
}

bool MediumThinking::step() {
    if (next_ == moves_.size()) return true;
    const Cell move = moves_[next_++];
    if (const std::int64_t value = value_of(move); value > best_value_) {
        best_ = move;
        best_value_ = value;
    }
    return next_ == moves_.size();
}

std::int64_t MediumThinking::value_of(Cell move) const {
    const Mark mover = position_.turn();
    Position after = position_;
    after.play(move);
    if (after.is_over()) return final_value(after, mover);
    const bool is_ultimate = position_.kind() == Kind::Ultimate;
    std::int64_t worst = win_value;
    for (const Cell answer : after.legal_moves()) {
        Position then = after;
        then.play(answer);
        const std::int64_t value = then.is_over() ? final_value(then, mover)
                                   : is_ultimate  ? board_value * boards_ahead(then, mover)
                                                  : 0;
        worst = std::min(worst, value);
    }
    const bool counts_lines = !is_ultimate && position_.kind() != Kind::Misere;
    return worst + (counts_lines ? worth_of(position_, move, mover) : 0);
}

}  // namespace crosstalk::games
