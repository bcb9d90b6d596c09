// Where randomness comes from: an argument everywhere, so that tests can repeat what happened.
#pragma once

#include <cstdint>
#include <functional>
#include <span>

namespace crosstalk::transport {

/// Fills all of the span with bytes nobody can guess.
using FillRandom = std::function<void(std::span<std::uint8_t>)>;

/// The operating system's. Any thread. CredentialError where there is none.
FillRandom system_random();

}  // namespace crosstalk::transport
