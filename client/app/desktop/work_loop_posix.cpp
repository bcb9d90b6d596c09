#include "client/app/desktop/work_loop_posix.hpp"

#include <fcntl.h>
#include <poll.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <limits>
#include <system_error>
#include <utility>

namespace crosstalk::app {

Descriptor::Descriptor(Descriptor&& other) noexcept : fd_(std::exchange(other.fd_, -1)) {}

Descriptor& Descriptor::operator=(Descriptor&& other) noexcept {
    if (this != &other) {
        close();
        fd_ = std::exchange(other.fd_, -1);
    }
    return *this;
}

void Descriptor::close() {
    if (fd_ >= 0) ::close(std::exchange(fd_, -1));
}

WorkLoop::WorkLoop() {
    std::array<int, 2> ends{};
    if (::pipe(ends.data()) != 0) throw std::system_error(errno, std::generic_category(), "pipe");
    wake_read_ = Descriptor(ends[0]);
    wake_write_ = Descriptor(ends[1]);
    for (const int fd : ends) {
        ::fcntl(fd, F_SETFD, FD_CLOEXEC);
        ::fcntl(fd, F_SETFL, O_NONBLOCK);
    }
}

void WorkLoop::wake() {
    const char byte = 0;
    // A full pipe wakes as well.
    [[maybe_unused]] const auto written = ::write(wake_write_.get(), &byte, 1);
}

void WorkLoop::post(std::function<void()> task) {
    {
        const std::lock_guard lock(mutex_);
        posted_.push_back(std::move(task));
    }
    wake();
}

void WorkLoop::stop() {
    {
        const std::lock_guard lock(mutex_);
        stopped_ = true;
    }
    wake();
}

void WorkLoop::watch(int fd, Waiting waiting, std::function<void()> ready) {
    watches_.insert_or_assign(fd, Watch{waiting, std::move(ready)});
}

void WorkLoop::forget(int fd) {
    watches_.erase(fd);
}

TimerId WorkLoop::after(std::chrono::milliseconds span, std::function<void()> task) {
    const TimerId id{++last_timer_};
    timers_.emplace(id, Timer{Clock::now() + span, std::move(task)});
    return id;
}

void WorkLoop::cancel(TimerId timer) {
    timers_.erase(timer);
}

int WorkLoop::milliseconds_to_wait() const {
    if (timers_.empty()) return -1;
    const auto first = std::ranges::min_element(
        timers_, [](const auto& a, const auto& b) { return a.second.due < b.second.due; });
    const auto left = std::chrono::ceil<std::chrono::milliseconds>(first->second.due - Clock::now()).count();
    return static_cast<int>(std::clamp<std::int64_t>(left, 0, std::numeric_limits<int>::max()));
}

void WorkLoop::run_posted() {
    std::array<char, 64> bytes{};
    while (::read(wake_read_.get(), bytes.data(), bytes.size()) > 0) {
    }
    std::vector<std::function<void()>> tasks;
    {
        const std::lock_guard lock(mutex_);
        tasks.swap(posted_);
    }
    for (const auto& task : tasks)
        task();
}

void WorkLoop::run_due() {
    const Clock::time_point now = Clock::now();
    std::vector<TimerId> due;
    for (const auto& [id, timer] : timers_) {
        if (timer.due <= now) due.push_back(id);
    }
    for (const TimerId id : due) {
        // One task may have cancelled another.
        auto found = timers_.extract(id);
        if (!found.empty()) found.mapped().task();
    }
}

void WorkLoop::run() {
    const auto stopped = [this] {
        const std::lock_guard lock(mutex_);
        return stopped_ && posted_.empty();
    };
    while (!stopped()) {
        std::vector<pollfd> waits{{wake_read_.get(), POLLIN, 0}};
        for (const auto& [fd, watch] : watches_) {
            const int read = watch.waiting == Waiting::ToWrite ? 0 : POLLIN;
            const int write = watch.waiting == Waiting::ToRead ? 0 : POLLOUT;
            waits.push_back({fd, static_cast<short>(read | write), 0});
        }
        ::poll(waits.data(), waits.size(), milliseconds_to_wait());
        run_posted();
        for (std::size_t i = 1; i < waits.size(); ++i) {
            if (waits[i].revents == 0) continue;
            const auto found = watches_.find(waits[i].fd);
            if (found == watches_.end()) continue;
            const std::function<void()> ready = found->second.ready;  // it may forget itself
            ready();
        }
        run_due();
    }
}

}  // namespace crosstalk::app
