// How much time players have, as they agree on it: none, so much a move, or so much a game and more with each move.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace crosstalk::games {

enum class ClockMode : std::uint8_t { None, PerMove, Total };

struct TimeControl {
    ClockMode mode = ClockMode::None;
    std::int64_t main_ms = 0;       // a move, or a game
    std::int64_t increment_ms = 0;  // Total: what each move adds

    friend bool operator==(const TimeControl&, const TimeControl&) = default;
};

inline constexpr std::int64_t least_total_ms = 30'000;
inline constexpr std::int64_t most_total_ms = 3 * 60 * 60 * 1'000;
inline constexpr std::int64_t most_increment_ms = 60'000;

// 10, 15 or 30 seconds a move; a total within the limits above, in whole seconds. What is not used is 0.
bool is_valid(const TimeControl& clock);

// "none", "10s", "5+3" (minutes and seconds of increment), "5m+3s", "5m", "0.5+0"; none if it is not one or not valid.
std::optional<TimeControl> parse_clock(std::string_view text);
std::string clock_text(const TimeControl& clock);  // as parse_clock reads it
std::string clock_in_words(const TimeControl& clock);

// "4.2 seconds", "12 seconds", "3 minutes 5 seconds", "2 hours 7 minutes": how long something took, rounded down.
std::string span_in_words(std::int64_t milliseconds);

// "1:05", and below ten seconds with tenths: "9.4". Rounded down; never negative.
std::string time_left_text(std::int64_t milliseconds);

}  // namespace crosstalk::games
