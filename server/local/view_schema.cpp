#include "server/local/view_schema.hpp"

#include <sqlite3.h>

#include <string>

#include "net/rooms.hpp"
#include "net/text/markup/links.hpp"
#include "server/hub/changes.hpp"
#include "server/local/search_text.hpp"
#include "server/local/tokenizer.hpp"

namespace crosstalk::local {
namespace {

// Format 1, without its index for searching, which format 2 replaced. Names and keys are unique by the hub's word; an
// index here would only cost.
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
        "CREATE INDEX messages_by_revision ON messages(room, revision) WHERE revision > sequence;");
    database.run("INSERT INTO state VALUES (1, 0, 0, 0, 1, 100, 10000, 500)");
}

std::string number(auto value) {
    return std::to_string(static_cast<std::int64_t>(value));
}

// What a file of format 1 does not say is as the hub would have it: somebody owns each room, and nothing is unread.
void fill_in(Database& database) {
    const std::string member = number(hub::Standing::Member);
    database.execute(
        "UPDATE members SET role = " + number(net::Role::Owner) + " WHERE standing = " + member +
        "  AND user = coalesce("
        "    (SELECT c.user FROM rooms r JOIN members c ON c.room = r.id AND c.user = r.creator"
        "       WHERE r.id = members.room AND c.standing = " +
        member +
        "),"
        "    (SELECT min(o.user) FROM members o WHERE o.room = members.room AND o.standing = " +
        member +
        "));"
        "UPDATE rooms SET last_at = coalesce("
        "  (SELECT m.at FROM messages m WHERE m.room = rooms.id ORDER BY m.sequence DESC LIMIT 1), 0);"
        "INSERT INTO marks SELECT m.room, m.user, r.head, r.posts, 0, 0"
        "  FROM members m JOIN rooms r ON r.id = m.room WHERE m.standing = " +
        member +
        ";"
        "INSERT INTO marks SELECT r.id, u.id, r.head, r.posts, 0, 0"
        "  FROM rooms r CROSS JOIN users u WHERE r.id = " +
        number(net::lobby.value) + ";");
}

void add_conversation(Database& database) {
    const hub::LimitsRow limits;
    const std::string no_digest = "x'" + std::string(2 * std::tuple_size_v<net::Digest>, '0') + "'";
    database.execute(
        "DROP TABLE IF EXISTS search;"
        "DROP VIEW IF EXISTS search_source;"

        "ALTER TABLE state ADD COLUMN directs_per_user INTEGER NOT NULL DEFAULT " +
        number(limits.directs_per_user) +
        ";"
        "ALTER TABLE state ADD COLUMN directs_per_server INTEGER NOT NULL DEFAULT " +
        number(limits.directs_per_server) +
        ";"
        "ALTER TABLE state ADD COLUMN pins_per_room INTEGER NOT NULL DEFAULT " +
        number(limits.pins_per_room) +
        ";"
        "ALTER TABLE state ADD COLUMN invites_per_server INTEGER NOT NULL DEFAULT " +
        number(limits.invites_per_server) +
        ";"
        "ALTER TABLE state ADD COLUMN owner_code BLOB NOT NULL DEFAULT " +
        no_digest +
        ";"
        // Words that nothing holds any more still lie in the index.
        "ALTER TABLE state ADD COLUMN stale_index INTEGER NOT NULL DEFAULT 0;"

        "ALTER TABLE users ADD COLUMN role INTEGER NOT NULL DEFAULT " +
        number(net::Role::Member) +
        ";"
        "ALTER TABLE users ADD COLUMN muted_until INTEGER NOT NULL DEFAULT 0;"
        "ALTER TABLE users ADD COLUMN seen INTEGER NOT NULL DEFAULT 0;"
        "ALTER TABLE users ADD COLUMN colour INTEGER NOT NULL DEFAULT 0;"
        "ALTER TABLE users ADD COLUMN status TEXT NOT NULL DEFAULT '';"
        "ALTER TABLE users ADD COLUMN bio TEXT NOT NULL DEFAULT '';"

        "ALTER TABLE devices ADD COLUMN added INTEGER NOT NULL DEFAULT 0;"
        "ALTER TABLE devices ADD COLUMN removed INTEGER NOT NULL DEFAULT 0;"

        "ALTER TABLE rooms ADD COLUMN topic TEXT NOT NULL DEFAULT '';"
        "ALTER TABLE rooms ADD COLUMN posters INTEGER NOT NULL DEFAULT 0;"
        "ALTER TABLE rooms ADD COLUMN slow_mode_s INTEGER NOT NULL DEFAULT 0;"
        "ALTER TABLE rooms ADD COLUMN salt BLOB NOT NULL DEFAULT " +
        no_digest +
        ";"
        "ALTER TABLE rooms ADD COLUMN lock BLOB NOT NULL DEFAULT " +
        no_digest +
        ";"
        "ALTER TABLE rooms ADD COLUMN last_at INTEGER NOT NULL DEFAULT 0;"
        "ALTER TABLE rooms ADD COLUMN mentions INTEGER NOT NULL DEFAULT 0;"
        "ALTER TABLE rooms ADD COLUMN purged_before INTEGER NOT NULL DEFAULT 0;"

        "ALTER TABLE members ADD COLUMN role INTEGER NOT NULL DEFAULT " +
        number(net::Role::Member) +
        ";"
        "ALTER TABLE members ADD COLUMN muted_until INTEGER NOT NULL DEFAULT 0;"
        "ALTER TABLE members ADD COLUMN since INTEGER NOT NULL DEFAULT 0;"

        "ALTER TABLE results ADD COLUMN retry_after INTEGER NOT NULL DEFAULT 0;"
        "ALTER TABLE results ADD COLUMN invite INTEGER NOT NULL DEFAULT 0;"

        "CREATE TABLE marks("
        "  room INTEGER NOT NULL, user INTEGER NOT NULL, sequence INTEGER NOT NULL, posts INTEGER NOT NULL,"
        "  read_mentions INTEGER NOT NULL, mentions INTEGER NOT NULL,"
        "  PRIMARY KEY (room, user)) STRICT, WITHOUT ROWID;"
        "CREATE TABLE bans("
        "  room INTEGER NOT NULL, user INTEGER NOT NULL, by INTEGER NOT NULL, at INTEGER NOT NULL,"
        "  until INTEGER NOT NULL, reason TEXT NOT NULL, PRIMARY KEY (room, user)) STRICT, WITHOUT ROWID;"
        "CREATE TABLE ban_addresses("
        "  room INTEGER NOT NULL, user INTEGER NOT NULL, address TEXT NOT NULL,"
        "  PRIMARY KEY (room, user, address)) STRICT, WITHOUT ROWID;"
        "CREATE TABLE invites("
        "  id INTEGER PRIMARY KEY, token BLOB NOT NULL, by INTEGER NOT NULL, created INTEGER NOT NULL,"
        "  until INTEGER NOT NULL, uses_left INTEGER NOT NULL) STRICT;"
        "CREATE TABLE pins("
        "  room INTEGER NOT NULL, message INTEGER NOT NULL, sequence INTEGER NOT NULL, at INTEGER NOT NULL,"
        "  PRIMARY KEY (room, message)) STRICT, WITHOUT ROWID;"
        "CREATE TABLE audit("
        "  position INTEGER PRIMARY KEY, at INTEGER NOT NULL, room INTEGER NOT NULL, by INTEGER NOT NULL,"
        "  action INTEGER NOT NULL, user INTEGER NOT NULL, detail TEXT NOT NULL) STRICT;"
        "CREATE INDEX audit_by_room ON audit(room, position);"

        "ALTER TABLE messages ADD COLUMN reply_to INTEGER NOT NULL DEFAULT 0;"
        "ALTER TABLE messages ADD COLUMN reply_sequence INTEGER NOT NULL DEFAULT 0;"
        "ALTER TABLE messages ADD COLUMN mentions_all INTEGER NOT NULL DEFAULT 0;"
        // Users, 8 bytes each, little-endian.
        "ALTER TABLE messages ADD COLUMN mentions BLOB NOT NULL DEFAULT x'';"
        "ALTER TABLE messages ADD COLUMN edited_at INTEGER NOT NULL DEFAULT 0;"
        "ALTER TABLE messages ADD COLUMN deleted INTEGER NOT NULL DEFAULT 0;"
        // By the rules of the program that stored the text: the index keeps to it.
        "ALTER TABLE messages ADD COLUMN has_link INTEGER NOT NULL DEFAULT 0;"
        "UPDATE messages SET has_link = 1 WHERE text_has_link(text);"
        // Few name anybody, and only a purge asks for them.
        "CREATE INDEX messages_naming ON messages(room, sequence) WHERE mentions_all OR mentions <> x'';"
        // The text that a message had up to that revision.
        "CREATE TABLE former_texts("
        "  message INTEGER NOT NULL, revision INTEGER NOT NULL, until INTEGER NOT NULL, text TEXT NOT NULL,"
        "  PRIMARY KEY (message, revision)) STRICT, WITHOUT ROWID;"
        // place: the revision at which the emoji was first set, of those that are shown now.
        "CREATE TABLE reactions("
        "  message INTEGER NOT NULL, emoji TEXT NOT NULL, user INTEGER NOT NULL, place INTEGER NOT NULL,"
        "  revision INTEGER NOT NULL, PRIMARY KEY (message, emoji, user)) STRICT, WITHOUT ROWID;"
        // Messages of the room up to that sequence are gone, though some still lie in the tables.
        "CREATE TABLE removals(room INTEGER PRIMARY KEY, through INTEGER NOT NULL) STRICT;"

        // Not the text itself but what search_text.hpp makes of it; no sizes, since the index ranks nothing.
        // The text comes first: each word in a later column costs two bytes more.
        "CREATE VIEW search_source AS"
        "  SELECT id, search_about(room, author, has_link) AS about, search_text(text) AS text FROM messages"
        "    WHERE NOT deleted;"
        "CREATE VIRTUAL TABLE search USING fts5("
        "  text, about, content = 'search_source', content_rowid = 'id', columnsize = 0,"
        "  tokenize = '" +
        std::string(Tokenizer::options) +
        "');"
        "INSERT INTO search(search) VALUES ('rebuild');");
    fill_in(database);
}

// Format 3. An index over hashes would cost more than the one question a day that reads all of them.
void add_files(Database& database) {
    const hub::LimitsRow limits;
    const std::string no_digest = "x'" + std::string(2 * std::tuple_size_v<net::Digest>, '0') + "'";
    database.execute(
        "ALTER TABLE state ADD COLUMN uploads_per_user INTEGER NOT NULL DEFAULT " +
        number(limits.uploads_per_user) +
        "; ALTER TABLE state ADD COLUMN file_bytes INTEGER NOT NULL DEFAULT " + number(limits.file_bytes) +
        "; ALTER TABLE state ADD COLUMN file_bytes_per_user INTEGER NOT NULL DEFAULT " +
        number(limits.file_bytes_per_user) +
        "; ALTER TABLE state ADD COLUMN file_bytes_per_server INTEGER NOT NULL DEFAULT " +
        number(limits.file_bytes_per_server) +
        ";"
        "ALTER TABLE users ADD COLUMN picture INTEGER NOT NULL DEFAULT 0;"
        "ALTER TABLE users ADD COLUMN picture_size INTEGER NOT NULL DEFAULT 0;"
        "ALTER TABLE users ADD COLUMN picture_hash BLOB NOT NULL DEFAULT " +
        no_digest +
        ";"
        "ALTER TABLE results ADD COLUMN upload INTEGER NOT NULL DEFAULT 0;"
        "CREATE TABLE uploads("
        "  id INTEGER PRIMARY KEY, user INTEGER NOT NULL, name TEXT NOT NULL, size INTEGER NOT NULL,"
        "  hash BLOB NOT NULL, begun INTEGER NOT NULL, finished INTEGER NOT NULL) STRICT;"

        // How many; most messages have none.
        "ALTER TABLE messages ADD COLUMN files INTEGER NOT NULL DEFAULT 0;"
        // By the rules of the program that stored the message, as has_link.
        "ALTER TABLE messages ADD COLUMN has_picture INTEGER NOT NULL DEFAULT 0;"
        "CREATE TABLE message_files("
        "  room INTEGER NOT NULL, sequence INTEGER NOT NULL, place INTEGER NOT NULL, user INTEGER NOT NULL,"
        "  name TEXT NOT NULL, size INTEGER NOT NULL, hash BLOB NOT NULL, width INTEGER NOT NULL,"
        "  height INTEGER NOT NULL, PRIMARY KEY (room, sequence, place)) STRICT, WITHOUT ROWID;"
        // What files of messages and pictures take, by user; user 0: all.
        "CREATE TABLE file_usage(user INTEGER PRIMARY KEY, bytes INTEGER NOT NULL) STRICT;"
        "CREATE TRIGGER file_added AFTER INSERT ON message_files BEGIN"
        "  INSERT INTO file_usage VALUES (NEW.user, NEW.size), (0, NEW.size)"
        "    ON CONFLICT (user) DO UPDATE SET bytes = bytes + excluded.bytes; END;"
        "CREATE TRIGGER file_removed AFTER DELETE ON message_files BEGIN"
        "  UPDATE file_usage SET bytes = bytes - OLD.size WHERE user IN (OLD.user, 0); END;"
        "CREATE TRIGGER picture_added AFTER INSERT ON users WHEN NEW.picture_size > 0 BEGIN"
        "  INSERT INTO file_usage VALUES (NEW.id, NEW.picture_size), (0, NEW.picture_size)"
        "    ON CONFLICT (user) DO UPDATE SET bytes = bytes + excluded.bytes; END;"
        "CREATE TRIGGER picture_changed AFTER UPDATE OF picture_size ON users"
        "  WHEN NEW.picture_size <> OLD.picture_size BEGIN"
        "  INSERT INTO file_usage VALUES"
        "    (NEW.id, NEW.picture_size - OLD.picture_size), (0, NEW.picture_size - OLD.picture_size)"
        "    ON CONFLICT (user) DO UPDATE SET bytes = bytes + excluded.bytes; END;"

        // The index itself stays: nothing that it holds has files.
        "DROP VIEW search_source;"
        "CREATE VIEW search_source AS"
        "  SELECT id, search_about(room, author, has_link, files, has_picture) AS about, search_text("
        "    CASE files WHEN 0 THEN text ELSE text || char(10) || ("
        "      SELECT group_concat(name, char(10)) FROM (SELECT name FROM message_files f"
        "        WHERE f.room = m.room AND f.sequence = m.sequence ORDER BY place)) END) AS text"
        "    FROM messages m WHERE NOT deleted;");
}

// Format 4.
void add_games(Database& database) {
    const hub::LimitsRow limits;
    database.execute(
        "ALTER TABLE state ADD COLUMN games_per_user INTEGER NOT NULL DEFAULT " +
        number(limits.games_per_user) +
        "; ALTER TABLE state ADD COLUMN offers_per_user INTEGER NOT NULL DEFAULT " +
        number(limits.offers_per_user) +
        ";"
        "ALTER TABLE results ADD COLUMN refusal INTEGER NOT NULL DEFAULT 0;"
        "ALTER TABLE messages ADD COLUMN game INTEGER NOT NULL DEFAULT 0;"
        // The record is a net::GameRecord as it goes over the wire, without names; the rest is what is asked by.
        "CREATE TABLE games("
        "  room INTEGER NOT NULL, sequence INTEGER NOT NULL, message INTEGER NOT NULL,"
        "  challenger INTEGER NOT NULL, challenged INTEGER NOT NULL, is_over INTEGER NOT NULL,"
        "  kept INTEGER NOT NULL, record BLOB NOT NULL, PRIMARY KEY (room, sequence)) STRICT, WITHOUT ROWID;"
        "CREATE UNIQUE INDEX games_by_message ON games(message);"
        "CREATE INDEX games_running ON games(message) WHERE NOT is_over;"
        "CREATE INDEX games_finished ON games(message) WHERE is_over;"
        "CREATE INDEX games_kept ON games(message) WHERE kept;"
        "CREATE TABLE ratings("
        "  user INTEGER NOT NULL, kind INTEGER NOT NULL, wins INTEGER NOT NULL, draws INTEGER NOT NULL,"
        "  losses INTEGER NOT NULL, streak INTEGER NOT NULL, best_streak INTEGER NOT NULL,"
        "  rating INTEGER NOT NULL, PRIMARY KEY (user, kind)) STRICT, WITHOUT ROWID;");
}

// What the view search_source asks for, when SQLite rebuilds or checks the index, and what a change of format does.
std::string_view text_of(sqlite3_value* value) {
    const auto* text = reinterpret_cast<const char*>(sqlite3_value_text(value));
    if (text == nullptr) return {};
    return {text, static_cast<std::size_t>(sqlite3_value_bytes(value))};
}

void give(sqlite3_context* context, const std::string& text) {
    sqlite3_result_text64(context, text.data(), text.size(), SQLITE_TRANSIENT, SQLITE_UTF8);
}

void search_text_function(sqlite3_context* context, int, sqlite3_value** values) {
    give(context, search_text(text_of(values[0])));
}

// Format 2 asks without files.
void search_about_function(sqlite3_context* context, int count, sqlite3_value** values) {
    const auto is_set = [&](int index) { return index < count && sqlite3_value_int(values[index]) != 0; };
    const net::RoomId room{static_cast<std::uint64_t>(sqlite3_value_int64(values[0]))};
    const net::UserId author{static_cast<std::uint64_t>(sqlite3_value_int64(values[1]))};
    give(context, search_about(room, author, {is_set(2), is_set(3), is_set(4)}));
}

void text_has_link_function(sqlite3_context* context, int, sqlite3_value** values) {
    sqlite3_result_int(context, text::has_link(text_of(values[0])) ? 1 : 0);
}

}  // namespace

void add_view_functions(Database& database) {
    constexpr int flags = SQLITE_UTF8 | SQLITE_DETERMINISTIC | SQLITE_INNOCUOUS;
    sqlite3_create_function_v2(database.handle(), "search_text", 1, flags, nullptr, search_text_function,
                               nullptr, nullptr, nullptr);
    sqlite3_create_function_v2(database.handle(), "search_about", -1, flags, nullptr, search_about_function,
                               nullptr, nullptr, nullptr);
    sqlite3_create_function_v2(database.handle(), "text_has_link", 1, flags, nullptr, text_has_link_function,
                               nullptr, nullptr, nullptr);
}

// "CTVw"
const Schema view_schema{0x43545677, {make_tables, add_conversation, add_files, add_games}};

}  // namespace crosstalk::local
