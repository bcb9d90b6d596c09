// Everything that client and server can say to each other. Each message is one frame of net/frame.hpp; the
// number of its type is fixed for ever. Order of a login:
//
//   client: Hello                       server: ServerHello
//   known device:   Authenticate        Welcome, RoomList...       (or Error{UnknownDevice}: go on below)
//   new device:     PasskeyStart        PasskeyReply
//                   PasskeyConfirm      Admitted                   (carries the server's own proof)
//                   Register            Welcome, RoomList...       (or Error{Name...}: register again)
//   then            Resume              Resumed, RoomState...
#pragma once

#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "net/archive.hpp"
#include "net/commands.hpp"
#include "net/events.hpp"
#include "net/ids.hpp"
#include "net/limits.hpp"

namespace crosstalk::net {

inline constexpr std::uint16_t protocol_version = 1;

enum class MessageType : std::uint16_t {
    Hello = 1,
    ServerHello = 2,
    Authenticate = 3,
    PasskeyStart = 4,
    PasskeyReply = 5,
    PasskeyConfirm = 6,
    Admitted = 7,
    Register = 8,
    Welcome = 9,
    RoomList = 10,
    Ping = 16,
    Pong = 17,
    Error = 18,
    Goodbye = 19,
    Submit = 32,
    Result = 33,
    Event = 34,
    RoomAdded = 35,
    RoomRemoved = 36,
    Invited = 37,
    Resume = 48,
    Resumed = 49,
    Watch = 50,
    RoomState = 51,
    Unread = 52,
    History = 53,
    HistoryPage = 54,
    Members = 55,
    MembersPage = 56,
    Presence = 57,
};

// --- login
// ---------------------------------------------------------------------------------------------------

enum class ConnectionRole : std::uint8_t { Chat, File };
constexpr ConnectionRole last_of(ConnectionRole) {
    return ConnectionRole::File;
}

enum class PasskeyKind : std::uint8_t { Generated, Chosen };
constexpr PasskeyKind last_of(PasskeyKind) {
    return PasskeyKind::Chosen;
}

struct Hello {
    static constexpr MessageType type = MessageType::Hello;
    std::uint16_t min_version = protocol_version;
    std::uint16_t max_version = protocol_version;
    std::uint64_t features = 0;
    ConnectionRole role = ConnectionRole::Chat;
    std::string program;  // name and version, for the log

    template <class Archive>
    void serialize(Archive& ar) {
        ar(min_version, max_version, features, role, bounded(program, max_name_bytes));
    }
    friend bool operator==(const Hello&, const Hello&) = default;
};

struct ServerHello {
    static constexpr MessageType type = MessageType::ServerHello;
    std::uint16_t version = protocol_version;
    std::uint64_t features = 0;
    PasskeyKind passkey_kind = PasskeyKind::Generated;
    std::string name;

    template <class Archive>
    void serialize(Archive& ar) {
        ar(version, features, passkey_kind, bounded(name, max_name_bytes));
    }
    friend bool operator==(const ServerHello&, const ServerHello&) = default;
};

using Signature = std::array<std::uint8_t, 64>;
using CurvePoint = std::array<std::uint8_t, 32>;
using Confirmation = std::array<std::uint8_t, 64>;  // HMAC-SHA512

// The device signs (label, role, TLS exporter, server key hash).
struct Authenticate {
    static constexpr MessageType type = MessageType::Authenticate;
    DeviceKey device{};
    Signature signature{};

    template <class Archive>
    void serialize(Archive& ar) {
        ar(device, signature);
    }
    friend bool operator==(const Authenticate&, const Authenticate&) = default;
};

enum class SecretKind : std::uint8_t { Passkey, Invite };
constexpr SecretKind last_of(SecretKind) {
    return SecretKind::Invite;
}

struct PasskeyStart {
    static constexpr MessageType type = MessageType::PasskeyStart;
    SecretKind secret = SecretKind::Passkey;
    CurvePoint point{};

    template <class Archive>
    void serialize(Archive& ar) {
        ar(secret, point);
    }
    friend bool operator==(const PasskeyStart&, const PasskeyStart&) = default;
};

struct PasskeyReply {
    static constexpr MessageType type = MessageType::PasskeyReply;
    CurvePoint point{};

    template <class Archive>
    void serialize(Archive& ar) {
        ar(point);
    }
    friend bool operator==(const PasskeyReply&, const PasskeyReply&) = default;
};

struct PasskeyConfirm {
    static constexpr MessageType type = MessageType::PasskeyConfirm;
    Confirmation confirmation{};
    DeviceKey device{};
    Signature signature{};

    template <class Archive>
    void serialize(Archive& ar) {
        ar(confirmation, device, signature);
    }
    friend bool operator==(const PasskeyConfirm&, const PasskeyConfirm&) = default;
};

struct Admitted {
    static constexpr MessageType type = MessageType::Admitted;
    Confirmation confirmation{};
    bool known_device = false;  // then Welcome follows at once, no Register is needed

    template <class Archive>
    void serialize(Archive& ar) {
        ar(confirmation, known_device);
    }
    friend bool operator==(const Admitted&, const Admitted&) = default;
};

struct Register {
    static constexpr MessageType type = MessageType::Register;
    std::string name;
    bool any_number = false;  // an untouched default name: the server may add "-N"

    template <class Archive>
    void serialize(Archive& ar) {
        ar(bounded(name, max_asked_name_bytes), any_number);
    }
    friend bool operator==(const Register&, const Register&) = default;
};

struct LimitValue {
    std::string name;
    std::int64_t value = 0;

    template <class Archive>
    void serialize(Archive& ar) {
        ar(bounded(name, max_name_bytes), value);
    }
    friend bool operator==(const LimitValue&, const LimitValue&) = default;
};

struct Welcome {
    static constexpr MessageType type = MessageType::Welcome;
    SessionId session;
    UserRef user;
    DeviceId device;
    std::string server_name;
    Mark mark;  // the journal's newest entry that this login stands on
    Timestamp now;
    std::vector<LimitValue> limits;

    template <class Archive>
    void serialize(Archive& ar) {
        ar(session, user, device, bounded(server_name, max_name_bytes), mark, now,
           bounded(limits, max_limit_rows));
    }
    friend bool operator==(const Welcome&, const Welcome&) = default;
};

// The rooms the user is in and those it is invited to; as many frames as it takes, `last` in the final one.
struct RoomList {
    static constexpr MessageType type = MessageType::RoomList;
    std::vector<RoomSummary> rooms;
    std::vector<RoomSummary> invitations;
    bool last = true;

    template <class Archive>
    void serialize(Archive& ar) {
        ar(bounded(rooms, max_rooms_per_frame), bounded(invitations, max_rooms_per_frame), last);
    }
    friend bool operator==(const RoomList&, const RoomList&) = default;
};

// --- life and death
// ------------------------------------------------------------------------------------------

struct Ping {
    static constexpr MessageType type = MessageType::Ping;

    template <class Archive>
    void serialize(Archive&) {}
    friend bool operator==(const Ping&, const Ping&) = default;
};

struct Pong {
    static constexpr MessageType type = MessageType::Pong;

    template <class Archive>
    void serialize(Archive&) {}
    friend bool operator==(const Pong&, const Pong&) = default;
};

enum class ErrorCode : std::uint8_t {
    None,
    BadFrame,        // not understood, too large, out of turn
    Version,         // no common protocol version
    Passkey,         // wrong passkey or a token that is not valid
    TooManyGuesses,  // wait retry_after
    UnknownDevice,   // the passkey is needed
    NameInvalid,
    NameTaken,
    Banned,
    Full,
    NotFound,  // no such room, or none the asker may know of
    TooSlow,
    Timeout,
    Internal,
};
constexpr ErrorCode last_of(ErrorCode) {
    return ErrorCode::Internal;
}

// Answers the frame whose tag it carries; with tag 0 a Goodbye follows.
struct Error {
    static constexpr MessageType type = MessageType::Error;
    ErrorCode code = ErrorCode::None;
    std::string text;  // for people: what happened, then what to do
    Milliseconds retry_after;
    std::uint32_t tries_left = 0;  // with Passkey
    std::string suggestion;        // with NameTaken

    template <class Archive>
    void serialize(Archive& ar) {
        ar(code, bounded(text, max_reason_bytes), retry_after, tries_left,
           bounded(suggestion, max_name_bytes));
    }
    friend bool operator==(const Error&, const Error&) = default;
};

enum class AfterGoodbye : std::uint8_t { Reconnect, Elsewhere, Stay };
constexpr AfterGoodbye last_of(AfterGoodbye) {
    return AfterGoodbye::Stay;
}

// The last frame of a connection that ends in order.
struct Goodbye {
    static constexpr MessageType type = MessageType::Goodbye;
    AfterGoodbye then = AfterGoodbye::Reconnect;
    std::string reason;

    template <class Archive>
    void serialize(Archive& ar) {
        ar(then, bounded(reason, max_reason_bytes));
    }
    friend bool operator==(const Goodbye&, const Goodbye&) = default;
};

// --- commands and facts
// --------------------------------------------------------------------------------------

struct Submit {
    static constexpr MessageType type = MessageType::Submit;
    RunId run;
    CommandNumber number;
    Command command;

    template <class Archive>
    void serialize(Archive& ar) {
        ar(run, number, command);
    }
    friend bool operator==(const Submit&, const Submit&) = default;
};

enum class Status : std::uint8_t {
    Done,
    Refused,     // an old number without a stored result: ask again under a new one
    NotFound,    // no such room or user, or none the asker may know of
    NotAllowed,  // the permission table says no
    Invalid,     // empty, too long, or meaningless
    NameTaken,
    TooMany,  // rooms, members
    Unknown,  // a command of a newer program
};
constexpr Status last_of(Status) {
    return Status::Unknown;
}

// The one final answer to a numbered command.
struct Outcome {
    Status status = Status::Done;
    RoomId room;        // the room it concerned or made
    Sequence sequence;  // the place it took there
    MessageId message;  // with PostMessage

    template <class Archive>
    void serialize(Archive& ar) {
        ar(status, room, sequence, message);
    }
    friend bool operator==(const Outcome&, const Outcome&) = default;
};

struct Result {
    static constexpr MessageType type = MessageType::Result;
    RunId run;
    CommandNumber number;
    Outcome outcome;

    template <class Archive>
    void serialize(Archive& ar) {
        ar(run, number, outcome);
    }
    friend bool operator==(const Result&, const Result&) = default;
};

// A fact of a watched room, in sequence.
struct Event {
    static constexpr MessageType type = MessageType::Event;
    RoomId room;
    Sequence sequence;
    PostCount posts;  // of the room, this fact included
    Timestamp at;
    Mark mark;
    Fact fact;

    template <class Archive>
    void serialize(Archive& ar) {
        ar(room, sequence, posts, at, mark, fact);
    }
    friend bool operator==(const Event&, const Event&) = default;
};

// The user is now in this room (created, joined, by any of the user's devices).
struct RoomAdded {
    static constexpr MessageType type = MessageType::RoomAdded;
    RoomSummary room;

    template <class Archive>
    void serialize(Archive& ar) {
        ar(room);
    }
    friend bool operator==(const RoomAdded&, const RoomAdded&) = default;
};

struct RoomRemoved {
    static constexpr MessageType type = MessageType::RoomRemoved;
    RoomId room;

    template <class Archive>
    void serialize(Archive& ar) {
        ar(room);
    }
    friend bool operator==(const RoomRemoved&, const RoomRemoved&) = default;
};

struct Invited {
    static constexpr MessageType type = MessageType::Invited;
    RoomSummary room;
    UserRef by;

    template <class Archive>
    void serialize(Archive& ar) {
        ar(room, by);
    }
    friend bool operator==(const Invited&, const Invited&) = default;
};

// --- keeping up
// ----------------------------------------------------------------------------------------------

// How far the client is in a room, and whether it wants the rest and everything from now on.
struct RoomHave {
    RoomId room;
    Sequence have;  // everything up to here is known; 0 = nothing
    bool watch = true;

    template <class Archive>
    void serialize(Archive& ar) {
        ar(room, have, watch);
    }
    friend bool operator==(const RoomHave&, const RoomHave&) = default;
};

// Sent once after Welcome. The mark proves that client and server share the past; if it does not, Resumed
// says reset, and the client forgets what it has (a backup was restored).
struct Resume {
    static constexpr MessageType type = MessageType::Resume;
    Mark mark;
    std::vector<RoomHave> rooms;

    template <class Archive>
    void serialize(Archive& ar) {
        ar(mark, bounded(rooms, max_resumed_rooms));
    }
    friend bool operator==(const Resume&, const Resume&) = default;
};

struct Resumed {
    static constexpr MessageType type = MessageType::Resumed;
    bool reset = false;

    template <class Archive>
    void serialize(Archive& ar) {
        ar(reset);
    }
    friend bool operator==(const Resumed&, const Resumed&) = default;
};

// Begins or ends the watching of a room; beginning is answered with RoomState.
struct Watch {
    static constexpr MessageType type = MessageType::Watch;
    RoomHave room;

    template <class Archive>
    void serialize(Archive& ar) {
        ar(room);
    }
    friend bool operator==(const Watch&, const Watch&) = default;
};

// What changed in a watched room above `have`. Live events go on from room.head + 1.
struct RoomState {
    static constexpr MessageType type = MessageType::RoomState;
    RoomSummary room;
    Sequence have;  // as asked
    // Every message with a revision above `have` and a sequence of at least `from` is in the list, in
    // ascending sequence; older ones, if `from` is above have + 1, come by History.
    Sequence from;
    std::vector<Message> messages;
    Mark mark;

    template <class Archive>
    void serialize(Archive& ar) {
        ar(room, have, from, bounded(messages, max_page_rows), mark);
    }
    friend bool operator==(const RoomState&, const RoomState&) = default;
};

// Rooms that are not watched, at most once a second.
struct Unread {
    static constexpr MessageType type = MessageType::Unread;
    std::vector<RoomSummary> rooms;

    template <class Archive>
    void serialize(Archive& ar) {
        ar(bounded(rooms, max_rooms_per_frame));
    }
    friend bool operator==(const Unread&, const Unread&) = default;
};

// Asks for the newest messages below `before` (0 = from the end).
struct History {
    static constexpr MessageType type = MessageType::History;
    RoomId room;
    Sequence before;
    std::uint32_t limit = 50;

    template <class Archive>
    void serialize(Archive& ar) {
        ar(room, before, limit);
    }
    friend bool operator==(const History&, const History&) = default;
};

struct HistoryPage {
    static constexpr MessageType type = MessageType::HistoryPage;
    RoomId room;
    Sequence before;  // as asked
    Sequence from;    // the page is complete from here up to `before`; 1 at the room's beginning
    std::vector<Message> messages;  // ascending

    template <class Archive>
    void serialize(Archive& ar) {
        ar(room, before, from, bounded(messages, max_page_rows));
    }
    friend bool operator==(const HistoryPage&, const HistoryPage&) = default;
};

enum class PresenceState : std::uint8_t { Offline, Online };
constexpr PresenceState last_of(PresenceState) {
    return PresenceState::Online;
}

struct MemberPresence {
    UserRef user;
    PresenceState state = PresenceState::Offline;

    template <class Archive>
    void serialize(Archive& ar) {
        ar(user, state);
    }
    friend bool operator==(const MemberPresence&, const MemberPresence&) = default;
};

// Asks for the members of a room in order of id, from the one after `after`.
struct Members {
    static constexpr MessageType type = MessageType::Members;
    RoomId room;
    UserId after;

    template <class Archive>
    void serialize(Archive& ar) {
        ar(room, after);
    }
    friend bool operator==(const Members&, const Members&) = default;
};

struct MembersPage {
    static constexpr MessageType type = MessageType::MembersPage;
    RoomId room;
    UserId after;  // as asked
    std::vector<MemberPresence> members;
    bool last = true;

    template <class Archive>
    void serialize(Archive& ar) {
        ar(room, after, bounded(members, max_members_per_frame), last);
    }
    friend bool operator==(const MembersPage&, const MembersPage&) = default;
};

// Who came and who went in a watched room, coalesced to one frame a second. A signal: it may be lost.
struct Presence {
    static constexpr MessageType type = MessageType::Presence;
    RoomId room;
    std::vector<MemberPresence> changes;

    template <class Archive>
    void serialize(Archive& ar) {
        ar(room, bounded(changes, max_members_per_frame));
    }
    friend bool operator==(const Presence&, const Presence&) = default;
};

// --- the closed sets
// -----------------------------------------------------------------------------------------

using FromClient = std::variant<Hello, Authenticate, PasskeyStart, PasskeyConfirm, Register, Ping, Pong,
                                Goodbye, Submit, Resume, Watch, History, Members>;

using FromServer = std::variant<ServerHello, PasskeyReply, Admitted, Welcome, RoomList, Ping, Pong, Error,
                                Goodbye, Result, Event, RoomAdded, RoomRemoved, Invited, Resumed, RoomState,
                                Unread, HistoryPage, MembersPage, Presence>;

}  // namespace crosstalk::net
