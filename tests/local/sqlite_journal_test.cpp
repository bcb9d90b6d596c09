// What the contract does not say about the journal in SQLite: killed processes, damaged files, full disks.
#include "server/local/sqlite_journal.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstring>
#include <random>

#include "tests/local/child_process.hpp"
#include "tests/local/small_disk.hpp"
#include "tests/local/text_of.hpp"
#include "tests/support/random_history.hpp"
#include "tests/support/temporary_folder.hpp"
#include "tests/support/waiting_loop.hpp"

namespace crosstalk::local {
namespace {

using ports::JournalEntry;
using testing::error_of;
using ::testing::HasSubstr;

struct SqliteJournalTest : ::testing::Test {
    testing::TemporaryFolder folder;
    std::filesystem::path file = folder / "journal.db";
    testing::WaitingLoop loop;
    std::mt19937_64 random{1};
    std::vector<JournalEntry> told;
    std::vector<std::string> failures;

    std::unique_ptr<SqliteJournal> open() { return std::make_unique<SqliteJournal>(file, loop.poster()); }
    std::unique_ptr<SqliteJournal> open_and_follow() {
        auto journal = open();
        told.clear();
        journal->follow({0}, {[this](std::span<const JournalEntry> entries) {
                                  told.insert(told.end(), entries.begin(), entries.end());
                              },
                              [this](std::string reason) { failures.push_back(std::move(reason)); }});
        return journal;
    }
    void append(SqliteJournal& journal, std::size_t count) {
        const std::size_t before = told.size();
        journal.append(testing::drafts(random, count));
        ASSERT_TRUE(loop.run_until([&] { return told.size() == before + count; }));
    }
    void make(std::size_t count) {
        auto journal = open_and_follow();
        append(*journal, count);
    }
    // Changes the file behind everybody's back.
    void tamper(const std::string& sql) {
        Database database(file, "the journal", Durability::Full, 100);
        database.execute(sql);
    }
};

// What a killed process had acknowledged: it wrote each entry's position and id into the pipe after it came back.
struct Acknowledged {
    std::uint64_t position;
    std::uint64_t id;
};

void append_for_ever(const std::filesystem::path& file, std::uint64_t seed, int pipe) {
    testing::WaitingLoop loop;
    std::mt19937_64 random(seed);
    SqliteJournal journal(file, loop.poster());
    std::uint64_t after = journal.head().position.value;
    journal.follow(journal.head().position,
                   {[&](std::span<const JournalEntry> entries) {
                        for (const JournalEntry& entry : entries) {
                            const Acknowledged acknowledged{entry.position.value, entry.id.value};
                            testing::write_all(pipe, &acknowledged, sizeof acknowledged);
                            after = entry.position.value;
                        }
                    },
                    [](const std::string&) {}});
    for (;;) {
        const std::size_t count = 1 + random() % 20;
        const std::uint64_t until = after + count;
        journal.append(testing::drafts(random, count));
        if (!loop.run_until([&] { return after == until; })) return;
    }
}

TEST_F(SqliteJournalTest, what_was_acknowledged_survives_a_kill_at_any_moment) {
    std::vector<Acknowledged> all;
    for (std::uint64_t round = 0; round < 10; ++round) {
        std::string words;
        {
            testing::ChildProcess child([&](int pipe) { append_for_ever(file, round, pipe); });
            words = child.read((20 + random() % 200) * sizeof(Acknowledged));
            child.kill();
            words += child.read_all();
        }
        ASSERT_GE(words.size(), 20 * sizeof(Acknowledged));
        for (std::size_t at = 0; at + sizeof(Acknowledged) <= words.size(); at += sizeof(Acknowledged)) {
            std::memcpy(&all.emplace_back(), words.data() + at, sizeof(Acknowledged));
        }
        auto journal = open_and_follow();
        journal->verify();
        ASSERT_TRUE(loop.run_until([&] { return told.size() == journal->head().position.value; }));
        for (const Acknowledged& acknowledged : all) {
            ASSERT_LE(acknowledged.position, told.size());
            ASSERT_EQ(told[acknowledged.position - 1].id.value, acknowledged.id);
        }
    }
}

TEST_F(SqliteJournalTest, a_hundred_thousand_entries_come_back_as_they_were) {
    std::vector<JournalEntry> live;
    {
        auto journal = open_and_follow();
        for (int batch = 0; batch < 100; ++batch)
            append(*journal, 1'000);
        live = told;
        // The id of an entry that is no longer in memory is read from the file.
        EXPECT_EQ(journal->id_at({17}), live[16].id);
        EXPECT_EQ(journal->id_at({99'999}), live[99'998].id);
    }
    auto journal = open_and_follow();
    ASSERT_TRUE(loop.run_until([&] { return told.size() == 100'000; }));
    EXPECT_EQ(told, live);
    EXPECT_EQ(journal->id_at({17}), live[16].id);
    EXPECT_EQ(journal->id_at({83'616}), live[83'615].id);
    EXPECT_EQ(journal->id_at({83'617}), live[83'616].id);
}

TEST_F(SqliteJournalTest, an_old_id_can_be_asked_for_while_entries_are_written) {
    auto journal = open_and_follow();
    append(*journal, 20'000);
    for (int round = 0; round < 50; ++round) {
        const std::size_t before = told.size();
        journal->append(testing::drafts(random, 100));
        EXPECT_EQ(journal->id_at({1}), told[0].id);
        ASSERT_TRUE(loop.run_until([&] { return told.size() == before + 100; }));
    }
}

TEST_F(SqliteJournalTest, the_log_is_moved_into_the_file_and_does_not_grow_for_ever) {
    auto journal = open_and_follow();
    for (int batch = 0; batch < 60; ++batch) {
        std::vector<ports::EntryDraft> drafts = testing::drafts(random, 1);
        drafts[0].command.resize(1'000'000);
        journal->append(drafts);
        ASSERT_TRUE(loop.run_until([&] { return told.size() == static_cast<std::size_t>(batch) + 1; }));
        told.back().command.clear();
    }
    // 60 MB were written; the log is emptied at 32.
    EXPECT_LT(std::filesystem::file_size(folder / "journal.db-wal"), 40u << 20U);
}

TEST_F(SqliteJournalTest, a_second_server_on_the_same_folder_is_told_so) {
    const auto journal = open();
    EXPECT_THAT(error_of([&] { open(); }),
                HasSubstr("is in use by another server. Stop that one, or start this one with another data"));
}

TEST_F(SqliteJournalTest, a_newer_format_is_refused) {
    make(1);
    tamper("PRAGMA user_version = 3");
    const std::string before = testing::content_of(file);
    EXPECT_THAT(error_of([&] { open(); }), HasSubstr("written by a newer Crosstalk (format 3"));
    EXPECT_EQ(testing::content_of(file), before);
}

TEST_F(SqliteJournalTest, another_programs_database_is_refused) {
    {
        Database database(file, "the cookbook", Durability::Full, 100);
        database.execute("CREATE TABLE recipes(text)");
    }
    EXPECT_THAT(error_of([&] { open(); }), HasSubstr("is not the journal of a Crosstalk server"));
}

TEST_F(SqliteJournalTest, an_entry_that_was_exchanged_is_noticed_when_it_is_opened) {
    make(100);
    tamper("UPDATE entries SET id = 5 WHERE position = 60");
    EXPECT_THAT(error_of([&] { open(); }), HasSubstr("is damaged: entry 61 does not follow entry 60"));
}

TEST_F(SqliteJournalTest, an_entry_that_is_missing_is_noticed_when_it_is_opened) {
    make(100);
    tamper("DELETE FROM entries WHERE position = 60");
    EXPECT_THAT(error_of([&] { open(); }), HasSubstr("is damaged: entry 61 does not follow entry 59"));
}

TEST_F(SqliteJournalTest, damage_far_back_is_found_by_verify_and_by_the_replay) {
    make(20'000);
    tamper("DELETE FROM entries WHERE position = 60");
    auto journal = open_and_follow();
    ASSERT_TRUE(loop.run_until([&] { return !failures.empty(); }));
    EXPECT_THAT(failures.front(), HasSubstr("is damaged: entry 60 is missing"));
    journal.reset();
    EXPECT_THAT(error_of([&] { open()->verify(); }), HasSubstr("entry 61 does not follow entry 59"));
}

TEST_F(SqliteJournalTest, a_page_that_was_wiped_is_called_damage_and_the_file_is_left) {
    make(20'000);
    std::string content = testing::content_of(file);
    std::fill_n(content.begin() + static_cast<std::ptrdiff_t>(content.size() / 2 / 4096 * 4096), 4096, '\0');
    testing::put(file, content);
    EXPECT_THAT(error_of([&] { open()->verify(); }), HasSubstr("is damaged"));
    EXPECT_EQ(testing::content_of(file), content);
}

TEST_F(SqliteJournalTest, a_file_that_was_cut_is_called_damaged) {
    make(5'000);
    std::filesystem::resize_file(file, std::filesystem::file_size(file) / 2);
    const std::string before = testing::content_of(file);
    EXPECT_THAT(error_of([&] { open()->verify(); }), HasSubstr("is damaged"));
    EXPECT_EQ(testing::content_of(file), before);
}

TEST_F(SqliteJournalTest, a_full_disk_ends_it_and_what_was_acknowledged_is_there) {
    testing::SmallDisk disk(2'048);
    if (!disk.mounted()) GTEST_SKIP() << "this account may not mount";
    file = disk.path() / "journal.db";
    {
        auto journal = open_and_follow();
        while (failures.empty()) {
            const std::size_t before = told.size();
            journal->append(testing::drafts(random, 50));
            ASSERT_TRUE(loop.run_until([&] { return told.size() == before + 50 || !failures.empty(); }));
        }
    }
    EXPECT_THAT(failures.front(), HasSubstr("the disk is full. Free some space"));
    EXPECT_GT(told.size(), 1'000u);
    const auto acknowledged = told;
    // Somebody makes room.
    std::filesystem::copy_file(file, folder / "journal.db");
    std::filesystem::copy_file(disk.path() / "journal.db-wal", folder / "journal.db-wal");
    file = folder / "journal.db";
    auto journal = open_and_follow();
    journal->verify();
    ASSERT_TRUE(loop.run_until([&] { return told.size() == journal->head().position.value; }));
    ASSERT_GE(told.size(), acknowledged.size());
    EXPECT_TRUE(std::equal(acknowledged.begin(), acknowledged.end(), told.begin()));
}

TEST_F(SqliteJournalTest, a_task_that_comes_after_its_end_is_harmless) {
    auto journal = open_and_follow();
    journal->append(testing::drafts(random, 1));
    journal.reset();
    loop.run_ready();
    EXPECT_TRUE(told.empty());
}

}  // namespace
}  // namespace crosstalk::local
