#include "server/local/view_tables.hpp"

#include <sqlite3.h>

#include <algorithm>
#include <limits>
#include <map>
#include <optional>
#include <utility>
#include <variant>

#include "server/local/schema.hpp"
#include "server/local/search_text.hpp"

namespace crosstalk::local {
namespace {

constexpr int cache_kib = 8 * 1024;

// Names and keys are unique by the hub's word; an index here would only cost.
void make_tables(Database& database) {
    database.execute(
        "CREATE TABLE state("
        "  one INTEGER PRIMARY KEY CHECK (one = 1), position INTEGER NOT NULL, entry INTEGER NOT NULL,"
        "  at INTEGER NOT NULL, rules INTEGER NOT NULL, rooms_per_user INTEGER NOT NULL,"
        "  rooms_per_server INTEGER NOT NULL, members_per_room INTEGER NOT NULL) STRICT;"
        "CREATE TABLE users("
        "  id INTEGER PRIMARY KEY, name TEXT NOT NULL, name_key TEXT NOT NULL, created INTEGER NOT NULL) "
        "STRICT;"
        "CREATE TABLE devices(id INTEGER PRIMARY KEY, user INTEGER NOT NULL, key BLOB NOT NULL) STRICT;"
        "CREATE TABLE rooms("
        "  id INTEGER PRIMARY KEY, name TEXT NOT NULL, name_key TEXT NOT NULL, kind INTEGER NOT NULL,"
        "  creator INTEGER NOT NULL, head INTEGER NOT NULL, posts INTEGER NOT NULL) STRICT;"
        "CREATE TABLE members("
        "  room INTEGER NOT NULL, user INTEGER NOT NULL, standing INTEGER NOT NULL, invited_by INTEGER NOT "
        "NULL,"
        "  PRIMARY KEY (room, user)) STRICT, WITHOUT ROWID;"
        // Run and number are stored with their highest bit turned over: they may be any 64 bits, and signed order
        // is then theirs.
        "CREATE TABLE results("
        "  device INTEGER NOT NULL, run INTEGER NOT NULL, number INTEGER NOT NULL, status INTEGER NOT NULL,"
        "  room INTEGER NOT NULL, sequence INTEGER NOT NULL, message INTEGER NOT NULL, position INTEGER NOT "
        "NULL,"
        "  PRIMARY KEY (device, run, number)) STRICT, WITHOUT ROWID;"
        "CREATE TABLE messages("
        "  id INTEGER PRIMARY KEY, room INTEGER NOT NULL, sequence INTEGER NOT NULL, revision INTEGER NOT "
        "NULL,"
        "  author INTEGER NOT NULL, at INTEGER NOT NULL, text TEXT NOT NULL) STRICT;"
        "CREATE UNIQUE INDEX messages_by_sequence ON messages(room, sequence);"
        // Most messages are never changed; their revision is their sequence.
        "CREATE INDEX messages_by_revision ON messages(room, revision) WHERE revision > sequence;"
        // Not the text itself but what search_text.hpp makes of it; no sizes, since nothing is ranked.
        "CREATE VIEW search_source AS"
        "  SELECT id, search_room(room) AS room, search_text(text) AS text FROM messages;"
        "CREATE VIRTUAL TABLE search USING fts5("
        "  room, text, content = 'search_source', content_rowid = 'id', columnsize = 0,"
        "  tokenize = 'unicode61 remove_diacritics 2');");
    const hub::LimitsRow limits;
    database.run("INSERT INTO state VALUES (1, 0, 0, 0, 1, ?, ?, ?)", limits.rooms_per_user,
                 limits.rooms_per_server, limits.members_per_room);
}

// "CTVw"
const Schema schema{0x43545677, {make_tables}};

// What the view search_source asks for, when SQLite rebuilds or checks the index.
void search_text_function(sqlite3_context* context, int, sqlite3_value** values) {
    const auto* text = reinterpret_cast<const char*>(sqlite3_value_text(values[0]));
    const auto size = static_cast<std::size_t>(sqlite3_value_bytes(values[0]));
    const std::string result =
        search_text(text == nullptr ? std::string_view() : std::string_view(text, size));
    sqlite3_result_text64(context, result.data(), result.size(), SQLITE_TRANSIENT, SQLITE_UTF8);
}

void search_room_function(sqlite3_context* context, int, sqlite3_value** values) {
    const std::string result = search_room({static_cast<std::uint64_t>(sqlite3_value_int64(values[0]))});
    sqlite3_result_text64(context, result.data(), result.size(), SQLITE_TRANSIENT, SQLITE_UTF8);
}

void add_functions(Database& database) {
    constexpr int flags = SQLITE_UTF8 | SQLITE_DETERMINISTIC | SQLITE_INNOCUOUS;
    sqlite3_create_function_v2(database.handle(), "search_text", 1, flags, nullptr, search_text_function,
                               nullptr, nullptr, nullptr);
    sqlite3_create_function_v2(database.handle(), "search_room", 1, flags, nullptr, search_room_function,
                               nullptr, nullptr, nullptr);
}

// Any 64 bits as a signed number of the same order.
constexpr std::int64_t ordered(std::uint64_t number) {
    return static_cast<std::int64_t>(number ^ (std::uint64_t{1} << 63U));
}
constexpr std::uint64_t unordered(std::int64_t stored) {
    return static_cast<std::uint64_t>(stored) ^ (std::uint64_t{1} << 63U);
}

// A bound that a client may have sent: what is stored never reaches the highest signed number.
constexpr std::int64_t bound(std::uint64_t number) {
    constexpr auto highest = std::numeric_limits<std::int64_t>::max();
    return static_cast<std::int64_t>(std::min(number, static_cast<std::uint64_t>(highest)));
}

// Columns from `first` on: id, sequence, revision, author, the author's name, at, text.
net::Message message_of(const Query& row, int first) {
    return {row.value<net::MessageId>(first),
            row.value<net::Sequence>(first + 1),
            row.value<net::Sequence>(first + 2),
            {row.value<net::UserId>(first + 3), std::string(row.text(first + 4))},
            row.value<net::Timestamp>(first + 5),
            std::string(row.text(first + 6))};
}

// Takes messages, newest first, until limit or bytes are reached.
class Bounded {
  public:
    explicit Bounded(std::size_t limit) : limit_(std::clamp<std::size_t>(limit, 1, net::max_page_rows)) {}

    void take_all(Query& rows) {
        while (complete_ && rows.step())
            take(message_of(rows, 0));
    }
    [[nodiscard]] bool complete() const { return complete_; }
    [[nodiscard]] std::vector<net::Message> ascending() {
        std::reverse(taken_.begin(), taken_.end());
        return std::move(taken_);
    }

  private:
    void take(net::Message message) {
        bytes_ += message.text.size();
        complete_ = taken_.size() < limit_ && (taken_.empty() || bytes_ <= net::max_page_bytes);
        if (complete_) taken_.push_back(std::move(message));
    }

    std::size_t limit_;
    std::size_t bytes_ = 0;
    bool complete_ = true;
    std::vector<net::Message> taken_;
};

// Stores the changes of several entries. What only the last state of matters is kept until finish().
class Storing {
  public:
    explicit Storing(Database& database) : database_(database) {}

    void operator()(const hub::LimitsRow& row) { limits_ = row; }
    void operator()(const hub::UserRow& row) {
        database_.run("INSERT OR REPLACE INTO users VALUES (?, ?, ?, ?)", row.id, row.name, row.name_key,
                      row.created);
    }
    void operator()(const hub::DeviceRow& row) {
        database_.run("INSERT OR REPLACE INTO devices VALUES (?, ?, ?)", row.id, row.user,
                      std::span(row.key));
    }
    void operator()(const hub::RoomRow& row) { rooms_[row.id] = &row; }
    void operator()(const hub::MemberRow& row) {
        database_.run("INSERT OR REPLACE INTO members VALUES (?, ?, ?, ?)", row.room, row.user, row.standing,
                      row.invited_by);
    }
    void operator()(const hub::MemberRemoved& gone) {
        database_.run("DELETE FROM members WHERE room = ? AND user = ?", gone.room, gone.user);
    }
    void operator()(const hub::MessageRow& row) {
        if (row.revision != row.sequence) forget_message(row.id);
        database_.run("INSERT INTO messages VALUES (?, ?, ?, ?, ?, ?, ?)", row.id, row.room, row.sequence,
                      row.revision, row.author, row.at, row.text);
        database_.run("INSERT INTO search(rowid, room, text) VALUES (?, ?, ?)", row.id, search_room(row.room),
                      search_text(row.text));
    }
    void operator()(const hub::ResultRow& row) { runs_[{row.device, row.run}].answers.push_back(&row); }
    void operator()(const hub::RunRemoved& gone) { runs_[{gone.device, gone.run}] = {true, {}}; }

    void finish(const hub::AppliedEntry& last) {
        for (const auto& [id, row] : rooms_) {
            database_.run("INSERT OR REPLACE INTO rooms VALUES (?, ?, ?, ?, ?, ?, ?)", row->id, row->name,
                          row->name_key, row->kind, row->creator, row->head, row->posts);
        }
        for (const auto& [key, run] : runs_)
            store_run(key.first, key.second, run);
        database_.run("UPDATE state SET position = ?, entry = ?, at = ?, rules = ?", last.mark.position,
                      last.mark.entry, last.at, last.rules);
        if (limits_) {
            database_.run("UPDATE state SET rooms_per_user = ?, rooms_per_server = ?, members_per_room = ?",
                          limits_->rooms_per_user, limits_->rooms_per_server, limits_->members_per_room);
        }
    }

  private:
    struct Run {
        bool removed = false;  // everything stored before
        std::vector<const hub::ResultRow*> answers;
    };

    void forget_message(net::MessageId id) {
        std::optional<std::pair<std::string, std::string>> indexed;
        {
            Query old = database_.query("SELECT room, text FROM messages WHERE id = ?");
            if (old.bind(id).step())
                indexed.emplace(search_room(old.value<net::RoomId>(0)), search_text(old.text(1)));
        }
        if (!indexed) return;
        // The index has to be told what it was given.
        database_.run("INSERT INTO search(search, rowid, room, text) VALUES ('delete', ?, ?, ?)", id,
                      indexed->first, indexed->second);
        database_.run("DELETE FROM messages WHERE id = ?", id);
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
            database_.run("INSERT OR REPLACE INTO results VALUES (?, ?, ?, ?, ?, ?, ?, ?)", device, run_key,
                          ordered((*each)->number.value), outcome.status, outcome.room, outcome.sequence,
                          outcome.message, (*each)->position);
        }
    }

    Database& database_;
    std::optional<hub::LimitsRow> limits_;
    std::map<net::RoomId, const hub::RoomRow*> rooms_;
    std::map<std::pair<net::DeviceId, net::RunId>, Run> runs_;
};

}  // namespace

// Normal: what a power cut takes from the end is still in the journal, which is trimmed only below durable().
ViewTables::ViewTables(const std::filesystem::path& file)
    : database_(file, "the archive", Durability::Normal, cache_kib) {
    add_functions(database_);
    bring_up_to_date(database_, schema);
    mark_ = snapshot().mark;
}

hub::Snapshot ViewTables::snapshot() {
    hub::Snapshot snapshot;
    {
        Query row = database_.query("SELECT * FROM state");
        if (!row.step()) database_.fail_as_damaged("its state is missing");
        snapshot.mark = {row.value<net::Position>(1), row.value<net::EntryId>(2)};
        snapshot.at = row.value<net::Timestamp>(3);
        snapshot.rules = row.value<std::uint32_t>(4);
        snapshot.limits = {row.value<std::uint32_t>(5), row.value<std::uint32_t>(6),
                           row.value<std::uint32_t>(7)};
    }
    Query users = database_.query("SELECT * FROM users ORDER BY id");
    while (users.step()) {
        snapshot.users.push_back({users.value<net::UserId>(0), std::string(users.text(1)),
                                  std::string(users.text(2)), users.value<net::Timestamp>(3)});
    }
    Query devices = database_.query("SELECT * FROM devices ORDER BY id");
    while (devices.step()) {
        hub::DeviceRow device{devices.value<net::DeviceId>(0), devices.value<net::UserId>(1), {}};
        const auto key = devices.bytes(2);
        if (key.size() != device.key.size()) database_.fail_as_damaged("a device's key has a wrong length");
        std::copy(key.begin(), key.end(), device.key.begin());
        snapshot.devices.push_back(device);
    }
    Query rooms = database_.query("SELECT * FROM rooms ORDER BY id");
    while (rooms.step()) {
        snapshot.rooms.push_back({rooms.value<net::RoomId>(0), std::string(rooms.text(1)),
                                  std::string(rooms.text(2)), rooms.value<net::RoomKind>(3),
                                  rooms.value<net::UserId>(4), rooms.value<net::Sequence>(5),
                                  rooms.value<net::PostCount>(6)});
    }
    Query members = database_.query("SELECT * FROM members ORDER BY room, user");
    while (members.step()) {
        snapshot.members.push_back({members.value<net::RoomId>(0), members.value<net::UserId>(1),
                                    members.value<hub::Standing>(2), members.value<net::UserId>(3)});
    }
    Query results = database_.query("SELECT * FROM results ORDER BY device, run, number");
    while (results.step()) {
        snapshot.results.push_back({results.value<net::DeviceId>(0),
                                    {unordered(results.integer(1))},
                                    {unordered(results.integer(2))},
                                    {results.value<net::Status>(3), results.value<net::RoomId>(4),
                                     results.value<net::Sequence>(5), results.value<net::MessageId>(6)},
                                    results.value<net::Position>(7)});
    }
    return snapshot;
}

void ViewTables::store(std::span<const hub::AppliedEntry> entries) {
    if (entries.empty()) return;
    Transaction transaction(database_);
    Storing storing(database_);
    for (const hub::AppliedEntry& entry : entries) {
        for (const hub::Change& change : entry.changes)
            std::visit(storing, change);
    }
    storing.finish(entries.back());
    transaction.commit();
    mark_ = entries.back().mark;
}

ports::Rows ViewTables::rows_above(const ports::RowsAbove& query) {
    ports::Rows rows{mark_, {}, query.have.next(), {}};
    {
        Query room = database_.query("SELECT id, name, kind, head, posts FROM rooms WHERE id = ?");
        if (!room.bind(query.room).step()) return rows;
        rows.room = {room.value<net::RoomId>(0), std::string(room.text(1)), room.value<net::RoomKind>(2),
                     room.value<net::Sequence>(3), room.value<net::PostCount>(4)};
    }
    const std::int64_t have = bound(query.have.value);
    Bounded taken(query.limit);
    Query newer = database_.query(
        "SELECT m.id, m.sequence, m.revision, m.author, u.name, m.at, m.text"
        "  FROM messages m LEFT JOIN users u ON u.id = m.author"
        "  WHERE m.room = ? AND m.sequence > ? ORDER BY m.sequence DESC");
    newer.bind(query.room, have);
    taken.take_all(newer);
    Query changed = database_.query(
        "SELECT m.id, m.sequence, m.revision, m.author, u.name, m.at, m.text"
        "  FROM messages m INDEXED BY messages_by_revision LEFT JOIN users u ON u.id = m.author"
        "  WHERE m.room = ?1 AND m.revision > ?2 AND m.revision > m.sequence AND m.sequence <= ?2"
        "  ORDER BY m.sequence DESC");
    changed.bind(query.room, have);
    taken.take_all(changed);
    rows.messages = taken.ascending();
    if (!taken.complete()) rows.from = std::max(rows.messages.front().sequence, query.have.next().next());
    return rows;
}

ports::Page ViewTables::page_before(const ports::PageBefore& query) {
    constexpr std::uint64_t no_bound = std::numeric_limits<std::uint64_t>::max();
    Query older = database_.query(
        "SELECT m.id, m.sequence, m.revision, m.author, u.name, m.at, m.text"
        "  FROM messages m LEFT JOIN users u ON u.id = m.author"
        "  WHERE m.room = ? AND m.sequence < ? ORDER BY m.sequence DESC");
    older.bind(query.room, bound(query.before ? query.before.value : no_bound));
    Bounded taken(query.limit);
    taken.take_all(older);
    ports::Page page{{1}, taken.ascending()};
    if (!taken.complete()) page.from = page.messages.front().sequence;
    return page;
}

bool ViewTables::hold_much(const std::vector<net::RoomId>& rooms) {
    constexpr std::uint64_t one_in = 20;
    std::uint64_t posts = 0;
    for (const net::RoomId id : rooms) {
        Query room = database_.query("SELECT posts FROM rooms WHERE id = ?");
        if (room.bind(id).step()) posts += room.value<net::PostCount>(0).value;
    }
    // There are at most as many messages as entries.
    return posts > mark_.position.value / one_in;
}

std::vector<Found> ViewTables::search(const Search& query) {
    // Rooms that hold little are looked for in the index: few steps, however common the words are elsewhere. Rooms
    // that hold much would make every step of the index slow; there it is quicker to pass over what is not in them.
    const bool pass_over = hold_much(query.rooms);
    const std::string match = pass_over ? search_query(query.words) : search_query(query.words, query.rooms);
    if (match.empty()) return {};
    std::string rooms = "[";
    for (const net::RoomId& room : query.rooms) {
        if (&room != &query.rooms.front()) rooms += ',';
        rooms += std::to_string(static_cast<std::int64_t>(room.value));
    }
    rooms += ']';
    constexpr std::uint64_t no_bound = std::numeric_limits<std::uint64_t>::max();
    // CROSS JOIN: the index first, and it is read from its end only as far as rows are taken.
    Query rows = database_.query(
        "SELECT m.room, m.id, m.sequence, m.revision, m.author, u.name, m.at, m.text"
        "  FROM search CROSS JOIN messages m ON m.id = search.rowid LEFT JOIN users u ON u.id = m.author"
        "  WHERE search MATCH ? AND search.rowid < ? AND m.room IN (SELECT value FROM json_each(?))"
        "  ORDER BY search.rowid DESC LIMIT ?");
    rows.bind(match, bound(query.before ? query.before.value : no_bound), rooms, query.limit);
    std::vector<Found> found;
    while (rows.step())
        found.push_back({rows.value<net::RoomId>(0), message_of(rows, 1)});
    return found;
}

void ViewTables::verify() {
    {
        Query check = database_.query("PRAGMA integrity_check(1)");
        if (!check.step()) database_.fail_as_damaged("its check gave no answer");
        if (check.text(0) != "ok") database_.fail_as_damaged(std::string(check.text(0)));
    }
    // Compares the index with search_source too; an error says that they differ.
    database_.run("INSERT INTO search(search, rank) VALUES ('integrity-check', 1)");
}

}  // namespace crosstalk::local
