// Who may do what in a room: one table, default deny. A feature adds rows, not conditions.
#pragma once

#include <cstdint>
#include <initializer_list>
#include <span>

#include "net/commands.hpp"
#include "net/messages.hpp"
#include "server/hub/state.hpp"

namespace crosstalk::hub {

// What a user is to a room. The table is walked by this, the room's kind and the action.
enum class Principal : std::uint8_t {
    Stranger,
    Banned,    // a stranger who may not come in
    Overseer,  // an admin of the server who is not in this public room; inside it, it may the same besides
    Invited,
    Guest,
    Muted,  // a guest or member who may not write
    Member,
    Admin,  // admins of the server count as such in every public room they are in
    Owner,
};
constexpr Principal last_of(Principal) {
    return Principal::Owner;
}

enum class Action : std::uint8_t {
    See,
    Join,
    Leave,
    Invite,
    Post,  // and reply
    MentionAll,
    Edit,    // one's own
    Delete,  // one's own
    DeleteAny,
    React,
    Play,  // on, in a game that runs; to begin one takes Post
    Pin,
    SetTopic,
    Rename,
    Configure,  // kind, posters, slow mode, passkey
    Kick,
    Ban,   // and unban
    Mute,  // and unmute
    SetRole,
    Purge,
    Dissolve,
    Upload,      // in the lobby: files for any room
    SeeRecords,  // audit trail, bans, former texts
    Serve,       // in the lobby: invites, passkey, codes, devices and figures of the server
};
constexpr Action last_of(Action) {
    return Action::Serve;
}

// A set of enumerators.
template <class E>
class Any {
  public:
    constexpr Any(std::initializer_list<E> all) {
        for (const E each : all)
            bits_ |= 1U << static_cast<unsigned>(each);
    }
    [[nodiscard]] constexpr bool has(E each) const {
        return (bits_ >> static_cast<unsigned>(each) & 1U) != 0;
    }

  private:
    std::uint32_t bits_ = 0;
};

// In any of these rooms each of these may.
struct Permission {
    Action action;
    Any<net::RoomKind> rooms;
    Any<Principal> principals;
};

// Everything that is allowed; what is not here is not.
std::span<const Permission> permissions();
bool is_allowed(Action action, net::RoomKind room, Principal principal);

Principal principal_of(const State& state, net::Timestamp now, const Room& room, net::UserId user);

// Done, or why not; NotFound where the user may not even know of the room: a forbidden private room and one that
// does not exist look the same.
net::Status authorize(const State& state, net::Timestamp now, net::RoomId room, net::UserId user,
                      Action action);

// What a user counts for when it acts on another: only one who counts for more may.
net::Role rank_of(const State& state, const Room& room, net::UserId user);

}  // namespace crosstalk::hub
