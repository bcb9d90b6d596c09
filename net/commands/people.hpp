// Commands about users, their devices, and invites to the server.
#pragma once

#include <string>
#include <vector>

#include "net/rooms.hpp"

namespace crosstalk::net {

// The user keeps its identity.
struct Rename {
    std::string name;
    std::string name_key;  // completed

    template <class Archive>
    void serialize(Archive& ar) {
        ar(bounded(name, max_name_bytes), bounded(name_key, max_name_key_bytes));
    }
    friend bool operator==(const Rename&, const Rename&) = default;
};

struct SetProfile {
    Card card;        // its picture: the one the user has, an own finished upload that is not posted, or none
    std::string bio;  // completed: sanitised, as the status

    template <class Archive>
    void serialize(Archive& ar) {
        ar(card, bounded(bio, max_bio_bytes));
    }
    friend bool operator==(const SetProfile&, const SetProfile&) = default;
};

// Whoever knows the one-time code becomes the owner of the server.
struct ClaimOwner {
    std::string code;  // a secret; completed: empty
    Digest proof{};    // completed: of the code

    template <class Archive>
    void serialize(Archive& ar) {
        ar(bounded(code, max_code_bytes), proof);
    }
    friend bool operator==(const ClaimOwner&, const ClaimOwner&) = default;
};

// One of one's own, or anybody's for admins of the server: it never comes in again.
struct RemoveDevice {
    DeviceId device;

    template <class Archive>
    void serialize(Archive& ar) {
        ar(device);
    }
    friend bool operator==(const RemoveDevice&, const RemoveDevice&) = default;
};

// A link that admits new people; the asker makes the token and so knows the link.
struct MakeInvite {
    Bytes token;             // a secret; made by the asker
    Milliseconds span;       // valid so long; 0: for good
    std::uint32_t uses = 0;  // 0: any number

    template <class Archive>
    void serialize(Archive& ar) {
        ar(bounded(token, max_code_bytes), span, uses);
    }
    friend bool operator==(const MakeInvite&, const MakeInvite&) = default;
};

struct RevokeInvite {
    InviteId invite;

    template <class Archive>
    void serialize(Archive& ar) {
        ar(invite);
    }
    friend bool operator==(const RevokeInvite&, const RevokeInvite&) = default;
};

// --- by the server alone; refused from a client

// A device that proved a secret takes a name that nobody has.
struct CreateUser {
    std::string name;
    std::string name_key;
    DeviceKey device{};
    InviteId invite;  // that admitted it; 0: the passkey, or the invite of this start

    template <class Archive>
    void serialize(Archive& ar) {
        ar(bounded(name, max_name_bytes), bounded(name_key, max_name_key_bytes), device, invite);
    }
    friend bool operator==(const CreateUser&, const CreateUser&) = default;
};

// A device that proved a code of this user.
struct AddDevice {
    UserId user;
    DeviceKey device{};
    bool remove_others = false;  // the old ones are lost
    UserId by;                   // whose code it was: for the audit trail

    template <class Archive>
    void serialize(Archive& ar) {
        ar(user, device, remove_others, by);
    }
    friend bool operator==(const AddDevice&, const AddDevice&) = default;
};

struct SetOwnerCode {
    Digest proof{};  // of the code; all zero: no code is valid

    template <class Archive>
    void serialize(Archive& ar) {
        ar(proof);
    }
    friend bool operator==(const SetOwnerCode&, const SetOwnerCode&) = default;
};

struct RoomMark {
    RoomId room;
    ReadMark read;

    template <class Archive>
    void serialize(Archive& ar) {
        ar(room, read);
    }
    friend bool operator==(const RoomMark&, const RoomMark&) = default;
};

// How far a user has read, gathered.
struct KeepMarks {
    UserId user;
    Timestamp seen;  // when it was last online; 0: it is
    std::vector<RoomMark> marks;

    template <class Archive>
    void serialize(Archive& ar) {
        ar(user, seen, bounded(marks, max_marks_per_command));
    }
    friend bool operator==(const KeepMarks&, const KeepMarks&) = default;
};

}  // namespace crosstalk::net
