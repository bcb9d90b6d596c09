// Subject: keeping order. In the lobby all of it is about the whole server.
#include <algorithm>
#include <string>
#include <utility>

#include "net/fault.hpp"
#include "net/names_of.hpp"
#include "server/hub/subjects.hpp"

namespace crosstalk::hub {

namespace {

// Everybody may be acted on by those who count for more; who is no user is not found.
net::Status may_act_on(const Asked& asked, net::RoomId room_id, net::UserId target, Action action) {
    const net::Status status = may(asked, room_id, action);
    if (status != net::Status::Done) return status;
    if (asked.state.user(target) == nullptr) return net::Status::NotFound;
    const Room& room = *asked.state.room(room_id);
    const bool outranks = rank_of(asked.state, room, asked.origin.user) > rank_of(asked.state, room, target);
    return outranks ? net::Status::Done : net::Status::NotAllowed;
}

bool knows(const State& state, net::RoomId room, net::UserId user) {
    return state.is_member(room, user) || state.is_invited(room, user);
}

void forget_addresses(State& state, const BanRow& ban) {
    for (const std::string& address : ban.addresses) {
        const auto users = state.banned_addresses.find(address);
        users->second.erase(ban.user);
        if (users->second.empty()) state.banned_addresses.erase(users);
    }
}

net::Timestamp end_of(const Transition& transition, net::Milliseconds span) {
    return span.value > 0 ? transition.stamp.at + span : net::for_good;
}

// Out of the room, the lobby excepted: told to the one who goes and to those who stay.
void put_out(Transition& transition, Room& room, net::UserId user, net::RoomRemoved notice, net::Fact fact) {
    const bool was_member = transition.state.is_member(room.row.id, user);
    const bool was_invited = transition.state.is_invited(room.row.id, user);
    if (was_member || was_invited) {
        remove_member(transition, room, user);
        transition.notify(user, std::move(notice));
    }
    if (!was_invited) transition.announce(room, std::move(fact));
}

// Changes what the user is in the room, or on the server: either row has a role and a mute. Returns what it is then.
net::StandingSet change_standing(Transition& transition, Room& room, net::UserId user, auto change) {
    const auto change_row = [&](auto& row) -> net::StandingSet {
        change(row);
        transition.record(row);
        return {room.row.id, row.role, row.muted_until, transition.actor(), ""};
    };
    const bool on_server = room.row.kind == net::RoomKind::Lobby;
    return on_server ? change_row(transition.state.users.at(user).row) : change_row(room.members.at(user));
}

void set_mute(Transition& transition, Room& room, net::UserId user, net::Timestamp until,
              const std::string& reason) {
    net::StandingSet standing =
        change_standing(transition, room, user, [&](auto& row) { row.muted_until = until; });
    standing.reason = reason;
    transition.announce(room,
                        net::MemberMuted{transition.state.ref(user), transition.actor(), reason, until});
    transition.notify(user, std::move(standing));
}

net::Role own_role(const State& state, const Room& room, net::UserId user) {
    return room.row.kind == net::RoomKind::Lobby ? state.users.at(user).row.role : room.members.at(user).role;
}

}  // namespace

void set_role(Transition& transition, Room& room, net::UserId user, net::Role role) {
    net::StandingSet standing = change_standing(transition, room, user, [&](auto& row) { row.role = role; });
    const bool owns_server = room.row.kind == net::RoomKind::Lobby && role == net::Role::Owner;
    if (owns_server) transition.state.owner = user;
    transition.announce(room, net::RoleSet{transition.state.ref(user), transition.actor(), role});
    transition.notify(user, std::move(standing));
}

// --- kick

net::Status decide(const Asked& asked, const net::KickUser& command) {
    const net::Status status = may_act_on(asked, command.room, command.user, Action::Kick);
    if (status != net::Status::Done) return status;
    return knows(asked.state, command.room, command.user) ? net::Status::Done : net::Status::NotFound;
}

net::Outcome carry_out(Transition& transition, const net::KickUser& command) {
    Room& room = transition.state.rooms.at(command.room);
    const net::UserRef user = transition.state.ref(command.user);
    const net::UserRef by = transition.actor();
    const net::MemberKicked fact{user, by, command.reason};
    if (room.row.kind == net::RoomKind::Lobby) {
        transition.announce(room, fact);
        transition.end({command.user, {}, WhyEnded::Kicked, by, command.reason, {}});
    } else {
        put_out(transition, room, command.user,
                {command.room, net::WhyRemoved::Kicked, by, command.reason, {}}, fact);
    }
    transition.audit(command.room, net::AuditAction::Kicked, command.user, command.reason);
    return done(room);
}

// --- ban

net::Status decide(const Asked& asked, const net::BanUser& command) {
    const net::Status status = may_act_on(asked, command.room, command.user, Action::Ban);
    if (status != net::Status::Done) return status;
    const bool wrong_addresses = !command.addresses.empty() && command.room != net::lobby;
    return command.span.value < 0 || wrong_addresses ? net::Status::Invalid : net::Status::Done;
}

net::Outcome carry_out(Transition& transition, const net::BanUser& command) {
    State& state = transition.state;
    Room& room = state.rooms.at(command.room);
    const net::UserRef user = state.ref(command.user);
    const net::UserRef by = transition.actor();
    BanRow row{.room = command.room,
               .user = command.user,
               .by = by.id,
               .at = transition.stamp.at,
               .until = end_of(transition, command.span),
               .reason = command.reason,
               .addresses = {}};
    if (const auto old = room.bans.find(command.user); old != room.bans.end()) {
        // A second ban may be longer or shorter. The addresses of one that still holds stay; of one that has lapsed
        // they may be somebody else's by now.
        if (old->second.until > transition.stamp.at) row.addresses = old->second.addresses;
        forget_addresses(state, old->second);
    }
    for (const net::Address& address : command.addresses)
        row.addresses.push_back(address.text);
    std::ranges::sort(row.addresses);
    row.addresses.erase(std::unique(row.addresses.begin(), row.addresses.end()), row.addresses.end());
    for (const std::string& address : row.addresses)
        state.banned_addresses[address].insert(command.user);
    room.bans.insert_or_assign(command.user, row);
    transition.record(row);

    const net::MemberBanned fact{user, by, command.reason, row.until};
    if (room.row.kind == net::RoomKind::Lobby) {
        for (const net::RoomId each : state.rooms_of(command.user))
            end_games_of(transition, state.rooms.at(each), command.user);
        transition.announce(room, fact);
        transition.end({command.user, {}, WhyEnded::Banned, by, command.reason, row.until});
    } else {
        put_out(transition, room, command.user,
                {command.room, net::WhyRemoved::Banned, by, command.reason, row.until}, fact);
    }
    transition.audit(command.room, net::AuditAction::Banned, command.user, command.reason);
    return done(room);
}

net::Status decide(const Asked& asked, const net::UnbanUser& command) {
    const net::Status status = may(asked, command.room, Action::Ban);
    if (status != net::Status::Done) return status;
    const bool banned = asked.state.room(command.room)->bans.contains(command.user);
    return banned ? net::Status::Done : net::Status::NotFound;
}

net::Outcome carry_out(Transition& transition, const net::UnbanUser& command) {
    State& state = transition.state;
    Room& room = state.rooms.at(command.room);
    const auto ban = room.bans.find(command.user);
    forget_addresses(state, ban->second);
    room.bans.erase(ban);
    transition.record(BanRemoved{command.room, command.user});
    transition.announce(room, net::MemberUnbanned{state.ref(command.user), transition.actor()});
    transition.audit(command.room, net::AuditAction::Unbanned, command.user, "");
    return done(room);
}

// --- mute

net::Status decide(const Asked& asked, const net::MuteUser& command) {
    const net::Status status = may_act_on(asked, command.room, command.user, Action::Mute);
    if (status != net::Status::Done) return status;
    if (command.span.value < 0) return net::Status::Invalid;
    return asked.state.is_member(command.room, command.user) ? net::Status::Done : net::Status::NotFound;
}

net::Outcome carry_out(Transition& transition, const net::MuteUser& command) {
    Room& room = transition.state.rooms.at(command.room);
    set_mute(transition, room, command.user, end_of(transition, command.span), command.reason);
    transition.audit(command.room, net::AuditAction::Muted, command.user, command.reason);
    return done(room);
}

net::Status decide(const Asked& asked, const net::UnmuteUser& command) {
    const net::Status status = may_act_on(asked, command.room, command.user, Action::Mute);
    if (status != net::Status::Done) return status;
    const bool is_known = asked.state.is_member(command.room, command.user) ||
                          asked.state.room(command.room)->left.contains(command.user);
    return is_known ? net::Status::Done : net::Status::NotFound;
}

net::Outcome carry_out(Transition& transition, const net::UnmuteUser& command) {
    Room& room = transition.state.rooms.at(command.room);
    if (room.left.erase(command.user) > 0) {
        transition.record(MemberRemoved{command.room, command.user});
        transition.announce(room,
                            net::MemberMuted{transition.state.ref(command.user), transition.actor(), "", {}});
        transition.audit(command.room, net::AuditAction::Unmuted, command.user, "");
        return done(room);
    }
    if (!transition.state.own_mute(room, command.user)) return done(room);
    set_mute(transition, room, command.user, {}, "");
    transition.audit(command.room, net::AuditAction::Unmuted, command.user, "");
    return done(room);
}

// --- roles

net::Status decide(const Asked& asked, const net::SetRole& command) {
    const net::Status status = may(asked, command.room, Action::SetRole);
    if (status != net::Status::Done) return status;
    if (!asked.state.is_member(command.room, command.user)) return net::Status::NotFound;
    const Room& room = *asked.state.room(command.room);
    if (room.row.kind == net::RoomKind::Lobby && command.role == net::Role::Guest)
        return net::Status::Invalid;
    const net::Role own = rank_of(asked.state, room, asked.origin.user);
    if (command.user == asked.origin.user) {
        if (own_role(asked.state, room, command.user) == command.role) return net::Status::Done;
        if (own_role(asked.state, room, command.user) == net::Role::Owner) return net::Status::LastOwner;
        return command.role < own ? net::Status::Done : net::Status::NotAllowed;
    }
    const net::Role target = rank_of(asked.state, room, command.user);
    const bool hands_over = own == net::Role::Owner && command.role == net::Role::Owner;
    const bool below = target < own && (command.role < own || hands_over);
    return below ? net::Status::Done : net::Status::NotAllowed;
}

net::Outcome carry_out(Transition& transition, const net::SetRole& command) {
    Room& room = transition.state.rooms.at(command.room);
    if (own_role(transition.state, room, command.user) == command.role) return done(room);
    if (command.role == net::Role::Owner) {
        // There is one owner at a time; an overseer who appoints one was none.
        std::vector<net::UserId> owners;
        if (room.row.kind == net::RoomKind::Lobby) {
            owners.push_back(transition.state.owner);
        } else {
            for (const auto& [user, row] : room.members) {
                if (row.standing == Standing::Member && row.role == net::Role::Owner) owners.push_back(user);
            }
        }
        if (net::planted == net::Fault::TwoOwners) owners.clear();
        for (const net::UserId owner : owners)
            set_role(transition, room, owner, net::Role::Admin);
    }
    set_role(transition, room, command.user, command.role);
    transition.audit(command.room, net::AuditAction::RoleSet, command.user,
                     std::string(name_of(command.role)));
    return done(room);
}

}  // namespace crosstalk::hub
