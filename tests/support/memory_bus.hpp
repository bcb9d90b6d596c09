// The bus's twin in memory: signals are late or lost as the test likes. One node only; a bus between nodes does
// not exist yet.
#pragma once

#include <deque>
#include <functional>

#include "server/local/scheduled_tasks.hpp"
#include "server/ports/bus.hpp"

namespace crosstalk::testing {

struct BusFaults {
    // How long a signal is on its way. Empty: it arrives in the next task. Order is kept whatever it says.
    std::function<net::Milliseconds()> delay;
    // Asked once for each signal. Empty: none is lost.
    std::function<bool()> lost;
};

class MemoryBus final : public ports::Bus {
  public:
    // Runtime and faults must outlive it; the faults may change at any time.
    MemoryBus(ports::Runtime& runtime, const BusFaults& faults);

    void publish(ports::Signal signal) override;
    void subscribe(std::function<void(const ports::Signal&)> subscriber) override;

  private:
    ports::Runtime& runtime_;
    local::ScheduledTasks tasks_;
    const BusFaults& faults_;
    // A deque: one that subscribes another must not move under its own feet.
    std::deque<std::function<void(const ports::Signal&)>> subscribers_;
    net::Milliseconds newest_arrival_;  // no later signal arrives before it
};

}  // namespace crosstalk::testing
