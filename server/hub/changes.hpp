// The hub's state as rows: what `apply` changes, what the view stores, and what the hub is loaded from.
#pragma once

#include <string>
#include <variant>
#include <vector>

#include "net/events.hpp"
#include "net/ids.hpp"
#include "net/messages.hpp"

namespace crosstalk::hub {

// One row: the limits that the hub judges by, as of the last start.
struct LimitsRow {
    std::uint32_t rooms_per_user = 100;
    std::uint32_t rooms_per_server = 10'000;
    std::uint32_t members_per_room = 500;
    friend bool operator==(const LimitsRow&, const LimitsRow&) = default;
};

struct UserRow {
    net::UserId id;
    std::string name;
    std::string name_key;  // unique
    net::Timestamp created;
    friend bool operator==(const UserRow&, const UserRow&) = default;
};

struct DeviceRow {
    net::DeviceId id;
    net::UserId user;
    net::DeviceKey key{};  // unique
    friend bool operator==(const DeviceRow&, const DeviceRow&) = default;
};

struct RoomRow {
    net::RoomId id;
    std::string name;
    std::string name_key;  // unique
    net::RoomKind kind = net::RoomKind::Public;
    net::UserId creator;
    net::Sequence head;
    net::PostCount posts;
    friend bool operator==(const RoomRow&, const RoomRow&) = default;
};

enum class Standing : std::uint8_t { Invited, Member };
constexpr Standing last_of(Standing) {
    return Standing::Member;
}

// Key (room, user). Members of the lobby have no row: everybody is one.
struct MemberRow {
    net::RoomId room;
    net::UserId user;
    Standing standing = Standing::Member;
    net::UserId invited_by;  // 0 unless invited
    friend bool operator==(const MemberRow&, const MemberRow&) = default;
};

struct MemberRemoved {
    net::RoomId room;
    net::UserId user;
    friend bool operator==(const MemberRemoved&, const MemberRemoved&) = default;
};

// Only the view keeps these; the hub holds no messages.
struct MessageRow {
    net::RoomId room;
    net::MessageId id;
    net::Sequence sequence;
    net::Sequence revision;
    net::UserId author;
    net::Timestamp at;
    std::string text;
    friend bool operator==(const MessageRow&, const MessageRow&) = default;
};

// The answer given to one numbered command. Key (device, run, number). Storing it makes every answer of that
// run with a number of at most number - net::command_window worthless: the view deletes them.
struct ResultRow {
    net::DeviceId device;
    net::RunId run;
    net::CommandNumber number;
    net::Outcome outcome;
    net::Position position;  // where it was stored: the runs of a device are ordered by their newest answer
    friend bool operator==(const ResultRow&, const ResultRow&) = default;
};

// All answers of a run are forgotten: the device has had net::runs_per_device newer ones.
struct RunRemoved {
    net::DeviceId device;
    net::RunId run;
    friend bool operator==(const RunRemoved&, const RunRemoved&) = default;
};

using Change = std::variant<LimitsRow, UserRow, DeviceRow, RoomRow, MemberRow, MemberRemoved, MessageRow,
                            ResultRow, RunRemoved>;

// Everything the view must store of one entry, in one transaction with its mark.
struct AppliedEntry {
    net::Mark mark;
    net::Timestamp at;
    std::uint32_t rules = 1;
    std::vector<Change> changes;
};

// The rows a hub is made from, each list in ascending order of its key. Messages are not among them.
struct Snapshot {
    net::Mark mark;
    net::Timestamp at;
    std::uint32_t rules = 1;
    LimitsRow limits;
    std::vector<UserRow> users;
    std::vector<DeviceRow> devices;
    std::vector<RoomRow> rooms;
    std::vector<MemberRow> members;
    std::vector<ResultRow> results;
    friend bool operator==(const Snapshot&, const Snapshot&) = default;
};

}  // namespace crosstalk::hub
