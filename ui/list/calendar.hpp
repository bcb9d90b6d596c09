// Dates and times of day as the list writes them. The time zone is an argument: tests have a fixed one.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>

namespace crosstalk::ui {

enum class ClockStyle : std::uint8_t { Hours24, Hours12 };

class TimeZone {
  public:
    virtual ~TimeZone() = default;
    /// Seconds to add to UTC at that moment.
    virtual std::int32_t offset_seconds(std::int64_t time_ms) const = 0;
};

class FixedZone final : public TimeZone {
  public:
    explicit FixedZone(std::int32_t seconds) : seconds_(seconds) {}
    std::int32_t offset_seconds(std::int64_t) const override { return seconds_; }

  private:
    std::int32_t seconds_;
};

/// The machine's own zone, with its summer time.
class LocalZone final : public TimeZone {
  public:
    std::int32_t offset_seconds(std::int64_t time_ms) const override;
};

/// Days since 1970-01-01 in the zone: equal for two moments of one day.
std::int64_t local_day(std::int64_t time_ms, const TimeZone& zone);

/// A short text that needs no allocation.
class ShortText {
  public:
    operator std::string_view() const { return {bytes_.data(), size_}; }
    std::string_view view() const { return *this; }
    void append(std::string_view text);
    void append_number(std::uint64_t number, std::size_t digits_least = 1);

  private:
    std::array<char, 64> bytes_{};
    std::size_t size_ = 0;
};

/// A count in a badge or chip; over 99 it says "99+".
ShortText count_text(std::uint64_t count);
/// "18:42" or "6:42 pm".
ShortText time_of_day(std::int64_t time_ms, const TimeZone& zone, ClockStyle style);
/// "18:42:07, Saturday, 14 November 2026", for the tooltip of a time.
ShortText exact_time(std::int64_t time_ms, const TimeZone& zone, ClockStyle style);
/// "Saturday, 14 November 2026".
ShortText full_date(std::int64_t time_ms, const TimeZone& zone);

}  // namespace crosstalk::ui
