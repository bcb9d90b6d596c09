#include "server/local/sqlite.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <filesystem>
#include <limits>

#include "net/messages.hpp"
#include "tests/local/child_process.hpp"
#include "tests/local/small_disk.hpp"
#include "tests/local/text_of.hpp"
#include "tests/support/temporary_folder.hpp"

namespace crosstalk::local {
namespace {

using ::testing::AllOf;
using testing::content_of;
using testing::error_of;
using ::testing::HasSubstr;

struct SqliteTest : ::testing::Test {
    testing::TemporaryFolder folder;
    std::filesystem::path file = folder / "some.db";

    static void open(const std::filesystem::path& path) {
        Database database(path, "the file", Durability::Full, 100);
    }
    // What a process without special rights is told.
    static std::string error_of_nobody(const std::filesystem::path& path) {
        testing::ChildProcess child([&](int pipe) {
            testing::become_nobody();
            std::string text;
            try {
                open(path);
            } catch (const DatabaseError& error) {
                text = error.what();
            }
            testing::write_all(pipe, text.data(), text.size());
        });
        return child.read_all();
    }
};

TEST_F(SqliteTest, what_is_bound_comes_back) {
    constexpr std::uint64_t highest = std::numeric_limits<std::uint64_t>::max();
    Database database(file, "the file", Durability::Full, 100);
    database.execute("CREATE TABLE things(id INTEGER, kind INTEGER, text TEXT, bytes BLOB) STRICT");
    const std::array<std::uint8_t, 3> bytes{0, 255, 0};
    const std::string text("a\0b", 3);
    database.run("INSERT INTO things VALUES (?, ?, ?, ?)", net::EntryId{highest}, net::RoomKind::Private,
                 text, std::span<const std::uint8_t>(bytes));
    database.run("INSERT INTO things VALUES (?, ?, ?, ?)", net::EntryId{0}, net::RoomKind::Lobby,
                 std::string_view(), std::span<const std::uint8_t>());
    Query rows = database.query("SELECT * FROM things ORDER BY rowid");
    ASSERT_TRUE(rows.step());
    EXPECT_EQ(rows.value<net::EntryId>(0).value, highest);
    EXPECT_EQ(rows.value<net::RoomKind>(1), net::RoomKind::Private);
    EXPECT_EQ(rows.text(2), text);
    EXPECT_TRUE(std::ranges::equal(rows.bytes(3), bytes));
    ASSERT_TRUE(rows.step());
    EXPECT_EQ(rows.text(2), "");
    EXPECT_TRUE(rows.bytes(3).empty());
    EXPECT_FALSE(rows.step());
}

TEST_F(SqliteTest, a_statement_can_be_used_again_but_not_inside_its_own_use) {
    Database database(file, "the file", Durability::Full, 100);
    for (int round = 0; round < 3; ++round) {
        Query query = database.query("SELECT ?1");
        EXPECT_TRUE(query.bind(round).step());
        EXPECT_EQ(query.integer(0), round);
        EXPECT_THROW((void)database.query("SELECT ?1"), std::logic_error);
    }
}

TEST_F(SqliteTest, a_transaction_that_is_not_committed_never_was) {
    Database database(file, "the file", Durability::Full, 100);
    database.execute("CREATE TABLE things(id INTEGER)");
    {
        Transaction transaction(database);
        database.run("INSERT INTO things VALUES (1)");
    }
    EXPECT_EQ(database.integer("SELECT count(*) FROM things"), 0);
    {
        Transaction transaction(database);
        database.run("INSERT INTO things VALUES (1)");
        transaction.commit();
    }
    EXPECT_EQ(database.integer("SELECT count(*) FROM things"), 1);
}

TEST_F(SqliteTest, a_checkpoint_empties_the_log) {
    Database database(file, "the file", Durability::Normal, 100);
    database.execute("CREATE TABLE things(id INTEGER)");
    EXPECT_GT(database.log_pages(), 0);
    database.checkpoint();
    EXPECT_EQ(database.log_pages(), 0);
}

TEST_F(SqliteTest, a_new_file_is_for_its_owner_only) {
    open(file);
    const auto others = std::filesystem::perms::group_all | std::filesystem::perms::others_all;
    EXPECT_EQ(std::filesystem::status(file).permissions() & others, std::filesystem::perms::none);
}

TEST_F(SqliteTest, a_second_opener_is_turned_away_in_this_process) {
    Database database(file, "the file", Durability::Full, 100);
    EXPECT_THAT(
        error_of([&] { open(file); }),
        AllOf(HasSubstr("The file "), HasSubstr("some.db is in use by another server. Stop that one")));
}

TEST_F(SqliteTest, a_second_opener_is_turned_away_in_another_process) {
    testing::ChildProcess holder([&](int pipe) {
        Database database(file, "the file", Durability::Full, 100);
        testing::write_all(pipe, "x", 1);
        testing::wait_to_be_killed();
    });
    ASSERT_EQ(holder.read(1), "x");
    EXPECT_THAT(error_of([&] { open(file); }), HasSubstr("is in use by another server"));
    holder.kill();
    open(file);
}

TEST_F(SqliteTest, a_folder_that_does_not_exist_is_named) {
    EXPECT_THAT(
        error_of([&] { open(folder / "missing/some.db"); }),
        AllOf(HasSubstr("missing/some.db could not be opened for writing"), HasSubstr("data folder")));
}

TEST_F(SqliteTest, a_file_in_the_place_of_the_folder_is_an_error) {
    testing::put(folder / "file", "text");
    EXPECT_THAT(error_of([&] { open(folder / "file/some.db"); }),
                HasSubstr("could not be opened for writing"));
    EXPECT_EQ(content_of(folder / "file"), "text");
}

TEST_F(SqliteTest, a_folder_that_may_not_be_written_to_is_an_error) {
    std::filesystem::permissions(folder.path(), std::filesystem::perms(0555));
    EXPECT_THAT(error_of_nobody(file), AllOf(HasSubstr("some.db could not be opened for writing"),
                                             HasSubstr("this account may write")));
}

TEST_F(SqliteTest, a_file_that_may_not_be_written_to_is_an_error) {
    open(file);
    std::filesystem::permissions(folder.path(), std::filesystem::perms(0777));
    std::filesystem::permissions(file, std::filesystem::perms(0444));
    EXPECT_THAT(error_of_nobody(file), HasSubstr("could not be opened for writing"));
}

TEST_F(SqliteTest, a_read_only_disk_is_an_error) {
    testing::SmallDisk disk(1024);
    if (!disk.mounted()) GTEST_SKIP() << "this account may not mount";
    open(disk.path() / "some.db");
    ASSERT_TRUE(disk.make_read_only());
    EXPECT_THAT(error_of([&] { open(disk.path() / "some.db"); }),
                HasSubstr("could not be opened for writing"));
    EXPECT_THAT(error_of([&] { open(disk.path() / "other.db"); }),
                HasSubstr("could not be opened for writing"));
}

TEST_F(SqliteTest, a_disk_without_room_is_an_error) {
    testing::SmallDisk disk(64);
    if (!disk.mounted()) GTEST_SKIP() << "this account may not mount";
    Database database(disk.path() / "some.db", "the file", Durability::Full, 100);
    database.execute("CREATE TABLE things(bytes BLOB)");
    EXPECT_THAT(error_of([&] { database.run("INSERT INTO things VALUES (zeroblob(1000000))"); }),
                AllOf(HasSubstr("the disk is full"), HasSubstr("Free some space")));
    database.abandon();
}

TEST_F(SqliteTest, a_file_of_garbage_is_called_damaged_and_left_as_it_is) {
    const std::string garbage(100'000, 'g');
    testing::put(file, garbage);
    EXPECT_THAT(error_of([&] { open(file); }),
                AllOf(HasSubstr("is damaged"), HasSubstr("left as it is"), HasSubstr("Restore")));
    EXPECT_EQ(content_of(file), garbage);
}

}  // namespace
}  // namespace crosstalk::local
