// The virtual clock of simulations: one loop that holds every task of every simulated process, and a Runtime
// for each process. Time passes only when a test says so; the same seed gives the same run.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <random>
#include <set>
#include <span>
#include <utility>

#include "net/ids.hpp"
#include "server/ports/runtime.hpp"

namespace crosstalk::testing {

// Thread: one. Tasks run in order of their due time, those of equal time in the order they were added.
class VirtualLoop {
  public:
    VirtualLoop() = default;
    VirtualLoop(const VirtualLoop&) = delete;
    VirtualLoop& operator=(const VirtualLoop&) = delete;

    [[nodiscard]] net::Milliseconds now() const { return now_; }
    [[nodiscard]] bool idle() const { return tasks_.empty(); }
    // Tasks that wait, cancelled ones excepted.
    [[nodiscard]] std::size_t waiting() const { return tasks_.size(); }
    // When the next task is due; only while not idle().
    [[nodiscard]] net::Milliseconds next_due() const { return {tasks_.begin()->first.first}; }

    // A span below 0 is 0.
    ports::TimerId after(net::Milliseconds span, std::function<void()> task);
    void cancel(ports::TimerId timer);

    // Runs the next task, moving the clock to its due time. False if there is none.
    bool run_one();
    // Runs what is due now, and what that adds for now, without moving the clock.
    void run_due();
    // Runs everything that is due within the span, then stands at its end.
    void advance(net::Milliseconds span);
    // Runs until no task is left. Something that repeats for ever makes this throw after `most` tasks.
    void run_until_idle(std::size_t most = 1'000'000);
    // Runs until the condition holds; false if no task is left, or `most` have run, before it does.
    bool run_until(const std::function<bool()>& condition, std::size_t most = 1'000'000);

  private:
    using Due = std::pair<std::int64_t, std::uint64_t>;  // time, order of adding

    net::Milliseconds now_{};
    std::uint64_t added_ = 0;  // also the last timer's id
    std::map<Due, std::function<void()>> tasks_;
    std::map<std::uint64_t, std::int64_t> due_of_;  // timer -> due time; the timers of tasks_
};

// One process on the loop. Destroying it is the death of the process: its tasks are gone with it.
class VirtualRuntime final : public ports::Runtime {
  public:
    static constexpr net::Timestamp first_day{1'750'000'000'000};

    VirtualRuntime(VirtualLoop& loop, std::uint64_t seed, net::Timestamp wall_at_zero = first_day);
    VirtualRuntime(const VirtualRuntime&) = delete;
    VirtualRuntime& operator=(const VirtualRuntime&) = delete;
    ~VirtualRuntime() override;

    [[nodiscard]] net::Timestamp wall() const override { return wall_at_zero_ + loop_.now(); }
    [[nodiscard]] net::Milliseconds steady() const override { return loop_.now(); }
    ports::TimerId after(net::Milliseconds span, std::function<void()> task) override;
    void cancel(ports::TimerId timer) override;
    void random(std::span<std::uint8_t> out) override;

    // Somebody sets the clock on the wall; steady() takes no notice.
    void step_wall(net::Milliseconds by) { wall_at_zero_ = wall_at_zero_ + by; }

  private:
    VirtualLoop& loop_;
    net::Timestamp wall_at_zero_;
    std::mt19937_64 random_;  // its numbers are the same on every platform
    std::set<ports::TimerId> mine_;
};

}  // namespace crosstalk::testing
