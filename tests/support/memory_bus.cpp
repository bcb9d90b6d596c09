#include "tests/support/memory_bus.hpp"

#include <algorithm>
#include <utility>

namespace crosstalk::testing {

MemoryBus::MemoryBus(ports::Runtime& runtime, const BusFaults& faults)
    : runtime_(runtime), tasks_(runtime), faults_(faults) {}

void MemoryBus::publish(ports::Signal signal) {
    if (faults_.lost && faults_.lost()) return;
    const net::Milliseconds delay = faults_.delay ? faults_.delay() : net::Milliseconds{};
    const std::int64_t now = runtime_.steady().value;
    newest_arrival_ = {std::max(newest_arrival_.value, now + delay.value)};
    tasks_.after({newest_arrival_.value - now},
                 [this, signal = std::move(signal), subscribers = subscribers_.size()] {
                     for (std::size_t index = 0; index < subscribers; ++index)
                         subscribers_[index](signal);
                 });
}

void MemoryBus::subscribe(std::function<void(const ports::Signal&)> subscriber) {
    subscribers_.push_back(std::move(subscriber));
}

}  // namespace crosstalk::testing
