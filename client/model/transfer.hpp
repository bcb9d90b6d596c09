// A file on its way, as whoever shows it sees it. Plain data; the link keeps it up to date (TransferChanged).
#pragma once

#include <cstdint>
#include <string>

#include "net/messages.hpp"

namespace crosstalk::model {

// Of this profile, over restarts; given by the link. Never 0.
using TransferId = net::Number<struct TransferTag>;

enum class TransferKind : std::uint8_t {
    Send,     // to a room, as a part of a message
    Picture,  // to the server, as one's own picture
    Save,     // into the folder for downloads
    Preview,  // into the profile's cache, to be looked at
};
constexpr TransferKind last_of(TransferKind) {
    return TransferKind::Preview;
}

enum class TransferState : std::uint8_t {
    Preparing,  // the file is being read for its hash
    Waiting,    // for the connection, its turn, or a server that has no room just now
    Running,
    Paused,
    Sent,    // the file is there whole; its message waits for the other files, or in the outbox
    Done,    // Save, Preview: `path` is the file; Send: the message is in the outbox or beyond
    Failed,  // until it is retried or dismissed
};
constexpr TransferState last_of(TransferState) {
    return TransferState::Failed;
}

struct Transfer {
    TransferId id;
    TransferKind kind = TransferKind::Save;
    TransferState state = TransferState::Waiting;
    net::RoomId room;        // 0 with Picture, and for pictures of others
    net::FileSource source;  // Save, Preview: what is fetched
    std::string ref;         // Send: of the message, shared by its files
    std::string name;
    std::uint64_t size = 0;
    net::Digest hash{};       // all zero while it is being prepared
    std::uint64_t moved = 0;  // bytes that are safe at the other end
    std::uint64_t rate = 0;   // bytes a second, smoothed; 0 unless it runs
    std::string path;    // Send, Picture: what is read; Save, Preview: what was made of it, once it is Done
    std::string reason;  // Failed, and Waiting for more than the connection: for people
    bool can_retry = false;  // Failed: trying again may help
    bool by_itself = false;  // Save: by a rule, nobody asked
    net::Timestamp at;       // when it was begun
    friend bool operator==(const Transfer&, const Transfer&) = default;
};

}  // namespace crosstalk::model
