#include "net/transport/credentials/guess_limiter.hpp"

#include <gtest/gtest.h>

#include <vector>

namespace crosstalk::transport {
namespace {

using namespace std::chrono_literals;
using Time = GuessLimiter::Time;

GuesserAddress number(std::uint32_t value) {
    return GuesserAddress::ipv4({static_cast<std::uint8_t>(value >> 24),
                                 static_cast<std::uint8_t>(value >> 16),
                                 static_cast<std::uint8_t>(value >> 8), static_cast<std::uint8_t>(value)});
}

const GuesserAddress somebody = number(1);
// Far from zero, as a real clock is.
constexpr Time start = 5h;

TEST(GuessLimiter, five_wrong_tries_are_free_and_the_rest_is_counted_down) {
    GuessLimiter limiter;
    for (int left = 4; left >= 0; --left) {
        const auto answer = limiter.begin(somebody, start);
        EXPECT_TRUE(answer.allowed);
        EXPECT_EQ(answer.tries_left, left);
    }
    const auto sixth = limiter.begin(somebody, start);
    EXPECT_FALSE(sixth.allowed);
    EXPECT_EQ(sixth.wait, 10s);
    EXPECT_EQ(sixth.tries_left, 0);
}

TEST(GuessLimiter, pauses_grow_to_five_minutes) {
    GuessLimiter limiter;
    Time now = start;
    for (int i = 0; i < 5; ++i)
        limiter.begin(somebody, now);
    for (const Time pause :
         {Time(10s), Time(20s), Time(40s), Time(80s), Time(160s), Time(300s), Time(300s)}) {
        const auto early = limiter.begin(somebody, now + pause - 1ms);
        EXPECT_FALSE(early.allowed);
        EXPECT_EQ(early.wait, 1ms);
        now += pause;
        EXPECT_TRUE(limiter.begin(somebody, now).allowed) << pause.count();
    }
}

TEST(GuessLimiter, a_refused_try_makes_nobody_wait_longer) {
    GuessLimiter limiter;
    for (int i = 0; i < 5; ++i)
        limiter.begin(somebody, start);
    for (int i = 0; i < 1000; ++i)
        EXPECT_FALSE(limiter.begin(somebody, start + 5s).allowed);
    EXPECT_TRUE(limiter.begin(somebody, start + 10s).allowed);
}

TEST(GuessLimiter, ten_quiet_minutes_clear_the_record) {
    GuessLimiter limiter;
    for (int i = 0; i < 5; ++i)
        limiter.begin(somebody, start);
    EXPECT_EQ(limiter.begin(somebody, start + 10min).tries_left, 4);
}

TEST(GuessLimiter, right_tries_cost_nothing) {
    GuessLimiter limiter;
    for (int i = 0; i < 50; ++i) {
        ASSERT_TRUE(limiter.begin(somebody, start).allowed);
        limiter.succeeded(somebody);
    }
    EXPECT_EQ(limiter.remembered(), 0u);
    EXPECT_EQ(limiter.begin(somebody, start).tries_left, 4);
}

TEST(GuessLimiter, a_right_try_does_not_buy_wrong_ones) {
    GuessLimiter limiter;
    for (int i = 0; i < 5; ++i) {
        ASSERT_TRUE(limiter.begin(somebody, start).allowed);
        if (limiter.begin(somebody, start).allowed) limiter.succeeded(somebody);
    }
    EXPECT_FALSE(limiter.begin(somebody, start).allowed);
}

TEST(GuessLimiter, many_tries_at_once_are_no_way_around) {
    GuessLimiter limiter;
    int allowed = 0;
    for (int i = 0; i < 64; ++i)
        allowed += limiter.begin(somebody, start).allowed;
    EXPECT_EQ(allowed, 5);
}

TEST(GuessLimiter, addresses_do_not_stand_in_for_each_other) {
    GuessLimiter limiter;
    for (int i = 0; i < 6; ++i)
        limiter.begin(somebody, start);
    EXPECT_EQ(limiter.begin(number(2), start).tries_left, 4);
}

TEST(GuessLimiter, all_addresses_together_make_a_hundred_tries_per_second) {
    GuessLimiter limiter;
    int allowed = 0;
    constexpr int seconds = 20;
    std::uint32_t next = 100;
    for (Time now = start; now < start + Time(std::chrono::seconds(seconds)); now += 1ms) {
        for (int i = 0; i < 3; ++i)
            allowed += limiter.begin(number(next++), now).allowed;
    }
    EXPECT_GE(allowed, 100 * seconds);
    EXPECT_LE(allowed, 100 * (seconds + 1));
}

TEST(GuessLimiter, when_all_are_too_fast_the_wait_is_short_and_nobody_is_blamed) {
    GuessLimiter limiter;
    for (std::uint32_t i = 0; i < 100; ++i)
        EXPECT_TRUE(limiter.begin(number(100 + i), start).allowed);
    const auto answer = limiter.begin(somebody, start);
    EXPECT_FALSE(answer.allowed);
    EXPECT_EQ(answer.wait, 10ms);
    EXPECT_EQ(answer.tries_left, 5);
    EXPECT_EQ(limiter.begin(somebody, start + 10ms).tries_left, 4);
}

TEST(GuessLimiter, memory_is_bounded_and_the_quietest_goes_first) {
    GuessLimiter limiter;
    Time now = start;
    for (int i = 0; i < 5; ++i)
        limiter.begin(somebody, now);
    for (std::uint32_t i = 0; i < 3 * GuessLimiter::max_addresses; ++i) {
        now += 10ms;
        ASSERT_TRUE(limiter.begin(number(100 + i), now).allowed);
        ASSERT_LE(limiter.remembered(), GuessLimiter::max_addresses);
    }
    const std::uint32_t newest = 100 + 3 * GuessLimiter::max_addresses - 1;
    EXPECT_EQ(limiter.begin(number(newest), now + 10ms).tries_left, 3) << "remembered";
    EXPECT_EQ(limiter.begin(somebody, now + 20ms).tries_left, 4) << "forgotten";
}

TEST(GuessLimiter, one_machine_owns_a_whole_ipv6_network) {
    std::array<std::uint8_t, 16> one{0x20, 0x01, 0x0d, 0xb8, 0, 0, 0, 1, 1};
    std::array<std::uint8_t, 16> same_network = one;
    same_network[15] = 99;
    std::array<std::uint8_t, 16> other_network = one;
    other_network[7] = 2;
    EXPECT_EQ(GuesserAddress::ipv6(one), GuesserAddress::ipv6(same_network));
    EXPECT_NE(GuesserAddress::ipv6(one), GuesserAddress::ipv6(other_network));
}

TEST(GuessLimiter, an_ipv4_address_is_the_same_one_through_a_dual_stack_socket) {
    const std::array<std::uint8_t, 16> mapped{0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xFF, 0xFF, 192, 168, 1, 20};
    EXPECT_EQ(GuesserAddress::ipv6(mapped), GuesserAddress::ipv4({192, 168, 1, 20}));
    EXPECT_NE(GuesserAddress::ipv6({192, 168, 1, 20}), GuesserAddress::ipv4({192, 168, 1, 20}));
}

}  // namespace
}  // namespace crosstalk::transport
