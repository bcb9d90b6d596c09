// How long to wait before the next attempt: random between nothing and a bound that doubles from 0.5 s to 30 s,
// so that a restarted server is not met by everybody at once.
#pragma once

#include <algorithm>
#include <cstdint>

#include "net/transport/runtime.hpp"

namespace crosstalk::link {

class Backoff {
  public:
    static constexpr std::int64_t first_bound_ms = 500;
    static constexpr std::int64_t last_bound_ms = 30'000;

    net::Milliseconds next(transport::Runtime& runtime) {
        const std::int64_t bound = std::min(first_bound_ms << failures_, last_bound_ms);
        failures_ = std::min(failures_ + 1, 10U);
        return {static_cast<std::int64_t>(runtime.random_number() % static_cast<std::uint64_t>(bound + 1))};
    }
    void reset() { failures_ = 0; }

  private:
    unsigned failures_ = 0;
};

}  // namespace crosstalk::link
