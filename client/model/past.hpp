// A stretch of messages without holes, and one of them on its own: the part of a room's past that somebody jumped to,
// beside the live tail and with a range of its own.
#pragma once

#include <deque>
#include <optional>

#include "client/model/message_change.hpp"
#include "net/messages.hpp"

namespace crosstalk::model {

// Beyond this many the ones that are farthest away go.
inline constexpr std::size_t max_messages_in_memory = 20'000;

// Ascending by sequence, none twice.
using Messages = std::deque<net::Message>;

// Null if it is not among them. Logarithmic, like the next.
const net::Message* find_message(const Messages& messages, net::Sequence sequence);
net::Message* find_message(Messages& messages, net::Sequence sequence);
// Those above `sequence`.
std::uint64_t count_above(const Messages& messages, net::Sequence sequence);

// Puts it in its place, or over an older row of itself.
void put_message(Messages& messages, const net::Message& message);

struct Past {
    Messages messages;      // every message with a sequence from `from` through `through`, none other
    net::Sequence from;     // 1: the room's beginning
    net::Sequence through;  // between it and the live tail something is missing
    // Something may have changed that was missed: jump there again to be sure.
    bool is_stale = false;

    [[nodiscard]] bool has_older() const { return from.value > 1; }
};

}  // namespace crosstalk::model
