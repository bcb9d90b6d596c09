#include "server/app/reload_signal.hpp"

#include <asio/io_context.hpp>
#include <asio/signal_set.hpp>
#include <utility>

#include "net/transport/lifetime.hpp"
#include "server/app/platform.hpp"

namespace crosstalk::server {

struct ReloadSignal::Wait {
    Wait(transport::Loop& loop, std::function<void()> the_task)
        : signals(loop.context()), task(std::move(the_task)) {}

    void again() {
        signals.async_wait([this, alive = lifetime.watch()](const std::error_code& error, int) {
            if (alive.expired() || error) return;
            again();
            task();
        });
    }

    asio::signal_set signals;
    std::function<void()> task;
    transport::Lifetime lifetime;
};

ReloadSignal::ReloadSignal(transport::Loop& loop, std::function<void()> task)
    : wait_(std::make_unique<Wait>(loop, std::move(task))) {
    const std::optional<int> number = reload_signal();
    if (!number) return;
    wait_->signals.add(*number);
    wait_->again();
}

ReloadSignal::~ReloadSignal() = default;

}  // namespace crosstalk::server
