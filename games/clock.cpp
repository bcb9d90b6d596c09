#include "games/clock.hpp"

#include <algorithm>
#include <charconv>

namespace crosstalk::games {
namespace {

constexpr std::int64_t second = 1'000;
constexpr std::int64_t minute = 60 * second;

// A whole number of at most six digits; nothing else may be there.
std::optional<std::int64_t> parse_number(std::string_view text) {
    std::int64_t value = 0;
    if (text.empty() || text.size() > 6 || text.front() < '0' || text.front() > '9') return std::nullopt;
    const auto [end, fault] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (fault != std::errc() || end != text.data() + text.size()) return std::nullopt;
    return value;
}

// Minutes, of which half ones are enough: "5", "0.5".
std::optional<std::int64_t> parse_minutes(std::string_view text) {
    const bool has_half = text.ends_with(".5");
    if (has_half) text.remove_suffix(2);
    const auto whole = parse_number(text);
    if (!whole) return std::nullopt;
    return *whole * minute + (has_half ? minute / 2 : 0);
}

std::string_view without_unit(std::string_view text, char unit) {
    if (text.ends_with(unit)) text.remove_suffix(1);
    return text;
}

std::string two_digits(std::int64_t number) {
    return (number < 10 ? "0" : "") + std::to_string(number);
}

}  // namespace

bool is_valid(const TimeControl& clock) {
    switch (clock.mode) {
        case ClockMode::None:
            return clock.main_ms == 0 && clock.increment_ms == 0;
        case ClockMode::PerMove:
            return clock.increment_ms == 0 && (clock.main_ms == 10 * second || clock.main_ms == 15 * second ||
                                               clock.main_ms == 30 * second);
        case ClockMode::Total:
            return clock.main_ms >= least_total_ms && clock.main_ms <= most_total_ms &&
                   clock.main_ms % second == 0 && clock.increment_ms >= 0 &&
                   clock.increment_ms <= most_increment_ms && clock.increment_ms % second == 0;
    }
    return false;
}

std::optional<TimeControl> parse_clock(std::string_view text) {
    TimeControl clock;
    if (text == "none") return clock;
    const std::size_t plus = text.find('+');
    if (plus == std::string_view::npos && text.ends_with('s')) {
        const auto seconds = parse_number(text.substr(0, text.size() - 1));
        if (!seconds) return std::nullopt;
        clock = {ClockMode::PerMove, *seconds * second, 0};
    } else {
        if (plus == std::string_view::npos && !text.ends_with('m')) return std::nullopt;
        const auto main = parse_minutes(without_unit(text.substr(0, plus), 'm'));
        const auto increment = plus == std::string_view::npos
                                   ? std::optional<std::int64_t>(0)
                                   : parse_number(without_unit(text.substr(plus + 1), 's'));
        if (!main || !increment) return std::nullopt;
        clock = {ClockMode::Total, *main, *increment * second};
    }
    if (!is_valid(clock)) return std::nullopt;
    return clock;
}

std::string clock_text(const TimeControl& clock) {
    if (clock.mode == ClockMode::None) return "none";
    if (clock.mode == ClockMode::PerMove) return std::to_string(clock.main_ms / second) + "s";
    const std::string half = clock.main_ms % minute >= minute / 2 ? ".5" : "";
    return std::to_string(clock.main_ms / minute) + half + "+" + std::to_string(clock.increment_ms / second);
}

std::string clock_in_words(const TimeControl& clock) {
    if (clock.mode == ClockMode::None) return "no clock";
    if (clock.mode == ClockMode::PerMove) return std::to_string(clock.main_ms / second) + " seconds a move";
    const std::int64_t minutes = clock.main_ms / minute;
    const std::int64_t seconds = clock.main_ms % minute / second;
    std::string text;
    if (minutes > 0) text = std::to_string(minutes) + (minutes == 1 ? " minute" : " minutes");
    if (seconds > 0) text += (text.empty() ? "" : " ") + std::to_string(seconds) + " seconds";
    text += " a game";
    if (clock.increment_ms > 0)
        text += " and " + std::to_string(clock.increment_ms / second) + " more with each move";
    return text;
}

std::string span_in_words(std::int64_t milliseconds) {
    const auto counted = [](std::int64_t count, std::string_view what) {
        return std::to_string(count) + " " + std::string(what) + (count == 1 ? "" : "s");
    };
    const std::int64_t span = std::max<std::int64_t>(milliseconds, 0);
    if (span < 10 * second)
        return std::to_string(span / second) + "." + std::to_string(span % second / 100) + " seconds";
    if (span < minute) return counted(span / second, "second");
    if (span < 60 * minute)
        return counted(span / minute, "minute") + " " + counted(span % minute / second, "second");
    return counted(span / (60 * minute), "hour") + " " + counted(span / minute % 60, "minute");
}

std::string time_left_text(std::int64_t milliseconds) {
    const std::int64_t left = std::max<std::int64_t>(milliseconds, 0);
    if (left < 10 * second) return std::to_string(left / second) + "." + std::to_string(left % second / 100);
    const std::int64_t hours = left / (60 * minute);
    const std::string minutes = std::to_string(left / minute % 60);
    const std::string seconds = two_digits(left / second % 60);
    if (hours == 0) return minutes + ":" + seconds;
    return std::to_string(hours) + ":" + two_digits(left / minute % 60) + ":" + seconds;
}

}  // namespace crosstalk::games
