// A loop for tests whose tasks may come from other threads: they run here, when a test waits for them.
#pragma once

#include <condition_variable>
#include <deque>
#include <functional>
#include <mutex>
#include <utility>

namespace crosstalk::testing {

class WaitingTasks {
  public:
    std::function<void(std::function<void()>)> post() {
        return [this](std::function<void()> task) {
            {
                const std::lock_guard lock(mutex_);
                tasks_.push_back(std::move(task));
            }
            changed_.notify_one();
        };
    }
    // Waits as long as it takes: something that never comes is a hanging test.
    void run_until(const std::function<bool()>& condition) {
        while (!condition()) {
            std::unique_lock lock(mutex_);
            changed_.wait(lock, [this] { return !tasks_.empty(); });
            std::function<void()> task = std::move(tasks_.front());
            tasks_.pop_front();
            lock.unlock();
            task();
        }
    }

  private:
    std::mutex mutex_;
    std::condition_variable changed_;
    std::deque<std::function<void()>> tasks_;
};

}  // namespace crosstalk::testing
