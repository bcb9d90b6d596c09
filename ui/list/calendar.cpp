#include "ui/list/calendar.hpp"

#include <algorithm>
#include <charconv>
#include <chrono>
#include <ctime>

namespace crosstalk::ui {

namespace {

constexpr std::int64_t day_seconds = 86400;

constexpr std::array<std::string_view, 7> weekdays = {"Sunday",   "Monday", "Tuesday", "Wednesday",
                                                      "Thursday", "Friday", "Saturday"};
constexpr std::array<std::string_view, 12> months = {"January",   "February", "March",    "April",
                                                     "May",       "June",     "July",     "August",
                                                     "September", "October",  "November", "December"};

std::int64_t floor_divide(std::int64_t value, std::int64_t by) {
    return value / by - (value % by < 0 ? 1 : 0);
}

std::int64_t local_seconds(std::int64_t time_ms, const TimeZone& zone) {
    return floor_divide(time_ms, 1000) + zone.offset_seconds(time_ms);
}

void append_clock(ShortText& text, std::int64_t seconds_of_day, ClockStyle style, bool with_seconds) {
    const auto of_day = static_cast<std::uint64_t>(seconds_of_day);
    const std::uint64_t hour = of_day / 3600;
    if (style == ClockStyle::Hours24) {
        text.append_number(hour, 2);
    } else {
        text.append_number(hour % 12 == 0 ? 12 : hour % 12);
    }
    text.append(":");
    text.append_number(of_day / 60 % 60, 2);
    if (with_seconds) {
        text.append(":");
        text.append_number(of_day % 60, 2);
    }
    if (style == ClockStyle::Hours12) text.append(hour < 12 ? " am" : " pm");
}

void append_date(ShortText& text, std::int64_t day) {
    const std::chrono::sys_days days{std::chrono::days{day}};
    const std::chrono::year_month_day date{days};
    const std::chrono::weekday weekday{days};
    text.append(weekdays[weekday.c_encoding()]);
    text.append(", ");
    text.append_number(static_cast<unsigned>(date.day()));
    text.append(" ");
    text.append(months[static_cast<unsigned>(date.month()) - 1]);
    text.append(" ");
    text.append_number(static_cast<std::uint64_t>(std::max(0, static_cast<int>(date.year()))));
}

// Beyond years 0 to 9999 a time stamp is wrong anyway; clamping keeps the calendar's arithmetic defined.
std::int64_t clamp_day(std::int64_t day) {
    return std::clamp<std::int64_t>(day, -719162, 2932896);
}

}  // namespace

std::int32_t LocalZone::offset_seconds(std::int64_t time_ms) const {
    const std::time_t moment = static_cast<std::time_t>(floor_divide(time_ms, 1000));
    std::tm local{};
#ifdef _WIN32
    if (localtime_s(&local, &moment) != 0) return 0;
#else
    if (localtime_r(&moment, &local) == nullptr) return 0;
#endif
    const std::chrono::sys_days date = std::chrono::year{local.tm_year + 1900} /
                                       std::chrono::month{static_cast<unsigned>(local.tm_mon) + 1U} /
                                       std::chrono::day{static_cast<unsigned>(local.tm_mday)};
    const std::int64_t wall = date.time_since_epoch().count() * day_seconds + local.tm_hour * 3600 +
                              local.tm_min * 60 + std::min(local.tm_sec, 59);
    // Whole minutes: a leap second must not shift the zone.
    return static_cast<std::int32_t>(floor_divide(wall - static_cast<std::int64_t>(moment) + 30, 60) * 60);
}

std::int64_t local_day(std::int64_t time_ms, const TimeZone& zone) {
    return floor_divide(local_seconds(time_ms, zone), day_seconds);
}

void ShortText::append(std::string_view text) {
    const std::size_t fits = std::min(text.size(), bytes_.size() - size_);
    std::copy_n(text.begin(), fits, bytes_.begin() + static_cast<std::ptrdiff_t>(size_));
    size_ += fits;
}

void ShortText::append_number(std::uint64_t number, std::size_t digits_least) {
    std::array<char, 20> digits{};
    const auto done = std::to_chars(digits.data(), digits.data() + digits.size(), number);
    const auto count = static_cast<std::size_t>(done.ptr - digits.data());
    for (std::size_t pad = count; pad < digits_least; ++pad)
        append("0");
    append({digits.data(), count});
}

ShortText count_text(std::uint64_t count) {
    constexpr std::uint64_t most = 99;
    ShortText text;
    text.append_number(std::min(count, most));
    if (count > most) text.append("+");
    return text;
}

ShortText time_of_day(std::int64_t time_ms, const TimeZone& zone, ClockStyle style) {
    const std::int64_t seconds = local_seconds(time_ms, zone);
    ShortText text;
    append_clock(text, seconds - floor_divide(seconds, day_seconds) * day_seconds, style, false);
    return text;
}

ShortText exact_time(std::int64_t time_ms, const TimeZone& zone, ClockStyle style) {
    const std::int64_t seconds = local_seconds(time_ms, zone);
    const std::int64_t day = floor_divide(seconds, day_seconds);
    ShortText text;
    append_clock(text, seconds - day * day_seconds, style, true);
    text.append(", ");
    append_date(text, clamp_day(day));
    return text;
}

ShortText full_date(std::int64_t time_ms, const TimeZone& zone) {
    ShortText text;
    append_date(text, clamp_day(local_day(time_ms, zone)));
    return text;
}

}  // namespace crosstalk::ui
