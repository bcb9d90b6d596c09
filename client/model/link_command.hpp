// What windows and terminals ask of the link. Any thread may hand these over; answers come as LinkEvents.
//
// `ref` is the asker's own name for what it asked, at most max_ref_bytes and unique while it is unanswered; it
// comes back in Queued, Submitted, Acknowledged and Failed, after a restart too. Left empty, the link makes one
// that begins with '#'.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <variant>

#include "net/commands.hpp"
#include "net/ids.hpp"

namespace crosstalk::model {

inline constexpr std::size_t max_ref_bytes = 1024;

// Ends what was before. With an invite the address and passkey of the invite count.
struct Connect {
    std::string address;  // host[:port]; the port is 12345 if none is given
    std::string name;
    bool any_number = false;                  // an untouched default name: "Anonymous-7" will do
    std::string passkey;                      // a secret; empty = this server knows the device already
    std::string invite;                       // a secret: the whole link
    std::optional<net::ServerKeyHash> saved;  // chosen from the saved servers: no other key will do
};

// Says goodbye and stays away. What is unsent is kept for the next time.
struct Disconnect {};

// Offline only: tries now instead of at retry_at.
struct RetryNow {};

struct Post {
    net::RoomId room;
    std::string text;
    std::string ref;
};

struct CreateRoom {
    std::string name;
    net::RoomKind kind = net::RoomKind::Public;
    std::string ref;
};

struct JoinRoom {
    net::RoomId room;
    std::string ref;
};

struct LeaveRoom {
    net::RoomId room;
    std::string ref;
};

struct InviteUser {
    net::RoomId room;
    net::UserId user;
    std::string ref;
};

// Takes back a post that is Queued or dismisses one that has Failed; a submitted one cannot be taken back.
struct Cancel {
    std::string ref;
};

// The page below what the model has: `before` is Room::loaded_from. Asking again while it is under way costs
// nothing.
struct LoadOlder {
    net::RoomId room;
    net::Sequence before;
};

// All members with their presence. Asking again while it is under way costs nothing.
struct LoadMembers {
    net::RoomId room;
};

// Everything up to `sequence` has reached whoever this client works for: drawn in a focused window, or printed
// and flushed. It is stored, and never goes back; `posts` is the room's count at that place (Room::posts_at).
struct MarkRead {
    net::RoomId room;
    net::Sequence sequence;
    net::PostCount posts;
};

// Forgets a server's pin, marks and unsent messages; not while connected to it.
struct ForgetServer {
    net::ServerKeyHash key{};
};

// Stored in the profile under that name; an empty value removes it. At most max_setting_bytes each.
inline constexpr std::size_t max_setting_bytes = 64 * 1024;
struct KeepSetting {
    std::string name;
    std::string value;
};

// The Acknowledged or Failed of `ref` has reached whoever this client works for. Only a link that keeps answers until
// then (link::Completeness::Everything) takes notice: what was not shown is told again after a restart.
struct AnswerShown {
    std::string ref;
};

using LinkCommand =
    std::variant<Connect, Disconnect, RetryNow, Post, CreateRoom, JoinRoom, LeaveRoom, InviteUser, Cancel,
                 LoadOlder, LoadMembers, MarkRead, ForgetServer, KeepSetting, AnswerShown>;

}  // namespace crosstalk::model
