#include "net/text/times.hpp"

#include <algorithm>
#include <array>
#include <cstdio>
#include <optional>

#include "net/text/ascii.hpp"
#include "net/text/message_text.hpp"
#include "net/text/utf8.hpp"

namespace crosstalk::text {
namespace {

using std::chrono::days;
using std::chrono::milliseconds;
using std::chrono::year_month_day;

// Milliseconds since 1970-01-01 00:00 on the reader's wall.
using LocalTime = std::chrono::local_time<milliseconds>;
using LocalDay = std::chrono::local_time<days>;

constexpr std::int64_t second_ms = 1'000;
constexpr std::int64_t minute_ms = 60 * second_ms;
constexpr std::int64_t hour_ms = 60 * minute_ms;
constexpr std::int64_t day_ms = 24 * hour_ms;
constexpr std::int64_t week_ms = 7 * day_ms;
constexpr std::int64_t longest_ms = 3'652 * day_ms;

// Of what was typed, safe to draw and not long.
std::string quoted(std::string_view typed) {
    constexpr std::size_t most = 40;
    const std::string clean = sanitise_line(typed);
    const std::string_view kept = first_code_points(clean, most);
    return '"' + std::string(kept) + (kept.size() < clean.size() ? "…\"" : "\"");
}

std::string_view trimmed(std::string_view text) {
    const std::size_t begin = std::min(text.find_first_not_of(" \t"), text.size());
    text.remove_prefix(begin);
    return text.substr(0, text.find_last_not_of(" \t") + 1);
}

// Takes up to `most` digits; nothing if there is none, or one more.
std::optional<std::int64_t> take_number(std::string_view& text, std::size_t most) {
    std::int64_t value = 0;
    std::size_t size = 0;
    for (; size < text.size() && is_ascii_digit(text[size]); ++size) {
        if (size == most) return std::nullopt;
        value = value * 10 + (text[size] - '0');
    }
    if (size == 0) return std::nullopt;
    text.remove_prefix(size);
    return value;
}

// Exactly that many digits.
std::optional<int> take_digits(std::string_view& text, std::size_t count) {
    const std::size_t size = text.size();
    std::string_view rest = text;
    const auto value = take_number(rest, count);
    if (!value || size - rest.size() != count) return std::nullopt;
    text = rest;
    return static_cast<int>(*value);
}

bool take(std::string_view& text, char sign) {
    if (!text.starts_with(sign)) return false;
    text.remove_prefix(1);
    return true;
}

struct Unit {
    std::string_view names;  // each between blanks
    std::int64_t ms;
};

constexpr std::array units{
    Unit{" w wk wks week weeks ", week_ms},         Unit{" d day days ", day_ms},
    Unit{" h hr hrs hour hours ", hour_ms},         Unit{" m min mins minute minutes ", minute_ms},
    Unit{" s sec secs second seconds ", second_ms},
};

const Unit* unit_named(std::string_view name) {
    const std::string wanted = " " + std::string(name) + " ";
    const auto found = std::ranges::find_if(
        units, [&](const Unit& unit) { return unit.names.find(wanted) != std::string_view::npos; });
    return found == units.end() || name.empty() ? nullptr : &*found;
}

constexpr std::string_view how_to_write_durations =
    "Write it like 10m, 2h, 7d or 1h30m (s, m, h, d, w), or forever.";

Unclear no_duration(std::string_view typed) {
    return {quoted(typed) + " is not a length of time. " + std::string(how_to_write_durations)};
}

Unclear no_unit(std::int64_t number) {
    const std::string value = std::to_string(number);
    std::string text = value;
    for (const std::string_view part : {" of what? Write ", "m for minutes, ", "h for hours or "})
        text.append(part).append(value);
    return {text + "d for days."};
}

Unclear too_long(std::string_view typed) {
    return {quoted(typed) + " is more than ten years. Write forever instead."};
}

Unclear no_date(std::string_view typed) {
    return {quoted(typed) +
            " is not a date. Write it like 2026-01-02, 2026-01, 2026-01-02T15:30, today, yesterday, monday "
            "or 7d (days ago)."};
}

class Calendar {
  public:
    Calendar(net::Timestamp now, std::chrono::minutes utc_offset)
        : now_(std::clamp(now.value, std::int64_t{0}, latest_ms)),
          offset_ms_(std::clamp<milliseconds>(utc_offset, -farthest, farthest).count()) {}

    [[nodiscard]] net::Timestamp now() const { return {now_}; }
    [[nodiscard]] LocalTime local_now() const { return LocalTime(milliseconds{now_ + offset_ms_}); }
    [[nodiscard]] LocalDay today() const { return std::chrono::floor<days>(local_now()); }
    [[nodiscard]] net::Timestamp utc(LocalTime local) const {
        return {local.time_since_epoch().count() - offset_ms_};
    }
    [[nodiscard]] Period from_to(LocalDay first, LocalDay behind) const { return {utc(first), utc(behind)}; }
    [[nodiscard]] Period whole(LocalDay day) const { return from_to(day, day + days{1}); }
    [[nodiscard]] Period moment(LocalTime local) const { return {utc(local), utc(local)}; }

  private:
    static constexpr std::chrono::hours farthest{24};
    static constexpr std::int64_t latest_ms = 253'402'300'800'000;  // the year 10000

    std::int64_t now_;
    std::int64_t offset_ms_;
};

std::optional<LocalDay> weekday_named(std::string_view name, LocalDay today) {
    constexpr std::array names{"sunday", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday"};
    const auto found = std::ranges::find(names, name);
    if (found == names.end()) return std::nullopt;
    const std::chrono::weekday wanted(static_cast<unsigned>(found - names.begin()));
    return today - (std::chrono::weekday(today) - wanted);
}

// "15:30" or "15:30:20".
std::optional<milliseconds> take_time(std::string_view& text) {
    const auto hour = take_number(text, 2);
    if (!hour || *hour > 23 || !take(text, ':')) return std::nullopt;
    const auto minute = take_digits(text, 2);
    if (!minute || *minute > 59) return std::nullopt;
    std::int64_t seconds = 0;
    if (take(text, ':')) {
        const auto second = take_digits(text, 2);
        if (!second || *second > 59) return std::nullopt;
        seconds = *second;
    }
    return milliseconds{*hour * hour_ms + *minute * minute_ms + seconds * second_ms};
}

std::optional<Period> period_of_date(std::string_view text, const Calendar& calendar) {
    using std::chrono::month;
    using std::chrono::months;
    using std::chrono::year;
    const auto y = take_digits(text, 4);
    if (!y || *y < 1970) return std::nullopt;
    const year_month_day new_year = year{*y} / 1 / 1;
    if (text.empty()) return calendar.from_to(LocalDay(new_year), LocalDay(new_year + std::chrono::years{1}));

    if (!take(text, '-')) return std::nullopt;
    const auto m = take_digits(text, 2);
    if (!m || *m < 1 || *m > 12) return std::nullopt;
    const year_month_day first = year{*y} / month{static_cast<unsigned>(*m)} / 1;
    if (text.empty()) return calendar.from_to(LocalDay(first), LocalDay(first + months{1}));

    if (!take(text, '-')) return std::nullopt;
    const auto d = take_digits(text, 2);
    if (!d) return std::nullopt;
    const year_month_day date = first.year() / first.month() / *d;
    if (!date.ok()) return std::nullopt;
    if (text.empty()) return calendar.whole(LocalDay(date));

    if (!take(text, 't') && !take(text, ' ')) return std::nullopt;
    const auto time = take_time(text);
    if (!time || !text.empty()) return std::nullopt;
    return calendar.moment(LocalDay(date) + *time);
}

std::optional<Period> period_of_time(std::string_view text, const Calendar& calendar) {
    const auto time = take_time(text);
    if (!time || !text.empty()) return std::nullopt;
    LocalTime at = calendar.today() + *time;
    if (at > calendar.local_now()) at -= days{1};
    return calendar.moment(at);
}

}  // namespace

std::variant<net::Milliseconds, Unclear> parse_duration(std::string_view text) {
    const std::string typed = ascii_lower(trimmed(text));
    if (typed.empty()) return Unclear{"How long? " + std::string(how_to_write_durations)};
    if (typed == "forever" || typed == "permanent" || typed == "for good") return forever;

    std::int64_t sum = 0;
    for (std::string_view rest = typed; !rest.empty(); rest = trimmed(rest)) {
        if (!is_ascii_digit(rest.front())) return no_duration(text);
        const auto number = take_number(rest, 9);
        if (!number) return too_long(text);
        rest = trimmed(rest);
        std::size_t size = 0;
        while (size < rest.size() && rest[size] >= 'a' && rest[size] <= 'z')
            ++size;
        const Unit* const unit = unit_named(rest.substr(0, size));
        if (rest.empty()) return no_unit(*number);
        if (unit == nullptr) return no_duration(text);
        rest.remove_prefix(size);
        sum += *number * unit->ms;  // nine digits of weeks fit
        if (sum > longest_ms) return too_long(text);
    }
    if (sum == 0) return Unclear{quoted(text) + " is no time at all. " + std::string(how_to_write_durations)};
    return net::Milliseconds{sum};
}

std::variant<Period, Unclear> parse_period(std::string_view text, net::Timestamp now,
                                           std::chrono::minutes utc_offset) {
    const Calendar calendar(now, utc_offset);
    const std::string typed = ascii_lower(trimmed(text));
    if (typed == "now") return calendar.moment(calendar.local_now());
    if (typed == "today") return calendar.whole(calendar.today());
    if (typed == "yesterday") return calendar.whole(calendar.today() - days{1});
    if (const auto day = weekday_named(typed, calendar.today())) return calendar.whole(*day);
    if (const auto found = period_of_date(typed, calendar)) return *found;
    if (const auto found = period_of_time(typed, calendar)) return *found;

    std::string_view ago = typed;
    if (ago.ends_with(" ago")) ago.remove_suffix(4);
    const auto span = parse_duration(ago);
    if (const auto* const length = std::get_if<net::Milliseconds>(&span);
        length != nullptr && *length != forever) {
        const net::Timestamp at{std::max(std::int64_t{0}, calendar.now().value - length->value)};
        return Period{at, at};
    }
    return no_date(text);
}

std::string rfc3339(net::Timestamp time) {
    using namespace std::chrono;
    const sys_time<milliseconds> point{milliseconds(time.value)};
    const auto day = floor<days>(point);
    const year_month_day date(day);
    const hh_mm_ss clock(point - day);
    std::array<char, 48> text{};
    std::snprintf(text.data(), text.size(), "%04d-%02u-%02uT%02d:%02d:%02d.%03dZ",
                  static_cast<int>(date.year()), static_cast<unsigned>(date.month()),
                  static_cast<unsigned>(date.day()), static_cast<int>(clock.hours().count()),
                  static_cast<int>(clock.minutes().count()), static_cast<int>(clock.seconds().count()),
                  static_cast<int>(clock.subseconds().count()));
    return text.data();
}

}  // namespace crosstalk::text
