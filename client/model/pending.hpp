// What the user has sent and the server has not yet confirmed: drawn below the messages, never among them.
#pragma once

#include <cstdint>
#include <string>

#include "net/ids.hpp"

namespace crosstalk::model {

inline constexpr std::size_t max_pending = 10'000;

enum class PendingState : std::uint8_t {
    Queued,     // waits for the connection; can be taken back
    Submitted,  // on its way, or confirmed while its message has not arrived
    Failed,     // will not be sent; stays until it is dismissed
};

struct PendingPost {
    std::string ref;
    net::RoomId room;
    std::string text;
    net::Timestamp at;
    PendingState state = PendingState::Queued;
    std::string reason;      // Failed: for people
    net::Sequence sequence;  // confirmed: gone as soon as the room's head is there
};

}  // namespace crosstalk::model
