// Keeps a flow of bytes below a rate: what was not used for a while may be used at once, but no more than a second's worth.
#pragma once

#include <algorithm>
#include <cstdint>

#include "net/ids.hpp"

namespace crosstalk::link {

class TokenBucket {
  public:
    // Bytes a second; 0: no limit.
    void limit(std::uint64_t rate, net::Milliseconds now) {
        rate_ = rate;
        tokens_ = 0;
        filled_at_ = now;
    }
    [[nodiscard]] std::uint64_t rate() const { return rate_; }
    // True if so many may flow now. A piece larger than a second's worth borrows from what comes.
    [[nodiscard]] bool take(std::uint64_t bytes, net::Milliseconds now) {
        if (rate_ == 0) return true;
        fill(now);
        if (tokens_ <= 0) return false;
        tokens_ -= static_cast<std::int64_t>(bytes) * per_byte;
        return true;
    }
    // Until the next take() may succeed.
    [[nodiscard]] net::Milliseconds wait() const {
        if (rate_ == 0 || tokens_ > 0) return {0};
        return {-tokens_ / static_cast<std::int64_t>(rate_) + 1};
    }

  private:
    static constexpr std::int64_t per_byte =
        1000;  // a token is what comes in a millisecond at one byte a second

    void fill(net::Milliseconds now) {
        const std::int64_t most = static_cast<std::int64_t>(rate_) * per_byte;
        const std::int64_t span = std::clamp<std::int64_t>(now.value - filled_at_.value, 0, longest_pause_ms);
        tokens_ = std::min(most, tokens_ + span * static_cast<std::int64_t>(rate_));
        filled_at_ = now;
    }

    static constexpr std::int64_t longest_pause_ms = 60'000;
    std::uint64_t rate_ = 0;
    std::int64_t tokens_ = 0;
    net::Milliseconds filled_at_;
};

}  // namespace crosstalk::link
