#include "server/local/upkeep.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <string>

#include "server/app/data_folder.hpp"
#include "tests/local/text_of.hpp"
#include "tests/server_app/small_server.hpp"
#include "tests/support/temporary_folder.hpp"

namespace crosstalk::local {
namespace {

using server::DataFolder;
using testing::error_of;
using ::testing::HasSubstr;
using testing::SmallServer;

struct UpkeepTest : ::testing::Test {
    testing::TemporaryFolder temporary;
    DataFolder folder{temporary.path()};

    // A server with some entries that has ended in order.
    void let_something_happen() const {
        SmallServer server(folder);
        const testing::Person ada = server.person("ada");
        for (int i = 0; i < 20; ++i)
            server.post(ada, net::lobby, "message " + std::to_string(i));
        server.catch_up();
    }
    [[nodiscard]] Database journal() const {
        return {folder.journal(), "the journal", Durability::Full, 100};
    }
    [[nodiscard]] Database archive() const { return {folder.view(), "the archive", Durability::Normal, 100}; }
};

TEST_F(UpkeepTest, a_sound_journal_is_sound_in_steps_of_any_size) {
    let_something_happen();
    Database database = journal();
    for (const std::size_t step : {std::size_t{1}, std::size_t{7}, std::size_t{22}, std::size_t{1000}}) {
        ChainEnd end = begin_of_chain(database);
        while (check_chain(database, end, step)) {
        }
        EXPECT_EQ(end.mark.position, net::Position{22});
    }
    check_pages(database);
}

TEST_F(UpkeepTest, a_missing_entry_is_named) {
    let_something_happen();
    Database database = journal();
    database.execute("DELETE FROM entries WHERE position = 9");
    ChainEnd end = begin_of_chain(database);
    EXPECT_THAT(error_of([&] { check_chain(database, end, 1000); }),
                HasSubstr("entry 10 does not follow entry 8"));
}

TEST_F(UpkeepTest, an_entry_that_cannot_be_read_is_named) {
    let_something_happen();
    Database database = journal();
    database.execute("UPDATE entries SET command = x'ff' WHERE position = 9");
    ChainEnd end = begin_of_chain(database);
    EXPECT_THAT(error_of([&] { check_chain(database, end, 1000); }), HasSubstr("entry 9 cannot be read"));
}

TEST_F(UpkeepTest, an_archive_fits_its_own_journal_only) {
    let_something_happen();
    const net::Mark mark = [&] {
        Database database = archive();
        return mark_of_archive(database);
    }();
    Database database = journal();
    check_fit(database, mark);
    check_fit(database, {});
    EXPECT_THAT(error_of([&] {
                    check_fit(database, {mark.position, {1}});
                }),
                HasSubstr("do not belong together"));
    EXPECT_THAT(error_of([&] {
                    check_fit(database, {mark.position.next(), {1}});
                }),
                HasSubstr("do not belong together"));
}

TEST_F(UpkeepTest, a_copy_is_checked_without_being_changed) {
    let_something_happen();
    const auto copy = folder.path / "a copy #1 of 100%?.db";
    {
        Database database = archive();
        copy_database(database, copy);
    }
    const std::string before = testing::content_of(copy);
    EXPECT_EQ(check_archive_copy(copy).position, net::Position{22});
    EXPECT_EQ(testing::content_of(copy), before);
    EXPECT_EQ(std::filesystem::status(copy).permissions(),
              std::filesystem::perms::owner_read | std::filesystem::perms::owner_write);
    EXPECT_FALSE(std::filesystem::exists(copy.string() + ".unfinished"));
}

TEST_F(UpkeepTest, a_copy_that_was_cut_or_is_something_else_is_damaged) {
    let_something_happen();
    const auto copy = folder.path / "copy.db";
    {
        Database database = archive();
        copy_database(database, copy);
    }
    std::filesystem::resize_file(copy, std::filesystem::file_size(copy) / 2);
    EXPECT_THAT(error_of([&] { check_archive_copy(copy); }), HasSubstr("is damaged"));
    EXPECT_THAT(error_of([&] { check_archive_copy(folder.journal()); }), HasSubstr("it is no archive"));
    EXPECT_THAT(error_of([&] { check_archive_copy(folder.path / "nothing"); }), HasSubstr("is damaged"));
}

TEST_F(UpkeepTest, a_copy_replaces_an_older_one_and_what_a_crash_left) {
    let_something_happen();
    const auto copy = folder.path / "copy.db";
    testing::put(copy, "an older one");
    testing::put(copy.string() + ".unfinished", "half of one");
    Database database = archive();
    copy_database(database, copy);
    EXPECT_EQ(check_archive_copy(copy).position, net::Position{22});
}

TEST_F(UpkeepTest, ids_are_kept_in_steps_and_each_once) {
    let_something_happen();
    Database database = journal();
    EXPECT_TRUE(keep_ids(database, {10}, 7));
    EXPECT_FALSE(keep_ids(database, {10}, 7));
    EXPECT_FALSE(keep_ids(database, {10}, 7));
    EXPECT_FALSE(keep_ids(database, {22}, 100));
    EXPECT_EQ(database.integer("SELECT count(*) FROM forgotten"), 22);
    EXPECT_EQ(database.integer("SELECT count(*) FROM forgotten JOIN entries USING (position, id)"), 22);
}

TEST_F(UpkeepTest, a_journal_that_begins_later_goes_on_there) {
    const auto file = folder.path / "late.db";
    make_journal_after({{17}, {4711}}, file);
    Database database(file, "the journal", Durability::Full, 100);
    const ChainEnd begin = begin_of_chain(database);
    EXPECT_EQ(begin.mark, (net::Mark{{17}, {4711}}));
    check_fit(database, {{17}, {4711}});
}

}  // namespace
}  // namespace crosstalk::local
