// The computer player: looks for a move in slices, so that nobody waits for it.
#pragma once

#include <cstdint>
#include <memory>
#include <string_view>

#include "games/position.hpp"

namespace crosstalk::games {

enum class Level : std::uint8_t {
    Easy,    // any move, but takes a win that is there
    Medium,  // looks two moves ahead
    Hard,    // perfect on 3x3, misere and 4x4; Monte Carlo tree search elsewhere
};

std::string_view name_of(Level level);  // "easy"

// What a whole search costs at most: positions for Easy, Medium and the exact search, playouts for the tree search.
std::uint32_t default_budget(Kind kind, Level level);

// How one level goes about it; search.cpp chooses. Implementations stand in games/search/.
class Thinking {
  public:
    Thinking() = default;
    Thinking(const Thinking&) = delete;
    Thinking& operator=(const Thinking&) = delete;
    virtual ~Thinking() = default;

    // One unit of work; true when nothing is left to do.
    virtual bool step() = 0;
    [[nodiscard]] virtual Cell best_move() const = 0;
};

// One search for one position. Belongs to one thread at a time; different searches share nothing. The same position,
// level, seed and budget give the same move on every machine, however the work is sliced.
//
//     Search search(position, Level::Hard, seed);
//     while (!search.run(50)) {}     // or: a slice per round of a worker, given up at any time by destroying it
//     position.play(search.best_move());
//
// Memory: up to some 10 MB while it lives.
class Search {
  public:
    // The position must not be over and its kind must be known: there must be a legal move.
    Search(const Position& position, Level level, std::uint64_t seed);
    Search(const Position& position, Level level, std::uint64_t seed, std::uint32_t budget);

    // Works on at most so many nodes more; true when finished. A node takes some microseconds; of the tree
    // search on 15x15 a hundred or two.
    bool run(std::uint32_t nodes);
    [[nodiscard]] bool is_finished() const { return is_finished_; }
    [[nodiscard]] std::uint32_t nodes() const { return nodes_; }  // so far; never more than budget()
    [[nodiscard]] std::uint32_t budget() const { return budget_; }

    // The best move known by now: legal at any time, final when finished.
    [[nodiscard]] Cell best_move() const { return thinking_->best_move(); }

  private:
    std::unique_ptr<Thinking> thinking_;
    std::uint32_t budget_;
    std::uint32_t nodes_ = 0;
    bool is_finished_ = false;
};

// The whole search at once.
Cell choose_move(const Position& position, Level level, std::uint64_t seed);

}  // namespace crosstalk::games
