#include "net/transport/loop.hpp"

#include <gtest/gtest.h>

#include <csignal>
#include <stdexcept>
#include <string>
#include <thread>
#include <vector>

#include "net/transport/lifetime.hpp"

namespace crosstalk::transport {
namespace {

using Time = TimerQueue::Time;

Time at(int ms) {
    return Time(std::chrono::milliseconds(ms));
}

TEST(TimerQueue, tasks_come_by_due_time_and_then_by_call) {
    TimerQueue queue;
    std::string order;
    queue.add(at(5), [&] { order += "c"; });
    queue.add(at(3), [&] { order += "a"; });
    queue.add(at(3), [&] { order += "b"; });
    EXPECT_EQ(queue.next_due(), at(3));
    while (const TimerQueue::Task task = queue.take(at(5), queue.next_id()))
        task();
    EXPECT_EQ(order, "abc");
    EXPECT_EQ(queue.next_due(), std::nullopt);
}

TEST(TimerQueue, nothing_comes_before_its_time) {
    TimerQueue queue;
    queue.add(at(5), [] {});
    EXPECT_FALSE(queue.take(at(4), queue.next_id()));
    EXPECT_TRUE(queue.take(at(5), queue.next_id()));
}

TEST(TimerQueue, what_is_cancelled_does_not_come_even_if_it_was_due) {
    TimerQueue queue;
    const LoopTimerId id = queue.add(at(1), [] {});
    queue.cancel(id);
    queue.cancel(id);
    queue.cancel({77});
    EXPECT_FALSE(queue.take(at(9), queue.next_id()));
}

TEST(TimerQueue, what_is_added_after_the_mark_waits_for_the_next_round) {
    TimerQueue queue;
    const LoopTimerId mark = queue.next_id();
    queue.add(at(1), [] {});
    EXPECT_FALSE(queue.take(at(9), mark));
    EXPECT_TRUE(queue.take(at(9), queue.next_id()));
}

TEST(Loop, posts_of_one_thread_run_in_their_order_and_all_on_the_loop) {
    Loop loop;
    const std::thread::id here = std::this_thread::get_id();
    constexpr int per_thread = 2'000;
    std::vector<std::vector<int>> seen(3);
    int missing = 3 * per_thread;
    std::vector<std::thread> threads;
    for (std::size_t sender = 0; sender < seen.size(); ++sender) {
        threads.emplace_back([&, sender] {
            for (int i = 0; i < per_thread; ++i) {
                loop.post([&, sender, i] {
                    EXPECT_EQ(std::this_thread::get_id(), here);
                    seen[sender].push_back(i);
                    if (--missing == 0) loop.stop();
                });
            }
        });
    }
    loop.run();
    for (std::thread& thread : threads)
        thread.join();
    for (const std::vector<int>& numbers : seen) {
        ASSERT_EQ(numbers.size(), static_cast<std::size_t>(per_thread));
        for (int i = 0; i < per_thread; ++i)
            ASSERT_EQ(numbers[static_cast<std::size_t>(i)], i);
    }
}

TEST(Loop, a_timer_that_is_set_first_but_due_last_comes_last) {
    Loop loop;
    std::string order;
    loop.after({20}, [&] {
        order += "b";
        loop.stop();
    });
    loop.after({1}, [&] { order += "a"; });
    loop.run();
    EXPECT_EQ(order, "ab");
}

TEST(Loop, a_timer_that_sets_itself_again_without_a_span_does_not_starve_the_others) {
    Loop loop;
    std::function<void()> again = [&] { loop.after({0}, again); };
    again();
    loop.after({2}, [&] { loop.stop(); });
    loop.run();
    loop.post([&] { loop.stop(); });
    loop.run();
}

TEST(Loop, what_a_callback_throws_comes_out_of_run_and_the_next_run_goes_on) {
    Loop loop;
    bool ran = false;
    loop.after({0}, [] { throw std::runtime_error("broken"); });
    loop.after({0}, [&] {
        ran = true;
        loop.stop();
    });
    EXPECT_THROW(loop.run(), std::runtime_error);
    loop.run();
    EXPECT_TRUE(ran);
}

TEST(Loop, a_stop_signal_runs_the_task_each_time) {
    Loop loop;
    int signals = 0;
    loop.on_stop_signal([&] {
        if (++signals == 2) loop.stop();
        std::raise(SIGINT);
    });
    std::raise(SIGTERM);
    loop.run();
    EXPECT_EQ(signals, 2);
}

TEST(Loop, what_still_waits_is_forgotten_with_the_loop) {
    const auto witness = std::make_shared<int>(0);
    {
        Loop loop;
        loop.after({0}, [witness] { FAIL(); });
        loop.post([witness] { FAIL(); });
        EXPECT_EQ(witness.use_count(), 3);
    }
    EXPECT_EQ(witness.use_count(), 1);
}

TEST(Lifetime, a_watcher_learns_that_the_object_is_gone) {
    auto lifetime = std::make_unique<Lifetime>();
    const std::weak_ptr<const void> watch = lifetime->watch();
    EXPECT_FALSE(watch.expired());
    lifetime.reset();
    EXPECT_TRUE(watch.expired());
}

}  // namespace
}  // namespace crosstalk::transport
