// Perfect play on boards of at most 16 cells: alpha-beta search to the end of the game over bit masks.
#pragma once

#include <array>
#include <cstdint>
#include <vector>

#include "games/random.hpp"
#include "games/search.hpp"

namespace crosstalk::games {

// One step looks at one position. Its recursion is a stack of its own, so it can stop after any of them.
// Values are for who is to move: 0 drawn; won (positive) or lost with n cells empty at the end: n + 1. So a quick win
// is better than a late one, and a late loss than a quick one; and a value belongs to the position, not to the way there.
class SolverThinking final : public Thinking {
  public:
    SolverThinking(const Position& position, Random random);
    bool step() override;
    [[nodiscard]] Cell best_move() const override { return Cell{static_cast<std::uint8_t>(best_)}; }
    // Of the position, once finished.
    [[nodiscard]] int value() const { return value_; }

  private:
    using Mask = std::uint32_t;  // one bit a cell

    struct Frame {
        Mask own = 0;  // of who is to move
        Mask other = 0;
        int alpha = 0;
        int beta = 0;
        int first_alpha = 0;
        int best = 0;
        std::array<std::uint8_t, 16> moves{};
        std::uint8_t count = 0;
        std::uint8_t next = 0;
    };
    enum class Bound : std::uint8_t { None, Exact, AtLeast, AtMost };
    struct Known {
        Mask key = 0;
        std::int16_t value = 0;
        Bound bound = Bound::None;
    };

    void make_lines(int side, int length);
    void make_symmetries(int side);
    [[nodiscard]] bool has_line(Mask marks) const;
    [[nodiscard]] bool is_dead(Mask own, Mask other) const;
    [[nodiscard]] Mask completing(Mask own, Mask other) const;
    [[nodiscard]] Mask key_of(Mask own, Mask other) const;
    [[nodiscard]] Known& slot(Mask key);
    void order_moves(Frame& frame);
    void enter(Mask own, Mask other, int alpha, int beta);
    void leave();
    void deliver(int value);

    std::vector<Mask> lines_;
    // Where a mask goes under each of the eight symmetries, by its lower and its upper byte.
    std::vector<std::array<std::array<std::uint16_t, 256>, 2>> symmetries_;
    std::array<std::uint8_t, 16> preference_{};  // ties between moves are broken by it
    std::vector<Known> known_;
    std::vector<Frame> stack_;
    int cells_;
    Mask full_;
    bool misere_;
    int best_ = 0;
    int value_ = 0;
};

}  // namespace crosstalk::games
