// One thread's turn-taking: waits for sockets, time, signals and other threads, and runs one callback after
// the other. Whoever uses it needs no asio header.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <span>

#include "net/ids.hpp"
#include "net/transport/timer_queue.hpp"

namespace asio {
class io_context;
}

namespace crosstalk::transport {

// Thread: the one that calls run(), but for post() and stop(). Outlives everything that waits in it; what
// still waits when it ends is forgotten without being called.
class Loop {
  public:
    Loop();
    Loop(const Loop&) = delete;
    Loop& operator=(const Loop&) = delete;
    ~Loop();

    // Runs callbacks until stop(); what one of them throws comes out here, and run() may be called again.
    void run();
    // Waits for at least one callback and runs it.
    void run_one();
    // Runs what is ready, without waiting.
    void poll();
    // Any thread. Lets the callback that runs come to its end.
    void stop();

    // Any thread. The task runs on the loop, never inside this call; those of one thread run in their order.
    void post(std::function<void()> task);

    // Milliseconds on a clock that never goes back.
    [[nodiscard]] net::Milliseconds now() const;
    // The task runs on the loop, never inside this call, at or after the span; tasks of equal due time run in
    // the order of these calls.
    LoopTimerId after(net::Milliseconds span, std::function<void()> task);
    // A cancelled task does not run, even if it was due.
    void cancel(LoopTimerId timer);

    // Runs `task` on the loop at each SIGINT and SIGTERM (on Windows Ctrl+C and Ctrl+Break) from now on.
    void on_stop_signal(std::function<void()> task);

    // For the sources of this folder.
    [[nodiscard]] asio::io_context& context();
    // Shared by all connections of the loop: a read fills one and uses it up at once, a write gathers in the
    // other.
    [[nodiscard]] std::span<std::uint8_t> read_buffer();
    [[nodiscard]] std::span<std::uint8_t> write_buffer();

  private:
    struct Waits;
    std::unique_ptr<Waits> waits_;
};

}  // namespace crosstalk::transport
