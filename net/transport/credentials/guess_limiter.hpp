// How often somebody may be wrong about a secret. Pure: the time comes in, an answer comes out.
//
// Each try is counted when it begins and given back when it succeeds, so that many tries at once are no way around it.
// Per address: five tries that were not given back in ten minutes are free; each one after that waits 10, 20, 40, 80,
// 160 and then always 300 s after the one before. Ten minutes without a try clear the record. All addresses together:
// 100 tries per second. A success clears nothing else: who knows the passkey may still be guessing another secret.
#pragma once

#include <array>
#include <chrono>
#include <compare>
#include <cstddef>
#include <cstdint>
#include <map>

namespace crosstalk::transport {

/// Who counts as one: an IPv4 address, or the /64 of an IPv6 address, because one machine owns all of it.
class GuesserAddress {
  public:
    static GuesserAddress ipv4(const std::array<std::uint8_t, 4>& address);
    /// An IPv4 address in IPv6 clothes (::ffff:0:0/96, as dual-stack sockets show them) is that IPv4 address.
    static GuesserAddress ipv6(const std::array<std::uint8_t, 16>& address);

    auto operator<=>(const GuesserAddress&) const = default;

  private:
    bool is_ipv4_ = false;
    std::array<std::uint8_t, 8> prefix_{};
};

/// One thread. At most max_addresses are remembered (some 200 KB); the one that was quiet longest goes first.
class GuessLimiter {
  public:
    /// Since any fixed moment, never going back.
    using Time = std::chrono::milliseconds;

    static constexpr int free_tries = 5;
    static constexpr Time window = std::chrono::minutes(10);
    static constexpr Time first_pause = std::chrono::seconds(10);
    static constexpr Time longest_pause = std::chrono::seconds(300);
    static constexpr int tries_per_second = 100;
    static constexpr std::size_t max_addresses = 4096;

    struct Answer {
        /// A try that is not allowed must not be looked at, nor counted against anybody.
        bool allowed = false;
        /// How long until a try would be allowed; zero if this one is.
        Time wait{0};
        /// How many may still follow this one without a pause.
        int tries_left = 0;
    };

    Answer begin(const GuesserAddress& address, Time now);

    /// The try that was allowed last for this address was right.
    void succeeded(const GuesserAddress& address);

    std::size_t remembered() const { return records_.size(); }

  private:
    struct Record {
        int tries = 0;
        Time last{0};
    };

    static Time pause_after(int tries);
    void forget_quiet(Time now);
    void make_room(Time now);
    Time wait_for_all(Time now);

    std::map<GuesserAddress, Record> records_;
    // Tries that all together may make now, in thousandths.
    std::int64_t credit_ = tries_per_second * 1000;
    Time credited_{0};
};

}  // namespace crosstalk::transport
