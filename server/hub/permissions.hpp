// Who may do what in a room: one table, default deny. A feature adds rows, not conditions.
#pragma once

#include <cstdint>
#include <span>

#include "net/commands.hpp"
#include "net/messages.hpp"
#include "server/hub/state.hpp"

namespace crosstalk::hub {

// What a user is to a room. The table is walked by this, the room's kind and the command.
enum class Principal : std::uint8_t { Stranger, Invited, Member };
constexpr Principal last_of(Principal) {
    return Principal::Member;
}

enum class Action : std::uint8_t { See, Join, Leave, Invite, Post };
constexpr Action last_of(Action) {
    return Action::Post;
}

struct Permission {
    Action action;
    net::RoomKind room;
    Principal principal;
    friend bool operator==(const Permission&, const Permission&) = default;
};

// Everything that is allowed; what is not here is not.
std::span<const Permission> permissions();
bool is_allowed(const Permission& asked);

Principal principal_of(const State& state, const Room& room, net::UserId user);

// Done, NotAllowed, or NotFound where the user may not even know of the room: a forbidden private room and
// one that does not exist look the same.
net::Status authorize(const State& state, net::RoomId room, net::UserId user, Action action);

}  // namespace crosstalk::hub
