// Archives of older formats: what a server finds in them after they were brought up to date.
#include <gtest/gtest.h>

#include <algorithm>
#include <string>

#include "games/referee.hpp"
#include "server/hub/game_card.hpp"
#include "server/hub/hub.hpp"
#include "server/local/view_search.hpp"
#include "server/local/view_tables.hpp"
#include "tests/local/text_of.hpp"
#include "tests/support/temporary_folder.hpp"

namespace crosstalk::local {
namespace {

// A file as the first version made it: two people, three rooms (one that its maker has left), an invitation, some talk.
constexpr const char* format_1 = R"sql(
CREATE TABLE state(
  one INTEGER PRIMARY KEY CHECK (one = 1), position INTEGER NOT NULL, entry INTEGER NOT NULL,
  at INTEGER NOT NULL, rules INTEGER NOT NULL, rooms_per_user INTEGER NOT NULL,
  rooms_per_server INTEGER NOT NULL, members_per_room INTEGER NOT NULL) STRICT;
CREATE TABLE users(
  id INTEGER PRIMARY KEY, name TEXT NOT NULL, name_key TEXT NOT NULL, created INTEGER NOT NULL) STRICT;
CREATE TABLE devices(id INTEGER PRIMARY KEY, user INTEGER NOT NULL, key BLOB NOT NULL) STRICT;
CREATE TABLE rooms(
  id INTEGER PRIMARY KEY, name TEXT NOT NULL, name_key TEXT NOT NULL, kind INTEGER NOT NULL,
  creator INTEGER NOT NULL, head INTEGER NOT NULL, posts INTEGER NOT NULL) STRICT;
CREATE TABLE members(
  room INTEGER NOT NULL, user INTEGER NOT NULL, standing INTEGER NOT NULL, invited_by INTEGER NOT NULL,
  PRIMARY KEY (room, user)) STRICT, WITHOUT ROWID;
CREATE TABLE results(
  device INTEGER NOT NULL, run INTEGER NOT NULL, number INTEGER NOT NULL, status INTEGER NOT NULL,
  room INTEGER NOT NULL, sequence INTEGER NOT NULL, message INTEGER NOT NULL, position INTEGER NOT NULL,
  PRIMARY KEY (device, run, number)) STRICT, WITHOUT ROWID;
CREATE TABLE messages(
  id INTEGER PRIMARY KEY, room INTEGER NOT NULL, sequence INTEGER NOT NULL, revision INTEGER NOT NULL,
  author INTEGER NOT NULL, at INTEGER NOT NULL, text TEXT NOT NULL) STRICT;
CREATE UNIQUE INDEX messages_by_sequence ON messages(room, sequence);
CREATE INDEX messages_by_revision ON messages(room, revision) WHERE revision > sequence;
CREATE VIEW search_source AS
  SELECT id, search_room(room) AS room, search_text(text) AS text FROM messages;
CREATE VIRTUAL TABLE search USING fts5(
  room, text, content = 'search_source', content_rowid = 'id', columnsize = 0,
  tokenize = 'unicode61 remove_diacritics 2');

INSERT INTO state VALUES (1, 40, 4711, 9000, 1, 90, 9000, 400);
INSERT INTO users VALUES (2048, 'Ann', 'ann', 1000), (3072, 'Bob', 'bob', 2000);
INSERT INTO devices VALUES (2049, 2048, zeroblob(31) || x'01');
INSERT INTO devices VALUES (3073, 3072, zeroblob(31) || x'02');
INSERT INTO rooms VALUES (1, 'lobby', 'lobby', 0, 0, 4, 2), (5120, 'Hall', 'hall', 1, 2048, 3, 1),
  (6144, 'Attic', 'attic', 2, 2048, 2, 0);
INSERT INTO members VALUES (5120, 2048, 1, 0), (5120, 3072, 0, 2048), (6144, 3072, 1, 0);
INSERT INTO results VALUES (2049, 0, 1, 0, 1, 3, 7168, 7);
INSERT INTO messages VALUES (7168, 1, 3, 3, 2048, 7000, 'Hello 中文字'), (8192, 1, 4, 4, 3072, 8000, 'see http://a.example'),
  (8193, 5120, 3, 3, 2048, 8500, 'in the hall');
INSERT INTO search(rowid, room, text) VALUES (7168, 'room1', 'Hello  中文 文字 字 '), (8192, 'room1', 'see http://a.example'),
  (8193, 'room5120', 'in the hall');
PRAGMA application_id = 0x43545677;
PRAGMA user_version = 1;
)sql";

struct ViewFormatTest : ::testing::Test {
    testing::TemporaryFolder folder;
    std::filesystem::path file = folder / "view.db";

    ViewFormatTest() {
        Database old(file, "the archive", Durability::Normal, 100);
        std::string sql = format_1;
        // zeroblob() || x'' would be a text.
        for (const char last : {'1', '2'}) {
            const std::string key = std::string("zeroblob(31) || x'0") + last + "'";
            sql.replace(sql.find(key), key.size(), "x'" + std::string(63, '0') + last + "'");
        }
        old.execute(sql);
    }
    static std::vector<std::string> found(ViewTables& tables, const ports::SearchQuery& query) {
        ViewSearch search(tables, query);
        while (!search.step()) {
        }
        std::vector<std::string> texts;
        for (const net::Hit& hit : search.page().hits)
            texts.push_back(hit.snippet);
        return texts;
    }
};

using Texts = std::vector<std::string>;

TEST_F(ViewFormatTest, what_a_file_of_format_1_holds_is_still_there) {
    ViewTables tables(file);
    tables.verify();
    const hub::Snapshot snapshot = tables.snapshot();
    EXPECT_EQ(snapshot.mark, (net::Mark{{40}, {4711}}));
    EXPECT_EQ(snapshot.at, net::Timestamp{9'000});
    EXPECT_EQ(snapshot.limits, (hub::LimitsRow{90, 9'000, 400}));
    ASSERT_EQ(snapshot.users.size(), 2u);
    EXPECT_EQ(snapshot.users[0],
              (hub::UserRow{.id = {2'048}, .name = "Ann", .name_key = "ann", .created = {1'000}}));
    ASSERT_EQ(snapshot.devices.size(), 2u);
    EXPECT_EQ(snapshot.devices[1].key.back(), 2);
    EXPECT_FALSE(snapshot.devices[1].removed);
    ASSERT_EQ(snapshot.results.size(), 1u);
    EXPECT_EQ(snapshot.results[0].outcome.message, net::MessageId{7'168});
    const ports::Page page = tables.page({.room = net::lobby});
    ASSERT_EQ(page.messages.size(), 2u);
    EXPECT_EQ(page.messages[0].text, "Hello 中文字");
    EXPECT_EQ(page.messages[0].author.name, "Ann");
    EXPECT_FALSE(page.messages[0].edited_at);
    EXPECT_FALSE(page.messages[0].deleted);
}

TEST_F(ViewFormatTest, somebody_owns_each_room_and_nothing_is_unread) {
    ViewTables tables(file);
    const hub::Snapshot snapshot = tables.snapshot();
    ASSERT_EQ(snapshot.members.size(), 3u);
    EXPECT_EQ(snapshot.members[0].role, net::Role::Owner);   // Ann made the hall
    EXPECT_EQ(snapshot.members[1].role, net::Role::Member);  // Bob is invited to it
    EXPECT_EQ(snapshot.members[1].invited_by, net::UserId{2'048});
    EXPECT_EQ(snapshot.members[2].role, net::Role::Owner);  // Ann has left the attic
    EXPECT_EQ(snapshot.marks, (std::vector<hub::MarkRow>{{net::lobby, {2'048}, {{4}, {2}, {}}, {}},
                                                         {net::lobby, {3'072}, {{4}, {2}, {}}, {}},
                                                         {{5'120}, {2'048}, {{3}, {1}, {}}, {}},
                                                         {{6'144}, {3'072}, {{2}, {}, {}}, {}}}));
    EXPECT_EQ(snapshot.rooms[0].last_at, net::Timestamp{8'000});
    EXPECT_EQ(snapshot.rooms[2].last_at, net::Timestamp{});
}

TEST_F(ViewFormatTest, a_hub_can_be_made_from_it) {
    ViewTables tables(file);
    EXPECT_EQ(hub::Hub(tables.snapshot()).snapshot(), tables.snapshot());
}

TEST_F(ViewFormatTest, older_messages_are_found_by_words_authors_and_links) {
    ViewTables tables(file);
    const std::vector<net::RoomId> everywhere{net::lobby, {5'120}, {6'144}};
    EXPECT_EQ(found(tables, {.words = "hello", .rooms = everywhere}), Texts{"Hello 中文字"});
    EXPECT_EQ(found(tables, {.words = "文字", .rooms = everywhere}), Texts{"Hello 中文字"});
    EXPECT_EQ(found(tables, {.rooms = everywhere, .has = net::Has::Link}), Texts{"see http://a.example"});
    EXPECT_EQ(found(tables, {.rooms = everywhere, .from = {{2'048}}}),
              (Texts{"in the hall", "Hello 中文字"}));
}

TEST_F(ViewFormatTest, the_file_as_it_was_is_kept_beside_it) {
    { const ViewTables tables(file); }
    const std::filesystem::path copy = folder / "view.db.format-1";
    ASSERT_TRUE(std::filesystem::exists(copy));
    Database old(copy, "the copy", Durability::Normal, 100);
    EXPECT_EQ(old.integer("PRAGMA user_version"), 1);
    EXPECT_EQ(old.integer("SELECT count(*) FROM messages"), 3);
    EXPECT_EQ(old.integer("SELECT count(*) FROM search('hello')"), 1);
}

TEST_F(ViewFormatTest, a_copy_that_cannot_be_made_leaves_the_file_as_it_was) {
    std::filesystem::create_directories(folder / "view.db.format-1.unfinished" / "in the way");
    EXPECT_NE(testing::error_of([&] { ViewTables tables(file); }).find("Nothing was changed"),
              std::string::npos);
    Database old(file, "the archive", Durability::Normal, 100);
    EXPECT_EQ(old.integer("PRAGMA user_version"), 1);
}

TEST_F(ViewFormatTest, it_goes_on_like_any_other) {
    ViewTables tables(file);
    const hub::AppliedEntry entry{
        {{41}, {1}},
        {10'000},
        1,
        {hub::MessageRow{.room = net::lobby,
                         .id = {9'216},
                         .sequence = {5},
                         .revision = {5},
                         .at = {10'000},
                         .text = "new"},
         hub::TextChanged{net::lobby, {7'168}, {6}, {10'000}, "edited"},
         hub::MessageDeleted{net::lobby, {8'192}, {7}}, hub::MessagesPurged{{5'120}, {9'000}}}};
    tables.store(std::span(&entry, 1));
    while (!tables.removal().is_done())
        tables.removal().step();
    tables.verify();
    EXPECT_EQ(tables.former_texts(net::lobby, {7'168}).size(), 1u);
    EXPECT_TRUE(tables.page({.room = {5'120}}).messages.empty());
    EXPECT_EQ(found(tables, {.rooms = {net::lobby, {5'120}}}), (Texts{"new", "edited"}));
}

// --- format 2: everything but files

constexpr const char* format_2 = R"sql(
CREATE TABLE state(
  one INTEGER PRIMARY KEY CHECK (one = 1), position INTEGER NOT NULL, entry INTEGER NOT NULL,
  at INTEGER NOT NULL, rules INTEGER NOT NULL, rooms_per_user INTEGER NOT NULL,
  rooms_per_server INTEGER NOT NULL, members_per_room INTEGER NOT NULL, directs_per_user INTEGER NOT NULL,
  directs_per_server INTEGER NOT NULL, pins_per_room INTEGER NOT NULL, invites_per_server INTEGER NOT NULL,
  owner_code BLOB NOT NULL, stale_index INTEGER NOT NULL DEFAULT 0) STRICT;
CREATE TABLE users(
  id INTEGER PRIMARY KEY, name TEXT NOT NULL, name_key TEXT NOT NULL, created INTEGER NOT NULL,
  role INTEGER NOT NULL, muted_until INTEGER NOT NULL, seen INTEGER NOT NULL, colour INTEGER NOT NULL,
  status TEXT NOT NULL, bio TEXT NOT NULL) STRICT;
CREATE TABLE devices(
  id INTEGER PRIMARY KEY, user INTEGER NOT NULL, key BLOB NOT NULL, added INTEGER NOT NULL,
  removed INTEGER NOT NULL) STRICT;
CREATE TABLE rooms(
  id INTEGER PRIMARY KEY, name TEXT NOT NULL, name_key TEXT NOT NULL, kind INTEGER NOT NULL,
  creator INTEGER NOT NULL, head INTEGER NOT NULL, posts INTEGER NOT NULL, topic TEXT NOT NULL,
  posters INTEGER NOT NULL, slow_mode_s INTEGER NOT NULL, salt BLOB NOT NULL, lock BLOB NOT NULL,
  last_at INTEGER NOT NULL, mentions INTEGER NOT NULL, purged_before INTEGER NOT NULL) STRICT;
CREATE TABLE members(
  room INTEGER NOT NULL, user INTEGER NOT NULL, standing INTEGER NOT NULL, invited_by INTEGER NOT NULL,
  role INTEGER NOT NULL, muted_until INTEGER NOT NULL, since INTEGER NOT NULL,
  PRIMARY KEY (room, user)) STRICT, WITHOUT ROWID;
CREATE TABLE marks(
  room INTEGER NOT NULL, user INTEGER NOT NULL, sequence INTEGER NOT NULL, posts INTEGER NOT NULL,
  read_mentions INTEGER NOT NULL, mentions INTEGER NOT NULL, PRIMARY KEY (room, user)) STRICT, WITHOUT ROWID;
CREATE TABLE bans(
  room INTEGER NOT NULL, user INTEGER NOT NULL, by INTEGER NOT NULL, at INTEGER NOT NULL,
  until INTEGER NOT NULL, reason TEXT NOT NULL, PRIMARY KEY (room, user)) STRICT, WITHOUT ROWID;
CREATE TABLE ban_addresses(
  room INTEGER NOT NULL, user INTEGER NOT NULL, address TEXT NOT NULL,
  PRIMARY KEY (room, user, address)) STRICT, WITHOUT ROWID;
CREATE TABLE invites(
  id INTEGER PRIMARY KEY, token BLOB NOT NULL, by INTEGER NOT NULL, created INTEGER NOT NULL,
  until INTEGER NOT NULL, uses_left INTEGER NOT NULL) STRICT;
CREATE TABLE pins(
  room INTEGER NOT NULL, message INTEGER NOT NULL, sequence INTEGER NOT NULL, at INTEGER NOT NULL,
  PRIMARY KEY (room, message)) STRICT, WITHOUT ROWID;
CREATE TABLE audit(
  position INTEGER PRIMARY KEY, at INTEGER NOT NULL, room INTEGER NOT NULL, by INTEGER NOT NULL,
  action INTEGER NOT NULL, user INTEGER NOT NULL, detail TEXT NOT NULL) STRICT;
CREATE INDEX audit_by_room ON audit(room, position);
CREATE TABLE results(
  device INTEGER NOT NULL, run INTEGER NOT NULL, number INTEGER NOT NULL, status INTEGER NOT NULL,
  room INTEGER NOT NULL, sequence INTEGER NOT NULL, message INTEGER NOT NULL, position INTEGER NOT NULL,
  retry_after INTEGER NOT NULL, invite INTEGER NOT NULL,
  PRIMARY KEY (device, run, number)) STRICT, WITHOUT ROWID;
CREATE TABLE messages(
  id INTEGER PRIMARY KEY, room INTEGER NOT NULL, sequence INTEGER NOT NULL, revision INTEGER NOT NULL,
  author INTEGER NOT NULL, at INTEGER NOT NULL, text TEXT NOT NULL, reply_to INTEGER NOT NULL,
  reply_sequence INTEGER NOT NULL, mentions_all INTEGER NOT NULL, mentions BLOB NOT NULL,
  edited_at INTEGER NOT NULL, deleted INTEGER NOT NULL, has_link INTEGER NOT NULL) STRICT;
CREATE UNIQUE INDEX messages_by_sequence ON messages(room, sequence);
CREATE INDEX messages_by_revision ON messages(room, revision) WHERE revision > sequence;
CREATE INDEX messages_naming ON messages(room, sequence) WHERE mentions_all OR mentions <> x'';
CREATE TABLE former_texts(
  message INTEGER NOT NULL, revision INTEGER NOT NULL, until INTEGER NOT NULL, text TEXT NOT NULL,
  PRIMARY KEY (message, revision)) STRICT, WITHOUT ROWID;
CREATE TABLE reactions(
  message INTEGER NOT NULL, emoji TEXT NOT NULL, user INTEGER NOT NULL, place INTEGER NOT NULL,
  revision INTEGER NOT NULL, PRIMARY KEY (message, emoji, user)) STRICT, WITHOUT ROWID;
CREATE TABLE removals(room INTEGER PRIMARY KEY, through INTEGER NOT NULL) STRICT;
CREATE VIEW search_source AS
  SELECT id, search_about(room, author, has_link) AS about, search_text(text) AS text FROM messages
    WHERE NOT deleted;
CREATE VIRTUAL TABLE search USING fts5(
  text, about, content = 'search_source', content_rowid = 'id', columnsize = 0, tokenize = 'TOKENIZER');

INSERT INTO state VALUES (1, 40, 4711, 9000, 1, 90, 9000, 400, 500, 900, 50, 100, DIGEST, 0);
INSERT INTO users VALUES (2048, 'Ann', 'ann', 1000, 1, 0, 0, 255, 'here', 'bio');
INSERT INTO rooms VALUES (1, 'lobby', 'lobby', 0, 0, 5, 2, '', 0, 0, DIGEST, DIGEST, 8000, 0, 0);
INSERT INTO marks VALUES (1, 2048, 5, 2, 0, 0);
INSERT INTO results VALUES (2049, 0, 1, 0, 1, 3, 7168, 7, 0, 9);
INSERT INTO messages VALUES
  (7168, 1, 3, 5, 2048, 7000, '', 0, 0, 0, x'', 0, 1, 0),
  (8192, 1, 4, 4, 2048, 8000, 'see http://a.example', 0, 0, 0, x'', 0, 0, 1);
INSERT INTO search(rowid, about, text) VALUES (8192, 'room1 user2048 link', 'see http://a.example');
PRAGMA application_id = 0x43545677;
PRAGMA user_version = 2;
)sql";

struct ViewFormat2Test : ::testing::Test {
    testing::TemporaryFolder folder;
    std::filesystem::path file = folder / "view.db";

    ViewFormat2Test() {
        Database old(file, "the archive", Durability::Normal, 100);
        std::string sql = format_2;
        const auto put = [&](const std::string& mark, const std::string& text) {
            for (std::size_t at = sql.find(mark); at != std::string::npos; at = sql.find(mark))
                sql.replace(at, mark.size(), text);
        };
        put("TOKENIZER", std::string(Tokenizer::options));
        put("DIGEST", "x'" + std::string(64, '0') + "'");
        old.execute(sql);
    }
    static std::vector<net::MessageId> found(ViewTables& tables, net::Has has) {
        ViewSearch search(tables, {.rooms = {net::lobby}, .has = has});
        while (!search.step()) {
        }
        std::vector<net::MessageId> ids;
        for (const net::Hit& hit : search.page().hits)
            ids.push_back(hit.id);
        return ids;
    }
};

TEST_F(ViewFormat2Test, what_it_holds_is_still_there_and_has_no_files) {
    ViewTables tables(file);
    tables.verify();
    const hub::Snapshot snapshot = tables.snapshot();
    EXPECT_EQ(snapshot.limits, (hub::LimitsRow{90, 9'000, 400, 500, 900, 50, 100}));
    ASSERT_EQ(snapshot.users.size(), 1u);
    EXPECT_EQ(snapshot.users[0].card, (net::Card{255, "here", {}}));
    EXPECT_EQ(snapshot.users[0].picture_size, 0u);
    EXPECT_TRUE(snapshot.uploads.empty());
    ASSERT_EQ(snapshot.results.size(), 1u);
    EXPECT_EQ(snapshot.results[0].outcome.invite, net::InviteId{9});
    EXPECT_FALSE(snapshot.results[0].outcome.upload);
    const ports::Page page = tables.page({.room = net::lobby});
    ASSERT_EQ(page.messages.size(), 2u);
    EXPECT_TRUE(page.messages[0].deleted);
    EXPECT_EQ(page.messages[1].text, "see http://a.example");
    EXPECT_TRUE(page.messages[1].files.empty());
    EXPECT_EQ(tables.file_usage({2'048}), ports::FileUsage{});
    EXPECT_EQ(found(tables, net::Has::Link), std::vector<net::MessageId>{{8'192}});
    EXPECT_TRUE(std::filesystem::exists(folder / "view.db.format-2"));
}

TEST_F(ViewFormat2Test, files_come_to_it_like_to_any_other) {
    ViewTables tables(file);
    const hub::AppliedEntry entry{{{41}, {1}},
                                  {10'000},
                                  1,
                                  {hub::MessageRow{.room = net::lobby,
                                                   .id = {9'216},
                                                   .sequence = {6},
                                                   .revision = {6},
                                                   .author = {2'048},
                                                   .at = {10'000},
                                                   .files = {{"plan.png", 30, {7}}}},
                                   hub::TextChanged{net::lobby, {8'192}, {7}, {10'000}, "edited"},
                                   hub::UserRow{.id = {2'048},
                                                .name = "Ann",
                                                .name_key = "ann",
                                                .card = {0, "", {5}},
                                                .picture_size = 12,
                                                .picture = {8}}}};
    tables.store(std::span(&entry, 1));
    EXPECT_EQ(found(tables, net::Has::Image), std::vector<net::MessageId>{{9'216}});
    EXPECT_EQ(found(tables, net::Has::Link), std::vector<net::MessageId>{});
    EXPECT_EQ(tables.file_usage({2'048}), (ports::FileUsage{42, 42}));
    while (!tables.removal().is_done())
        tables.removal().step();
    tables.verify();
}

TEST_F(ViewFormat2Test, games_come_to_it_like_to_any_other) {
    const auto offered = std::get<games::GameRecord>(games::offer({}, hub::player_of({2'048}), {}, 10'000));
    const hub::GameRow game{.message = {43'008}, .room = net::lobby, .sequence = {6}, .record = offered};
    {
        ViewTables tables(file);
        EXPECT_TRUE(tables.snapshot().games.empty());
        const hub::AppliedEntry entry{{{41}, {4'712}},
                                      {10'000},
                                      1,
                                      {hub::MessageRow{.room = net::lobby,
                                                       .id = game.message,
                                                       .sequence = {6},
                                                       .revision = {6},
                                                       .author = {2'048},
                                                       .at = {10'000},
                                                       .is_game = true},
                                       game}};
        tables.store(std::span(&entry, 1));
    }
    ViewTables tables(file);
    tables.verify();
    EXPECT_EQ(tables.snapshot().games, std::vector{game});
    EXPECT_EQ(tables.page({.room = net::lobby}).messages.back().game,
              hub::card_of(game, {{2'048}, "Ann"}, {}));
    tables.database().execute("UPDATE messages SET game = 0");
    EXPECT_THROW(tables.verify(), DatabaseError) << "a game without its message is damage";
}

TEST_F(ViewFormat2Test, a_sum_that_is_wrong_is_damage) {
    ViewTables tables(file);
    tables.verify();
    tables.database().execute("INSERT INTO file_usage VALUES (0, 1)");
    EXPECT_NE(testing::error_of([&] { tables.verify(); }).find("what files take"), std::string::npos);
    tables.database().execute("DELETE FROM file_usage; UPDATE messages SET files = 1 WHERE id = 8192");
    EXPECT_NE(testing::error_of([&] { tables.verify(); }).find("damaged"), std::string::npos);
}

}  // namespace
}  // namespace crosstalk::local
