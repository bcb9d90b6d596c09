// Where: the nouns about rooms that commands, facts and messages share.
#pragma once

#include <string>

#include "net/people.hpp"

namespace crosstalk::net {

// The lobby holds everybody; a public room is listed and joined by anyone; a private one is invisible to those who are
// neither members nor invited; a direct one is of two people for ever and has no name.
enum class RoomKind : std::uint8_t { Lobby, Public, Private, Direct };
constexpr RoomKind last_of(RoomKind) {
    return RoomKind::Direct;
}

// Who may post: everyone who is in it, all but guests, or admins and the owner.
enum class Posters : std::uint8_t { Everyone, Members, Admins };
constexpr Posters last_of(Posters) {
    return Posters::Admins;
}

// A room as its members see it in a list.
struct RoomSummary {
    RoomId id;
    std::string name;
    RoomKind kind = RoomKind::Public;
    Sequence head;    // the newest place taken
    PostCount posts;  // unread = this less the count at the reader's mark
    std::string topic;
    Posters posters = Posters::Everyone;
    std::uint32_t slow_mode_s = 0;  // seconds between two posts of one member; 0: off
    bool locked = false;            // a passkey opens it to those who are not invited
    std::uint32_t members = 0;      // invited ones not counted
    Timestamp last_at;              // of the newest post, or of its making
    Timestamp purged_before;        // what was said before is gone for good

    template <class Archive>
    void serialize(Archive& ar) {
        ar(id, bounded(name, max_name_bytes), kind, head, posts, bounded(topic, max_topic_bytes), posters,
           slow_mode_s, locked, members, last_at, purged_before);
    }
    friend bool operator==(const RoomSummary&, const RoomSummary&) = default;
};

// How far a user has read: everything up to a place, and how many posts and mentions there were by then.
struct ReadMark {
    Sequence sequence;
    PostCount posts;
    MentionCount mentions;

    template <class Archive>
    void serialize(Archive& ar) {
        ar(sequence, posts, mentions);
    }
    friend bool operator==(const ReadMark&, const ReadMark&) = default;
};

// A room together with what this user is there.
struct MyRoom {
    RoomSummary room;
    UserRef peer;  // the other one of a direct room
    Role role = Role::Member;
    // In this room alone; that of the lobby holds in every room but direct ones. for_good: until somebody lifts it.
    Timestamp muted_until;
    ReadMark read;
    MentionCount mentions;  // of this user, so far; new ones = this less the mark's

    template <class Archive>
    void serialize(Archive& ar) {
        ar(room, peer, role, muted_until, read, mentions);
    }
    friend bool operator==(const MyRoom&, const MyRoom&) = default;
};

// A ban or mute without end.
inline constexpr Timestamp for_good{INT64_MAX};

}  // namespace crosstalk::net
