// Tasks ordered by their due time. Knows no clock: time is an argument.
#pragma once

#include <chrono>
#include <functional>
#include <map>
#include <optional>
#include <unordered_map>
#include <utility>

#include "net/ids.hpp"

namespace crosstalk::transport {

using LoopTimerId = net::Number<struct LoopTimerTag>;

class TimerQueue {
  public:
    using Time = std::chrono::steady_clock::time_point;
    using Task = std::function<void()>;

    // Later tasks have higher ids.
    LoopTimerId add(Time due, Task task);
    // Does nothing for a task that was taken or never was.
    void cancel(LoopTimerId id);
    // What the next add() will return.
    [[nodiscard]] LoopTimerId next_id() const { return next_; }

    [[nodiscard]] std::optional<Time> next_due() const;
    // The first task that is due at `now`, by due time, then by id, of those with an id below `end`; an empty one
    // if there is none.
    [[nodiscard]] Task take(Time now, LoopTimerId end);

  private:
    std::map<std::pair<Time, LoopTimerId>, Task> tasks_;
    std::unordered_map<LoopTimerId, Time> due_;  // the same tasks by id
    LoopTimerId next_{1};
};

}  // namespace crosstalk::transport
