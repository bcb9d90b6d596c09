// A whole life of one game from a stream of bytes, legal and illegal actions alike, with everything checked that always
// holds. The tests feed it random bytes, the fuzzer its own.
#pragma once

#include <cstdint>
#include <span>
#include <string>

#include "games/record.hpp"

namespace crosstalk::games::testing {

// Empty, or what does not hold for this record.
std::string broken_invariant(const GameRecord& record);

struct Life {
    std::string broken;  // empty, or what broke first, and after which step
    GameRecord record;   // as it was then
    int done = 0;        // actions that were not refused
    int refused = 0;
};
Life live(std::span<const std::uint8_t> bytes);

}  // namespace crosstalk::games::testing
