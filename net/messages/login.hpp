// How a client proves who it is, and what it is told first. The order stands in net/messages.hpp.
#pragma once

#include <array>
#include <string>
#include <vector>

#include "net/events.hpp"
#include "net/messages/type.hpp"

namespace crosstalk::net {

enum class ConnectionRole : std::uint8_t { Chat, File };
constexpr ConnectionRole last_of(ConnectionRole) {
    return ConnectionRole::File;
}

enum class PasskeyKind : std::uint8_t { Generated, Chosen };
constexpr PasskeyKind last_of(PasskeyKind) {
    return PasskeyKind::Chosen;
}
constexpr PasskeyKind unknown_of(PasskeyKind) {
    return PasskeyKind::Chosen;
}

struct Hello {
    static constexpr MessageType type = MessageType::Hello;
    std::uint16_t min_version = protocol_version;
    std::uint16_t max_version = protocol_version;
    std::uint64_t features = 0;
    ConnectionRole role = ConnectionRole::Chat;
    std::string program;  // name and version, for the log
    SessionId session;    // with the role File: the chat session of the same device that it belongs to

    template <class Archive>
    void serialize(Archive& ar) {
        ar(min_version, max_version, features, role, bounded(program, max_name_bytes), session);
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
    std::uint64_t invite = 0;  // which one: the first 8 bytes of the hash of its token

    template <class Archive>
    void serialize(Archive& ar) {
        ar(secret, point, invite);
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
    std::string code;         // a secret: makes this a device of an existing user, whatever the name

    template <class Archive>
    void serialize(Archive& ar) {
        ar(bounded(name, max_asked_name_bytes), any_number, bounded(code, max_code_bytes));
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
    Role role = Role::Member;  // on the server
    bool has_owner = false;    // of the server; without one, the owner code makes one

    template <class Archive>
    void serialize(Archive& ar) {
        ar(session, user, device, bounded(server_name, max_name_bytes), mark, now,
           bounded(limits, max_limit_rows), role, has_owner);
    }
    friend bool operator==(const Welcome&, const Welcome&) = default;
};

// The rooms the user is in and those it is invited to; as many frames as it takes, `last` in the final one.
struct RoomList {
    static constexpr MessageType type = MessageType::RoomList;
    std::vector<MyRoom> rooms;
    std::vector<RoomSummary> invitations;
    bool last = true;

    template <class Archive>
    void serialize(Archive& ar) {
        ar(bounded(rooms, max_rooms_per_frame), bounded(invitations, max_rooms_per_frame), last);
    }
    friend bool operator==(const RoomList&, const RoomList&) = default;
};

}  // namespace crosstalk::net
