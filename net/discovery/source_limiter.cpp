#include "net/discovery/source_limiter.hpp"

#include <algorithm>

namespace crosstalk::discovery {
namespace {

constexpr std::int64_t one = 1000;

std::array<std::uint8_t, 16> owner_of(const IpAddress& source) {
    std::array<std::uint8_t, 16> owner = source.bytes;
    constexpr std::size_t subnet = 8;
    if (!source.is_ipv4()) std::fill(owner.begin() + subnet, owner.end(), std::uint8_t{0});
    // All of fe80::/64 is the same network everywhere, and there the machines differ behind it.
    return source.is_link_local() ? source.bytes : owner;
}

}  // namespace

void SourceLimiter::Bucket::fill(int most, int a_second, net::Milliseconds now) {
    constexpr std::int64_t long_pause_ms = 600'000;
    const std::int64_t span = std::clamp<std::int64_t>(now.value - at.value, 0, long_pause_ms);
    left = std::min(most * one, left + span * a_second);
    at = now;
}

SourceLimiter::Bucket* SourceLimiter::bucket_of(const IpAddress& source, net::Milliseconds now) {
    const auto owner = owner_of(source);
    if (const auto found = sources_.find(owner); found != sources_.end()) return &found->second;
    if (sources_.size() >= max_sources) {
        constexpr std::int64_t quiet_ms = burst_per_source * one / per_second_per_source;
        std::erase_if(sources_,
                      [&](const auto& entry) { return now.value - entry.second.at.value >= quiet_ms; });
        if (sources_.size() >= max_sources) return nullptr;
    }
    return &sources_.emplace(owner, Bucket{burst_per_source * one, now}).first->second;
}

bool SourceLimiter::take(const IpAddress& source, net::Milliseconds now) {
    all_.fill(burst, per_second, now);
    if (all_.left < one) return false;
    Bucket* const bucket = bucket_of(source, now);
    if (!bucket) return false;
    bucket->fill(burst_per_source, per_second_per_source, now);
    if (bucket->left < one) return false;
    bucket->left -= one;
    all_.left -= one;
    return true;
}

}  // namespace crosstalk::discovery
