// The bus of a server that is alone: signals go round the loop once and are not lost.
#pragma once

#include <deque>
#include <functional>

#include "server/local/scheduled_tasks.hpp"
#include "server/ports/bus.hpp"

namespace crosstalk::local {

// Thread: the loop's. A publish costs a place in a queue; the whole queue is delivered by one task.
class LocalBus final : public ports::Bus {
  public:
    // The runtime must outlive it.
    explicit LocalBus(ports::Runtime& runtime) : tasks_(runtime) {}

    void publish(ports::Signal signal) override;
    // A subscriber that comes later does not get what was published before.
    void subscribe(std::function<void(const ports::Signal&)> subscriber) override;

  private:
    struct Waiting {
        ports::Signal signal;
        std::size_t subscribers = 0;  // those there were when it was published
    };
    void deliver();

    ScheduledTasks tasks_;
    std::deque<Waiting> queue_;  // while it is not empty, one deliver() is scheduled or running
    // A deque: one that subscribes another must not move under its own feet.
    std::deque<std::function<void(const ports::Signal&)>> subscribers_;
};

}  // namespace crosstalk::local
