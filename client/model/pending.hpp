// What the user has sent and the server has not yet confirmed: drawn below the messages or over them, never among them.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "net/messages.hpp"

namespace crosstalk::model {

inline constexpr std::size_t max_pending = 10'000;
// Of what has failed the oldest goes; the link does not keep more for Retry either.
inline constexpr std::size_t max_failed = 1'000;

enum class PendingState : std::uint8_t {
    Queued,     // waits for the connection; can be taken back
    Submitted,  // on its way, or confirmed while its message has not arrived
    Failed,     // stays until it is dismissed or tried again
};

struct PendingPost {
    std::string ref;
    net::RoomId room;
    std::string text;
    net::Timestamp at;
    PendingState state = PendingState::Queued;
    std::string reason;      // Failed: for people
    net::Sequence sequence;  // confirmed: gone as soon as the room's head is there
    net::MessageId reply_to;
    std::vector<net::File> files;
    net::Status status{};           // Failed
    net::Milliseconds retry_after;  // Failed: it may succeed then; 0: nobody knows
};

// Every other command: an edit, a reaction, a topic.
struct PendingChange {
    std::string ref;
    net::Command command;  // without its secrets
    net::Timestamp at;
    PendingState state = PendingState::Queued;
    std::string reason;
    net::Sequence sequence;
    net::RoomId room;  // that it was done in, once it is confirmed
    net::Status status{};
    net::Milliseconds retry_after;
};

}  // namespace crosstalk::model
