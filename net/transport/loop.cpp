#include "net/transport/loop.hpp"

#include <array>
#include <asio/executor_work_guard.hpp>
#include <asio/io_context.hpp>
#include <asio/post.hpp>
#include <asio/signal_set.hpp>
#include <asio/steady_timer.hpp>
#include <chrono>
#include <csignal>
#include <optional>
#include <utility>

namespace crosstalk::transport {

namespace {

using Clock = std::chrono::steady_clock;

// The plaintext of one TLS record: a write of this size becomes one record and one system call.
constexpr std::size_t record_bytes = 16 * 1024;

}  // namespace

struct Loop::Waits {
    asio::io_context context{1};
    asio::executor_work_guard<asio::io_context::executor_type> work = asio::make_work_guard(context);
    asio::steady_timer timer{context};
    std::optional<Clock::time_point> timer_set;  // when `timer` fires; may be earlier than anything is due
    TimerQueue timers;
    bool turn_posted = false;  // what is due at once needs no timer of the system's
    asio::signal_set signals{context};
    std::function<void()> stop_signal;
    std::array<std::uint8_t, record_bytes> read_buffer{};
    std::array<std::uint8_t, record_bytes> write_buffer{};

    void set_timer();
    void run_due_timers();
    void wait_for_signal();
};

void Loop::Waits::set_timer() {
    const std::optional<Clock::time_point> due = timers.next_due();
    if (turn_posted || !due || (timer_set && *timer_set <= *due)) return;
    timer_set = due;
    timer.expires_at(*due);
    timer.async_wait([this](const std::error_code& error) {
        if (error) return;
        timer_set.reset();
        run_due_timers();
    });
}

void Loop::Waits::run_due_timers() {
    // A task that throws leaves the others to the next round.
    struct SetAgain {
        Waits* waits;
        ~SetAgain() { waits->set_timer(); }
    } const set_again{this};
    // Tasks that are added meanwhile wait for the next round, so that sockets get their turn.
    const LoopTimerId end = timers.next_id();
    const Clock::time_point now = Clock::now();
    while (const TimerQueue::Task task = timers.take(now, end))
        task();
}

void Loop::Waits::wait_for_signal() {
    signals.async_wait([this](const std::error_code& error, int) {
        if (error) return;
        wait_for_signal();
        stop_signal();
    });
}

Loop::Loop() : waits_(std::make_unique<Waits>()) {}

Loop::~Loop() = default;

void Loop::run() {
    waits_->context.restart();
    waits_->context.run();
}

void Loop::run_one() {
    waits_->context.restart();
    waits_->context.run_one();
}

void Loop::poll() {
    waits_->context.restart();
    waits_->context.poll();
}

void Loop::stop() {
    waits_->context.stop();
}

void Loop::post(std::function<void()> task) {
    asio::post(waits_->context, std::move(task));
}

net::Milliseconds Loop::now() const {
    return {std::chrono::duration_cast<std::chrono::milliseconds>(Clock::now().time_since_epoch()).count()};
}

LoopTimerId Loop::after(net::Milliseconds span, std::function<void()> task) {
    const LoopTimerId id =
        waits_->timers.add(Clock::now() + std::chrono::milliseconds(span.value), std::move(task));
    if (span.value > 0) {
        waits_->set_timer();
    } else if (!std::exchange(waits_->turn_posted, true)) {
        asio::post(waits_->context, [this] {
            waits_->turn_posted = false;
            waits_->run_due_timers();
        });
    }
    return id;
}

void Loop::cancel(LoopTimerId timer) {
    waits_->timers.cancel(timer);
}

void Loop::on_stop_signal(std::function<void()> task) {
    const bool waits_already = static_cast<bool>(waits_->stop_signal);
    waits_->stop_signal = std::move(task);
    if (waits_already) return;
    waits_->signals.add(SIGINT);
    waits_->signals.add(SIGTERM);
#ifdef SIGBREAK
    waits_->signals.add(SIGBREAK);
#endif
    waits_->wait_for_signal();
}

asio::io_context& Loop::context() {
    return waits_->context;
}

std::span<std::uint8_t> Loop::read_buffer() {
    return waits_->read_buffer;
}

std::span<std::uint8_t> Loop::write_buffer() {
    return waits_->write_buffer;
}

}  // namespace crosstalk::transport
