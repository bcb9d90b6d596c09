// What a user is told of its rooms, whether it watches them or not, and how a client keeps up with one.
#pragma once

#include <string>
#include <vector>

#include "net/events.hpp"
#include "net/messages/type.hpp"

namespace crosstalk::net {

// The user is now in this room (created, joined, opened by somebody), by any of the user's devices.
struct RoomAdded {
    static constexpr MessageType type = MessageType::RoomAdded;
    MyRoom room;

    template <class Archive>
    void serialize(Archive& ar) {
        ar(room);
    }
    friend bool operator==(const RoomAdded&, const RoomAdded&) = default;
};

enum class WhyRemoved : std::uint8_t { Left, Kicked, Banned, Dissolved };
constexpr WhyRemoved last_of(WhyRemoved) {
    return WhyRemoved::Dissolved;
}
constexpr WhyRemoved unknown_of(WhyRemoved) {
    return WhyRemoved::Left;
}

struct RoomRemoved {
    static constexpr MessageType type = MessageType::RoomRemoved;
    RoomId room;
    WhyRemoved why = WhyRemoved::Left;
    UserRef by;  // id 0: the user itself, or the server
    std::string reason;
    Timestamp until;  // with Banned

    template <class Archive>
    void serialize(Archive& ar) {
        ar(room, why, by, bounded(reason, max_reason_bytes), until);
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

// What the user is in a room, or on the server (the lobby), has changed.
struct StandingSet {
    static constexpr MessageType type = MessageType::StandingSet;
    RoomId room;
    Role role = Role::Member;
    Timestamp muted_until;
    UserRef by;
    std::string reason;

    template <class Archive>
    void serialize(Archive& ar) {
        ar(room, role, muted_until, by, bounded(reason, max_reason_bytes));
    }
    friend bool operator==(const StandingSet&, const StandingSet&) = default;
};

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

// What changed in a watched room above `have`. Live events go on from room.room.head + 1.
struct RoomState {
    static constexpr MessageType type = MessageType::RoomState;
    MyRoom room;
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

struct RoomCounts {
    RoomId room;
    Sequence head;
    PostCount posts;
    MentionCount mentions;
    Timestamp last_at;
    ReadMark read;

    template <class Archive>
    void serialize(Archive& ar) {
        ar(room, head, posts, mentions, last_at, read);
    }
    friend bool operator==(const RoomCounts&, const RoomCounts&) = default;
};

// Rooms that are not watched, at most once a second; and rooms read on another device of the user.
struct Unread {
    static constexpr MessageType type = MessageType::Unread;
    std::vector<RoomCounts> rooms;

    template <class Archive>
    void serialize(Archive& ar) {
        ar(bounded(rooms, max_counts_per_frame));
    }
    friend bool operator==(const Unread&, const Unread&) = default;
};

// Asks for the public rooms in order of id, from the one after `after`.
struct Directory {
    static constexpr MessageType type = MessageType::Directory;
    RoomId after;

    template <class Archive>
    void serialize(Archive& ar) {
        ar(after);
    }
    friend bool operator==(const Directory&, const Directory&) = default;
};

struct DirectoryPage {
    static constexpr MessageType type = MessageType::DirectoryPage;
    RoomId after;  // as asked
    std::vector<RoomSummary> rooms;
    bool last = true;

    template <class Archive>
    void serialize(Archive& ar) {
        ar(after, bounded(rooms, max_rooms_per_frame), last);
    }
    friend bool operator==(const DirectoryPage&, const DirectoryPage&) = default;
};

}  // namespace crosstalk::net
