// How often somebody is answered: by source and by all together. Pure: the time comes in, an answer comes out.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <map>

#include "net/discovery/ip_address.hpp"
#include "net/ids.hpp"

namespace crosstalk::discovery {

/// One thread. A source is an IPv4 address, or the /64 of an IPv6 address, because one machine owns all of it.
class SourceLimiter {
  public:
    /// A client asks by up to six ways at once, once in some seconds.
    static constexpr int burst_per_source = 12;
    static constexpr int per_second_per_source = 4;
    /// A room of two hundred whose windows open at once, and after that a hundredth of a processor.
    static constexpr int burst = 400;
    static constexpr int per_second = 100;
    /// Some 50 KB. A new source is answered while there is room for it, or while one has been quiet for long enough.
    static constexpr std::size_t max_sources = 512;

    /// Whether to answer now; if so, it has been counted. `now` is any clock that never goes back.
    bool take(const IpAddress& source, net::Milliseconds now);

    [[nodiscard]] std::size_t remembered() const { return sources_.size(); }

  private:
    // What is left, in thousandths, as of `at`.
    struct Bucket {
        std::int64_t left = 0;
        net::Milliseconds at;

        void fill(int most, int a_second, net::Milliseconds now);
    };

    Bucket* bucket_of(const IpAddress& source, net::Milliseconds now);

    std::map<std::array<std::uint8_t, 16>, Bucket> sources_;
    Bucket all_{burst * 1000, {}};
};

}  // namespace crosstalk::discovery
