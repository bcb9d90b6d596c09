// The Runtime port of a client: the loop's timers, the system's clock and randomness.
#pragma once

#include "net/transport/credentials/random.hpp"
#include "net/transport/loop.hpp"
#include "net/transport/runtime.hpp"

namespace crosstalk::link {

// Thread: the loop's. The loop must outlive it.
class LoopRuntime final : public transport::Runtime {
  public:
    explicit LoopRuntime(transport::Loop& loop) : loop_(loop), random_(transport::system_random()) {}

    [[nodiscard]] net::Timestamp wall() const override;
    [[nodiscard]] net::Milliseconds steady() const override { return loop_.now(); }
    transport::TimerId after(net::Milliseconds span, std::function<void()> task) override {
        return {loop_.after(span, std::move(task)).value};
    }
    void cancel(transport::TimerId timer) override { loop_.cancel({timer.value}); }
    void random(std::span<std::uint8_t> out) override { random_(out); }

  private:
    transport::Loop& loop_;
    transport::FillRandom random_;
};

}  // namespace crosstalk::link
