// What can be asked of the server's state: every change of it is one of these, in the journal, in order.
// A client sends one inside Submit; the session completes it (the fields marked so) before it is appended.
#pragma once

#include <string>
#include <variant>

#include "net/archive.hpp"
#include "net/ids.hpp"
#include "net/limits.hpp"

namespace crosstalk::net {

// The lobby holds everybody; a public room is listed and joined by anyone; a private one is invisible to
// those who are neither members nor invited.
enum class RoomKind : std::uint8_t { Lobby, Public, Private };
constexpr RoomKind last_of(RoomKind) {
    return RoomKind::Private;
}

struct CreateRoom {
    std::string name;
    RoomKind kind = RoomKind::Public;  // never Lobby
    std::string name_key;              // completed: the name under case folding and the confusable skeleton

    template <class Archive>
    void serialize(Archive& ar) {
        ar(bounded(name, max_name_bytes), kind, bounded(name_key, max_name_key_bytes));
    }
    friend bool operator==(const CreateRoom&, const CreateRoom&) = default;
};

struct JoinRoom {
    RoomId room;

    template <class Archive>
    void serialize(Archive& ar) {
        ar(room);
    }
    friend bool operator==(const JoinRoom&, const JoinRoom&) = default;
};

struct LeaveRoom {
    RoomId room;

    template <class Archive>
    void serialize(Archive& ar) {
        ar(room);
    }
    friend bool operator==(const LeaveRoom&, const LeaveRoom&) = default;
};

struct InviteUser {
    RoomId room;
    UserId user;

    template <class Archive>
    void serialize(Archive& ar) {
        ar(room, user);
    }
    friend bool operator==(const InviteUser&, const InviteUser&) = default;
};

struct PostMessage {
    RoomId room;
    std::string text;  // completed: sanitised

    template <class Archive>
    void serialize(Archive& ar) {
        ar(room, bounded(text, max_text_bytes));
    }
    friend bool operator==(const PostMessage&, const PostMessage&) = default;
};

// --- by the server alone; refused from a client
// ---------------------------------------------------------------

// A device that proved the passkey takes a name that nobody has.
struct CreateUser {
    std::string name;
    std::string name_key;
    DeviceKey device{};

    template <class Archive>
    void serialize(Archive& ar) {
        ar(bounded(name, max_name_bytes), bounded(name_key, max_name_key_bytes), device);
    }
    friend bool operator==(const CreateUser&, const CreateUser&) = default;
};

// The first entry of every start; the very first one makes the lobby. It carries the limits that the hub judges
// by, so that a replay under other settings gives the same state. The defaults belong to the
// format of the journal and never change.
struct ServerStarted {
    std::uint32_t rooms_per_user = 100;
    std::uint32_t rooms_per_server = 10'000;
    std::uint32_t members_per_room = 500;

    template <class Archive>
    void serialize(Archive& ar) {
        ar(rooms_per_user, rooms_per_server, members_per_room);
    }
    friend bool operator==(const ServerStarted&, const ServerStarted&) = default;
};

// Raises the version of the hub's rules for every entry after this one.
struct SetRules {
    std::uint32_t rules = 1;

    template <class Archive>
    void serialize(Archive& ar) {
        ar(rules);
    }
    friend bool operator==(const SetRules&, const SetRules&) = default;
};

// Append only: the index is the number on the wire and in every journal.
using Command = std::variant<Unknown, CreateRoom, JoinRoom, LeaveRoom, InviteUser, PostMessage, CreateUser,
                             ServerStarted, SetRules>;

// Who asked. All zero: the server itself.
struct Origin {
    UserId user;
    DeviceId device;
    RunId run;
    CommandNumber number;

    template <class Archive>
    void serialize(Archive& ar) {
        ar(user, device, run, number);
    }
    friend bool operator==(const Origin&, const Origin&) = default;
};

// A command as the journal keeps it.
struct LoggedCommand {
    Origin origin;
    Command command;

    template <class Archive>
    void serialize(Archive& ar) {
        ar(origin, command);
    }
    friend bool operator==(const LoggedCommand&, const LoggedCommand&) = default;
};

}  // namespace crosstalk::net
