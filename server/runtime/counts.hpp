// What a node has counted since its process began, for metrics. Counters only go up.
#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>

#include "net/ids.hpp"
#include "net/messages.hpp"

namespace crosstalk::server {

// Why a frame that came in was not taken. Its connection ends with it.
enum class FrameFault : std::uint8_t {
    Malformed,          // not what its type says
    OutOfTurn,          // not due here, or a command without a number
    TooMany,            // over the window of what may be unanswered
    TooMuchBeforeLogin  // frames or bytes
};
constexpr FrameFault last_of(FrameFault) {
    return FrameFault::TooMuchBeforeLogin;
}

// A counter for each enumerator.
template <class Enum>
class CountsBy {
  public:
    void add(Enum what) { ++counts_[static_cast<std::size_t>(what)]; }
    [[nodiscard]] std::uint64_t of(Enum what) const { return counts_[static_cast<std::size_t>(what)]; }

  private:
    std::array<std::uint64_t, static_cast<std::size_t>(last_of(Enum{})) + 1> counts_{};
};

// How long something took, each time.
class Durations {
  public:
    static constexpr std::array<std::int64_t, 12> bounds_ms{1,   2,   5,   10,    20,    50,
                                                            100, 200, 500, 1'000, 2'000, 5'000};

    void add(net::Milliseconds took) {
        const auto bound = std::ranges::lower_bound(bounds_ms, took.value);
        ++counts_[static_cast<std::size_t>(bound - bounds_ms.begin())];
        sum_ms_ += took.value;
    }
    // Those that took no longer than bounds_ms[i] and longer than the bound before; behind the last: longer than all.
    [[nodiscard]] std::uint64_t count(std::size_t i) const { return counts_[i]; }
    [[nodiscard]] std::int64_t sum_ms() const { return sum_ms_; }

  private:
    std::array<std::uint64_t, bounds_ms.size() + 1> counts_{};
    std::int64_t sum_ms_ = 0;
};

struct NodeCounts {
    CountsBy<FrameFault> refused_frames;
    CountsBy<net::ErrorCode> dismissed;  // connections that were told why they end
    CountsBy<net::Status> answered;      // commands, by what came of them
    Durations commits;                   // from a batch's way to the journal until it was durable
};

}  // namespace crosstalk::server
