// A token bucket: how soon may the next one go?
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <unordered_map>

#include "net/ids.hpp"

namespace crosstalk::server {

struct Rate {
    std::int64_t burst = 1;
    std::int64_t interval_us = 1'000'000;  // one more token each
};

// Full at first. Time is any clock that never goes back. Keeps a time instead of a count, so nothing is rounded.
class Bucket {
  public:
    // 0: a token is there. Otherwise the time until there is one.
    [[nodiscard]] net::Milliseconds wait(const Rate& rate, net::Milliseconds now) const {
        const std::int64_t earliest_us = full_at_us_ - (rate.burst - 1) * rate.interval_us;
        return {std::max<std::int64_t>(0, (earliest_us - now.value * 1000 + 999) / 1000)};
    }

    // Takes a token, whether there is one or not.
    void take(const Rate& rate, net::Milliseconds now) {
        full_at_us_ = std::max(full_at_us_, now.value * 1000) + rate.interval_us;
    }

    // Whether forgetting this bucket would change nothing.
    [[nodiscard]] bool is_full(net::Milliseconds now) const { return full_at_us_ <= now.value * 1000; }

  private:
    std::int64_t full_at_us_ = INT64_MIN / 2;  // when the bucket is full again
};

// One bucket per key, forgotten when it is full again.
template <class Key>
class Buckets {
  public:
    [[nodiscard]] net::Milliseconds wait(const Key& key, const Rate& rate, net::Milliseconds now) const {
        const auto found = buckets_.find(key);
        return found == buckets_.end() ? net::Milliseconds{} : found->second.wait(rate, now);
    }

    void take(const Key& key, const Rate& rate, net::Milliseconds now) {
        if (buckets_.size() >= sweep_at_) {
            std::erase_if(buckets_, [&](const auto& entry) { return entry.second.is_full(now); });
            sweep_at_ = std::max<std::size_t>(1024, 2 * buckets_.size());
        }
        buckets_[key].take(rate, now);
    }

  private:
    std::unordered_map<Key, Bucket> buckets_;
    std::size_t sweep_at_ = 1024;
};

}  // namespace crosstalk::server
