// What the hub knows, as plain data, and the questions that the server's sessions ask of it.
#pragma once

#include <deque>
#include <map>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "net/commands.hpp"
#include "net/ids.hpp"
#include "net/messages.hpp"
#include "server/hub/changes.hpp"

namespace crosstalk::hub {

// The answers to the newest numbers of one run.
struct Run {
    net::RunId id;
    net::CommandNumber newest;
    net::Position newest_position;
    // Ascending; all within net::command_window of `newest`.
    std::deque<ResultRow> results;
};

struct Device {
    DeviceRow row;
    // At most net::runs_per_device; the one answered last is at the back.
    std::vector<Run> runs;
};

struct User {
    UserRow row;
    std::set<net::RoomId> rooms;  // without the lobby
    std::set<net::RoomId> invitations;
};

struct Room {
    RoomRow row;
    std::map<net::UserId, MemberRow> members;  // members and invited; empty for the lobby
};

struct State {
    net::Mark mark;
    net::Timestamp at;
    std::uint32_t rules = 1;
    LimitsRow limits;
    std::map<net::UserId, User> users;
    std::map<std::string, net::UserId, std::less<>> users_by_name_key;
    std::map<net::DeviceId, Device> devices;
    std::map<net::DeviceKey, net::DeviceId> devices_by_key;
    std::map<net::RoomId, Room> rooms;
    std::map<std::string, net::RoomId, std::less<>> rooms_by_name_key;

    // nullptr if there is none; valid until the next apply().
    [[nodiscard]] const User* user(net::UserId id) const;
    [[nodiscard]] const Device* device(net::DeviceId id) const;
    [[nodiscard]] const Device* device(const net::DeviceKey& key) const;
    [[nodiscard]] const Room* room(net::RoomId id) const;

    [[nodiscard]] bool is_member(net::RoomId room, net::UserId user) const;
    [[nodiscard]] bool is_invited(net::RoomId room, net::UserId user) const;
    [[nodiscard]] net::UserRef ref(net::UserId user) const;
};

net::RoomSummary summary(const Room& room);

}  // namespace crosstalk::hub
