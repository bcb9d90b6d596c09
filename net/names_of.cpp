#include "net/names_of.hpp"

namespace crosstalk::net {

std::string_view name_of(Role role) {
    switch (role) {
        case Role::Guest:
            return "guest";
        case Role::Member:
            return "member";
        case Role::Admin:
            return "admin";
        case Role::Owner:
            return "owner";
    }
    return {};
}

std::string_view name_of(Posters posters) {
    switch (posters) {
        case Posters::Everyone:
            return "everyone";
        case Posters::Members:
            return "members";
        case Posters::Admins:
            return "admins";
    }
    return {};
}

std::string_view name_of(RoomKind kind) {
    switch (kind) {
        case RoomKind::Lobby:
            return "lobby";
        case RoomKind::Public:
            return "public";
        case RoomKind::Private:
            return "private";
        case RoomKind::Direct:
            return "direct";
    }
    return {};
}

std::string_view name_of(PresenceState state) {
    switch (state) {
        case PresenceState::Offline:
            return "offline";
        case PresenceState::Online:
            return "online";
        case PresenceState::Away:
            return "away";
        case PresenceState::Busy:
            return "busy";
    }
    return {};
}

}  // namespace crosstalk::net
