#include "server/hub/permissions.hpp"

#include <algorithm>
#include <array>

#include "net/fault.hpp"

namespace crosstalk::hub {

namespace {

using enum net::RoomKind;
using enum Principal;

constexpr Any<net::RoomKind> named{Public, Private};
constexpr Any<net::RoomKind> shared{Lobby, Public, Private};
constexpr Any<net::RoomKind> every{Lobby, Public, Private, Direct};

constexpr Any<Principal> inside{Guest, Muted, Member, Admin, Owner};
constexpr Any<Principal> talking{Guest, Member, Admin, Owner};
constexpr Any<Principal> admins{Overseer, Admin, Owner};

constexpr std::array table{
    Permission{Action::See, {Lobby, Private, Direct}, {Invited, Guest, Muted, Member, Admin, Owner}},
    Permission{
        Action::See, {Public}, {Stranger, Banned, Overseer, Invited, Guest, Muted, Member, Admin, Owner}},

    // Joining again does nothing; a locked room also wants its passkey from those who are not invited.
    Permission{Action::Join, {Lobby, Private, Direct}, {Invited, Guest, Muted, Member, Admin, Owner}},
    Permission{Action::Join, {Public}, {Stranger, Overseer, Invited, Guest, Muted, Member, Admin, Owner}},
    Permission{Action::Leave, named, {Invited, Guest, Muted, Member, Admin, Owner}},
    Permission{Action::Invite, named, {Member, Admin, Owner}},

    Permission{Action::Post, every, talking},
    Permission{Action::Upload, {Lobby}, talking},
    Permission{Action::MentionAll, shared, {Admin, Owner}},
    Permission{Action::MentionAll, {Direct}, {Member}},
    Permission{Action::Edit, every, talking},
    Permission{Action::Delete, every, inside},
    Permission{Action::DeleteAny, shared, admins},
    Permission{Action::React, every, talking},
    // A mute takes the word, not the game.
    Permission{Action::Play, every, inside},
    Permission{Action::Pin, shared, {Admin, Owner}},
    Permission{Action::Pin, {Direct}, {Member}},

    Permission{Action::SetTopic, shared, admins},
    Permission{Action::Rename, named, admins},
    Permission{Action::Configure, shared, admins},
    Permission{Action::Kick, shared, admins},
    Permission{Action::Ban, shared, admins},
    Permission{Action::Mute, shared, admins},
    Permission{Action::SetRole, shared, admins},
    Permission{Action::Purge, shared, admins},
    Permission{Action::Dissolve, {Public}, {Overseer, Owner}},
    Permission{Action::Dissolve, {Private}, {Owner}},
    Permission{Action::SeeRecords, shared, admins},
    Permission{Action::Serve, {Lobby}, admins},
};

Principal by_role(net::Role role) {
    switch (role) {
        case net::Role::Guest:
            return Guest;
        case net::Role::Member:
            return Member;
        case net::Role::Admin:
            return Admin;
        case net::Role::Owner:
            return Owner;
    }
    return Stranger;
}

net::Role role_on_server(const State& state, net::UserId user_id) {
    const User* user = state.user(user_id);
    return user == nullptr ? net::Role::Guest : user->row.role;
}

// Admins of the server have a say in every public room, in it or not.
bool oversees(const State& state, const Room& room, net::UserId user) {
    return room.row.kind == Public && role_on_server(state, user) >= net::Role::Admin;
}

}  // namespace

net::Role rank_of(const State& state, const Room& room, net::UserId user) {
    const net::Role server = role_on_server(state, user);
    if (room.row.kind == Lobby) return server;
    const auto member = room.members.find(user);
    const bool is_member = member != room.members.end() && member->second.standing == Standing::Member;
    const net::Role own = is_member ? member->second.role : net::Role::Guest;
    return oversees(state, room, user) ? std::max(own, server) : own;
}

std::span<const Permission> permissions() {
    return table;
}

bool is_allowed(Action action, net::RoomKind room, Principal principal) {
    return std::ranges::any_of(table, [&](const Permission& row) {
        return row.action == action && row.rooms.has(room) && row.principals.has(principal);
    });
}

Principal principal_of(const State& state, net::Timestamp now, const Room& room, net::UserId user) {
    if (state.is_member(room.row.id, user)) {
        const net::Role role = rank_of(state, room, user);
        const bool is_muted =
            state.muted_until(room, user) > now && net::planted != net::Fault::MutedStillPosts;
        if (role < net::Role::Admin && is_muted) return Muted;
        return by_role(role);
    }
    if (state.ban(room.row.id, user, now) != nullptr) return Banned;
    if (state.is_invited(room.row.id, user)) return Invited;
    return oversees(state, room, user) ? Overseer : Stranger;
}

net::Status authorize(const State& state, net::Timestamp now, net::RoomId room_id, net::UserId user,
                      Action action) {
    const Room* room = state.room(room_id);
    if (room == nullptr) return net::Status::NotFound;
    const net::RoomKind kind = room->row.kind;
    const Principal principal = principal_of(state, now, *room, user);
    if (is_allowed(action, kind, principal)) return net::Status::Done;
    // Neither a seat in the room, nor an invitation, nor a ban takes this from admins of the server.
    if (oversees(state, *room, user) && is_allowed(action, kind, Overseer)) return net::Status::Done;
    if (!is_allowed(Action::See, kind, principal)) return net::Status::NotFound;
    if (principal == Banned) return net::Status::Banned;
    const bool only_the_mute =
        principal == Muted && is_allowed(action, kind, by_role(rank_of(state, *room, user)));
    return only_the_mute ? net::Status::Muted : net::Status::NotAllowed;
}

}  // namespace crosstalk::hub
