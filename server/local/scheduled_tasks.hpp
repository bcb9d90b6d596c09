// Tasks that an object has asked the runtime for; they go when the object goes.
#pragma once

#include <functional>
#include <memory>
#include <set>
#include <utility>

#include "net/ids.hpp"
#include "server/ports/runtime.hpp"

namespace crosstalk::local {

// Thread: the loop's.
class ScheduledTasks {
  public:
    explicit ScheduledTasks(ports::Runtime& runtime) : runtime_(runtime) {}
    ScheduledTasks(const ScheduledTasks&) = delete;
    ScheduledTasks& operator=(const ScheduledTasks&) = delete;
    ~ScheduledTasks() { clear(); }

    // The task may destroy this object.
    void after(net::Milliseconds span, std::function<void()> task) {
        auto timer = std::make_shared<ports::TimerId>();
        *timer = runtime_.after(span, [this, timer, task = std::move(task)] {
            waiting_.erase(*timer);
            task();
        });
        waiting_.insert(*timer);
    }

    void clear() {
        for (const ports::TimerId timer : waiting_)
            runtime_.cancel(timer);
        waiting_.clear();
    }

  private:
    ports::Runtime& runtime_;
    std::set<ports::TimerId> waiting_;
};

}  // namespace crosstalk::local
