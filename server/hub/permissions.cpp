#include "server/hub/permissions.hpp"

#include <algorithm>
#include <array>

namespace crosstalk::hub {

namespace {

using enum Action;
using enum net::RoomKind;
using enum Principal;

constexpr std::array table{
    Permission{See, Lobby, Member},      Permission{Post, Lobby, Member},

    Permission{See, Public, Stranger},   Permission{See, Public, Invited},
    Permission{See, Public, Member},     Permission{Join, Public, Stranger},
    Permission{Join, Public, Invited},   Permission{Join, Public, Member},
    Permission{Leave, Public, Member},   Permission{Invite, Public, Member},
    Permission{Post, Public, Member},

    Permission{See, Private, Invited},   Permission{See, Private, Member},
    Permission{Join, Private, Invited},  Permission{Join, Private, Member},
    Permission{Leave, Private, Invited},  // declines
    Permission{Leave, Private, Member},  Permission{Invite, Private, Member},
    Permission{Post, Private, Member},
};

}  // namespace

std::span<const Permission> permissions() {
    return table;
}

bool is_allowed(const Permission& asked) {
    return std::ranges::find(table, asked) != table.end();
}

Principal principal_of(const State& state, const Room& room, net::UserId user) {
    if (state.is_member(room.row.id, user)) return Principal::Member;
    if (state.is_invited(room.row.id, user)) return Principal::Invited;
    return Principal::Stranger;
}

net::Status authorize(const State& state, net::RoomId room_id, net::UserId user, Action action) {
    const Room* room = state.room(room_id);
    if (room == nullptr) return net::Status::NotFound;
    const Principal principal = principal_of(state, *room, user);
    if (!is_allowed({Action::See, room->row.kind, principal})) return net::Status::NotFound;
    if (!is_allowed({action, room->row.kind, principal})) return net::Status::NotAllowed;
    return net::Status::Done;
}

}  // namespace crosstalk::hub
