// A loop for tests of real adapters: tasks posted from any thread run on the test's own, which waits for events
// rather than for time to pass.
#pragma once

#include <chrono>
#include <condition_variable>
#include <deque>
#include <functional>
#include <mutex>
#include <utility>

namespace crosstalk::testing {

class WaitingLoop {
  public:
    WaitingLoop() = default;
    WaitingLoop(const WaitingLoop&) = delete;
    WaitingLoop& operator=(const WaitingLoop&) = delete;

    // Any thread.
    void post(std::function<void()> task) {
        {
            const std::lock_guard lock(mutex_);
            tasks_.push_back(std::move(task));
        }
        arrived_.notify_one();
    }
    [[nodiscard]] std::function<void(std::function<void()>)> poster() {
        return [this](std::function<void()> task) { post(std::move(task)); };
    }

    // The test's thread: runs tasks until the condition holds. False if it does not for so long that something must
    // be wrong: then the test fails.
    template <class Condition>
    [[nodiscard]] bool run_until(Condition condition,
                                 std::chrono::seconds patience = std::chrono::seconds(60)) {
        const auto end = std::chrono::steady_clock::now() + patience;
        while (!condition()) {
            std::function<void()> task;
            {
                std::unique_lock lock(mutex_);
                if (!arrived_.wait_until(lock, end, [this] { return !tasks_.empty(); })) return false;
                task = std::move(tasks_.front());
                tasks_.pop_front();
            }
            task();
        }
        return true;
    }
    // Runs what is there.
    void run_ready() {
        std::deque<std::function<void()>> tasks;
        {
            const std::lock_guard lock(mutex_);
            tasks.swap(tasks_);
        }
        for (const auto& task : tasks)
            task();
    }

  private:
    std::mutex mutex_;
    std::condition_variable arrived_;
    std::deque<std::function<void()>> tasks_;  // guarded by mutex_
};

}  // namespace crosstalk::testing
