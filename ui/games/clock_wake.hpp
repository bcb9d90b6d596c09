// When a clock of a game shows other figures: the board's and those of the rows of running games tick alike.
#pragma once

#include <cstdint>

namespace crosstalk::ui {

/// After how long games::time_left_text() of a clock that runs says something else; 0: never, it has run out.
constexpr std::int64_t clock_changes_in_ms(std::int64_t left_ms) {
    constexpr std::int64_t tenths_below_ms = 10'000;
    constexpr std::int64_t tenth_ms = 100;
    constexpr std::int64_t second_ms = 1'000;
    if (left_ms <= 0) return 0;
    return left_ms <= tenths_below_ms ? tenth_ms : left_ms % second_ms + 1;
}

}  // namespace crosstalk::ui
