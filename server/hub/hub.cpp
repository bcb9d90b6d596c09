#include "server/hub/hub.hpp"

#include "net/fault.hpp"
#include "server/hub/games.hpp"
#include "server/hub/results.hpp"
#include "server/hub/subjects.hpp"

namespace crosstalk::hub {

namespace {

// Nothing that was sent before a ban or a removal, and comes after it in the order, is carried out.
net::Status may_ask(const Asked& asked) {
    if (is_server(asked.origin)) return net::Status::Done;
    const bool is_banned = asked.state.ban(net::lobby, asked.origin.user, asked.now) != nullptr;
    if (is_banned && net::planted != net::Fault::BannedStillActs) return net::Status::Banned;
    const Device* device = asked.state.device(asked.origin.device);
    const bool valid = device != nullptr && device->row.user == asked.origin.user && !device->row.removed;
    return valid ? net::Status::Done : net::Status::NotAllowed;
}

net::Status judge(const Asked& asked, const net::Command& command) {
    const net::Status may = may_ask(asked);
    if (may != net::Status::Done) return may;
    return std::visit(
        [&]<class C>(const C& known) {
            if constexpr (std::is_same_v<C, net::Unknown>) {
                return net::Status::Unknown;
            } else {
                return decide(asked, known);
            }
        },
        command);
}

net::Outcome perform(Transition& transition, const net::Command& command) {
    return std::visit(
        [&]<class C>(const C& known) {
            if constexpr (std::is_same_v<C, net::Unknown>) {
                return net::Outcome{};  // was judged Unknown
            } else {
                return carry_out(transition, known);
            }
        },
        command);
}

net::RoomId room_of(const net::Command& command) {
    return std::visit(
        [](const auto& known) {
            if constexpr (requires { known.room; }) {
                return known.room;
            } else {
                return net::lobby;
            }
        },
        command);
}

net::Outcome refusal(const Asked& asked, const net::Command& command, net::Status status) {
    net::Outcome outcome;
    outcome.status = status;
    if (status == net::Status::AgainstRules) outcome.refusal = why_against_rules(asked, command);
    if (status != net::Status::Muted) return outcome;
    const Room* room = asked.state.room(room_of(command));
    const net::Timestamp until = asked.state.muted_until(*room, asked.origin.user);
    if (until != net::for_good) outcome.retry_after = until - asked.now;
    return outcome;
}

}  // namespace

net::Sequence Transition::announce(Room& room, net::Fact fact) {
    room.row.head = room.row.head.next();
    if (net::planted == net::Fault::SequenceGap && room.row.head.value % 50 == 0) {
        room.row.head = room.row.head.next();
    }
    record(room.row);
    effects_.facts.push_back(
        {room.row.id, room.row.head, room.row.posts, stamp.at, stamp.mark, std::move(fact)});
    return room.row.head;
}

void Transition::audit_by(net::UserId by, net::RoomId room, net::AuditAction action, net::UserId user,
                          std::string detail) {
    record(AuditRow{stamp.mark.position, stamp.at, room, by, action, user, std::move(detail)});
}

Hub::Hub(const Snapshot& snapshot) {
    state_.mark = snapshot.mark;
    state_.at = snapshot.at;
    state_.rules = snapshot.rules;
    state_.limits = snapshot.limits;
    state_.server = snapshot.server;
    for (const UserRow& row : snapshot.users) {
        state_.users[row.id].row = row;
        state_.users_by_name_key.emplace(row.name_key, row.id);
        if (row.role == net::Role::Owner) state_.owner = row.id;
    }
    for (const DeviceRow& row : snapshot.devices) {
        state_.devices.emplace(row.id, Device{.row = row, .runs = {}});
        state_.devices_by_key.emplace(row.key, row.id);
        state_.users.at(row.user).devices.insert(row.id);
    }
    for (const RoomRow& row : snapshot.rooms) {
        state_.rooms[row.id].row = row;
        const bool is_found_by_name = row.kind == net::RoomKind::Lobby || row.kind == net::RoomKind::Public;
        if (is_found_by_name) state_.rooms_by_name_key.emplace(row.name_key, row.id);
        if (row.kind == net::RoomKind::Direct) ++state_.directs;
    }
    for (const MemberRow& row : snapshot.members) {
        Room& room = state_.rooms.at(row.room);
        if (row.standing == Standing::Left) {
            room.left.emplace(row.user, row);
            continue;
        }
        MemberRow& member = room.members.emplace(row.user, row).first->second;
        if (net::planted == net::Fault::RolesNotLoaded) member.role = net::Role::Member;
        if (room.row.kind == net::RoomKind::Direct) continue;
        User& user = state_.users.at(row.user);
        (row.standing == Standing::Member ? user.rooms : user.invitations).insert(row.room);
    }
    for (const auto& [id, room] : state_.rooms) {
        if (room.row.kind != net::RoomKind::Direct) continue;
        const net::UserId one = room.members.begin()->first;
        const net::UserId other = room.members.rbegin()->first;
        state_.users.at(one).directs.emplace(other, id);
        state_.users.at(other).directs.emplace(one, id);
    }
    for (const MarkRow& row : snapshot.marks)
        state_.rooms.at(row.room).marks.emplace(row.user, row);
    for (const BanRow& row : snapshot.bans) {
        state_.rooms.at(row.room).bans.emplace(row.user, row);
        for (const std::string& address : row.addresses)
            state_.banned_addresses[address].insert(row.user);
    }
    for (const InviteRow& row : snapshot.invites)
        state_.invites.emplace(row.id, row);
    for (const UploadRow& row : snapshot.uploads) {
        state_.uploads.emplace(row.id, row);
        state_.users.at(row.user).uploads.insert(row.id);
        state_.upload_bytes += row.size;
    }
    for (const PinRow& row : snapshot.pins)
        state_.rooms.at(row.room).pins.emplace(row.message, row);
    restore_games(state_, snapshot);
    restore_runs(state_, snapshot.results);
}

Effects Hub::apply(const Stamp& stamp, const net::LoggedCommand& logged) {
    Effects effects;
    Transition transition(state_, stamp, logged.origin, effects);
    state_.mark = stamp.mark;
    state_.at = stamp.at;

    if (const auto earlier = earlier_outcome(state_, logged.origin)) {
        effects.outcome = *earlier;
        effects.repeated = true;
        return effects;
    }
    const Asked asked{state_, logged.origin, stamp.at};
    const net::Status status = judge(asked, logged.command);
    effects.outcome = status == net::Status::Done ? perform(transition, logged.command)
                                                  : refusal(asked, logged.command, status);
    remember(transition, effects.outcome);
    return effects;
}

std::optional<net::Outcome> Hub::foresee(const net::LoggedCommand& logged, net::Timestamp now) const {
    if (const auto earlier = earlier_outcome(state_, logged.origin)) return earlier;
    const Asked asked{state_, logged.origin, now};
    const net::Status status = judge(asked, logged.command);
    if (status == net::Status::Done) return std::nullopt;
    return refusal(asked, logged.command, status);
}

Snapshot Hub::snapshot() const {
    Snapshot snapshot;
    snapshot.mark = state_.mark;
    snapshot.at = state_.at;
    snapshot.rules = state_.rules;
    snapshot.limits = state_.limits;
    snapshot.server = state_.server;
    for (const auto& [id, user] : state_.users)
        snapshot.users.push_back(user.row);
    for (const auto& [id, device] : state_.devices) {
        snapshot.devices.push_back(device.row);
        std::map<net::RunId, const Run*> runs;
        for (const Run& run : device.runs)
            runs.emplace(run.id, &run);
        for (const auto& [run_id, run] : runs) {
            snapshot.results.insert(snapshot.results.end(), run->results.begin(), run->results.end());
        }
    }
    for (const auto& [id, room] : state_.rooms) {
        snapshot.rooms.push_back(room.row);
        std::map<net::UserId, MemberRow> members = room.members;
        members.insert(room.left.begin(), room.left.end());
        for (const auto& [user, row] : members)
            snapshot.members.push_back(row);
        for (const auto& [user, row] : room.marks)
            snapshot.marks.push_back(row);
        for (const auto& [user, row] : room.bans)
            snapshot.bans.push_back(row);
        for (const auto& [message, row] : room.pins)
            snapshot.pins.push_back(row);
    }
    for (const auto& [id, row] : state_.invites)
        snapshot.invites.push_back(row);
    for (const auto& [id, row] : state_.uploads)
        snapshot.uploads.push_back(row);
    for (const auto& [id, row] : state_.games)
        snapshot.games.push_back(row);
    for (const auto& [key, row] : state_.ratings)
        snapshot.ratings.push_back(row);
    return snapshot;
}

}  // namespace crosstalk::hub
