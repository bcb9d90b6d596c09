// Each sentence of the contract in server/ports/runtime.hpp, for the clock of simulations and the real one.
#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <set>
#include <string>

#include "net/transport/loop.hpp"
#include "net/transport/loop_runtime.hpp"
#include "tests/support/virtual_runtime.hpp"

namespace crosstalk::testing {
namespace {

class VirtualRuntimes {
  public:
    ports::Runtime& runtime() { return runtime_; }
    void run_one() { loop_.run_one(); }

  private:
    VirtualLoop loop_;
    VirtualRuntime runtime_{loop_, 1};
};

class LoopRuntimes {
  public:
    ports::Runtime& runtime() { return runtime_; }
    void run_one() { loop_.run_one(); }

  private:
    transport::Loop loop_;
    transport::LoopRuntime runtime_{loop_};
};

template <class Runtimes>
class RuntimeContract : public ::testing::Test {
  protected:
    ports::Runtime& runtime() { return runtimes_.runtime(); }
    void note(net::Milliseconds span, char name) {
        runtime().after(span, [this, name] { ran_ += name; });
    }
    void run_until_ran(std::size_t count) {
        while (ran_.size() < count)
            runtimes_.run_one();
    }

    Runtimes runtimes_;
    std::string ran_;
};

using AllRuntimes = ::testing::Types<VirtualRuntimes, LoopRuntimes>;
class RuntimeNames {
  public:
    template <class T>
    static std::string GetName(int) {
        return std::is_same_v<T, VirtualRuntimes> ? "virtual" : "asio";
    }
};
TYPED_TEST_SUITE(RuntimeContract, AllRuntimes, RuntimeNames);

TYPED_TEST(RuntimeContract, a_task_does_not_run_inside_the_call) {
    this->note({0}, 'a');
    this->note({-5}, 'b');
    EXPECT_EQ(this->ran_, "");
    this->run_until_ran(2);
}

TYPED_TEST(RuntimeContract, a_task_runs_once_at_or_after_its_span) {
    const net::Milliseconds start = this->runtime().steady();
    net::Milliseconds ran_at;
    this->runtime().after({7}, [&] {
        ran_at = this->runtime().steady();
        this->ran_ += 'a';
    });
    this->note({9}, 'b');
    this->run_until_ran(2);
    EXPECT_GE(ran_at.value - start.value, 7);
    EXPECT_EQ(this->ran_, "ab");
}

TYPED_TEST(RuntimeContract, tasks_run_in_the_order_of_their_due_times) {
    this->note({6}, 'c');
    this->note({0}, 'a');
    this->note({3}, 'b');
    this->run_until_ran(3);
    EXPECT_EQ(this->ran_, "abc");
}

TYPED_TEST(RuntimeContract, tasks_of_equal_due_time_run_in_the_order_of_their_calls) {
    for (char name = 'a'; name <= 'z'; ++name)
        this->note({0}, name);
    this->run_until_ran(26);
    EXPECT_EQ(this->ran_, "abcdefghijklmnopqrstuvwxyz");
}

TYPED_TEST(RuntimeContract, a_task_may_ask_for_another_which_waits_for_its_turn) {
    this->runtime().after({0}, [this] {
        this->ran_ += 'a';
        this->note({0}, 'c');
    });
    this->note({0}, 'b');
    this->run_until_ran(3);
    EXPECT_EQ(this->ran_, "abc");
}

TYPED_TEST(RuntimeContract, a_cancelled_task_does_not_run_even_if_it_was_due) {
    ports::TimerId second;
    this->runtime().after({0}, [&] {
        this->runtime().cancel(second);
        this->ran_ += 'a';
    });
    second = this->runtime().after({0}, [&] { this->ran_ += 'x'; });
    const ports::TimerId third = this->runtime().after({1}, [&] { this->ran_ += 'x'; });
    this->runtime().cancel(third);
    this->note({2}, 'b');
    this->run_until_ran(2);
    EXPECT_EQ(this->ran_, "ab");
}

TYPED_TEST(RuntimeContract, cancelling_what_ran_or_does_not_exist_does_nothing) {
    const ports::TimerId first = this->runtime().after({0}, [this] { this->ran_ += 'a'; });
    this->run_until_ran(1);
    this->runtime().cancel(first);
    this->runtime().cancel({});
    this->runtime().cancel({123'456});
    this->note({0}, 'b');
    this->run_until_ran(2);
    EXPECT_EQ(this->ran_, "ab");
}

TYPED_TEST(RuntimeContract, a_task_may_cancel_itself) {
    ports::TimerId self;
    self = this->runtime().after({0}, [&] {
        this->runtime().cancel(self);
        this->ran_ += 'a';
    });
    this->note({1}, 'b');
    this->run_until_ran(2);
    EXPECT_EQ(this->ran_, "ab");
}

TYPED_TEST(RuntimeContract, the_steady_clock_never_goes_back) {
    net::Milliseconds before = this->runtime().steady();
    for (int count = 0; count < 100; ++count) {
        this->note({count % 3 == 0 ? 1 : 0}, 'x');
        this->run_until_ran(static_cast<std::size_t>(count) + 1);
        EXPECT_GE(this->runtime().steady(), before);
        before = this->runtime().steady();
    }
}

TYPED_TEST(RuntimeContract, the_wall_clock_is_of_this_century) {
    EXPECT_GT(this->runtime().wall().value, 1'700'000'000'000);
    EXPECT_LT(this->runtime().wall().value, 4'102'444'800'000);
}

TYPED_TEST(RuntimeContract, random_bytes_fill_everything_and_differ) {
    std::set<std::uint64_t> numbers;
    for (int count = 0; count < 1'000; ++count)
        numbers.insert(this->runtime().random_number());
    EXPECT_EQ(numbers.size(), 1'000u);
    std::array<std::uint8_t, 257> bytes{};
    this->runtime().random(bytes);
    EXPECT_GT(std::set<std::uint8_t>(bytes.begin(), bytes.end()).size(), 64u);
    EXPECT_FALSE(std::all_of(bytes.end() - 8, bytes.end(), [](std::uint8_t byte) { return byte == 0; }));
}

// --- what only the simulation promises

TEST(VirtualRuntime, equal_seeds_give_equal_numbers) {
    VirtualLoop loop;
    VirtualRuntime one(loop, 7);
    VirtualRuntime same(loop, 7);
    VirtualRuntime other(loop, 8);
    const std::uint64_t number = one.random_number();
    EXPECT_EQ(same.random_number(), number);
    EXPECT_NE(other.random_number(), number);
}

TEST(VirtualRuntime, a_process_that_dies_takes_its_tasks_along) {
    VirtualLoop loop;
    VirtualRuntime survivor(loop, 1);
    int ran = 0;
    survivor.after({5}, [&] { ++ran; });
    {
        VirtualRuntime dying(loop, 2);
        dying.after({1}, [&] { ran += 100; });
    }
    loop.run_until_idle();
    EXPECT_EQ(ran, 1);
}

TEST(VirtualRuntime, one_process_cannot_cancel_anothers_task) {
    VirtualLoop loop;
    VirtualRuntime one(loop, 1);
    VirtualRuntime other(loop, 2);
    bool ran = false;
    const ports::TimerId task = one.after({1}, [&] { ran = true; });
    other.cancel(task);
    loop.run_until_idle();
    EXPECT_TRUE(ran);
}

TEST(VirtualRuntime, the_wall_clock_steps_and_the_steady_one_does_not) {
    VirtualLoop loop;
    VirtualRuntime runtime(loop, 1);
    loop.advance({100});
    const net::Timestamp before = runtime.wall();
    runtime.step_wall({-5'000});
    EXPECT_EQ(runtime.wall().value, before.value - 5'000);
    EXPECT_EQ(runtime.steady().value, 100);
}

TEST(VirtualLoop, advances_to_the_end_of_the_span_and_no_further) {
    VirtualLoop loop;
    std::string ran;
    loop.after({10}, [&] { ran += 'a'; });
    loop.after({11}, [&] { ran += 'b'; });
    loop.advance({10});
    EXPECT_EQ(ran, "a");
    EXPECT_EQ(loop.now().value, 10);
    loop.run_due();
    EXPECT_EQ(ran, "a");
    loop.run_until_idle();
    EXPECT_EQ(ran, "ab");
    EXPECT_EQ(loop.now().value, 11);
}

TEST(VirtualLoop, notices_what_never_ends) {
    VirtualLoop loop;
    std::function<void()> again = [&] { loop.after({0}, again); };
    loop.after({0}, again);
    EXPECT_THROW(loop.run_due(), std::runtime_error);
    EXPECT_THROW(loop.run_until_idle(1'000), std::runtime_error);
    EXPECT_FALSE(loop.run_until([] { return false; }, 1'000));
}

}  // namespace
}  // namespace crosstalk::testing
