// One seed: a server, a few people, everything that can go wrong, then peace; and whether all promises were kept.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "tests/simulation/verdict.hpp"

namespace crosstalk::testing {

// What was exercised.
struct Exercise {
    std::uint64_t tasks = 0;
    std::uint64_t frames = 0;
    std::uint64_t entries = 0;
    std::uint64_t posts = 0;
    std::uint64_t acknowledged = 0;
    std::uint64_t connections = 0;
    std::uint64_t cuts = 0;
    std::uint64_t server_crashes = 0;
    std::uint64_t server_stops = 0;
    std::uint64_t client_crashes = 0;
    std::uint64_t lost_pasts = 0;

    Exercise& operator+=(const Exercise& other);
};

struct RunResult {
    std::optional<std::string> violation;
    Exercise exercise;
};

// The same seed gives the same run. With Tracing::On everything that happens is printed as it happens.
RunResult simulate(std::uint64_t seed, Tracing tracing);

// "12 crashes of the server, ..."
std::string spelled(const Exercise& exercise);

}  // namespace crosstalk::testing
