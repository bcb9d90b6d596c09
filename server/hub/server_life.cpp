// Subject: what the server says of itself.
#include "server/hub/transition.hpp"

namespace crosstalk::hub {

namespace {

bool is_server(const net::Origin& origin) {
    return origin == net::Origin{};
}

}  // namespace

net::Status decide(const State&, const net::Origin& origin, const net::ServerStarted&) {
    return is_server(origin) ? net::Status::Done : net::Status::NotAllowed;
}

net::Outcome carry_out(Transition& transition, const net::ServerStarted& command) {
    transition.state.limits = {command.rooms_per_user, command.rooms_per_server, command.members_per_room};
    transition.record(transition.state.limits);
    auto& rooms = transition.state.rooms;
    if (!rooms.contains(net::lobby)) {
        const RoomRow row{net::lobby, "lobby", "lobby", net::RoomKind::Lobby, {}, {}, {}};
        rooms.emplace(net::lobby, Room{.row = row, .members = {}});
        transition.state.rooms_by_name_key.emplace(row.name_key, net::lobby);
        transition.record(row);
    }
    return {};
}

net::Status decide(const State& state, const net::Origin& origin, const net::SetRules& command) {
    if (!is_server(origin)) return net::Status::NotAllowed;
    return command.rules > state.rules ? net::Status::Done : net::Status::Invalid;
}

net::Outcome carry_out(Transition& transition, const net::SetRules& command) {
    transition.state.rules = command.rules;
    return {};
}

}  // namespace crosstalk::hub
