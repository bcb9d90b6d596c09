// Easy and Medium: one or two moves ahead.
#pragma once

#include <cstdint>

#include "games/random.hpp"
#include "games/search.hpp"

namespace crosstalk::games {

// A random move, or one that wins at once.
class EasyThinking final : public Thinking {
  public:
    EasyThinking(const Position& position, Random random);
    bool step() override;
    [[nodiscard]] Cell best_move() const override { return best_; }

  private:
    Position position_;
    CellList moves_;
    std::size_t next_ = 0;
    Cell best_;
};

// Takes a win, leaves none to the other, and otherwise what is worth most at a glance, after the best answer.
class MediumThinking final : public Thinking {
  public:
    MediumThinking(const Position& position, Random random);
    bool step() override;
    [[nodiscard]] Cell best_move() const override { return best_; }

  private:
    [[nodiscard]] std::int64_t value_of(Cell move) const;

    Position position_;
    CellList moves_;
    std::size_t next_ = 0;
    Cell best_;
    std::int64_t best_value_;
};

}  // namespace crosstalk::games
