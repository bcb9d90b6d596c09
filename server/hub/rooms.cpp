// Subject: rooms, their members and invitations.
#include "server/hub/permissions.hpp"
#include "server/hub/transition.hpp"

namespace crosstalk::hub {

namespace {

void add_member(Transition& transition, Room& room, net::UserId user_id) {
    User& user = transition.state.users.at(user_id);
    user.invitations.erase(room.row.id);
    user.rooms.insert(room.row.id);
    const MemberRow row{room.row.id, user_id, Standing::Member, {}};
    room.members.insert_or_assign(user_id, row);
    transition.record(row);
}

void remove_member(Transition& transition, Room& room, net::UserId user_id) {
    User& user = transition.state.users.at(user_id);
    user.invitations.erase(room.row.id);
    user.rooms.erase(room.row.id);
    room.members.erase(user_id);
    transition.record(MemberRemoved{room.row.id, user_id});
}

bool is_full(const State& state, const User& user) {
    return user.rooms.size() >= state.limits.rooms_per_user;
}

bool is_full(const State& state, const Room& room) {
    return room.members.size() >= state.limits.members_per_room;
}

}  // namespace

net::Status decide(const State& state, const net::Origin& origin, const net::CreateRoom& command) {
    const User* user = state.user(origin.user);
    if (user == nullptr) return net::Status::NotAllowed;
    if (command.kind == net::RoomKind::Lobby || command.name.empty() || command.name_key.empty()) {
        return net::Status::Invalid;
    }
    if (state.rooms_by_name_key.contains(command.name_key)) return net::Status::NameTaken;
    if (is_full(state, *user) || state.rooms.size() >= state.limits.rooms_per_server) {
        return net::Status::TooMany;
    }
    return net::Status::Done;
}

net::Outcome carry_out(Transition& transition, const net::CreateRoom& command) {
    const auto id = transition.new_id<net::RoomId>();
    const net::UserId creator = transition.origin.user;
    Room& room = transition.state.rooms[id];
    room.row = {id, command.name, command.name_key, command.kind, creator, {}, {}};
    transition.state.rooms_by_name_key.emplace(command.name_key, id);
    add_member(transition, room, creator);
    const net::Sequence sequence =
        transition.announce(room, net::MemberJoined{transition.state.ref(creator)});
    transition.notify(creator, net::RoomAdded{summary(room)});
    return {.status = net::Status::Done, .room = id, .sequence = sequence, .message = {}};
}

net::Status decide(const State& state, const net::Origin& origin, const net::JoinRoom& command) {
    const net::Status status = authorize(state, command.room, origin.user, Action::Join);
    if (status != net::Status::Done || state.is_member(command.room, origin.user)) return status;
    const bool full = is_full(state, *state.user(origin.user)) || is_full(state, *state.room(command.room));
    return full ? net::Status::TooMany : net::Status::Done;
}

net::Outcome carry_out(Transition& transition, const net::JoinRoom& command) {
    const net::UserId user = transition.origin.user;
    Room& room = transition.state.rooms.at(command.room);
    if (transition.state.is_member(command.room, user)) {
        return {.status = net::Status::Done, .room = command.room, .sequence = room.row.head, .message = {}};
    }
    add_member(transition, room, user);
    const net::Sequence sequence = transition.announce(room, net::MemberJoined{transition.state.ref(user)});
    transition.notify(user, net::RoomAdded{summary(room)});
    return {.status = net::Status::Done, .room = command.room, .sequence = sequence, .message = {}};
}

net::Status decide(const State& state, const net::Origin& origin, const net::LeaveRoom& command) {
    return authorize(state, command.room, origin.user, Action::Leave);
}

net::Outcome carry_out(Transition& transition, const net::LeaveRoom& command) {
    const net::UserId user = transition.origin.user;
    Room& room = transition.state.rooms.at(command.room);
    const bool was_member = transition.state.is_member(command.room, user);
    remove_member(transition, room, user);
    // Declining an invitation is nobody's business but the user's.
    if (was_member) transition.announce(room, net::MemberLeft{transition.state.ref(user)});
    transition.notify(user, net::RoomRemoved{command.room});
    return {.status = net::Status::Done, .room = command.room, .sequence = room.row.head, .message = {}};
}

net::Status decide(const State& state, const net::Origin& origin, const net::InviteUser& command) {
    const net::Status status = authorize(state, command.room, origin.user, Action::Invite);
    if (status != net::Status::Done) return status;
    if (state.user(command.user) == nullptr) return net::Status::NotFound;
    const bool known =
        state.is_member(command.room, command.user) || state.is_invited(command.room, command.user);
    if (!known && is_full(state, *state.room(command.room))) return net::Status::TooMany;
    return net::Status::Done;
}

net::Outcome carry_out(Transition& transition, const net::InviteUser& command) {
    Room& room = transition.state.rooms.at(command.room);
    const net::Outcome done{
        .status = net::Status::Done, .room = command.room, .sequence = room.row.head, .message = {}};
    if (transition.state.is_member(command.room, command.user)) return done;
    if (transition.state.is_invited(command.room, command.user)) return done;
    const MemberRow row{command.room, command.user, Standing::Invited, transition.origin.user};
    room.members.insert_or_assign(command.user, row);
    transition.state.users.at(command.user).invitations.insert(command.room);
    transition.record(row);
    transition.notify(command.user,
                      net::Invited{summary(room), transition.state.ref(transition.origin.user)});
    return done;
}

}  // namespace crosstalk::hub
