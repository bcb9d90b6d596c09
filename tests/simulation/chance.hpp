// Everything that is left to chance in a simulation, from one seed; the same on every platform.
#pragma once

#include <cstddef>
#include <cstdint>

#include "net/ids.hpp"

namespace crosstalk::testing {

class Chance {
  public:
    explicit Chance(std::uint64_t seed) : state_(seed * 0x9e3779b97f4a7c15U + 0x1234567) {}

    // SplitMix64.
    std::uint64_t number() {
        state_ += 0x9e3779b97f4a7c15U;
        std::uint64_t mixed = state_;
        mixed = (mixed ^ (mixed >> 30U)) * 0xbf58476d1ce4e5b9U;
        mixed = (mixed ^ (mixed >> 27U)) * 0x94d049bb133111ebU;
        return mixed ^ (mixed >> 31U);
    }
    // 0 to count - 1.
    std::size_t below(std::size_t count) { return static_cast<std::size_t>(number() % count); }
    std::int64_t between(std::int64_t low, std::int64_t high) {
        return low + static_cast<std::int64_t>(below(static_cast<std::size_t>(high - low + 1)));
    }
    bool one_in(std::size_t count) { return below(count) == 0; }
    net::Milliseconds span(std::int64_t low, std::int64_t high) { return {between(low, high)}; }
    template <class List>
    auto& pick(List& list) {
        return list[below(list.size())];
    }

  private:
    std::uint64_t state_;
};

}  // namespace crosstalk::testing
