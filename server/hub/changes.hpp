// The hub's state as rows: what `apply` changes, what the view stores, and what the hub is loaded from.
#pragma once

#include <string>
#include <variant>
#include <vector>

#include "games/rating.hpp"
#include "games/record.hpp"
#include "net/events.hpp"
#include "net/ids.hpp"
#include "net/messages.hpp"

namespace crosstalk::hub {

// One row: the limits that the hub judges by, as of the last start.
struct LimitsRow {
    std::uint32_t rooms_per_user = 100;
    std::uint32_t rooms_per_server = 10'000;
    std::uint32_t members_per_room = 500;
    std::uint32_t directs_per_user = 500;
    std::uint32_t directs_per_server = 100'000;
    std::uint32_t pins_per_room = 50;
    std::uint32_t invites_per_server = 100;
    std::uint32_t uploads_per_user = 100;
    std::uint64_t file_bytes = 2ULL << 30U;
    std::uint64_t file_bytes_per_user = 5ULL << 30U;
    std::uint64_t file_bytes_per_server = 50ULL << 30U;
    std::uint32_t games_per_user = 8;
    std::uint32_t offers_per_user = 3;
    friend bool operator==(const LimitsRow&, const LimitsRow&) = default;
};

// One row.
struct ServerRow {
    net::Digest owner_code{};  // all zero: no code is valid
    friend bool operator==(const ServerRow&, const ServerRow&) = default;
};

struct UserRow {
    net::UserId id;
    std::string name;
    std::string name_key;  // unique
    net::Timestamp created;
    net::Role role = net::Role::Member;  // on the server; at most one Owner
    net::Timestamp muted_until;          // on the server
    net::Timestamp seen;                 // when it was last online
    net::Card card;
    std::string bio;
    std::uint64_t picture_size = 0;  // of card.picture
    net::Digest picture{};
    friend bool operator==(const UserRow&, const UserRow&) = default;
};

struct DeviceRow {
    net::DeviceId id;
    net::UserId user;
    net::DeviceKey key{};  // unique
    net::Timestamp added;
    bool removed = false;  // never comes in again
    friend bool operator==(const DeviceRow&, const DeviceRow&) = default;
};

struct RoomRow {
    net::RoomId id;
    std::string name;      // empty if direct
    std::string name_key;  // unique among public rooms and the lobby
    net::RoomKind kind = net::RoomKind::Public;
    net::UserId creator;
    net::Sequence head;
    net::PostCount posts;
    std::string topic;
    net::Posters posters = net::Posters::Everyone;
    std::uint32_t slow_mode_s = 0;
    net::Digest salt{};
    net::Digest lock{};  // all zero: not locked
    net::Timestamp last_at;
    net::MentionCount mentions;  // of all
    net::Timestamp purged_before;
    friend bool operator==(const RoomRow&, const RoomRow&) = default;
};

// The room is gone with its members, marks, bans, pins and messages.
struct RoomDissolved {
    net::RoomId room;
    friend bool operator==(const RoomDissolved&, const RoomDissolved&) = default;
};

// Who left while muted is kept in mind, so that nobody comes back with a voice.
enum class Standing : std::uint8_t { Invited, Member, Left };
constexpr Standing last_of(Standing) {
    return Standing::Left;
}

// Key (room, user). Members of the lobby have no row: everybody is one.
struct MemberRow {
    net::RoomId room;
    net::UserId user;
    Standing standing = Standing::Member;
    net::UserId invited_by;              // 0 unless invited
    net::Role role = net::Role::Member;  // of an invited one: what it will be
    net::Timestamp muted_until;
    net::Timestamp since;
    friend bool operator==(const MemberRow&, const MemberRow&) = default;
};

// The member's mark goes with it.
struct MemberRemoved {
    net::RoomId room;
    net::UserId user;
    friend bool operator==(const MemberRemoved&, const MemberRemoved&) = default;
};

// Key (room, user). How far a member, of the lobby too, has read.
struct MarkRow {
    net::RoomId room;
    net::UserId user;
    net::ReadMark read;
    net::MentionCount mentions;  // of this user by name
    friend bool operator==(const MarkRow&, const MarkRow&) = default;
};

// Key (room, user). In the lobby: from the server.
struct BanRow {
    net::RoomId room;
    net::UserId user;
    net::UserId by;
    net::Timestamp at;
    net::Timestamp until;
    std::string reason;
    std::vector<std::string> addresses;  // in ascending order
    friend bool operator==(const BanRow&, const BanRow&) = default;
};

struct BanRemoved {
    net::RoomId room;
    net::UserId user;
    friend bool operator==(const BanRemoved&, const BanRemoved&) = default;
};

struct InviteRow {
    net::InviteId id;
    net::Bytes token;  // a secret
    net::UserId by;
    net::Timestamp created;
    net::Timestamp until;
    std::uint32_t uses_left = 0;  // 0: any number
    friend bool operator==(const InviteRow&, const InviteRow&) = default;
};

struct InviteRemoved {
    net::InviteId id;
    friend bool operator==(const InviteRemoved&, const InviteRemoved&) = default;
};

// Key (room, message).
struct PinRow {
    net::RoomId room;
    net::MessageId message;
    net::Sequence sequence;
    net::Timestamp at;  // of the message
    friend bool operator==(const PinRow&, const PinRow&) = default;
};

struct PinRemoved {
    net::RoomId room;
    net::MessageId message;
    friend bool operator==(const PinRemoved&, const PinRemoved&) = default;
};

// A file that is on its way, or there and not posted yet.
struct UploadRow {
    net::UploadId id;
    net::UserId user;
    std::string name;
    std::uint64_t size = 0;
    net::Digest hash{};
    net::Timestamp begun;
    bool finished = false;
    friend bool operator==(const UploadRow&, const UploadRow&) = default;
};

// Posted, dropped, or become a picture.
struct UploadRemoved {
    net::UploadId id;
    friend bool operator==(const UploadRemoved&, const UploadRemoved&) = default;
};

// A game, by the message that is its card. The hub holds those that can still change, the view keeps all.
struct GameRow {
    net::MessageId message;
    net::RoomId room;
    net::Sequence sequence;  // of the message
    games::GameRecord record;
    net::MessageId previous;  // of the series; 0: none
    net::MessageId next;
    bool is_kept = true;  // by the hub too
    friend bool operator==(const GameRow&, const GameRow&) = default;
};

// Key (player, kind): what somebody has played of one kind.
using RatingRow = games::LeaderboardRow;

// --- only the view keeps these; the hub holds no messages

struct MessageRow {
    net::RoomId room;
    net::MessageId id;
    net::Sequence sequence;
    net::Sequence revision;
    net::UserId author;
    net::Timestamp at;
    std::string text;
    net::MessageId reply_to;
    net::Sequence reply_sequence;
    bool mentions_all = false;
    std::vector<net::UserId> mentions;
    std::vector<net::File> files;
    bool is_game = false;  // a GameRow comes with it
    friend bool operator==(const MessageRow&, const MessageRow&) = default;
};

// Changes of a message that was deleted or purged meanwhile do nothing.
struct TextChanged {
    net::RoomId room;
    net::MessageId message;
    net::Sequence revision;
    net::Timestamp at;
    std::string text;
    friend bool operator==(const TextChanged&, const TextChanged&) = default;
};

// A stub is left: text, former texts, mentions, reactions, files and game are gone.
struct MessageDeleted {
    net::RoomId room;
    net::MessageId message;
    net::Sequence revision;
    friend bool operator==(const MessageDeleted&, const MessageDeleted&) = default;
};

struct ReactionChanged {
    net::RoomId room;
    net::MessageId message;
    net::Sequence revision;
    net::UserId user;
    std::string emoji;
    bool on = true;
    friend bool operator==(const ReactionChanged&, const ReactionChanged&) = default;
};

// Of a message that was pinned or not: its revision changed. The pins themselves are PinRow.
struct PinChanged {
    net::RoomId room;
    net::MessageId message;
    net::Sequence revision;
    friend bool operator==(const PinChanged&, const PinChanged&) = default;
};

// The revision of the message whose game changed. The game itself is GameRow.
struct GameChanged {
    net::RoomId room;
    net::MessageId message;
    net::Sequence revision;
    friend bool operator==(const GameChanged&, const GameChanged&) = default;
};

// Everything said in the room before that time is gone, stubs too.
struct MessagesPurged {
    net::RoomId room;
    net::Timestamp before;
    friend bool operator==(const MessagesPurged&, const MessagesPurged&) = default;
};

// Key position: at most one per entry.
struct AuditRow {
    net::Position position;
    net::Timestamp at;
    net::RoomId room;
    net::UserId by;
    net::AuditAction action = net::AuditAction::Unknown;
    net::UserId user;
    std::string detail;
    friend bool operator==(const AuditRow&, const AuditRow&) = default;
};

// --- exactly once

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

using Change =
    std::variant<LimitsRow, ServerRow, UserRow, DeviceRow, RoomRow, RoomDissolved, MemberRow, MemberRemoved,
                 MarkRow, BanRow, BanRemoved, InviteRow, InviteRemoved, PinRow, PinRemoved, MessageRow,
                 TextChanged, MessageDeleted, ReactionChanged, PinChanged, MessagesPurged, AuditRow,
                 ResultRow, RunRemoved, UploadRow, UploadRemoved, GameRow, GameChanged, RatingRow>;

// Everything the view must store of one entry, in one transaction with its mark.
struct AppliedEntry {
    net::Mark mark;
    net::Timestamp at;
    std::uint32_t rules = 1;
    std::vector<Change> changes;
};

// The rows a hub is made from, each list in ascending order of its key. Messages, former texts, reactions and the
// audit trail are not among them.
struct Snapshot {
    net::Mark mark;
    net::Timestamp at;
    std::uint32_t rules = 1;
    LimitsRow limits;
    ServerRow server;
    std::vector<UserRow> users;
    std::vector<DeviceRow> devices;
    std::vector<RoomRow> rooms;
    std::vector<MemberRow> members;
    std::vector<MarkRow> marks;
    std::vector<BanRow> bans;
    std::vector<InviteRow> invites;
    std::vector<PinRow> pins;
    std::vector<ResultRow> results;
    std::vector<UploadRow> uploads;
    std::vector<GameRow> games;  // those that the hub keeps
    std::vector<RatingRow> ratings;
    friend bool operator==(const Snapshot&, const Snapshot&) = default;
};

}  // namespace crosstalk::hub
