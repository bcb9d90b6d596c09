// For those who keep order in a room or run the server.
#pragma once

#include <string>
#include <vector>

#include "net/events.hpp"
#include "net/messages/type.hpp"

namespace crosstalk::net {

enum class AuditAction : std::uint8_t {
    Unknown,  // something that a newer server records
    RoomDissolved,
    RoomSettings,
    Kicked,
    Banned,
    Unbanned,
    Muted,
    Unmuted,
    RoleSet,
    MessageDeleted,
    Purged,
    OwnerClaimed,
    InviteMade,
    InviteRevoked,
    DeviceRemoved,
    DeviceAdded,
    CodeMade,
    PasskeyRotated
};
constexpr AuditAction last_of(AuditAction) {
    return AuditAction::PasskeyRotated;
}
constexpr AuditAction unknown_of(AuditAction) {
    return AuditAction::Unknown;
}

struct AuditEntry {
    Position position;
    Timestamp at;
    RoomId room;
    UserRef by;
    AuditAction action = AuditAction::Unknown;
    UserRef user;        // concerned; may be nobody
    std::string detail;  // the reason, the name: as the action has it

    template <class Archive>
    void serialize(Archive& ar) {
        ar(position, at, room, by, action, user, bounded(detail, max_reason_bytes));
    }
    friend bool operator==(const AuditEntry&, const AuditEntry&) = default;
};

// Asks who did what, the newest first.
struct Audit {
    static constexpr MessageType type = MessageType::Audit;
    RoomId room;      // the lobby: everything, for admins of the server
    Position before;  // 0: from the newest on

    template <class Archive>
    void serialize(Archive& ar) {
        ar(room, before);
    }
    friend bool operator==(const Audit&, const Audit&) = default;
};

struct AuditPage {
    static constexpr MessageType type = MessageType::AuditPage;
    RoomId room;
    Position before;
    std::vector<AuditEntry> entries;
    bool last = true;

    template <class Archive>
    void serialize(Archive& ar) {
        ar(room, before, bounded(entries, max_rows_per_frame), last);
    }
    friend bool operator==(const AuditPage&, const AuditPage&) = default;
};

struct Ban {
    UserRef user;
    UserRef by;
    Timestamp at;
    Timestamp until;
    std::string reason;
    std::uint32_t addresses = 0;

    template <class Archive>
    void serialize(Archive& ar) {
        ar(user, by, at, until, bounded(reason, max_reason_bytes), addresses);
    }
    friend bool operator==(const Ban&, const Ban&) = default;
};

struct Bans {
    static constexpr MessageType type = MessageType::Bans;
    RoomId room;
    UserId after;

    template <class Archive>
    void serialize(Archive& ar) {
        ar(room, after);
    }
    friend bool operator==(const Bans&, const Bans&) = default;
};

struct BansPage {
    static constexpr MessageType type = MessageType::BansPage;
    RoomId room;
    UserId after;
    std::vector<Ban> bans;
    bool last = true;

    template <class Archive>
    void serialize(Archive& ar) {
        ar(room, after, bounded(bans, max_rows_per_frame), last);
    }
    friend bool operator==(const BansPage&, const BansPage&) = default;
};

struct DeviceInfo {
    DeviceId id;
    Timestamp added;
    bool online = false;
    bool removed = false;

    template <class Archive>
    void serialize(Archive& ar) {
        ar(id, added, online, removed);
    }
    friend bool operator==(const DeviceInfo&, const DeviceInfo&) = default;
};

struct Devices {
    static constexpr MessageType type = MessageType::Devices;
    UserId user;  // 0: one's own; others for admins of the server

    template <class Archive>
    void serialize(Archive& ar) {
        ar(user);
    }
    friend bool operator==(const Devices&, const Devices&) = default;
};

struct DeviceList {
    static constexpr MessageType type = MessageType::DeviceList;
    UserRef user;
    std::vector<DeviceInfo> devices;  // the newest first; as many as fit

    template <class Archive>
    void serialize(Archive& ar) {
        ar(user, bounded(devices, max_devices_per_frame));
    }
    friend bool operator==(const DeviceList&, const DeviceList&) = default;
};

struct InviteInfo {
    InviteId id;
    UserRef by;
    Timestamp created;
    Timestamp until;              // for_good: no end
    std::uint32_t uses_left = 0;  // 0: any number

    template <class Archive>
    void serialize(Archive& ar) {
        ar(id, by, created, until, uses_left);
    }
    friend bool operator==(const InviteInfo&, const InviteInfo&) = default;
};

// Asks for the invites to the server that are valid; for its admins.
struct Invites {
    static constexpr MessageType type = MessageType::Invites;

    template <class Archive>
    void serialize(Archive&) {}
    friend bool operator==(const Invites&, const Invites&) = default;
};

struct InviteList {
    static constexpr MessageType type = MessageType::InviteList;
    std::vector<InviteInfo> invites;

    template <class Archive>
    void serialize(Archive& ar) {
        ar(bounded(invites, max_invites_per_frame));
    }
    friend bool operator==(const InviteList&, const InviteList&) = default;
};

// Asks for a one-time code that makes the next device one of that user. For oneself: one more device. For another, by
// admins of the server: the user's lost devices are removed then.
struct MakeCode {
    static constexpr MessageType type = MessageType::MakeCode;
    UserId user;  // 0: oneself

    template <class Archive>
    void serialize(Archive& ar) {
        ar(user);
    }
    friend bool operator==(const MakeCode&, const MakeCode&) = default;
};

struct CodeMade {
    static constexpr MessageType type = MessageType::CodeMade;
    UserRef user;
    std::string code;  // a secret
    Milliseconds valid;

    template <class Archive>
    void serialize(Archive& ar) {
        ar(user, bounded(code, max_code_bytes), valid);
    }
    friend bool operator==(const CodeMade&, const CodeMade&) = default;
};

// For admins of the server: a new passkey from now on, and no start-up invite.
struct RotatePasskey {
    static constexpr MessageType type = MessageType::RotatePasskey;

    template <class Archive>
    void serialize(Archive&) {}
    friend bool operator==(const RotatePasskey&, const RotatePasskey&) = default;
};

struct PasskeyRotated {
    static constexpr MessageType type = MessageType::PasskeyRotated;
    std::string passkey;  // a secret

    template <class Archive>
    void serialize(Archive& ar) {
        ar(bounded(passkey, max_room_passkey_bytes));
    }
    friend bool operator==(const PasskeyRotated&, const PasskeyRotated&) = default;
};

struct Stat {
    std::string name;
    std::int64_t value = 0;

    template <class Archive>
    void serialize(Archive& ar) {
        ar(bounded(name, max_name_bytes), value);
    }
    friend bool operator==(const Stat&, const Stat&) = default;
};

// Asks for the server's figures; for its admins.
struct Stats {
    static constexpr MessageType type = MessageType::Stats;

    template <class Archive>
    void serialize(Archive&) {}
    friend bool operator==(const Stats&, const Stats&) = default;
};

struct StatsReport {
    static constexpr MessageType type = MessageType::StatsReport;
    std::vector<Stat> stats;

    template <class Archive>
    void serialize(Archive& ar) {
        ar(bounded(stats, max_stat_rows));
    }
    friend bool operator==(const StatsReport&, const StatsReport&) = default;
};

}  // namespace crosstalk::net
