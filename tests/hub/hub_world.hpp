// A hub with a journal in memory, for tests that speak in people and rooms instead of entries.
#pragma once

#include <string>
#include <vector>

#include "server/hub/hub.hpp"

namespace crosstalk::hub {

struct Logged {
    Stamp stamp;
    net::LoggedCommand command;
};

// What is known of one person's device.
struct Person {
    net::UserId user;
    net::DeviceId device;
};

class HubWorld {
  public:
    HubWorld() { by_server(net::ServerStarted{}); }

    Effects apply(net::LoggedCommand command) {
        const net::Position position = hub.state().mark.position.next();
        const Stamp stamp{
            {position, {position.value * 7919}}, {1000 * static_cast<std::int64_t>(position.value)}, 1};
        log.push_back({stamp, command});
        return hub.apply(stamp, command);
    }
    Effects by_server(net::Command command) { return apply({.origin = {}, .command = std::move(command)}); }

    Person person(const std::string& name) {
        net::DeviceKey key{};
        key[0] = static_cast<std::uint8_t>(++devices_);
        by_server(net::CreateUser{name, name, key});
        const Device* device = hub.state().device(key);
        return {device->row.user, device->row.id};
    }

    // The next number of the person's only run.
    Effects does(const Person& person, net::Command command) {
        return does(person, net::RunId{1}, net::CommandNumber{++numbers_}, std::move(command));
    }
    Effects does(const Person& person, net::RunId run, net::CommandNumber number, net::Command command) {
        return apply({.origin = {person.user, person.device, run, number}, .command = std::move(command)});
    }

    net::RoomId room(const Person& creator, const std::string& name, net::RoomKind kind) {
        return does(creator, net::CreateRoom{name, kind, name}).outcome.room;
    }

    Hub hub;
    std::vector<Logged> log;

  private:
    unsigned devices_ = 0;
    std::uint64_t numbers_ = 0;
};

}  // namespace crosstalk::hub
