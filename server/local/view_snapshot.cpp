// The hub's state as it is loaded.
#include <string>

#include "server/local/view_rows.hpp"
#include "server/local/view_tables.hpp"

namespace crosstalk::local {
namespace {

std::string text_of(const Query& row, int column) {
    return std::string(row.text(column));
}

net::Digest digest_of(Database& database, const Query& row, int column) {
    return bytes_of<std::tuple_size_v<net::Digest>>(database, row, column);
}

void load_state(Database& database, hub::Snapshot& snapshot) {
    Query row = database.query(
        "SELECT position, entry, at, rules, rooms_per_user, rooms_per_server, members_per_room,"
        "  directs_per_user, directs_per_server, pins_per_room, invites_per_server, owner_code,"
        "  uploads_per_user, file_bytes, file_bytes_per_user, file_bytes_per_server, games_per_user, "
        "offers_per_user"
        "  FROM state");
    if (!row.step()) database.fail_as_damaged("its state is missing");
    snapshot.mark = {row.value<net::Position>(0), row.value<net::EntryId>(1)};
    snapshot.at = row.value<net::Timestamp>(2);
    snapshot.rules = row.value<std::uint32_t>(3);
    snapshot.limits = {.rooms_per_user = row.value<std::uint32_t>(4),
                       .rooms_per_server = row.value<std::uint32_t>(5),
                       .members_per_room = row.value<std::uint32_t>(6),
                       .directs_per_user = row.value<std::uint32_t>(7),
                       .directs_per_server = row.value<std::uint32_t>(8),
                       .pins_per_room = row.value<std::uint32_t>(9),
                       .invites_per_server = row.value<std::uint32_t>(10),
                       .uploads_per_user = row.value<std::uint32_t>(12),
                       .file_bytes = row.value<std::uint64_t>(13),
                       .file_bytes_per_user = row.value<std::uint64_t>(14),
                       .file_bytes_per_server = row.value<std::uint64_t>(15),
                       .games_per_user = row.value<std::uint32_t>(16),
                       .offers_per_user = row.value<std::uint32_t>(17)};
    snapshot.server.owner_code = digest_of(database, row, 11);
}

void load_people(Database& database, hub::Snapshot& snapshot) {
    Query users = database.query(
        "SELECT id, name, name_key, created, role, muted_until, seen, colour, status, bio, picture,"
        "  picture_size, picture_hash FROM users ORDER BY id");
    while (users.step()) {
        snapshot.users.push_back(
            {.id = users.value<net::UserId>(0),
             .name = text_of(users, 1),
             .name_key = text_of(users, 2),
             .created = users.value<net::Timestamp>(3),
             .role = users.value<net::Role>(4),
             .muted_until = users.value<net::Timestamp>(5),
             .seen = users.value<net::Timestamp>(6),
             .card = {users.value<std::uint32_t>(7), text_of(users, 8), users.value<net::UploadId>(10)},
             .bio = text_of(users, 9),
             .picture_size = users.value<std::uint64_t>(11),
             .picture = digest_of(database, users, 12)});
    }
    Query devices = database.query("SELECT id, user, key, added, removed FROM devices ORDER BY id");
    while (devices.step()) {
        snapshot.devices.push_back({.id = devices.value<net::DeviceId>(0),
                                    .user = devices.value<net::UserId>(1),
                                    .key = bytes_of<std::tuple_size_v<net::DeviceKey>>(database, devices, 2),
                                    .added = devices.value<net::Timestamp>(3),
                                    .removed = devices.integer(4) != 0});
    }
    Query invites =
        database.query("SELECT id, token, by, created, until, uses_left FROM invites ORDER BY id");
    while (invites.step()) {
        const auto token = invites.bytes(1);
        snapshot.invites.push_back({.id = invites.value<net::InviteId>(0),
                                    .token = {token.begin(), token.end()},
                                    .by = invites.value<net::UserId>(2),
                                    .created = invites.value<net::Timestamp>(3),
                                    .until = invites.value<net::Timestamp>(4),
                                    .uses_left = invites.value<std::uint32_t>(5)});
    }
}

void load_rooms(Database& database, hub::Snapshot& snapshot) {
    Query rooms = database.query(
        "SELECT id, name, name_key, kind, creator, head, posts, topic, posters, slow_mode_s, salt, lock,"
        "  last_at, mentions, purged_before FROM rooms ORDER BY id");
    while (rooms.step()) {
        snapshot.rooms.push_back({.id = rooms.value<net::RoomId>(0),
                                  .name = text_of(rooms, 1),
                                  .name_key = text_of(rooms, 2),
                                  .kind = rooms.value<net::RoomKind>(3),
                                  .creator = rooms.value<net::UserId>(4),
                                  .head = rooms.value<net::Sequence>(5),
                                  .posts = rooms.value<net::PostCount>(6),
                                  .topic = text_of(rooms, 7),
                                  .posters = rooms.value<net::Posters>(8),
                                  .slow_mode_s = rooms.value<std::uint32_t>(9),
                                  .salt = digest_of(database, rooms, 10),
                                  .lock = digest_of(database, rooms, 11),
                                  .last_at = rooms.value<net::Timestamp>(12),
                                  .mentions = rooms.value<net::MentionCount>(13),
                                  .purged_before = rooms.value<net::Timestamp>(14)});
    }
    Query pins = database.query("SELECT room, message, sequence, at FROM pins ORDER BY room, message");
    while (pins.step()) {
        snapshot.pins.push_back({.room = pins.value<net::RoomId>(0),
                                 .message = pins.value<net::MessageId>(1),
                                 .sequence = pins.value<net::Sequence>(2),
                                 .at = pins.value<net::Timestamp>(3)});
    }
}

void load_members(Database& database, hub::Snapshot& snapshot) {
    Query members = database.query(
        "SELECT room, user, standing, invited_by, role, muted_until, since FROM members ORDER BY room, user");
    while (members.step()) {
        snapshot.members.push_back({.room = members.value<net::RoomId>(0),
                                    .user = members.value<net::UserId>(1),
                                    .standing = members.value<hub::Standing>(2),
                                    .invited_by = members.value<net::UserId>(3),
                                    .role = members.value<net::Role>(4),
                                    .muted_until = members.value<net::Timestamp>(5),
                                    .since = members.value<net::Timestamp>(6)});
    }
    Query marks = database.query(
        "SELECT room, user, sequence, posts, read_mentions, mentions FROM marks ORDER BY room, user");
    while (marks.step()) {
        snapshot.marks.push_back({.room = marks.value<net::RoomId>(0),
                                  .user = marks.value<net::UserId>(1),
                                  .read = {marks.value<net::Sequence>(2), marks.value<net::PostCount>(3),
                                           marks.value<net::MentionCount>(4)},
                                  .mentions = marks.value<net::MentionCount>(5)});
    }
    Query bans = database.query("SELECT room, user, by, at, until, reason FROM bans ORDER BY room, user");
    while (bans.step()) {
        snapshot.bans.push_back({.room = bans.value<net::RoomId>(0),
                                 .user = bans.value<net::UserId>(1),
                                 .by = bans.value<net::UserId>(2),
                                 .at = bans.value<net::Timestamp>(3),
                                 .until = bans.value<net::Timestamp>(4),
                                 .reason = text_of(bans, 5),
                                 .addresses = {}});
        Query addresses =
            database.query("SELECT address FROM ban_addresses WHERE room = ? AND user = ? ORDER BY address");
        addresses.bind(snapshot.bans.back().room, snapshot.bans.back().user);
        while (addresses.step())
            snapshot.bans.back().addresses.push_back(text_of(addresses, 0));
    }
}

void load_uploads(Database& database, hub::Snapshot& snapshot) {
    Query uploads =
        database.query("SELECT id, user, name, size, hash, begun, finished FROM uploads ORDER BY id");
    while (uploads.step()) {
        snapshot.uploads.push_back({.id = uploads.value<net::UploadId>(0),
                                    .user = uploads.value<net::UserId>(1),
                                    .name = text_of(uploads, 2),
                                    .size = uploads.value<std::uint64_t>(3),
                                    .hash = digest_of(database, uploads, 4),
                                    .begun = uploads.value<net::Timestamp>(5),
                                    .finished = uploads.integer(6) != 0});
    }
}

std::uint64_t unordered(std::int64_t stored) {
    return static_cast<std::uint64_t>(stored) ^ (std::uint64_t{1} << 63U);
}

void load_results(Database& database, hub::Snapshot& snapshot) {
    Query results = database.query(
        "SELECT device, run, number, status, room, sequence, message, retry_after, invite, position,"
        "  upload, refusal FROM results ORDER BY device, run, number");
    while (results.step()) {
        snapshot.results.push_back({.device = results.value<net::DeviceId>(0),
                                    .run = {unordered(results.integer(1))},
                                    .number = {unordered(results.integer(2))},
                                    .outcome = {.status = results.value<net::Status>(3),
                                                .room = results.value<net::RoomId>(4),
                                                .sequence = results.value<net::Sequence>(5),
                                                .message = results.value<net::MessageId>(6),
                                                .retry_after = results.value<net::Milliseconds>(7),
                                                .invite = results.value<net::InviteId>(8),
                                                .upload = results.value<net::UploadId>(10),
                                                .refusal = results.value<net::GameRefusal>(11)},
                                    .position = results.value<net::Position>(9)});
    }
}

}  // namespace

hub::Snapshot ViewTables::snapshot() {
    hub::Snapshot snapshot;
    load_state(database_, snapshot);
    load_people(database_, snapshot);
    load_rooms(database_, snapshot);
    load_members(database_, snapshot);
    load_uploads(database_, snapshot);
    load_results(database_, snapshot);
    load_games(database_, snapshot);
    return snapshot;
}

}  // namespace crosstalk::local
