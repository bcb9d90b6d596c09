#include "net/transport/timer_queue.hpp"

namespace crosstalk::transport {

LoopTimerId TimerQueue::add(Time due, Task task) {
    const LoopTimerId id = next_;
    next_ = next_.next();
    tasks_.emplace(std::pair(due, id), std::move(task));
    due_.emplace(id, due);
    return id;
}

void TimerQueue::cancel(LoopTimerId id) {
    const auto found = due_.find(id);
    if (found == due_.end()) return;
    tasks_.erase({found->second, id});
    due_.erase(found);
}

std::optional<TimerQueue::Time> TimerQueue::next_due() const {
    if (tasks_.empty()) return std::nullopt;
    return tasks_.begin()->first.first;
}

TimerQueue::Task TimerQueue::take(Time now, LoopTimerId end) {
    for (auto at = tasks_.begin(); at != tasks_.end() && at->first.first <= now; ++at) {
        if (at->first.second >= end) continue;
        Task task = std::move(at->second);
        due_.erase(at->first.second);
        tasks_.erase(at);
        return task;
    }
    return {};
}

}  // namespace crosstalk::transport
