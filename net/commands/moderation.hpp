// Commands that keep order. In the lobby they concern the whole server.
#pragma once

#include <string>
#include <vector>

#include "net/rooms.hpp"

namespace crosstalk::net {

// An IP address, as the log shows it.
struct Address {
    std::string text;

    template <class Archive>
    void serialize(Archive& ar) {
        ar(bounded(text, max_address_bytes));
    }
    friend bool operator==(const Address&, const Address&) = default;
};

struct KickUser {
    RoomId room;
    UserId user;
    std::string reason;  // completed: sanitised, as all reasons

    template <class Archive>
    void serialize(Archive& ar) {
        ar(room, user, bounded(reason, max_reason_bytes));
    }
    friend bool operator==(const KickUser&, const KickUser&) = default;
};

struct BanUser {
    RoomId room;
    UserId user;
    Milliseconds span;  // 0: for good
    std::string reason;
    bool with_addresses = false;     // lobby only: also where the user is connected from
    std::vector<Address> addresses;  // completed

    template <class Archive>
    void serialize(Archive& ar) {
        ar(room, user, span, bounded(reason, max_reason_bytes), with_addresses,
           bounded(addresses, max_ban_addresses));
    }
    friend bool operator==(const BanUser&, const BanUser&) = default;
};

struct UnbanUser {
    RoomId room;
    UserId user;

    template <class Archive>
    void serialize(Archive& ar) {
        ar(room, user);
    }
    friend bool operator==(const UnbanUser&, const UnbanUser&) = default;
};

struct MuteUser {
    RoomId room;
    UserId user;
    Milliseconds span;  // 0: for good
    std::string reason;

    template <class Archive>
    void serialize(Archive& ar) {
        ar(room, user, span, bounded(reason, max_reason_bytes));
    }
    friend bool operator==(const MuteUser&, const MuteUser&) = default;
};

struct UnmuteUser {
    RoomId room;
    UserId user;

    template <class Archive>
    void serialize(Archive& ar) {
        ar(room, user);
    }
    friend bool operator==(const UnmuteUser&, const UnmuteUser&) = default;
};

// Making somebody else the owner makes the owner an admin.
struct SetRole {
    RoomId room;
    UserId user;
    Role role = Role::Member;

    template <class Archive>
    void serialize(Archive& ar) {
        ar(room, user, role);
    }
    friend bool operator==(const SetRole&, const SetRole&) = default;
};

// Everything said before that time is removed for good.
struct PurgeMessages {
    RoomId room;  // 0: every room (by the server alone)
    Timestamp before;

    template <class Archive>
    void serialize(Archive& ar) {
        ar(room, before);
    }
    friend bool operator==(const PurgeMessages&, const PurgeMessages&) = default;
};

}  // namespace crosstalk::net
