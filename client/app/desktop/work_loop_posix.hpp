// Waits in poll() for descriptors, time and other threads, and runs one callback after the other: what a thread does
// that talks to the desktop. It sleeps while nothing happens. No sockets of the network here: those are asio's.
#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <map>
#include <mutex>
#include <vector>

namespace crosstalk::app {

// Owns a file descriptor.
class Descriptor {
  public:
    Descriptor() = default;
    explicit Descriptor(int fd) : fd_(fd) {}
    Descriptor(Descriptor&& other) noexcept;
    Descriptor& operator=(Descriptor&& other) noexcept;
    ~Descriptor() { close(); }

    [[nodiscard]] int get() const { return fd_; }
    [[nodiscard]] bool is_open() const { return fd_ >= 0; }
    void close();

  private:
    int fd_ = -1;
};

struct TimerId {
    std::uint64_t value = 0;
    auto operator<=>(const TimerId&) const = default;
};

enum class Waiting : std::uint8_t { ToRead, ToReadAndWrite, ToWrite };

// Thread: the one that runs it, but for post() and stop().
class WorkLoop {
  public:
    using Clock = std::chrono::steady_clock;

    // Throws std::system_error if there are no descriptors left.
    WorkLoop();

    // Until stop(). Callbacks do not throw.
    void run();
    // Any thread. What was posted before still runs.
    void stop();
    // Any thread.
    void post(std::function<void()> task);

    // Calls `ready` whenever the descriptor is ready or broken, until forget(); one watch per descriptor, a newer one
    // takes its place. The descriptor is closed only after forget().
    void watch(int fd, Waiting waiting, std::function<void()> ready);
    void forget(int fd);

    TimerId after(std::chrono::milliseconds span, std::function<void()> task);
    void cancel(TimerId timer);

  private:
    struct Watch {
        Waiting waiting{};
        std::function<void()> ready;
    };
    struct Timer {
        Clock::time_point due;
        std::function<void()> task;
    };

    void wake();
    void run_posted();
    void run_due();
    [[nodiscard]] int milliseconds_to_wait() const;

    Descriptor wake_read_;
    Descriptor wake_write_;
    std::map<int, Watch> watches_;
    std::map<TimerId, Timer> timers_;  // few: looked through one by one
    std::uint64_t last_timer_ = 0;

    std::mutex mutex_;  // the mailbox of the thread
    std::vector<std::function<void()>> posted_;
    bool stopped_ = false;
};

}  // namespace crosstalk::app
