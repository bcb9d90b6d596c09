// Subject: users and their devices.
#include "server/hub/transition.hpp"

namespace crosstalk::hub {

net::Status decide(const State& state, const net::Origin& origin, const net::CreateUser& command) {
    if (origin != net::Origin{}) return net::Status::NotAllowed;
    if (command.name.empty() || command.name_key.empty()) return net::Status::Invalid;
    if (state.users_by_name_key.contains(command.name_key)) return net::Status::NameTaken;
    if (state.devices_by_key.contains(command.device)) return net::Status::Invalid;
    return net::Status::Done;
}

net::Outcome carry_out(Transition& transition, const net::CreateUser& command) {
    State& state = transition.state;
    const auto user_id = transition.new_id<net::UserId>();
    const auto device_id = transition.new_id<net::DeviceId>();

    const UserRow user{user_id, command.name, command.name_key, transition.stamp.at};
    state.users.emplace(user_id, User{.row = user, .rooms = {}, .invitations = {}});
    state.users_by_name_key.emplace(command.name_key, user_id);
    transition.record(user);

    const DeviceRow device{device_id, user_id, command.device};
    state.devices.emplace(device_id, Device{.row = device, .runs = {}});
    state.devices_by_key.emplace(command.device, device_id);
    transition.record(device);

    // Entering the lobby is a fact once, when the user is made; coming and going afterwards is presence.
    Room& lobby = state.rooms.at(net::lobby);
    const net::Sequence sequence = transition.announce(lobby, net::MemberJoined{{user_id, command.name}});
    return {.status = net::Status::Done, .room = net::lobby, .sequence = sequence, .message = {}};
}

}  // namespace crosstalk::hub
