#include "net/transport/loop_runtime.hpp"

#include <gtest/gtest.h>

#include <array>
#include <set>
#include <string>

namespace crosstalk::transport {
namespace {

struct LoopRuntimeTest : ::testing::Test {
    Loop loop;
    LoopRuntime runtime{loop};
};

TEST_F(LoopRuntimeTest, a_task_runs_at_or_after_its_span_and_not_inside_the_call) {
    const net::Milliseconds start = runtime.steady();
    net::Milliseconds ran;
    runtime.after({5}, [&] {
        ran = runtime.steady();
        loop.stop();
    });
    EXPECT_EQ(ran, net::Milliseconds{});
    loop.run();
    EXPECT_GE(ran.value, start.value + 5);
}

TEST_F(LoopRuntimeTest, tasks_of_equal_due_time_run_in_the_order_of_their_calls) {
    std::string order;
    for (char name = 'a'; name <= 'z'; ++name)
        runtime.after({0}, [&order, name] { order += name; });
    runtime.after({0}, [&] { loop.stop(); });
    loop.run();
    EXPECT_EQ(order, "abcdefghijklmnopqrstuvwxyz");
}

TEST_F(LoopRuntimeTest, a_task_that_was_due_can_still_be_cancelled_by_one_before_it) {
    TimerId second;
    runtime.after({0}, [&] { runtime.cancel(second); });
    second = runtime.after({0}, [] { FAIL(); });
    runtime.after({0}, [&] { loop.stop(); });
    loop.run();
}

TEST_F(LoopRuntimeTest, random_numbers_do_not_repeat) {
    std::set<std::uint64_t> numbers;
    for (int i = 0; i < 1'000; ++i)
        numbers.insert(runtime.random_number());
    EXPECT_EQ(numbers.size(), 1'000u);
}

TEST_F(LoopRuntimeTest, the_wall_clock_counts_milliseconds_since_1970) {
    constexpr std::int64_t year_2024 = 1'704'067'200'000;
    EXPECT_GT(runtime.wall().value, year_2024);
    EXPECT_LT(runtime.wall().value, 2 * year_2024);
}

}  // namespace
}  // namespace crosstalk::transport
