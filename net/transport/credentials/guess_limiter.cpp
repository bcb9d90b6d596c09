#include "net/transport/credentials/guess_limiter.hpp"

#include <algorithm>

namespace crosstalk::transport {
namespace {

constexpr std::int64_t one_try = 1000;
constexpr std::int64_t full_credit = GuessLimiter::tries_per_second * one_try;

}  // namespace

GuesserAddress GuesserAddress::ipv4(const std::array<std::uint8_t, 4>& address) {
    GuesserAddress made;
    made.is_ipv4_ = true;
    std::copy(address.begin(), address.end(), made.prefix_.begin());
    return made;
}

GuesserAddress GuesserAddress::ipv6(const std::array<std::uint8_t, 16>& address) {
    constexpr std::array<std::uint8_t, 12> mapped{0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xFF, 0xFF};
    if (std::equal(mapped.begin(), mapped.end(), address.begin())) {
        return ipv4({address[12], address[13], address[14], address[15]});
    }
    GuesserAddress made;
    std::copy_n(address.begin(), made.prefix_.size(), made.prefix_.begin());
    return made;
}

GuessLimiter::Answer GuessLimiter::begin(const GuesserAddress& address, Time now) {
    const auto found = records_.find(address);
    Record record = found != records_.end() ? found->second : Record{};
    if (now - record.last >= window) record.tries = 0;

    const int left_before = std::max(0, free_tries - record.tries);
    const Time ready = record.last + pause_after(record.tries);
    if (record.tries > 0 && now < ready) return {false, ready - now, left_before};
    if (const Time wait = wait_for_all(now); wait > Time::zero()) return {false, wait, left_before};

    credit_ -= one_try;
    if (found == records_.end()) make_room(now);
    record = {record.tries + 1, now};
    records_[address] = record;
    return {true, Time::zero(), std::max(0, free_tries - record.tries)};
}

void GuessLimiter::succeeded(const GuesserAddress& address) {
    const auto found = records_.find(address);
    if (found == records_.end()) return;
    if (--found->second.tries <= 0) records_.erase(found);
}

GuessLimiter::Time GuessLimiter::pause_after(int tries) {
    if (tries < free_tries) return Time::zero();
    Time pause = first_pause;
    for (int i = free_tries; i < tries && pause < longest_pause; ++i)
        pause *= 2;
    return std::min(pause, longest_pause);
}

void GuessLimiter::forget_quiet(Time now) {
    std::erase_if(records_, [now](const auto& entry) { return now - entry.second.last >= window; });
}

void GuessLimiter::make_room(Time now) {
    if (records_.size() < max_addresses) return;
    forget_quiet(now);
    if (records_.size() < max_addresses) return;
    // At most tries_per_second searches of max_addresses a second.
    records_.erase(std::min_element(
        records_.begin(), records_.end(),
        [](const auto& left, const auto& right) { return left.second.last < right.second.last; }));
}

GuessLimiter::Time GuessLimiter::wait_for_all(Time now) {
    // A millisecond earns a tenth of a try: as many thousandths as there are tries per second.
    credit_ = std::min(full_credit, credit_ + (now - credited_).count() * tries_per_second);
    credited_ = now;
    if (credit_ >= one_try) return Time::zero();
    return Time((one_try - credit_ + tries_per_second - 1) / tries_per_second);
}

}  // namespace crosstalk::transport
