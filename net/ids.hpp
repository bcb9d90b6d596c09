// Strong ids, counters and times: the nouns every other header is written in.
#pragma once

#include <array>
#include <compare>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <limits>
#include <vector>

namespace crosstalk::net {

// A number with a meaning. Two of different tags never mix; 0 is "none" for every id below.
template <class Tag, class Rep = std::uint64_t>
struct Number {
    using rep = Rep;
    Rep value{};

    friend constexpr auto operator<=>(const Number&, const Number&) = default;
    constexpr explicit operator bool() const { return value != Rep{}; }
    [[nodiscard]] constexpr Number next() const { return Number{static_cast<Rep>(value + 1)}; }
};

// Made by the hub from (journal position, index within the entry), so every replay makes the same ones.
using UserId = Number<struct UserTag>;
using DeviceId = Number<struct DeviceTag>;
using RoomId = Number<struct RoomTag>;
using MessageId = Number<struct MessageTag>;
using InviteId = Number<struct InviteTag>;

// A place in the journal; the first entry is 1.
using Position = Number<struct PositionTag>;
// Drawn at random by the writer of an entry; each entry also names its predecessor's.
using EntryId = Number<struct EntryTag>;
// A place in one room: every change of the room takes the next one, without gaps; the first is 1.
using Sequence = Number<struct SequenceTag>;
// How many posts a room has had.
using PostCount = Number<struct PostCountTag>;
// How many posts have named one user, or all, in one room.
using MentionCount = Number<struct MentionCountTag>;

// A run is one start of a client; within it, commands are numbered from 1.
using RunId = Number<struct RunTag>;
using CommandNumber = Number<struct CommandNumberTag>;

// One connection, as the server knows it. Never reused while the process lives.
using SessionId = Number<struct SessionTag>;
// Chosen by who asks, echoed in the answer; 0 means unasked.
using Tag = Number<struct RequestTag, std::uint32_t>;

// Milliseconds since 1970-01-01 UTC.
using Timestamp = Number<struct TimestampTag, std::int64_t>;
// Milliseconds.
using Milliseconds = Number<struct MillisecondsTag, std::int64_t>;

// Times come from peers: sums that do not fit stop at the end of the range.
constexpr std::int64_t saturating_sum(std::int64_t a, std::int64_t b) {
    using Range = std::numeric_limits<std::int64_t>;
    if (b > 0 && a > Range::max() - b) return Range::max();
    if (b < 0 && a < Range::min() - b) return Range::min();
    return a + b;
}
constexpr Timestamp operator+(Timestamp at, Milliseconds span) {
    return {saturating_sum(at.value, span.value)};
}
constexpr Milliseconds operator-(Timestamp later, Timestamp earlier) {
    // -min does not exist: one millisecond more or less is nothing at that distance.
    constexpr std::int64_t lowest = std::numeric_limits<std::int64_t>::min();
    const std::int64_t value = earlier.value == lowest ? lowest + 1 : earlier.value;
    return {saturating_sum(later.value, -value)};
}

// The room everybody is in. Ids made from positions are 1024 and above.
inline constexpr RoomId lobby{1};

// Position and index as one id: 54 bits and 10 bits.
template <class IdType>
constexpr IdType make_id(Position position, unsigned index) {
    return IdType{(position.value << 10U) | (index & 1023U)};
}

using Bytes = std::vector<std::uint8_t>;
// Ed25519 public key of a device; SHA-256 of a server's public key (SPKI).
using DeviceKey = std::array<std::uint8_t, 32>;
using ServerKeyHash = std::array<std::uint8_t, 32>;
// What stands for a secret where the secret itself need not stand: see who makes it.
using Digest = std::array<std::uint8_t, 32>;

}  // namespace crosstalk::net

template <class Tag, class Rep>
struct std::hash<crosstalk::net::Number<Tag, Rep>> {
    std::size_t operator()(const crosstalk::net::Number<Tag, Rep>& number) const noexcept {
        return std::hash<Rep>{}(number.value);
    }
};
