#include "tests/support/virtual_runtime.hpp"

#include <algorithm>
#include <memory>
#include <stdexcept>
#include <string>

namespace crosstalk::testing {

ports::TimerId VirtualLoop::after(net::Milliseconds span, std::function<void()> task) {
    const std::int64_t due = now_.value + std::max<std::int64_t>(span.value, 0);
    ++added_;
    tasks_.emplace(Due{due, added_}, std::move(task));
    due_of_.emplace(added_, due);
    return {added_};
}

void VirtualLoop::cancel(ports::TimerId timer) {
    const auto found = due_of_.find(timer.value);
    if (found == due_of_.end()) return;
    tasks_.erase(Due{found->second, timer.value});
    due_of_.erase(found);
}

bool VirtualLoop::run_one() {
    if (tasks_.empty()) return false;
    auto next = tasks_.extract(tasks_.begin());
    due_of_.erase(next.key().second);
    now_ = {next.key().first};
    next.mapped()();
    return true;
}

void VirtualLoop::run_due() {
    constexpr std::size_t most = 1'000'000;
    for (std::size_t count = 0; !tasks_.empty() && next_due() <= now_; ++count) {
        if (count == most)
            throw std::runtime_error(
                "a million tasks ran and the clock did not move: something "
                "adds tasks for now for ever");
        run_one();
    }
}

void VirtualLoop::advance(net::Milliseconds span) {
    const net::Milliseconds end{now_.value + span.value};
    while (!tasks_.empty() && next_due() <= end)
        run_one();
    now_ = end;
}

void VirtualLoop::run_until_idle(std::size_t most) {
    for (std::size_t count = 0; run_one(); ++count) {
        if (count == most) throw std::runtime_error(std::to_string(most) + " tasks ran and more are waiting");
    }
}

bool VirtualLoop::run_until(const std::function<bool()>& condition, std::size_t most) {
    for (std::size_t count = 0; !condition(); ++count) {
        if (count == most || !run_one()) return false;
    }
    return true;
}

VirtualRuntime::VirtualRuntime(VirtualLoop& loop, std::uint64_t seed, net::Timestamp wall_at_zero)
    : loop_(loop), wall_at_zero_(wall_at_zero), random_(seed) {}

VirtualRuntime::~VirtualRuntime() {
    for (const ports::TimerId timer : mine_)
        loop_.cancel(timer);
}

ports::TimerId VirtualRuntime::after(net::Milliseconds span, std::function<void()> task) {
    // The task knows its own timer only once after() has returned; it never runs before.
    auto timer = std::make_shared<ports::TimerId>();
    *timer = loop_.after(span, [this, timer, task = std::move(task)] {
        mine_.erase(*timer);
        task();
    });
    mine_.insert(*timer);
    return *timer;
}

void VirtualRuntime::cancel(ports::TimerId timer) {
    if (mine_.erase(timer) != 0) loop_.cancel(timer);
}

void VirtualRuntime::random(std::span<std::uint8_t> out) {
    for (std::uint8_t& byte : out)
        byte = static_cast<std::uint8_t>(random_());
}

}  // namespace crosstalk::testing
