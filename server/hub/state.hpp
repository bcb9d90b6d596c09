// What the hub knows, as plain data, and the questions that the server's sessions ask of it.
#pragma once

#include <deque>
#include <map>
#include <optional>
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
    friend bool operator==(const Run&, const Run&) = default;
};

struct Device {
    DeviceRow row;
    // At most net::runs_per_device; the one answered last is at the back.
    std::vector<Run> runs;
    friend bool operator==(const Device&, const Device&) = default;
};

struct User {
    UserRow row;
    std::set<net::DeviceId> devices;             // removed ones too
    std::set<net::RoomId> rooms;                 // without the lobby and direct ones
    std::map<net::UserId, net::RoomId> directs;  // by the other one
    std::set<net::RoomId> invitations;
    std::set<net::UploadId> uploads;
    std::set<net::MessageId> games;  // in which it has a seat
    friend bool operator==(const User&, const User&) = default;
};

struct Room {
    RoomRow row;
    std::map<net::UserId, MemberRow> members;  // members and invited; empty for the lobby
    std::map<net::UserId, MemberRow> left;     // while muted; lapsed ones may still stand here
    std::map<net::UserId, MarkRow> marks;      // of members, of the lobby too
    std::map<net::UserId, BanRow> bans;        // lapsed ones may still stand here
    std::map<net::MessageId, PinRow> pins;
    std::set<net::MessageId> games;
    friend bool operator==(const Room&, const Room&) = default;
};

struct State {
    net::Mark mark;
    net::Timestamp at;
    std::uint32_t rules = 1;
    LimitsRow limits;
    ServerRow server;
    net::UserId owner;  // of the server; 0: nobody yet
    std::map<net::UserId, User> users;
    std::map<std::string, net::UserId, std::less<>> users_by_name_key;
    std::map<net::DeviceId, Device> devices;
    std::map<net::DeviceKey, net::DeviceId> devices_by_key;
    std::map<net::RoomId, Room> rooms;
    std::map<std::string, net::RoomId, std::less<>> rooms_by_name_key;           // the lobby and public ones
    std::size_t directs = 0;                                                     // among the rooms
    std::map<std::string, std::set<net::UserId>, std::less<>> banned_addresses;  // lapsed ones too
    std::map<net::InviteId, InviteRow> invites;                                  // lapsed ones too
    std::map<net::UploadId, UploadRow> uploads;                                  // not posted yet
    std::uint64_t upload_bytes = 0;                                              // of all of them

    std::map<net::MessageId, GameRow> games;                        // that can still change
    std::set<std::pair<net::Timestamp, net::MessageId>> deadlines;  // of games: when a Tick changes them
    std::map<std::pair<net::UserId, net::GameKind>, RatingRow> ratings;

    // nullptr if there is none; valid until the next apply().
    [[nodiscard]] const User* user(net::UserId id) const;
    [[nodiscard]] const Device* device(net::DeviceId id) const;
    [[nodiscard]] const Device* device(const net::DeviceKey& key) const;
    [[nodiscard]] const Room* room(net::RoomId id) const;
    [[nodiscard]] const GameRow* game(net::MessageId id) const;
    // When the next Tick is due; nothing: none is.
    [[nodiscard]] std::optional<net::Timestamp> next_deadline() const;
    // The lobby and direct rooms too.
    [[nodiscard]] const MarkRow* mark_of(net::RoomId room, net::UserId user) const;
    // The ban that holds at that time.
    [[nodiscard]] const BanRow* ban(net::RoomId room, net::UserId user, net::Timestamp at) const;
    // The ban from the server of somebody who was connected from there.
    [[nodiscard]] const BanRow* address_ban(std::string_view address, net::Timestamp at) const;
    // nullptr if there is none that is valid at that time.
    [[nodiscard]] const InviteRow* invite(net::InviteId id, net::Timestamp at) const;

    [[nodiscard]] bool is_member(net::RoomId room, net::UserId user) const;
    [[nodiscard]] bool is_invited(net::RoomId room, net::UserId user) const;
    // Until when the user may not write there; may be past. A mute on the server holds in every room but direct ones.
    [[nodiscard]] net::Timestamp muted_until(const Room& room, net::UserId user) const;
    // The same by this room alone.
    [[nodiscard]] net::Timestamp own_mute(const Room& room, net::UserId user) const;
    [[nodiscard]] net::UserRef ref(net::UserId user) const;
    // Every room the user is in: the lobby first, then named ones, then direct ones.
    [[nodiscard]] std::vector<net::RoomId> rooms_of(net::UserId user) const;
    [[nodiscard]] std::size_t members(const Room& room) const;

    friend bool operator==(const State&, const State&) = default;
};

net::RoomSummary summary(const State& state, const Room& room);
// What a member is told of a room.
net::MyRoom my_room(const State& state, const Room& room, net::UserId user);
net::RoomCounts counts(const State& state, const Room& room, net::UserId user);

}  // namespace crosstalk::hub
