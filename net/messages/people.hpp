// Who is there and what they do: members, presence, reading, typing, profiles.
#pragma once

#include <string>
#include <vector>

#include "net/events.hpp"
#include "net/messages/type.hpp"

namespace crosstalk::net {

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

struct Member {
    MemberPresence presence;
    Role role = Role::Member;
    Timestamp muted_until;
    Timestamp seen;  // when it was last online; 0: never, or it is
    Card card;

    template <class Archive>
    void serialize(Archive& ar) {
        ar(presence, role, muted_until, seen, card);
    }
    friend bool operator==(const Member&, const Member&) = default;
};

struct MembersPage {
    static constexpr MessageType type = MessageType::MembersPage;
    RoomId room;
    UserId after;  // as asked
    std::vector<Member> members;
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

// What others see of this session from now on. Of several sessions of a user, invisible goes before busy, busy before
// online, online before away.
struct SetPresence {
    static constexpr MessageType type = MessageType::SetPresence;
    PresenceState state = PresenceState::Online;  // Offline: invisible to others

    template <class Archive>
    void serialize(Archive& ar) {
        ar(state);
    }
    friend bool operator==(const SetPresence&, const SetPresence&) = default;
};

// How far this user is in a room. A signal; the read mark is kept, and never goes back.
struct Progress {
    static constexpr MessageType type = MessageType::Progress;
    RoomId room;
    Sequence delivered;  // everything up to here has reached this device
    ReadMark read;

    template <class Archive>
    void serialize(Archive& ar) {
        ar(room, delivered, read);
    }
    friend bool operator==(const Progress&, const Progress&) = default;
};

struct UserProgress {
    UserId user;
    Sequence delivered;
    Sequence read;

    template <class Archive>
    void serialize(Archive& ar) {
        ar(user, delivered, read);
    }
    friend bool operator==(const UserProgress&, const UserProgress&) = default;
};

// How far others are in a watched room that is not public, and small. A signal, coalesced like presence.
struct MemberProgress {
    static constexpr MessageType type = MessageType::MemberProgress;
    RoomId room;
    std::vector<UserProgress> members;

    template <class Archive>
    void serialize(Archive& ar) {
        ar(room, bounded(members, max_members_per_frame));
    }
    friend bool operator==(const MemberProgress&, const MemberProgress&) = default;
};

// This user is writing a message. A signal, worth a few seconds.
struct Typing {
    static constexpr MessageType type = MessageType::Typing;
    RoomId room;

    template <class Archive>
    void serialize(Archive& ar) {
        ar(room);
    }
    friend bool operator==(const Typing&, const Typing&) = default;
};

struct TypingUsers {
    static constexpr MessageType type = MessageType::TypingUsers;
    RoomId room;
    std::vector<UserRef> users;

    template <class Archive>
    void serialize(Archive& ar) {
        ar(room, bounded(users, max_typing_users));
    }
    friend bool operator==(const TypingUsers&, const TypingUsers&) = default;
};

// Asks for the profile of a user.
struct Person {
    static constexpr MessageType type = MessageType::Person;
    UserId user;

    template <class Archive>
    void serialize(Archive& ar) {
        ar(user);
    }
    friend bool operator==(const Person&, const Person&) = default;
};

struct PersonFound {
    static constexpr MessageType type = MessageType::PersonFound;
    Member member;  // role: on the server
    std::string bio;
    Timestamp created;

    template <class Archive>
    void serialize(Archive& ar) {
        ar(member, bounded(bio, max_bio_bytes), created);
    }
    friend bool operator==(const PersonFound&, const PersonFound&) = default;
};

}  // namespace crosstalk::net
