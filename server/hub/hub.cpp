#include "server/hub/hub.hpp"

#include "net/fault.hpp"
#include "server/hub/results.hpp"
#include "server/hub/transition.hpp"

namespace crosstalk::hub {

namespace {

net::Outcome refusal(net::Status status) {
    return {.status = status, .room = {}, .sequence = {}, .message = {}};
}

net::Status judge(const State& state, const net::LoggedCommand& logged) {
    return std::visit(
        [&]<class C>(const C& command) {
            if constexpr (std::is_same_v<C, net::Unknown>) {
                return net::Status::Unknown;
            } else {
                return decide(state, logged.origin, command);
            }
        },
        logged.command);
}

net::Outcome perform(Transition& transition, const net::Command& command) {
    return std::visit(
        [&]<class C>(const C& known) {
            if constexpr (std::is_same_v<C, net::Unknown>) {
                return net::Outcome{
                    .status = net::Status::Unknown, .room = {}, .sequence = {}, .message = {}};
            } else {
                return carry_out(transition, known);
            }
        },
        command);
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

Hub::Hub(const Snapshot& snapshot) {
    state_.mark = snapshot.mark;
    state_.at = snapshot.at;
    state_.rules = snapshot.rules;
    state_.limits = snapshot.limits;
    for (const UserRow& row : snapshot.users) {
        state_.users.emplace(row.id, User{.row = row, .rooms = {}, .invitations = {}});
        state_.users_by_name_key.emplace(row.name_key, row.id);
    }
    for (const DeviceRow& row : snapshot.devices) {
        state_.devices.emplace(row.id, Device{.row = row, .runs = {}});
        state_.devices_by_key.emplace(row.key, row.id);
    }
    for (const RoomRow& row : snapshot.rooms) {
        state_.rooms.emplace(row.id, Room{.row = row, .members = {}});
        state_.rooms_by_name_key.emplace(row.name_key, row.id);
    }
    for (const MemberRow& row : snapshot.members) {
        state_.rooms.at(row.room).members.emplace(row.user, row);
        User& user = state_.users.at(row.user);
        (row.standing == Standing::Member ? user.rooms : user.invitations).insert(row.room);
    }
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
    const net::Status status = judge(state_, logged);
    effects.outcome = status == net::Status::Done ? perform(transition, logged.command) : refusal(status);
    remember(transition, effects.outcome);
    return effects;
}

std::optional<net::Outcome> Hub::foresee(const net::LoggedCommand& logged) const {
    if (const auto earlier = earlier_outcome(state_, logged.origin)) return earlier;
    const net::Status status = judge(state_, logged);
    if (status == net::Status::Done) return std::nullopt;
    return refusal(status);
}

Snapshot Hub::snapshot() const {
    Snapshot snapshot{.mark = state_.mark,
                      .at = state_.at,
                      .rules = state_.rules,
                      .limits = state_.limits,
                      .users = {},
                      .devices = {},
                      .rooms = {},
                      .members = {},
                      .results = {}};
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
        for (const auto& [user, member] : room.members)
            snapshot.members.push_back(member);
    }
    return snapshot;
}

}  // namespace crosstalk::hub
