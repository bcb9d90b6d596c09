// The Runtime port on the real clock, the loop's timers and the system's randomness.
#pragma once

#include "net/transport/loop.hpp"
#include "server/ports/runtime.hpp"

namespace crosstalk::server {

// Thread: the loop's. The loop must outlive it. Other threads hand their work over with Loop::post().
class AsioRuntime final : public ports::Runtime {
  public:
    explicit AsioRuntime(transport::Loop& loop);

    [[nodiscard]] net::Timestamp wall() const override;
    [[nodiscard]] net::Milliseconds steady() const override;
    ports::TimerId after(net::Milliseconds span, std::function<void()> task) override;
    void cancel(ports::TimerId timer) override;
    void random(std::span<std::uint8_t> out) override;

  private:
    transport::Loop& loop_;
};

}  // namespace crosstalk::server
