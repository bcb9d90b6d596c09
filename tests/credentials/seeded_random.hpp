// Randomness that a test can repeat.
#pragma once

#include <cstdint>
#include <memory>
#include <random>
#include <span>

#include "net/transport/credentials/random.hpp"

namespace crosstalk::testing_credentials {

inline transport::FillRandom seeded_random(std::uint64_t seed) {
    return [engine = std::make_shared<std::mt19937_64>(seed)](std::span<std::uint8_t> bytes) {
        for (std::uint8_t& byte : bytes)
            byte = static_cast<std::uint8_t>((*engine)());
    };
}

}  // namespace crosstalk::testing_credentials
