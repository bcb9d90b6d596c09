// Hands values from many threads to one. The only place where threads of the client meet.
#pragma once

#include <functional>
#include <mutex>
#include <utility>
#include <vector>

namespace crosstalk::net {

template <class T>
class Inbox {
  public:
    // `wake` runs on the pushing thread, outside the lock, when the inbox stops being empty; it must not
    // block.
    explicit Inbox(std::function<void()> wake = {}) : wake_(std::move(wake)) {}

    // Any thread.
    void push(T value) {
        bool was_empty = false;
        {
            const std::lock_guard lock(mutex_);
            was_empty = values_.empty();
            values_.push_back(std::move(value));
        }
        if (was_empty && wake_) wake_();
    }

    // The receiving thread: everything pushed so far, in order of arrival.
    [[nodiscard]] std::vector<T> take() {
        const std::lock_guard lock(mutex_);
        return std::exchange(values_, {});
    }

  private:
    std::mutex mutex_;
    std::vector<T> values_;  // guarded by mutex_
    std::function<void()> wake_;
};

}  // namespace crosstalk::net
