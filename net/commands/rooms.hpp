// Commands about rooms and who is in them.
#pragma once

#include <string>

#include "net/rooms.hpp"

namespace crosstalk::net {

struct CreateRoom {
    std::string name;
    RoomKind kind = RoomKind::Public;  // Public or Private
    std::string name_key;              // completed: the name under case folding and the confusable skeleton

    template <class Archive>
    void serialize(Archive& ar) {
        ar(bounded(name, max_name_bytes), kind, bounded(name_key, max_name_key_bytes));
    }
    friend bool operator==(const CreateRoom&, const CreateRoom&) = default;
};

// The room of the asker and this user; made by whoever asks first.
struct OpenDirect {
    UserId user;

    template <class Archive>
    void serialize(Archive& ar) {
        ar(user);
    }
    friend bool operator==(const OpenDirect&, const OpenDirect&) = default;
};

// An invitation, a public room, or a room whose passkey is known.
struct JoinRoom {
    RoomId room;  // 0: the locked room of this name
    std::string name;
    std::string passkey;  // a secret; completed: empty
    Digest proof{};       // completed: of the passkey

    template <class Archive>
    void serialize(Archive& ar) {
        ar(room, bounded(name, max_name_bytes), bounded(passkey, max_room_passkey_bytes), proof);
    }
    friend bool operator==(const JoinRoom&, const JoinRoom&) = default;
};

// Or declines an invitation.
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
    Role role = Role::Member;  // Member or Guest

    template <class Archive>
    void serialize(Archive& ar) {
        ar(room, user, role);
    }
    friend bool operator==(const InviteUser&, const InviteUser&) = default;
};

struct RenameRoom {
    RoomId room;
    std::string name;
    std::string name_key;  // completed

    template <class Archive>
    void serialize(Archive& ar) {
        ar(room, bounded(name, max_name_bytes), bounded(name_key, max_name_key_bytes));
    }
    friend bool operator==(const RenameRoom&, const RenameRoom&) = default;
};

struct SetTopic {
    RoomId room;
    std::string topic;  // completed: sanitised

    template <class Archive>
    void serialize(Archive& ar) {
        ar(room, bounded(topic, max_topic_bytes));
    }
    friend bool operator==(const SetTopic&, const SetTopic&) = default;
};

struct SetRoomKind {
    RoomId room;
    RoomKind kind = RoomKind::Public;  // Public or Private

    template <class Archive>
    void serialize(Archive& ar) {
        ar(room, kind);
    }
    friend bool operator==(const SetRoomKind&, const SetRoomKind&) = default;
};

struct SetPosters {
    RoomId room;
    Posters posters = Posters::Everyone;

    template <class Archive>
    void serialize(Archive& ar) {
        ar(room, posters);
    }
    friend bool operator==(const SetPosters&, const SetPosters&) = default;
};

struct SetSlowMode {
    RoomId room;
    std::uint32_t seconds = 0;

    template <class Archive>
    void serialize(Archive& ar) {
        ar(room, seconds);
    }
    friend bool operator==(const SetSlowMode&, const SetSlowMode&) = default;
};

struct SetRoomPasskey {
    RoomId room;
    std::string passkey;  // a secret; empty: unlocks; completed: empty
    Digest salt{};        // completed: random; all zero: unlocked
    Digest lock{};        // completed: of salt and passkey

    template <class Archive>
    void serialize(Archive& ar) {
        ar(room, bounded(passkey, max_room_passkey_bytes), salt, lock);
    }
    friend bool operator==(const SetRoomPasskey&, const SetRoomPasskey&) = default;
};

// For good, with everything that was said there.
struct DissolveRoom {
    RoomId room;

    template <class Archive>
    void serialize(Archive& ar) {
        ar(room);
    }
    friend bool operator==(const DissolveRoom&, const DissolveRoom&) = default;
};

}  // namespace crosstalk::net
