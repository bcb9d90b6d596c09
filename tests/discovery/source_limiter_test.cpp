#include "net/discovery/source_limiter.hpp"

#include <gtest/gtest.h>

namespace crosstalk::discovery {
namespace {

IpAddress source(unsigned number) {
    return IpAddress::ipv4(
        {10, 0, static_cast<std::uint8_t>(number >> 8U), static_cast<std::uint8_t>(number)});
}

int taken(SourceLimiter& limiter, const IpAddress& from, net::Milliseconds now, int times) {
    int count = 0;
    for (int i = 0; i < times; ++i)
        count += limiter.take(from, now) ? 1 : 0;
    return count;
}

TEST(SourceLimiter, one_source_is_answered_in_a_burst_and_then_at_its_rate) {
    SourceLimiter limiter;
    EXPECT_EQ(taken(limiter, source(1), {1000}, 1000), SourceLimiter::burst_per_source);
    EXPECT_EQ(taken(limiter, source(1), {1000}, 1000), 0);
    EXPECT_EQ(taken(limiter, source(1), {2000}, 1000), SourceLimiter::per_second_per_source);
    EXPECT_EQ(taken(limiter, source(2), {2000}, 1000), SourceLimiter::burst_per_source)
        << "who asks too much costs others nothing";
}

TEST(SourceLimiter, all_together_have_a_limit_too) {
    SourceLimiter limiter;
    int count = 0;
    for (unsigned i = 0; i < SourceLimiter::max_sources; ++i)
        count += taken(limiter, source(i), {0}, SourceLimiter::burst_per_source);
    EXPECT_EQ(count, SourceLimiter::burst);
    EXPECT_EQ(taken(limiter, source(SourceLimiter::max_sources - 1), {1000}, 12), 12);
}

TEST(SourceLimiter, a_flood_of_sources_takes_no_more_memory_and_is_over_when_it_is_over) {
    SourceLimiter limiter;
    for (unsigned i = 0; i < 60'000; ++i)
        limiter.take(source(i), {i / 100});
    EXPECT_LE(limiter.remembered(), SourceLimiter::max_sources);
    EXPECT_TRUE(limiter.take(IpAddress::ipv4({192, 168, 1, 1}), {20'000}));
}

TEST(SourceLimiter, all_of_an_ipv6_subnet_is_one_source_but_not_all_that_is_link_local) {
    SourceLimiter limiter;
    IpAddress one{{0xFD, 1, 2, 3}, 0};
    IpAddress other = one;
    other.bytes[15] = 9;
    EXPECT_EQ(taken(limiter, one, {0}, 100), SourceLimiter::burst_per_source);
    EXPECT_EQ(taken(limiter, other, {0}, 100), 0);
    one.bytes[0] = other.bytes[0] = 0xFE;
    one.bytes[1] = other.bytes[1] = 0x80;
    EXPECT_EQ(taken(limiter, one, {0}, 100), SourceLimiter::burst_per_source);
    EXPECT_EQ(taken(limiter, other, {0}, 100), SourceLimiter::burst_per_source);
}

}  // namespace
}  // namespace crosstalk::discovery
