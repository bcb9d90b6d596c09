// Port: time, timers and randomness. The only way the logic of server and client learns of any of them.
#pragma once

#include <cstdint>
#include <functional>
#include <span>

#include "net/ids.hpp"

namespace crosstalk::transport {

using TimerId = net::Number<struct TimerTag>;

// Contract, kept by every implementation and checked by the conformance suite. Thread: the loop's.
// - steady() never goes back; wall() may.
// - after() runs `task` once, on the loop, never inside the call to after(), at or after the span; tasks of
//   equal due time run in the order of their after() calls.
// - cancel() of a task that ran or does not exist does nothing; a cancelled task does not run, even if it was
//   due.
class Runtime {
  public:
    virtual ~Runtime() = default;

    [[nodiscard]] virtual net::Timestamp wall() const = 0;
    [[nodiscard]] virtual net::Milliseconds steady() const = 0;
    virtual TimerId after(net::Milliseconds span, std::function<void()> task) = 0;
    virtual void cancel(TimerId timer) = 0;
    // Cryptographically strong, except in a simulation.
    virtual void random(std::span<std::uint8_t> out) = 0;

    [[nodiscard]] std::uint64_t random_number() {
        std::uint8_t bytes[8];
        random(bytes);
        std::uint64_t number = 0;
        for (const std::uint8_t byte : bytes)
            number = number << 8U | byte;
        return number;
    }
};

}  // namespace crosstalk::transport
