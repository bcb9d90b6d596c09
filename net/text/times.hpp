// How people write dates and spans of time: "2h", "7d", "forever", "2026-01-02", "yesterday", "15:30".
//
// Pure: now and the offset of the reader's clock from UTC are arguments. One offset serves for all dates, so those of
// the other half of the year may be an hour off where clocks are changed.
#pragma once

#include <chrono>
#include <cstdint>
#include <limits>
#include <string>
#include <string_view>
#include <variant>

#include "net/ids.hpp"

namespace crosstalk::text {

// What could not be read: for people, what is wrong and how to write it.
struct Unclear {
    std::string text;

    friend bool operator==(const Unclear&, const Unclear&) = default;
};

// now + forever is net::for_good.
inline constexpr net::Milliseconds forever{std::numeric_limits<std::int64_t>::max()};

// "90s", "10m", "2h", "7d", "2w", "1h30m", "1 hour 30 minutes", "forever" or "permanent", in any case. From one second to ten
// years.
std::variant<net::Milliseconds, Unclear> parse_duration(std::string_view text);

// From begin to before end. A moment has begin == end.
struct Period {
    net::Timestamp begin;
    net::Timestamp end;

    friend bool operator==(const Period&, const Period&) = default;
};

// A year (2026), a month (2026-01), a day (2026-01-02, today, yesterday, or the latest monday), each whole; or a moment: a day
// with a time (2026-01-02T15:30, or with a blank or with seconds), a time (15:30, the latest), now, or so long ago (7d,
// "7d ago"). Years from 1970 to 9999.
std::variant<Period, Unclear> parse_period(std::string_view text, net::Timestamp now,
                                           std::chrono::minutes utc_offset);

// "2026-01-02T15:30:00.123Z": RFC 3339 in UTC with milliseconds.
std::string rfc3339(net::Timestamp time);

}  // namespace crosstalk::text
