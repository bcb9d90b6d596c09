// Storing entries: the changes of several in one transaction.
#include <limits>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "net/text/markup/links.hpp"
#include "server/local/view_rows.hpp"
#include "server/local/view_tables.hpp"

namespace crosstalk::local {
namespace {

// Any 64 bits as a signed number of the same order.
constexpr std::int64_t ordered(std::uint64_t number) {
    return static_cast<std::int64_t>(number ^ (std::uint64_t{1} << 63U));
}

// One function for each alternative of hub::Change. What only the last state of matters is kept until finish().
class Storing {
  public:
    Storing(Database& database, Removal& removal) : database_(database), removal_(removal) {}

    // --- the server and its people

    void operator()(const hub::LimitsRow& row) { limits_ = row; }
    void operator()(const hub::ServerRow& row) {
        database_.run("UPDATE state SET owner_code = ?", std::span(row.owner_code));
    }
    void operator()(const hub::UserRow& row) {
        // Not REPLACE: no trigger would hear of the row that goes.
        database_.run(
            "INSERT INTO users VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (id) DO UPDATE SET"
            "  name = excluded.name, name_key = excluded.name_key, created = excluded.created,"
            "  role = excluded.role, muted_until = excluded.muted_until, seen = excluded.seen,"
            "  colour = excluded.colour, status = excluded.status, bio = excluded.bio,"
            "  picture = excluded.picture, picture_size = excluded.picture_size,"
            "  picture_hash = excluded.picture_hash",
            row.id, row.name, row.name_key, row.created, row.role, row.muted_until, row.seen, row.card.colour,
            row.card.status, row.bio, row.card.picture, row.picture_size, std::span(row.picture));
    }
    void operator()(const hub::UploadRow& row) {
        database_.run("INSERT OR REPLACE INTO uploads VALUES (?, ?, ?, ?, ?, ?, ?)", row.id, row.user,
                      row.name, row.size, std::span(row.hash), row.begun, row.finished);
    }
    void operator()(const hub::UploadRemoved& gone) {
        database_.run("DELETE FROM uploads WHERE id = ?", gone.id);
    }
    void operator()(const hub::DeviceRow& row) {
        database_.run("INSERT OR REPLACE INTO devices VALUES (?, ?, ?, ?, ?)", row.id, row.user,
                      std::span(row.key), row.added, row.removed);
    }
    void operator()(const hub::InviteRow& row) {
        database_.run("INSERT OR REPLACE INTO invites VALUES (?, ?, ?, ?, ?, ?)", row.id,
                      std::span(row.token), row.by, row.created, row.until, row.uses_left);
    }
    void operator()(const hub::InviteRemoved& gone) {
        database_.run("DELETE FROM invites WHERE id = ?", gone.id);
    }
    void operator()(const hub::AuditRow& row) {
        database_.run("INSERT INTO audit VALUES (?, ?, ?, ?, ?, ?, ?)", row.position, row.at, row.room,
                      row.by, row.action, row.user, row.detail);
    }

    // --- rooms

    void operator()(const hub::RoomRow& row) { rooms_[row.id] = &row; }
    void operator()(const hub::RoomDissolved& gone) {
        rooms_.erase(gone.room);
        for (const char* sql :
             {"DELETE FROM rooms WHERE id = ?", "DELETE FROM members WHERE room = ?",
              "DELETE FROM marks WHERE room = ?", "DELETE FROM bans WHERE room = ?",
              "DELETE FROM ban_addresses WHERE room = ?", "DELETE FROM pins WHERE room = ?"})
            database_.run(sql, gone.room);
        removal_.remove_room(gone.room);
    }
    void operator()(const hub::MemberRow& row) {
        database_.run("INSERT OR REPLACE INTO members VALUES (?, ?, ?, ?, ?, ?, ?)", row.room, row.user,
                      row.standing, row.invited_by, row.role, row.muted_until, row.since);
    }
    void operator()(const hub::MemberRemoved& gone) {
        database_.run("DELETE FROM members WHERE room = ? AND user = ?", gone.room, gone.user);
        database_.run("DELETE FROM marks WHERE room = ? AND user = ?", gone.room, gone.user);
    }
    void operator()(const hub::MarkRow& row) {
        database_.run("INSERT OR REPLACE INTO marks VALUES (?, ?, ?, ?, ?, ?)", row.room, row.user,
                      row.read.sequence, row.read.posts, row.read.mentions, row.mentions);
    }
    void operator()(const hub::BanRow& row) {
        database_.run("INSERT OR REPLACE INTO bans VALUES (?, ?, ?, ?, ?, ?)", row.room, row.user, row.by,
                      row.at, row.until, row.reason);
        forget_addresses(row.room, row.user);
        for (const std::string& address : row.addresses)
            database_.run("INSERT INTO ban_addresses VALUES (?, ?, ?)", row.room, row.user, address);
    }
    void operator()(const hub::BanRemoved& gone) {
        database_.run("DELETE FROM bans WHERE room = ? AND user = ?", gone.room, gone.user);
        forget_addresses(gone.room, gone.user);
    }
    void operator()(const hub::PinRow& row) {
        database_.run("INSERT OR REPLACE INTO pins VALUES (?, ?, ?, ?)", row.room, row.message, row.sequence,
                      row.at);
    }
    void operator()(const hub::PinRemoved& gone) {
        database_.run("DELETE FROM pins WHERE room = ? AND message = ?", gone.room, gone.message);
    }

    // --- messages

    void operator()(const hub::MessageRow& row) {
        const Holds holds = what_is_held(row.text, row.files);
        const net::Bytes mentions = pack_users(row.mentions);
        database_.run("INSERT INTO messages VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 0, 0, ?, ?, ?, ?)",
                      row.id, row.room, row.sequence, row.revision, row.author, row.at, row.text,
                      row.reply_to, row.reply_sequence, row.mentions_all, std::span(mentions), holds.link,
                      row.files.size(), holds.pictures, row.is_game);
        std::size_t place = 0;
        for (const net::File& file : row.files) {
            database_.run("INSERT INTO message_files VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)", row.room,
                          row.sequence, place++, row.author, file.name, file.size, std::span(file.hash),
                          file.width, file.height);
        }
        index(database_, row.id, {row.room, row.author, holds, searched_text(row.text, row.files)});
    }
    void operator()(const hub::TextChanged& change) {
        const std::optional<Stored> old = find(change.room, change.message);
        if (!old) return;
        unindex(database_, change.message, old->indexed(change.room));
        database_.run("INSERT INTO former_texts VALUES (?, ?, ?, ?)", change.message, change.revision,
                      change.at, old->text);
        Stored changed = *old;
        changed.text = change.text;
        changed.holds.link = text::has_link(change.text);
        database_.run("UPDATE messages SET text = ?, edited_at = ?, revision = ?, has_link = ? WHERE id = ?",
                      change.text, change.at, change.revision, changed.holds.link, change.message);
        index(database_, change.message, changed.indexed(change.room));
        removal_.index_is_stale();
    }
    void operator()(const hub::MessageDeleted& gone) {
        const std::optional<Stored> old = find(gone.room, gone.message);
        if (!old) return;
        unindex(database_, gone.message, old->indexed(gone.room));
        database_.run(
            "UPDATE messages SET text = '', mentions = x'', mentions_all = 0, has_link = 0, files = 0,"
            "  has_picture = 0, game = 0, deleted = 1, revision = ? WHERE id = ?",
            gone.revision, gone.message);
        if (old->holds.files)
            database_.run("DELETE FROM message_files WHERE room = ? AND sequence = ?", gone.room,
                          old->sequence);
        games_.erase(gone.message);
        database_.run("DELETE FROM games WHERE message = ?", gone.message);
        database_.run("DELETE FROM former_texts WHERE message = ?", gone.message);
        database_.run("DELETE FROM reactions WHERE message = ?", gone.message);
        removal_.index_is_stale();
    }
    void operator()(const hub::ReactionChanged& change) {
        if (!touch(change.room, change.message, change.revision)) return;
        if (change.on) {
            database_.run(
                "INSERT OR IGNORE INTO reactions VALUES (?1, ?2, ?3,"
                "  coalesce((SELECT place FROM reactions WHERE message = ?1 AND emoji = ?2 LIMIT 1), ?4),"
                "  ?4)",
                change.message, change.emoji, change.user, change.revision);
        } else {
            database_.run("DELETE FROM reactions WHERE message = ? AND emoji = ? AND user = ?",
                          change.message, change.emoji, change.user);
        }
    }
    void operator()(const hub::PinChanged& change) { touch(change.room, change.message, change.revision); }
    // --- games

    void operator()(const hub::GameChanged& change) { touch(change.room, change.message, change.revision); }
    void operator()(const hub::GameRow& row) { games_[row.message] = &row; }
    void operator()(const hub::RatingRow& row) { store_rating(database_, row); }

    void operator()(const hub::MessagesPurged& purged) {
        // Of all rooms at once most hold nothing that old.
        if (!holds_older(purged.room, purged.before)) return;
        const net::Sequence first_left = first_place_since(database_, purged.room, purged.before);
        removal_.remove(purged.room, {first_left.value - 1});
    }

    // --- exactly once

    void operator()(const hub::ResultRow& row) { runs_[{row.device, row.run}].answers.push_back(&row); }
    void operator()(const hub::RunRemoved& gone) { runs_[{gone.device, gone.run}] = {true, {}}; }

    void finish(const hub::AppliedEntry& last) {
        for (const auto& [message, row] : games_)
            store_game(database_, *row);
        for (const auto& [id, row] : rooms_)
            store_room(*row);
        for (const auto& [key, run] : runs_)
            store_run(key.first, key.second, run);
        database_.run("UPDATE state SET position = ?, entry = ?, at = ?, rules = ?", last.mark.position,
                      last.mark.entry, last.at, last.rules);
        if (limits_) {
            database_.run(
                "UPDATE state SET rooms_per_user = ?, rooms_per_server = ?, members_per_room = ?,"
                "  directs_per_user = ?, directs_per_server = ?, pins_per_room = ?, invites_per_server = ?,"
                "  uploads_per_user = ?, file_bytes = ?, file_bytes_per_user = ?, file_bytes_per_server = ?,"
                "  games_per_user = ?, offers_per_user = ?",
                limits_->rooms_per_user, limits_->rooms_per_server, limits_->members_per_room,
                limits_->directs_per_user, limits_->directs_per_server, limits_->pins_per_room,
                limits_->invites_per_server, limits_->uploads_per_user, limits_->file_bytes,
                limits_->file_bytes_per_user, limits_->file_bytes_per_server, limits_->games_per_user,
                limits_->offers_per_user);
        }
    }

  private:
    struct Stored {
        net::UserId author;
        net::Sequence sequence;
        Holds holds;
        std::string text;
        std::vector<net::File> files;

        [[nodiscard]] IndexedMessage indexed(net::RoomId room) const {
            return {room, author, holds, searched_text(text, files)};
        }
    };
    struct Run {
        bool removed = false;  // everything stored before
        std::vector<const hub::ResultRow*> answers;
    };

    // Nothing if there is no such message in the room, or none any more.
    std::optional<Stored> find(net::RoomId room, net::MessageId message) {
        Query row = database_.query(
            "SELECT author, sequence, has_link, files, has_picture, text FROM messages"
            "  WHERE id = ? AND room = ? AND sequence > ? AND NOT deleted");
        if (!row.bind(message, room, removal_.gone_through(room)).step()) return std::nullopt;
        Stored stored{.author = row.value<net::UserId>(0),
                      .sequence = row.value<net::Sequence>(1),
                      .holds = {row.integer(2) != 0, row.integer(3) != 0, row.integer(4) != 0},
                      .text = std::string(row.text(5)),
                      .files = {}};
        if (stored.holds.files) stored.files = files_of(database_, room, stored.sequence);
        return stored;
    }
    // False: likewise.
    bool touch(net::RoomId room, net::MessageId message, net::Sequence revision) {
        const std::int64_t before = database_.changes();
        database_.run(
            "UPDATE messages SET revision = ? WHERE id = ? AND room = ? AND sequence > ? AND NOT deleted",
            revision, message, room, removal_.gone_through(room));
        return database_.changes() != before;
    }
    bool holds_older(net::RoomId room, net::Timestamp time) {
        Query oldest = database_.query(
            "SELECT at FROM messages WHERE room = ? AND sequence > ? ORDER BY sequence LIMIT 1");
        return oldest.bind(room, removal_.gone_through(room)).step() &&
               oldest.value<net::Timestamp>(0) < time;
    }
    void forget_addresses(net::RoomId room, net::UserId user) {
        database_.run("DELETE FROM ban_addresses WHERE room = ? AND user = ?", room, user);
    }

    void store_room(const hub::RoomRow& row) {
        database_.run("INSERT OR REPLACE INTO rooms VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                      row.id, row.name, row.name_key, row.kind, row.creator, row.head, row.posts, row.topic,
                      row.posters, row.slow_mode_s, std::span(row.salt), std::span(row.lock), row.last_at,
                      row.mentions, row.purged_before);
    }

    // Each answer makes those worthless that are a window below it; so only those of the last window are written.
    void store_run(net::DeviceId device, net::RunId run, const Run& changes) {
        const std::int64_t run_key = ordered(run.value);
        if (changes.removed)
            database_.run("DELETE FROM results WHERE device = ? AND run = ?", device, run_key);
        std::vector<const hub::ResultRow*> lasting;
        std::uint64_t highest = 0;
        for (auto each = changes.answers.rbegin(); each != changes.answers.rend(); ++each) {
            const std::uint64_t number = (*each)->number.value;
            if (number > highest || highest - number < net::command_window) lasting.push_back(*each);
            highest = std::max(highest, number);
        }
        if (highest > net::command_window) {
            database_.run("DELETE FROM results WHERE device = ? AND run = ? AND number <= ?", device, run_key,
                          ordered(highest - net::command_window));
        }
        for (auto each = lasting.rbegin(); each != lasting.rend(); ++each) {
            const net::Outcome& outcome = (*each)->outcome;
            database_.run("INSERT OR REPLACE INTO results VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                          device, run_key, ordered((*each)->number.value), outcome.status, outcome.room,
                          outcome.sequence, outcome.message, (*each)->position, outcome.retry_after,
                          outcome.invite, outcome.upload, outcome.refusal);
        }
    }

    Database& database_;
    Removal& removal_;
    std::optional<hub::LimitsRow> limits_;
    std::map<net::MessageId, const hub::GameRow*> games_;
    std::map<net::RoomId, const hub::RoomRow*> rooms_;
    std::map<std::pair<net::DeviceId, net::RunId>, Run> runs_;
};

}  // namespace

void ViewTables::store(std::span<const hub::AppliedEntry> entries) {
    if (entries.empty()) return;
    Transaction transaction(database_);
    Storing storing(database_, removal_);
    for (const hub::AppliedEntry& entry : entries) {
        for (const hub::Change& change : entry.changes)
            std::visit(storing, change);
    }
    storing.finish(entries.back());
    transaction.commit();
    mark_ = entries.back().mark;
}

}  // namespace crosstalk::local
