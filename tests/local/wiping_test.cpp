#include "server/local/wiping.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <random>
#include <string>
#include <vector>

#include "tests/local/text_of.hpp"
#include "tests/support/temporary_folder.hpp"

namespace crosstalk::local {
namespace {

struct WipingTest : ::testing::Test {
    testing::TemporaryFolder folder;
    std::filesystem::path file = folder / "notes.db";
    Database database{file, "the notebook", Durability::Normal, 1'000};
    std::vector<int> numbers;

    static std::string text(int number) {
        return "secret-" + std::to_string(100'000 + number) +
               std::string(static_cast<std::size_t>(number) % 700, '.');
    }
    // In an order that splits pages in their middles, in tables of both kinds.
    void fill(int count) {
        database.execute(
            "CREATE TABLE notes(number INTEGER PRIMARY KEY, text TEXT NOT NULL) STRICT;"
            "CREATE TABLE keyed(text TEXT PRIMARY KEY) STRICT, WITHOUT ROWID;");
        for (int number = 0; number < count; ++number)
            numbers.push_back(number);
        std::shuffle(numbers.begin(), numbers.end(), std::mt19937(1));
        Transaction transaction(database);
        for (const int number : numbers) {
            database.run("INSERT INTO notes VALUES (?, ?)", number, text(number));
            database.run("INSERT INTO keyed VALUES (?)", text(number));
        }
        transaction.commit();
    }
    // Removes every third and answers them.
    std::vector<int> remove_some() {
        std::vector<int> removed;
        Transaction transaction(database);
        for (const int number : numbers) {
            if (number % 3 != 0) continue;
            removed.push_back(number);
            database.run("DELETE FROM notes WHERE number = ?", number);
            database.run("DELETE FROM keyed WHERE text = ?", text(number));
        }
        transaction.commit();
        return removed;
    }
    int found(const std::vector<int>& looked_for) {
        const std::string content = testing::content_of(file) + testing::content_of(folder / "notes.db-wal");
        return static_cast<int>(std::ranges::count_if(looked_for, [&](int number) {
            return content.find("secret-" + std::to_string(100'000 + number)) != std::string::npos;
        }));
    }
    void wipe_all(std::int64_t pages_at_once) {
        for (std::int64_t page = 1; page != 0;)
            page = wipe_pages(database, page, pages_at_once);
    }
};

TEST_F(WipingTest, copies_that_moved_rows_left_behind_are_wiped) {
    fill(3'000);
    const std::vector<int> removed = remove_some();
    database.empty_log();
    // This is what the wiping is for: the rows are overwritten, their copies are not.
    EXPECT_GT(found(removed), 0);
    wipe_all(64);
    EXPECT_EQ(found(removed), 0);
}

TEST_F(WipingTest, rows_are_left_alone) {
    fill(3'000);
    remove_some();
    wipe_all(7);
    EXPECT_EQ(database.integer("SELECT count(*) FROM pragma_integrity_check WHERE integrity_check <> 'ok'"),
              0);
    for (const int number : numbers) {
        if (number % 3 == 0) continue;
        Query note = database.query("SELECT text FROM notes WHERE number = ?");
        ASSERT_TRUE(note.bind(number).step());
        ASSERT_EQ(note.text(0), text(number));
    }
    EXPECT_EQ(database.integer("SELECT count(*) FROM keyed"), 2'000);
}

TEST_F(WipingTest, what_is_written_between_two_steps_brings_nothing_back) {
    fill(3'000);
    const std::vector<int> removed = remove_some();
    std::mt19937 random(2);
    for (std::int64_t page = 1; page != 0;) {
        page = wipe_pages(database, page, 16);
        // Pages all over the file come into the cache, and some into the log.
        for (int change = 0; change < 20; ++change) {
            const int number = static_cast<int>(random() % 3'000);
            database.run("UPDATE notes SET text = replace(text, '.', ',') WHERE number = ?", number);
        }
    }
    EXPECT_EQ(found(removed), 0);
}

TEST_F(WipingTest, the_log_is_empty_when_a_step_has_been_made) {
    fill(100);
    EXPECT_FALSE(testing::content_of(folder / "notes.db-wal").empty());
    wipe_pages(database, 1, 1);
    EXPECT_TRUE(testing::content_of(folder / "notes.db-wal").empty());
}

TEST_F(WipingTest, it_says_where_to_go_on_and_where_the_end_is) {
    fill(100);
    const std::int64_t pages = database.integer("PRAGMA page_count");
    EXPECT_EQ(wipe_pages(database, 1, 5), 6);
    EXPECT_EQ(wipe_pages(database, 1, pages), 0);
    EXPECT_EQ(wipe_pages(database, pages + 1, 1), 0);
}

}  // namespace
}  // namespace crosstalk::local
