#include "server/runtime/asio_runtime.hpp"

#include <sodium.h>

#include <chrono>
#include <stdexcept>
#include <utility>

namespace crosstalk::server {

AsioRuntime::AsioRuntime(transport::Loop& loop) : loop_(loop) {
    if (sodium_init() < 0)
        throw std::runtime_error("The system gives no random numbers (libsodium did not start).");
}

net::Timestamp AsioRuntime::wall() const {
    const auto since_1970 = std::chrono::system_clock::now().time_since_epoch();
    return {std::chrono::duration_cast<std::chrono::milliseconds>(since_1970).count()};
}

net::Milliseconds AsioRuntime::steady() const {
    return loop_.now();
}

ports::TimerId AsioRuntime::after(net::Milliseconds span, std::function<void()> task) {
    return {loop_.after(span, std::move(task)).value};
}

void AsioRuntime::cancel(ports::TimerId timer) {
    loop_.cancel({timer.value});
}

void AsioRuntime::random(std::span<std::uint8_t> out) {
    randombytes_buf(out.data(), out.size());
}

}  // namespace crosstalk::server
