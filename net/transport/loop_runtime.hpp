// The Runtime port in earnest: the loop's timers, the system's clock and randomness.
#pragma once

#include <array>
#include <cstddef>
#include "net/transport/credentials/random.hpp"
#include "net/transport/loop.hpp"
#include "net/transport/runtime.hpp"

namespace crosstalk::transport {

// Thread: the loop's. The loop must outlive it.
class LoopRuntime final : public Runtime {
  public:
    explicit LoopRuntime(Loop& loop) : loop_(loop), random_(system_random()) {}

    [[nodiscard]] net::Timestamp wall() const override;
    [[nodiscard]] net::Milliseconds steady() const override { return loop_.now(); }
    TimerId after(net::Milliseconds span, std::function<void()> task) override {
        return {loop_.after(span, std::move(task)).value};
    }
    void cancel(TimerId timer) override { loop_.cancel({timer.value}); }
    void random(std::span<std::uint8_t> out) override;

  private:
    Loop& loop_;
    FillRandom random_;
    // Drawn ahead: a number per command would be a system call per command. What was given out is wiped.
    std::array<std::uint8_t, 512> drawn_{};
    std::size_t left_ = 0;  // at the front
};

}  // namespace crosstalk::transport
