// What has happened: the facts that the hub makes of commands and that clients apply to their copy of the
// world.
#pragma once

#include <string>
#include <variant>

#include "net/archive.hpp"
#include "net/commands.hpp"
#include "net/ids.hpp"

namespace crosstalk::net {

// A user together with the name it has now.
struct UserRef {
    UserId id;
    std::string name;

    template <class Archive>
    void serialize(Archive& ar) {
        ar(id, bounded(name, max_name_bytes));
    }
    friend bool operator==(const UserRef&, const UserRef&) = default;
};

// One post as the archive has it and as pages carry it.
struct Message {
    MessageId id;
    Sequence sequence;  // its place in the room
    Sequence revision;  // the room's sequence at its last change
    UserRef author;
    Timestamp at;
    std::string text;

    template <class Archive>
    void serialize(Archive& ar) {
        ar(id, sequence, revision, author, at, bounded(text, max_text_bytes));
    }
    friend bool operator==(const Message&, const Message&) = default;
};

struct MessagePosted {
    MessageId id;
    UserRef author;
    std::string text;

    template <class Archive>
    void serialize(Archive& ar) {
        ar(id, author, bounded(text, max_text_bytes));
    }
    friend bool operator==(const MessagePosted&, const MessagePosted&) = default;
};

struct MemberJoined {
    UserRef user;

    template <class Archive>
    void serialize(Archive& ar) {
        ar(user);
    }
    friend bool operator==(const MemberJoined&, const MemberJoined&) = default;
};

struct MemberLeft {
    UserRef user;

    template <class Archive>
    void serialize(Archive& ar) {
        ar(user);
    }
    friend bool operator==(const MemberLeft&, const MemberLeft&) = default;
};

// Append only, like commands. An Unknown fact still takes its place in the room's sequence.
using Fact = std::variant<Unknown, MessagePosted, MemberJoined, MemberLeft>;

// A place in the journal that can be proved: the entry's random id is told only to those who got the entry.
struct Mark {
    Position position;
    EntryId entry;

    template <class Archive>
    void serialize(Archive& ar) {
        ar(position, entry);
    }
    friend bool operator==(const Mark&, const Mark&) = default;
};

// A room as its members see it in a list.
struct RoomSummary {
    RoomId id;
    std::string name;
    RoomKind kind = RoomKind::Public;
    Sequence head;    // the newest place taken
    PostCount posts;  // unread = this less the count at the reader's mark

    template <class Archive>
    void serialize(Archive& ar) {
        ar(id, bounded(name, max_name_bytes), kind, head, posts);
    }
    friend bool operator==(const RoomSummary&, const RoomSummary&) = default;
};

}  // namespace crosstalk::net
