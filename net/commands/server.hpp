// Commands by the server alone; refused from a client.
#pragma once

#include <cstdint>

#include "net/archive.hpp"

namespace crosstalk::net {

// The first entry of every start; the very first one makes the lobby. It carries the limits that the hub judges by, so that a
// replay under other settings gives the same state. The defaults belong to the format of the journal and never change.
struct ServerStarted {
    std::uint32_t rooms_per_user = 100;
    std::uint32_t rooms_per_server = 10'000;
    std::uint32_t members_per_room = 500;
    std::uint32_t directs_per_user = 500;
    std::uint32_t directs_per_server = 100'000;
    std::uint32_t pins_per_room = 50;
    std::uint32_t invites_per_server = 100;
    std::uint32_t uploads_per_user = 100;
    std::uint64_t file_bytes = 2ULL << 30U;
    std::uint64_t file_bytes_per_user = 5ULL << 30U;
    std::uint64_t file_bytes_per_server = 50ULL << 30U;
    std::uint32_t games_per_user = 8;
    std::uint32_t offers_per_user = 3;

    template <class Archive>
    void serialize(Archive& ar) {
        ar(rooms_per_user, rooms_per_server, members_per_room, directs_per_user, directs_per_server,
           pins_per_room, invites_per_server, uploads_per_user, file_bytes, file_bytes_per_user,
           file_bytes_per_server, games_per_user, offers_per_user);
    }
    friend bool operator==(const ServerStarted&, const ServerStarted&) = default;
};

// Raises the version of the hub's rules for every entry after this one.
struct SetRules {
    std::uint32_t rules = 1;

    template <class Archive>
    void serialize(Archive& ar) {
        ar(rules);
    }
    friend bool operator==(const SetRules&, const SetRules&) = default;
};

// What somebody did that changes nothing in the order, but belongs into the audit trail.
enum class Deed : std::uint8_t { CodeMade, PasskeyRotated };
constexpr Deed last_of(Deed) {
    return Deed::PasskeyRotated;
}

struct RecordDeed {
    Deed deed = Deed::CodeMade;
    UserId by;    // 0: who runs the server, by a subcommand
    UserId user;  // concerned; may be nobody

    template <class Archive>
    void serialize(Archive& ar) {
        ar(deed, by, user);
    }
    friend bool operator==(const RecordDeed&, const RecordDeed&) = default;
};

}  // namespace crosstalk::net
