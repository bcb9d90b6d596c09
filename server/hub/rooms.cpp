// Subject: rooms, their members and invitations.
#include <algorithm>

#include "server/hub/subjects.hpp"

namespace crosstalk::hub {

namespace {

bool is_full(const State& state, const User& user) {
    return user.rooms.size() >= state.limits.rooms_per_user;
}

bool is_full(const State& state, const Room& room) {
    return room.members.size() >= state.limits.members_per_room;
}

// Of somebody who is invited, or was muted when it left.
net::Timestamp kept_mute(const Room& room, net::UserId user) {
    const auto invited = room.members.find(user);
    if (invited != room.members.end()) return invited->second.muted_until;
    const auto left = room.left.find(user);
    return left == room.left.end() ? net::Timestamp{} : left->second.muted_until;
}

// Whatever it was before.
void set_member(Transition& transition, Room& room, MemberRow row) {
    row.room = room.row.id;
    row.muted_until = kept_mute(room, row.user);
    row.since = transition.stamp.at;
    room.left.erase(row.user);
    room.members.insert_or_assign(row.user, row);
    transition.record(row);
}

void add_member(Transition& transition, Room& room, net::UserId user_id, net::Role role) {
    User& user = transition.state.users.at(user_id);
    user.invitations.erase(room.row.id);
    if (room.row.kind != net::RoomKind::Direct) user.rooms.insert(room.row.id);
    set_member(transition, room, {.user = user_id, .standing = Standing::Member, .role = role});
    // What was said before is nothing new to somebody who was not there.
    const MarkRow mark{room.row.id, user_id, {room.row.head, room.row.posts, room.row.mentions}, {}};
    room.marks.insert_or_assign(user_id, mark);
    transition.record(mark);
}

// Any but direct rooms and the lobby.
void remove_room(Transition& transition, net::RoomId id) {
    State& state = transition.state;
    const auto found = state.rooms.find(id);
    forget_games(transition, found->second, net::for_good);
    const RoomRow& row = found->second.row;
    if (row.kind == net::RoomKind::Public) state.rooms_by_name_key.erase(row.name_key);
    for (const auto& [user_id, member] : found->second.members) {
        User& user = state.users.at(user_id);
        user.rooms.erase(id);
        user.invitations.erase(id);
    }
    state.rooms.erase(found);
    transition.record(RoomDissolved{id});
}

// Members and invited ones are told by whom; nobody: the last member has left.
void dissolve(Transition& transition, const Room& room, const net::UserRef& by) {
    const net::RoomId id = room.row.id;
    for (const auto& [user, row] : room.members)
        transition.notify(user, net::RoomRemoved{id, net::WhyRemoved::Dissolved, by, "", {}});
    // The room's own trail cannot be asked for any more; that there was a private one is nobody else's business.
    const net::RoomId trail = room.row.kind == net::RoomKind::Public ? net::lobby : id;
    transition.audit(trail, net::AuditAction::RoomDissolved, {}, room.row.name);
    remove_room(transition, id);
}

// Who goes on when the owner has left: the highest role, then whoever has been there longest.
void find_successor(Transition& transition, Room& room) {
    MemberRow* heir = nullptr;
    for (auto& [id, row] : room.members) {
        if (row.standing != Standing::Member) continue;
        const bool better =
            heir == nullptr || row.role > heir->role || (row.role == heir->role && row.since < heir->since);
        if (better) heir = &row;
    }
    if (heir == nullptr) return;
    heir->role = net::Role::Owner;
    transition.record(*heir);
    const net::UserRef user = transition.state.ref(heir->user);
    transition.announce(room, net::RoleSet{user, {}, net::Role::Owner});
    transition.notify(heir->user, net::StandingSet{room.row.id, net::Role::Owner, heir->muted_until, {}, ""});
}

}  // namespace

void remove_member(Transition& transition, Room& room, net::UserId user_id) {
    end_games_of(transition, room, user_id);
    User& user = transition.state.users.at(user_id);
    user.invitations.erase(room.row.id);
    user.rooms.erase(room.row.id);
    MemberRow row = room.members.at(user_id);
    room.members.erase(user_id);
    room.marks.erase(user_id);
    transition.record(MemberRemoved{room.row.id, user_id});
    if (row.muted_until <= transition.stamp.at) return;
    row.standing = Standing::Left;
    row.invited_by = {};
    row.role = net::Role::Member;
    room.left.emplace(user_id, row);
    transition.record(row);
}

// Names of private rooms are nobody's business: only their members may not have two of a name.
bool name_is_taken(const State& state, const User& user, net::RoomKind kind, const std::string& key,
                   net::RoomId except) {
    if (kind == net::RoomKind::Public) {
        const auto found = state.rooms_by_name_key.find(key);
        if (found != state.rooms_by_name_key.end() && found->second != except) return true;
    }
    const auto has_the_name = [&](net::RoomId id) {
        return id != except && state.room(id)->row.name_key == key;
    };
    return has_the_name(net::lobby) || std::ranges::any_of(user.rooms, has_the_name);
}

// --- making

net::Status decide(const Asked& asked, const net::CreateRoom& command) {
    const State& state = asked.state;
    const User* user = state.user(asked.origin.user);
    if (user == nullptr) return net::Status::NotAllowed;
    const bool right_kind = command.kind == net::RoomKind::Public || command.kind == net::RoomKind::Private;
    if (!right_kind || command.name.empty() || command.name_key.empty()) return net::Status::Invalid;
    if (name_is_taken(state, *user, command.kind, command.name_key, {})) return net::Status::NameTaken;
    const std::size_t named = state.rooms.size() - state.directs;
    const bool full = is_full(state, *user) || named >= state.limits.rooms_per_server;
    return full ? net::Status::TooMany : net::Status::Done;
}

net::Outcome carry_out(Transition& transition, const net::CreateRoom& command) {
    const auto id = transition.new_id<net::RoomId>();
    const net::UserId creator = transition.origin.user;
    Room& room = transition.state.rooms[id];
    room.row.id = id;
    room.row.name = command.name;
    room.row.name_key = command.name_key;
    room.row.kind = command.kind;
    room.row.creator = creator;
    room.row.last_at = transition.stamp.at;
    if (command.kind == net::RoomKind::Public)
        transition.state.rooms_by_name_key.emplace(command.name_key, id);
    add_member(transition, room, creator, net::Role::Owner);
    transition.announce(room, net::MemberJoined{transition.actor(), net::Role::Owner});
    transition.notify(creator, net::RoomAdded{my_room(transition.state, room, creator)});
    return done(room);
}

net::Status decide(const Asked& asked, const net::OpenDirect& command) {
    const State& state = asked.state;
    const User* user = state.user(asked.origin.user);
    if (user == nullptr) return net::Status::NotAllowed;
    const User* other = state.user(command.user);
    if (other == nullptr) return net::Status::NotFound;
    if (other == user) return net::Status::Invalid;
    if (user->directs.contains(command.user)) return net::Status::Done;
    const std::uint32_t most = state.limits.directs_per_user;
    const bool full = user->directs.size() >= most || other->directs.size() >= most ||
                      state.directs >= state.limits.directs_per_server;
    return full ? net::Status::TooMany : net::Status::Done;
}

net::Outcome carry_out(Transition& transition, const net::OpenDirect& command) {
    State& state = transition.state;
    const net::UserId asker = transition.origin.user;
    User& user = state.users.at(asker);
    if (const auto known = user.directs.find(command.user); known != user.directs.end())
        return done(state.rooms.at(known->second));
    const auto id = transition.new_id<net::RoomId>();
    Room& room = state.rooms[id];
    ++state.directs;
    room.row.id = id;
    room.row.kind = net::RoomKind::Direct;
    room.row.creator = asker;
    room.row.last_at = transition.stamp.at;
    transition.record(room.row);
    user.directs.emplace(command.user, id);
    state.users.at(command.user).directs.emplace(asker, id);
    for (const net::UserId each : {asker, command.user})
        add_member(transition, room, each, net::Role::Member);
    for (const net::UserId each : {asker, command.user})
        transition.notify(each, net::RoomAdded{my_room(state, room, each)});
    return done(room);
}

net::Status decide(const Asked& asked, const net::DissolveRoom& command) {
    return may(asked, command.room, Action::Dissolve);
}

net::Outcome carry_out(Transition& transition, const net::DissolveRoom& command) {
    const Room& room = transition.state.rooms.at(command.room);
    const net::Outcome outcome = done(room);
    dissolve(transition, room, transition.actor());
    return outcome;
}

// --- coming and going

namespace {

net::Status may_come_in(const Asked& asked, const Room& room, const net::Digest& proof) {
    const bool is_public = room.row.kind == net::RoomKind::Public;
    const Principal principal = principal_of(asked.state, asked.now, room, asked.origin.user);
    const bool is_locked = room.row.lock != net::Digest{};
    if (is_locked && principal == Principal::Stranger) {
        if (proof == room.row.lock) return net::Status::Done;
        // To those who do not know the passkey a private room does not exist.
        return is_public ? net::Status::WrongCode : net::Status::NotFound;
    }
    // For admins of the server too, until one of them lifts it.
    if (principal == Principal::Banned) return is_public ? net::Status::Banned : net::Status::NotFound;
    return may(asked, room.row.id, Action::Join);
}

}  // namespace

net::Status decide(const Asked& asked, const net::JoinRoom& command) {
    const State& state = asked.state;
    const User* user = state.user(asked.origin.user);
    const Room* room = state.room(command.room);
    if (room == nullptr || user == nullptr) return net::Status::NotFound;
    if (state.is_member(command.room, asked.origin.user)) return net::Status::Done;
    const net::Status status = may_come_in(asked, *room, command.proof);
    if (status != net::Status::Done) return status;
    // An invited one's place is kept.
    const bool has_place = state.is_invited(command.room, asked.origin.user);
    const bool full = is_full(state, *user) || (!has_place && is_full(state, *room));
    return full ? net::Status::TooMany : net::Status::Done;
}

net::Outcome carry_out(Transition& transition, const net::JoinRoom& command) {
    const State& state = transition.state;
    const net::UserId user = transition.origin.user;
    Room& room = transition.state.rooms.at(command.room);
    if (state.is_member(command.room, user)) return done(room);
    const auto invited = room.members.find(user);
    net::Role role = invited == room.members.end() ? net::Role::Member : invited->second.role;
    // An older program left rooms behind that nobody was in: whoever comes first takes such a one over.
    if (state.members(room) == 0) role = net::Role::Owner;
    add_member(transition, room, user, role);
    transition.announce(room, net::MemberJoined{transition.actor(), role});
    transition.notify(user, net::RoomAdded{my_room(state, room, user)});
    return done(room);
}

net::Status decide(const Asked& asked, const net::LeaveRoom& command) {
    return may(asked, command.room, Action::Leave);
}

net::Outcome carry_out(Transition& transition, const net::LeaveRoom& command) {
    const net::UserId user = transition.origin.user;
    Room& room = transition.state.rooms.at(command.room);
    const bool was_member = transition.state.is_member(command.room, user);
    const bool was_owner = was_member && room.members.at(user).role == net::Role::Owner;
    remove_member(transition, room, user);
    transition.notify(user, net::RoomRemoved{command.room, net::WhyRemoved::Left, {}, "", {}});
    // Declining an invitation is nobody's business but the user's.
    if (!was_member) return done(room);
    transition.announce(room, net::MemberLeft{transition.actor()});
    if (was_owner) find_successor(transition, room);
    const net::Outcome outcome = done(room);
    if (transition.state.members(room) == 0) dissolve(transition, room, {});
    return outcome;
}

net::Status decide(const Asked& asked, const net::InviteUser& command) {
    const State& state = asked.state;
    const net::Status status = may(asked, command.room, Action::Invite);
    if (status != net::Status::Done) return status;
    if (state.user(command.user) == nullptr) return net::Status::NotFound;
    if (command.role > net::Role::Member) return net::Status::Invalid;
    if (state.ban(command.room, command.user, asked.now) != nullptr) return net::Status::Banned;
    const Room& room = *state.room(command.room);
    const bool is_there = room.members.contains(command.user);
    return !is_there && is_full(state, room) ? net::Status::TooMany : net::Status::Done;
}

net::Outcome carry_out(Transition& transition, const net::InviteUser& command) {
    State& state = transition.state;
    Room& room = state.rooms.at(command.room);
    if (room.members.contains(command.user)) return done(room);
    set_member(transition, room,
               {.user = command.user,
                .standing = Standing::Invited,
                .invited_by = transition.origin.user,
                .role = command.role});
    state.users.at(command.user).invitations.insert(command.room);
    transition.notify(command.user, net::Invited{summary(state, room), transition.actor()});
    return done(room);
}

}  // namespace crosstalk::hub
