// The power goes while journal and view are written: what was said to be durable is there, and the rest is a suffix.
#include <gtest/gtest.h>

#include <random>

#include "server/local/sqlite_journal.hpp"
#include "server/local/sqlite_view.hpp"
#include "tests/local/power_cut.hpp"
#include "tests/local/small_disk.hpp"
#include "tests/support/memory_view.hpp"
#include "tests/support/random_history.hpp"
#include "tests/support/waiting_loop.hpp"

namespace crosstalk::local {
namespace {

using ports::EntryDraft;
using ports::JournalEntry;

constexpr int rounds = 60;

struct PowerCutTest : ::testing::Test {
    // In memory if that may be: the cut, not the disk, decides here what is durable.
    testing::SmallDisk disk{64 * 1024};
    std::mt19937_64 random{1};
    testing::WaitingLoop loop;

    std::filesystem::path folder(int round) const { return disk.path() / std::to_string(round); }
};

TEST_F(PowerCutTest, no_entry_that_came_back_is_lost) {
    std::vector<EntryDraft> offered;  // everything that may be in the journal, in order
    std::size_t acknowledged = 0;     // how much of it must be
    std::filesystem::create_directories(folder(0));
    int cuts = 0;
    for (int round = 0; round < rounds; ++round) {
        SCOPED_TRACE("round " + std::to_string(round));
        testing::PowerCut power(static_cast<std::uint64_t>(round));
        power.cut_after(random() % 120);
        {
            SqliteJournal journal(folder(round) / "journal.db", loop.poster());
            journal.verify();
            std::vector<JournalEntry> told;
            journal.follow({0}, {[&](std::span<const JournalEntry> entries) {
                                     told.insert(told.end(), entries.begin(), entries.end());
                                     // Coming back before the cut, or being found after an earlier one.
                                     if (!power.happened())
                                         acknowledged = std::max(acknowledged, told.size());
                                 },
                                 [](const std::string& reason) { ADD_FAILURE() << reason; }});
            const std::size_t kept = journal.head().position.value;
            ASSERT_GE(kept, acknowledged);
            ASSERT_LE(kept, offered.size());
            offered.resize(kept);
            ASSERT_TRUE(loop.run_until([&] { return told.size() == kept; }));
            for (std::size_t index = 0; index < kept; ++index) {
                ASSERT_EQ(told[index].id, offered[index].id);
                ASSERT_EQ(told[index].command, offered[index].command);
            }
            for (int batch = 0; batch < 40 && !power.happened(); ++batch) {
                std::vector<EntryDraft> drafts = testing::drafts(random, 1 + random() % 30);
                offered.insert(offered.end(), drafts.begin(), drafts.end());
                journal.append(std::move(drafts));
                ASSERT_TRUE(loop.run_until([&] { return told.size() == offered.size(); }));
            }
        }
        if (power.happened()) {
            ++cuts;
            power.restore_to(folder(round + 1));
        } else {
            std::filesystem::rename(folder(round), folder(round + 1));
            acknowledged = offered.size();
        }
        std::filesystem::remove_all(folder(round));
        if (round % 10 == 9) {
            // Small again: a new journal.
            std::filesystem::remove_all(folder(round + 1));
            std::filesystem::create_directories(folder(round + 1));
            offered.clear();
            acknowledged = 0;
        }
    }
    EXPECT_GT(cuts, rounds / 2);
}

// A process that dies between writing and syncing leaves what the next one reads back but the disk does not have.
TEST_F(PowerCutTest, what_a_dead_process_left_is_durable_before_it_is_given) {
    int found_whole = 0;
    for (int round = 0; round < 40; ++round) {
        SCOPED_TRACE("round " + std::to_string(round));
        testing::PowerCut power(static_cast<std::uint64_t>(round));
        std::filesystem::create_directories(folder(round));
        std::vector<net::EntryId> told;
        const auto follower = [&](bool& failed) {
            return ports::Journal::Follower{[&](std::span<const JournalEntry> entries) {
                                                for (const JournalEntry& entry : entries)
                                                    told.push_back(entry.id);
                                            },
                                            [&failed](const std::string&) { failed = true; }};
        };
        {
            SqliteJournal journal(folder(round) / "journal.db", loop.poster());
            bool failed = false;
            journal.follow({0}, follower(failed));
            journal.append(testing::drafts(random, 5));
            ASSERT_TRUE(loop.run_until([&] { return told.size() == 5; }));
            power.fail_next_sync();
            journal.append(testing::drafts(random, 20));
            ASSERT_TRUE(loop.run_until([&] { return failed; }));
            EXPECT_EQ(told.size(), 5u);
        }
        {
            told.clear();
            SqliteJournal journal(folder(round) / "journal.db", loop.poster());
            bool failed = false;
            journal.follow({0}, follower(failed));
            ASSERT_TRUE(loop.run_until([&] { return told.size() == journal.head().position.value; }));
            power.cut();
        }
        ASSERT_TRUE(told.size() == 5 || told.size() == 25) << told.size();
        if (told.size() == 25) ++found_whole;
        power.restore_to(folder(round) / "after");
        SqliteJournal journal(folder(round) / "after/journal.db", loop.poster());
        for (std::size_t index = 0; index < told.size(); ++index)
            ASSERT_EQ(journal.id_at({index + 1}), told[index]);
    }
    EXPECT_GT(found_whole, 0);
}

TEST_F(PowerCutTest, the_view_loses_a_suffix_and_nothing_that_was_durable) {
    testing::RandomHistory history(1);
    const std::vector<hub::AppliedEntry> past = history.next(3'000);
    net::Position durable;
    std::filesystem::create_directories(folder(0));
    int cuts = 0;
    for (int round = 0; round < rounds / 2; ++round) {
        SCOPED_TRACE("round " + std::to_string(round));
        testing::PowerCut power(static_cast<std::uint64_t>(round));
        power.cut_after(random() % 600);
        {
            SqliteView view(folder(round) / "view.db", loop.poster());
            view.verify();
            const hub::Snapshot loaded = view.load();
            ASSERT_GE(loaded.mark.position, durable);
            testing::ViewRows model;
            for (std::size_t index = 0; index < loaded.mark.position.value; ++index)
                model.apply(past[index]);
            ASSERT_EQ(loaded, model.snapshot());
            const std::size_t from = loaded.mark.position.value;
            for (std::size_t at = from; at < past.size() && at < from + 300; at += 10) {
                view.apply({past.begin() + static_cast<std::ptrdiff_t>(at),
                            past.begin() + static_cast<std::ptrdiff_t>(at + 10)});
                ASSERT_TRUE(loop.run_until([&] { return view.applied().value == at + 10; }));
                const net::Position said = view.durable();
                if (!power.happened()) durable = std::max(durable, said);
            }
        }
        if (power.happened()) {
            ++cuts;
            power.restore_to(folder(round + 1));
        } else {
            std::filesystem::rename(folder(round), folder(round + 1));
        }
        std::filesystem::remove_all(folder(round));
        if (round % 10 == 9) {
            std::filesystem::remove_all(folder(round + 1));
            std::filesystem::create_directories(folder(round + 1));
            durable = {};
        }
    }
    EXPECT_GT(cuts, rounds / 6);
}

}  // namespace
}  // namespace crosstalk::local
