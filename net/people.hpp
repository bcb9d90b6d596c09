// Who: the nouns about users that commands, facts and messages share.
#pragma once

#include <string>

#include "net/archive.hpp"
#include "net/files.hpp"
#include "net/ids.hpp"
#include "net/limits.hpp"

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

// In a room; in the lobby, on the server. Each may what those below may. A guest reads, and writes where everyone may.
enum class Role : std::uint8_t { Guest, Member, Admin, Owner };
constexpr Role last_of(Role) {
    return Role::Owner;
}

enum class PresenceState : std::uint8_t { Offline, Online, Away, Busy };
constexpr PresenceState last_of(PresenceState) {
    return PresenceState::Busy;
}
constexpr PresenceState unknown_of(PresenceState) {
    return PresenceState::Online;
}

struct MemberPresence {
    UserRef user;
    PresenceState state = PresenceState::Offline;

    template <class Archive>
    void serialize(Archive& ar) {
        ar(user, state);
    }
    friend bool operator==(const MemberPresence&, const MemberPresence&) = default;
};

// What a user says of itself wherever it is listed.
struct Card {
    std::uint32_t colour = 0;  // 0xRRGGBB; 0: none chosen
    std::string status;
    UploadId picture;  // the upload that the user's picture came by; 0: none

    template <class Archive>
    void serialize(Archive& ar) {
        ar(colour, bounded(status, max_status_bytes), picture);
    }
    friend bool operator==(const Card&, const Card&) = default;
};

}  // namespace crosstalk::net
