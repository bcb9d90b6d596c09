// Subject: what the server says of itself, and who is let in.
#include "server/hub/subjects.hpp"

namespace crosstalk::hub {

// --- starts and rules

net::Status decide(const Asked& asked, const net::ServerStarted&) {
    return is_server(asked.origin) ? net::Status::Done : net::Status::NotAllowed;
}

net::Outcome carry_out(Transition& transition, const net::ServerStarted& command) {
    transition.state.limits = {.rooms_per_user = command.rooms_per_user,
                               .rooms_per_server = command.rooms_per_server,
                               .members_per_room = command.members_per_room,
                               .directs_per_user = command.directs_per_user,
                               .directs_per_server = command.directs_per_server,
                               .pins_per_room = command.pins_per_room,
                               .invites_per_server = command.invites_per_server,
                               .uploads_per_user = command.uploads_per_user,
                               .file_bytes = command.file_bytes,
                               .file_bytes_per_user = command.file_bytes_per_user,
                               .file_bytes_per_server = command.file_bytes_per_server,
                               .games_per_user = command.games_per_user,
                               .offers_per_user = command.offers_per_user};
    transition.record(transition.state.limits);
    auto& rooms = transition.state.rooms;
    if (!rooms.contains(net::lobby)) {
        Room& room = rooms[net::lobby];
        room.row.id = net::lobby;
        room.row.name = "lobby";
        room.row.name_key = "lobby";
        room.row.kind = net::RoomKind::Lobby;
        room.row.last_at = transition.stamp.at;
        transition.state.rooms_by_name_key.emplace(room.row.name_key, net::lobby);
        transition.record(room.row);
    }
    wake_games(transition);
    return {};
}

net::Status decide(const Asked& asked, const net::SetRules& command) {
    if (!is_server(asked.origin)) return net::Status::NotAllowed;
    return command.rules > asked.state.rules ? net::Status::Done : net::Status::Invalid;
}

net::Outcome carry_out(Transition& transition, const net::SetRules& command) {
    transition.state.rules = command.rules;
    return {};
}

net::Status decide(const Asked& asked, const net::RecordDeed&) {
    return is_server(asked.origin) ? net::Status::Done : net::Status::NotAllowed;
}

net::Outcome carry_out(Transition& transition, const net::RecordDeed& command) {
    const net::AuditAction action =
        command.deed == net::Deed::CodeMade ? net::AuditAction::CodeMade : net::AuditAction::PasskeyRotated;
    transition.audit_by(command.by, net::lobby, action, command.user, "");
    return done(transition.state.rooms.at(net::lobby));
}

// --- invites

namespace {

void remove_invite(Transition& transition, net::InviteId id) {
    transition.state.invites.erase(id);
    transition.record(InviteRemoved{id});
}

}  // namespace

void use_invite(Transition& transition, net::InviteId id) {
    InviteRow& row = transition.state.invites.at(id);
    if (row.uses_left == 0) return;
    if (--row.uses_left == 0) {
        remove_invite(transition, id);
    } else {
        transition.record(row);
    }
}

net::Status decide(const Asked& asked, const net::MakeInvite& command) {
    const net::Status status = may(asked, net::lobby, Action::Serve);
    if (status != net::Status::Done) return status;
    if (command.token.size() != net::invite_token_bytes || command.span.value < 0)
        return net::Status::Invalid;
    std::size_t valid = 0;
    for (const auto& [id, row] : asked.state.invites) {
        if (row.token == command.token) return net::Status::Invalid;
        if (row.until > asked.now) ++valid;
    }
    return valid >= asked.state.limits.invites_per_server ? net::Status::TooMany : net::Status::Done;
}

net::Outcome carry_out(Transition& transition, const net::MakeInvite& command) {
    State& state = transition.state;
    // Lapsed ones make room now.
    for (auto each = state.invites.begin(); each != state.invites.end();) {
        const net::InviteId id = each->first;
        const bool lapsed = each->second.until <= transition.stamp.at;
        ++each;
        if (lapsed) remove_invite(transition, id);
    }
    const auto id = transition.new_id<net::InviteId>();
    const net::Timestamp until = command.span.value > 0 ? transition.stamp.at + command.span : net::for_good;
    const InviteRow row{id, command.token, transition.origin.user, transition.stamp.at, until, command.uses};
    state.invites.emplace(id, row);
    transition.record(row);
    transition.audit(net::lobby, net::AuditAction::InviteMade, {}, "");
    net::Outcome outcome = done(state.rooms.at(net::lobby));
    outcome.invite = id;
    return outcome;
}

net::Status decide(const Asked& asked, const net::RevokeInvite& command) {
    const net::Status status = may(asked, net::lobby, Action::Serve);
    if (status != net::Status::Done) return status;
    return asked.state.invites.contains(command.invite) ? net::Status::Done : net::Status::NotFound;
}

net::Outcome carry_out(Transition& transition, const net::RevokeInvite& command) {
    remove_invite(transition, command.invite);
    transition.audit(net::lobby, net::AuditAction::InviteRevoked, {}, "");
    return done(transition.state.rooms.at(net::lobby));
}

}  // namespace crosstalk::hub
