// Monte Carlo tree search with PUCT (Rosin 2011, Silver et al. 2017) in whole numbers, for boards too large to solve.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <vector>

#include "games/random.hpp"
#include "games/search.hpp"

namespace crosstalk::games {

// One step goes down the tree by the most promising moves, opens one leaf and plays one game from there to its end.
class TreeThinking final : public Thinking {
  public:
    TreeThinking(const Position& position, Random random);
    bool step() override;
    [[nodiscard]] Cell best_move() const override;

  private:
    struct Node {
        Cell move;
        std::uint8_t child_count = 0;
        bool is_open = false;  // its children exist
        std::uint32_t first_child = 0;
        std::uint32_t visits = 0;
        std::uint32_t prior = 0;  // of priors that sum up to about 2^16 among siblings
        std::uint64_t score = 0;  // half points of who made the move: a win is 2, a draw 1
    };

    void open(std::uint32_t node, const Position& position);
    [[nodiscard]] std::uint32_t most_promising_child(const Node& node) const;
    [[nodiscard]] Outcome play_out(Position position);
    [[nodiscard]] Cell playout_move(const Position& position,
                                    const std::array<std::optional<Cell>, 4>& recent);

    Position root_;
    Random random_;
    std::vector<Node> nodes_;
    std::vector<std::uint32_t> path_;
    std::optional<Cell> forced_;
};

}  // namespace crosstalk::games
