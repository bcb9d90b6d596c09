#include "net/text/times.hpp"

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "net/rooms.hpp"
#include "net/text/utf8.hpp"
#include "tests/text/random_text.hpp"

namespace {

using namespace crosstalk::text;
using crosstalk::net::Milliseconds;
using crosstalk::net::Timestamp;

constexpr std::int64_t second = 1'000;
constexpr std::int64_t minute = 60 * second;
constexpr std::int64_t hour = 60 * minute;
constexpr std::int64_t day = 24 * hour;

std::int64_t span_of(std::string_view text) {
    const auto parsed = parse_duration(text);
    const auto* const span = std::get_if<Milliseconds>(&parsed);
    return span == nullptr ? -1 : span->value;
}

std::string complaint_about_span(std::string_view text) {
    const auto parsed = parse_duration(text);
    const auto* const unclear = std::get_if<Unclear>(&parsed);
    return unclear == nullptr ? "" : unclear->text;
}

TEST(times, spans_are_written_as_people_write_them) {
    EXPECT_EQ(span_of("90s"), 90 * second);
    EXPECT_EQ(span_of("10m"), 10 * minute);
    EXPECT_EQ(span_of("2h"), 2 * hour);
    EXPECT_EQ(span_of("7d"), 7 * day);
    EXPECT_EQ(span_of("30D"), 30 * day);
    EXPECT_EQ(span_of("2w"), 14 * day);
    EXPECT_EQ(span_of("1h30m"), 90 * minute);
    EXPECT_EQ(span_of(" 1 hour 30 minutes "), 90 * minute);
    EXPECT_EQ(span_of("1 day"), day);
    EXPECT_EQ(span_of("3652d"), 3652 * day);
    EXPECT_EQ(span_of("forever"), forever.value);
    EXPECT_EQ(span_of("Permanent"), forever.value);
    EXPECT_EQ(Timestamp{1'700'000'000'000} + forever, crosstalk::net::for_good);
}

TEST(times, a_span_that_is_none_says_how_to_write_one) {
    EXPECT_EQ(complaint_about_span(""),
              "How long? Write it like 10m, 2h, 7d or 1h30m (s, m, h, d, w), or forever.");
    EXPECT_EQ(complaint_about_span("10"),
              "10 of what? Write 10m for minutes, 10h for hours or 10d for days.");
    EXPECT_EQ(
        complaint_about_span("soon"),
        "\"soon\" is not a length of time. Write it like 10m, 2h, 7d or 1h30m (s, m, h, d, w), or forever.");
    EXPECT_EQ(complaint_about_span("3653d"), "\"3653d\" is more than ten years. Write forever instead.");
    EXPECT_EQ(complaint_about_span("0m"),
              "\"0m\" is no time at all. Write it like 10m, 2h, 7d or 1h30m (s, m, h, d, w), or forever.");
    for (const char* text :
         {"-1h", "1.5h", "h", "1y", "1h-", "10m forever", "1mo", "½h", "1h 2", "\xFF", "1 \n h"})
        EXPECT_EQ(span_of(text), -1) << text;
    EXPECT_EQ(complaint_about_span("99999999999999999999w"),
              "\"99999999999999999999w\" is more than ten years. Write forever instead.");
}

// Thursday, 2026-01-15 00:30 UTC, where the clock shows two hours more.
constexpr Timestamp now{1'768'437'000'000};
constexpr std::chrono::minutes offset{120};

std::string utc(Timestamp at) {
    const std::chrono::sys_time<std::chrono::milliseconds> time{std::chrono::milliseconds{at.value}};
    const auto midnight = std::chrono::floor<std::chrono::days>(time);
    const std::chrono::year_month_day date{midnight};
    const std::chrono::hh_mm_ss clock{time - midnight};
    const auto two = [](auto number) { return (number < 10 ? "0" : "") + std::to_string(number); };
    return std::to_string(static_cast<int>(date.year())) + "-" + two(static_cast<unsigned>(date.month())) +
           "-" + two(static_cast<unsigned>(date.day())) + " " + two(clock.hours().count()) + ":" +
           two(clock.minutes().count()) + ":" + two(clock.seconds().count());
}

std::string period(std::string_view text, std::chrono::minutes utc_offset = offset) {
    const auto parsed = parse_period(text, now, utc_offset);
    if (const auto* const unclear = std::get_if<Unclear>(&parsed)) return unclear->text;
    const Period& found = std::get<Period>(parsed);
    return utc(found.begin) + (found.end == found.begin ? "" : " to " + utc(found.end));
}

TEST(times, days_months_and_years_are_those_of_the_reader) {
    EXPECT_EQ(utc(now), "2026-01-15 00:30:00");
    EXPECT_EQ(period("2026-01-02"), "2026-01-01 22:00:00 to 2026-01-02 22:00:00");
    EXPECT_EQ(period("2026-01-02", std::chrono::minutes{-330}), "2026-01-02 05:30:00 to 2026-01-03 05:30:00");
    EXPECT_EQ(period("2024-02", std::chrono::minutes{0}), "2024-02-01 00:00:00 to 2024-03-01 00:00:00");
    EXPECT_EQ(period("2025-12", std::chrono::minutes{0}), "2025-12-01 00:00:00 to 2026-01-01 00:00:00");
    EXPECT_EQ(period("2025", std::chrono::minutes{0}), "2025-01-01 00:00:00 to 2026-01-01 00:00:00");
    EXPECT_EQ(period("2024-02-29", std::chrono::minutes{0}), "2024-02-29 00:00:00 to 2024-03-01 00:00:00");
    EXPECT_EQ(period("today"), "2026-01-14 22:00:00 to 2026-01-15 22:00:00");
    EXPECT_EQ(period("today", std::chrono::minutes{-60}), "2026-01-14 01:00:00 to 2026-01-15 01:00:00");
    EXPECT_EQ(period(" Yesterday "), "2026-01-13 22:00:00 to 2026-01-14 22:00:00");
    EXPECT_EQ(period("thursday"), period("today"));
    EXPECT_EQ(period("Friday"), "2026-01-08 22:00:00 to 2026-01-09 22:00:00");
    EXPECT_EQ(period("wednesday"), period("yesterday"));
}

TEST(times, moments_are_exact) {
    EXPECT_EQ(period("now"), "2026-01-15 00:30:00");
    EXPECT_EQ(period("2026-01-02T15:30"), "2026-01-02 13:30:00");
    EXPECT_EQ(period("2026-01-02 15:30:20"), "2026-01-02 13:30:20");
    EXPECT_EQ(period("02:30"), "2026-01-15 00:30:00");
    EXPECT_EQ(period("02:31"), "2026-01-14 00:31:00") << "the latest such time was yesterday";
    EXPECT_EQ(period("1:05"), "2026-01-14 23:05:00");
    EXPECT_EQ(period("7d"), "2026-01-08 00:30:00");
    EXPECT_EQ(period("2 hours ago"), "2026-01-14 22:30:00");
}

TEST(times, a_date_that_is_none_says_how_to_write_one) {
    EXPECT_EQ(period("2026-02-30"),
              "\"2026-02-30\" is not a date. Write it like 2026-01-02, 2026-01, 2026-01-02T15:30, today, "
              "yesterday, "
              "monday or 7d (days ago).");
    for (const char* text : {"",
                             "2026-13-01",
                             "2026-00-01",
                             "2026-01-00",
                             "2025-02-29",
                             "1969-12-31",
                             "20260102",
                             "26-01-02",
                             "2026-1-2",
                             "02.01.2026",
                             "01/02/2026",
                             "2026-01-02T24:00",
                             "2026-01-02T12:60",
                             "2026-01-02T12",
                             "2026-01-02 12:30 pm",
                             "25:00",
                             "12:5",
                             "forever",
                             "tomorrowish",
                             "10",
                             "\xFF\xFE",
                             "2026-01-02x",
                             "99999-01-01",
                             "2026-01-02T12:30:60"}) {
        EXPECT_NE(period(text).find(" is not a date. "), std::string::npos) << text << ": " << period(text);
    }
}

TEST(times, complaints_repeat_little_and_nothing_harmful_of_what_was_typed) {
    const std::string said = complaint_about_span("\x1b[31m\n\u202E" + std::string(10'000, 'x'));
    EXPECT_LT(said.size(), 200U);
    EXPECT_EQ(said.find_first_of("\x1b\n"), std::string::npos);
    EXPECT_EQ(said.find("\u202E"), std::string::npos);
}

TEST(times, nothing_typed_gives_times_out_of_range_or_unreadable_complaints) {
    RandomText random(21);
    const std::vector<std::string> parts{"2026", "-",     "01", "9999",      "12", "31",
                                         "T",    "23:59", ":",  "d",         "7",  "ago",
                                         " ",    "today", "w",  "999999999", "0",  "1970"};
    std::size_t understood = 0;
    for (int round = 0; round < 100'000; ++round) {
        std::string text = random.below(10) == 0 ? random.bytes(12) : "";
        for (std::size_t count = random.below(6); count > 0; --count)
            text += parts[random.below(parts.size())];
        const auto at = Timestamp{static_cast<std::int64_t>(random.below(4'000'000'000'000))};
        const std::chrono::minutes there{static_cast<int>(random.below(1'700)) - 850};
        const auto parsed = parse_period(text, at, there);
        if (const auto* const found = std::get_if<Period>(&parsed)) {
            ++understood;
            ASSERT_LE(found->begin, found->end) << text;
            ASSERT_GE(found->begin.value, -day) << text;
            ASSERT_LE(found->end.value, 253'402'300'800'000 + day) << text;
        } else {
            ASSERT_TRUE(is_valid_utf8(std::get<Unclear>(parsed).text));
        }
        const auto span = parse_duration(text);
        if (const auto* const length = std::get_if<Milliseconds>(&span)) {
            ASSERT_GE(length->value, second) << text;
            ASSERT_TRUE(*length == forever || length->value <= 3652 * day) << text;
        }
    }
    EXPECT_GT(understood, 500U);
    for (const std::int64_t extreme : {INT64_MIN, std::int64_t{-1}, std::int64_t{0}, INT64_MAX}) {
        for (const char* text : {"today", "now", "7d", "monday", "12:00", "2026"})
            EXPECT_TRUE(std::holds_alternative<Period>(
                parse_period(text, Timestamp{extreme}, std::chrono::minutes{100'000})))
                << text;
    }
}

TEST(Times, are_written_as_rfc_3339_in_utc_with_milliseconds) {
    EXPECT_EQ(rfc3339({0}), "1970-01-01T00:00:00.000Z");
    EXPECT_EQ(rfc3339({1'750'000'000'123}), "2025-06-15T15:06:40.123Z");
    EXPECT_EQ(rfc3339({-1}), "1969-12-31T23:59:59.999Z");
}

}  // namespace
