// The way from the loop to a disk thread: what is put in comes out in order. Together with the `post` function that
// leads back, the only place where the two meet.
#pragma once

#include <chrono>
#include <condition_variable>
#include <deque>
#include <functional>
#include <mutex>
#include <optional>
#include <utility>

namespace crosstalk::local {

// Thread-safe: runs the task on the loop, never inside the call.
using Post = std::function<void(std::function<void()>)>;

template <class T>
class Mailbox {
  public:
    // Any thread.
    void push(T value) {
        {
            const std::lock_guard lock(mutex_);
            values_.push_back(std::move(value));
        }
        changed_.notify_one();
    }

    // The same for what is not to wait while others are gathered.
    void push_urgent(T value) {
        {
            const std::lock_guard lock(mutex_);
            values_.push_back(std::move(value));
            is_urgent_ = true;
        }
        changed_.notify_one();
        hurried_.notify_one();
    }

    // Any thread. What is inside stays there; take() no longer waits.
    void close() {
        {
            const std::lock_guard lock(mutex_);
            closed_ = true;
        }
        changed_.notify_one();
        hurried_.notify_one();
    }

    [[nodiscard]] bool closed() const {
        const std::lock_guard lock(mutex_);
        return closed_;
    }

    // Any thread.
    [[nodiscard]] bool empty() const {
        const std::lock_guard lock(mutex_);
        return values_.empty();
    }

    // The disk thread: everything that is inside. Waits until there is something, the mailbox is closed, or, if
    // given, so much time has passed.
    [[nodiscard]] std::deque<T> take(std::optional<std::chrono::milliseconds> at_most) {
        std::unique_lock lock(mutex_);
        const auto ready = [this] { return closed_ || !values_.empty(); };
        if (at_most) {
            changed_.wait_for(lock, *at_most, ready);
        } else {
            changed_.wait(lock, ready);
        }
        is_urgent_ = false;
        return std::exchange(values_, {});
    }

    // The disk thread: lets more come for so long, without waking for each; less if something is urgent.
    void gather(std::chrono::milliseconds span) {
        std::unique_lock lock(mutex_);
        hurried_.wait_for(lock, span, [this] { return closed_ || is_urgent_; });
    }

  private:
    mutable std::mutex mutex_;
    std::condition_variable changed_;
    std::condition_variable hurried_;  // closed, or something urgent came
    std::deque<T> values_;             // guarded by mutex_
    bool is_urgent_ = false;           // guarded by mutex_; among the values
    bool closed_ = false;              // guarded by mutex_
};

}  // namespace crosstalk::local
