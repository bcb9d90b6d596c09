// Each sentence of the contract in server/ports/journal.hpp, for every journal there is.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <random>
#include <stdexcept>

#include "tests/conformance/journals.hpp"
#include "tests/support/random_history.hpp"

namespace crosstalk::testing {
namespace {

using ports::EntryDraft;
using ports::Journal;
using ports::JournalEntry;

// What a follower has been told.
struct Told {
    std::vector<JournalEntry> entries;
    std::vector<std::string> failures;
    std::function<void()> on_entries;
    bool inside_a_call = false;
    bool called_inside = false;

    Journal::Follower follower() {
        return {[this](std::span<const JournalEntry> more) {
                    called_inside = called_inside || inside_a_call;
                    entries.insert(entries.end(), more.begin(), more.end());
                    if (on_entries) on_entries();
                },
                [this](std::string reason) {
                    called_inside = called_inside || inside_a_call;
                    failures.push_back(std::move(reason));
                }};
    }
};

template <class Journals>
class JournalContract : public ::testing::Test {
  protected:
    Journal& open() {
        journal_ = journals_.open();
        return *journal_;
    }
    Journal& opened_and_followed() {
        Journal& journal = open();
        told_ = {};
        journal.follow({0}, told_.follower());
        return journal;
    }
    void crash() { journal_.reset(); }
    bool told(std::size_t entries) {
        return journals_.run_until([&] { return told_.entries.size() >= entries; });
    }
    bool failed() {
        return journals_.run_until([&] { return !told_.failures.empty(); });
    }
    void append(std::size_t count) {
        const std::size_t before = told_.entries.size();
        journal_->append(drafts(random_, count));
        ASSERT_TRUE(told(before + count));
    }
    // What somebody who begins anew is given.
    std::vector<JournalEntry> stored() {
        crash();
        Journal& journal = opened_and_followed();
        const std::size_t count = journal.head().position.value;
        EXPECT_TRUE(told(count));
        return told_.entries;
    }

    Journals journals_;
    std::mt19937_64 random_{1};
    Told told_;
    std::unique_ptr<Journal> journal_;
};

using AllJournals = ::testing::Types<MemoryJournals, SqliteJournals>;
class JournalNames {
  public:
    template <class T>
    static std::string GetName(int) {
        return std::is_same_v<T, MemoryJournals> ? "memory" : "sqlite";
    }
};
TYPED_TEST_SUITE(JournalContract, AllJournals, JournalNames);

TYPED_TEST(JournalContract, positions_are_one_two_three_without_gaps) {
    this->opened_and_followed();
    this->append(3);
    this->append(1);
    this->append(4);
    for (std::size_t index = 0; index < 8; ++index)
        EXPECT_EQ(this->told_.entries[index].position.value, index + 1);
}

TYPED_TEST(JournalContract, each_entry_names_its_predecessors_id) {
    this->opened_and_followed();
    this->append(2);
    this->append(3);
    EXPECT_EQ(this->told_.entries[0].previous, net::EntryId{0});
    for (std::size_t index = 1; index < 5; ++index)
        EXPECT_EQ(this->told_.entries[index].previous, this->told_.entries[index - 1].id);
}

TYPED_TEST(JournalContract, an_entry_comes_back_as_it_was_offered) {
    Journal& journal = this->opened_and_followed();
    std::vector<EntryDraft> offered = drafts(this->random_, 5, {1'750'000'000'000});
    offered[0].id = {0xFFFF'FFFF'FFFF'FFFFULL};
    offered[1].command = {};
    offered[2].command = net::Bytes(70'000, 0);
    offered[3].rules = 0xFFFF'FFFF;
    journal.append(offered);
    ASSERT_TRUE(this->told(5));
    for (std::size_t index = 0; index < 5; ++index) {
        EXPECT_EQ(this->told_.entries[index].id, offered[index].id);
        EXPECT_EQ(this->told_.entries[index].at, offered[index].at);
        EXPECT_EQ(this->told_.entries[index].rules, offered[index].rules);
        EXPECT_EQ(this->told_.entries[index].command, offered[index].command);
    }
}

TYPED_TEST(JournalContract, entries_are_never_changed) {
    this->opened_and_followed();
    this->append(10);
    const auto first_told = this->told_.entries;
    this->append(10);
    auto later = this->stored();
    ASSERT_EQ(later.size(), 20u);
    later.resize(10);
    EXPECT_EQ(later, first_told);
}

TYPED_TEST(JournalContract, an_entry_that_came_back_survives_a_crash_at_any_later_moment) {
    for (std::size_t round = 1; round <= 5; ++round) {
        this->stored();
        this->append(round);
        const auto before = this->told_.entries;
        EXPECT_EQ(this->stored(), before);
    }
}

TYPED_TEST(JournalContract, an_append_in_flight_at_a_crash_is_there_as_a_whole_or_not_at_all) {
    this->opened_and_followed();
    this->append(3);
    this->journal_->append(drafts(this->random_, 500));
    const std::size_t count = this->stored().size();
    EXPECT_TRUE(count == 3 || count == 503) << count;
}

TYPED_TEST(JournalContract, a_second_append_is_refused_while_one_is_in_flight) {
    Journal& journal = this->opened_and_followed();
    journal.append(drafts(this->random_, 1));
    EXPECT_THROW(journal.append(drafts(this->random_, 1)), std::logic_error);
    ASSERT_TRUE(this->told(1));
    this->append(1);
    EXPECT_EQ(this->told_.entries.size(), 2u);
}

TYPED_TEST(JournalContract, the_next_append_may_come_in_the_call_that_ends_the_last) {
    Journal& journal = this->opened_and_followed();
    this->told_.on_entries = [&] {
        if (this->told_.entries.size() < 5) journal.append(drafts(this->random_, 1));
    };
    journal.append(drafts(this->random_, 1));
    EXPECT_TRUE(this->told(5));
}

TYPED_TEST(JournalContract, an_empty_batch_is_nothing) {
    Journal& journal = this->opened_and_followed();
    journal.append({});
    this->append(1);
    EXPECT_EQ(this->told_.entries.size(), 1u);
}

TYPED_TEST(JournalContract, an_entry_without_an_id_or_out_of_time_is_refused) {
    Journal& journal = this->opened_and_followed();
    std::vector<EntryDraft> nameless = drafts(this->random_, 2);
    nameless[1].id = {};
    EXPECT_THROW(journal.append(nameless), std::logic_error);
    std::vector<EntryDraft> backwards = drafts(this->random_, 2, {100});
    backwards[1].at = {99};
    EXPECT_THROW(journal.append(backwards), std::logic_error);
    journal.append(drafts(this->random_, 1, {100}));
    ASSERT_TRUE(this->told(1));
    EXPECT_THROW(journal.append(drafts(this->random_, 1, {99})), std::logic_error);
    this->stored();
    EXPECT_THROW(this->journal_->append(drafts(this->random_, 1, {99})), std::logic_error);
}

TYPED_TEST(JournalContract, follow_gives_the_stored_then_the_live_in_order_exactly_once) {
    this->opened_and_followed();
    this->append(1'000);
    this->append(7);
    EXPECT_EQ(this->stored().size(), 1'007u);
    this->append(3);
    const auto all = this->told_.entries;
    ASSERT_EQ(all.size(), 1'010u);
    for (std::size_t index = 0; index < all.size(); ++index)
        EXPECT_EQ(all[index].position.value, index + 1);
}

TYPED_TEST(JournalContract, what_is_appended_during_the_replay_comes_after_it) {
    this->opened_and_followed();
    this->append(1'000);
    this->crash();
    Journal& journal = this->opened_and_followed();
    journal.append(drafts(this->random_, 10));
    ASSERT_TRUE(this->told(1'010));
    this->append(1);
    for (std::size_t index = 0; index < 1'011; ++index)
        EXPECT_EQ(this->told_.entries[index].position.value, index + 1);
}

TYPED_TEST(JournalContract, what_was_appended_before_follow_comes_too) {
    Journal& journal = this->open();
    journal.append(drafts(this->random_, 3));
    journal.follow({0}, this->told_.follower());
    ASSERT_TRUE(this->told(3));
    this->append(1);
    EXPECT_EQ(this->told_.entries.back().position.value, 4u);
}

TYPED_TEST(JournalContract, follow_begins_after_the_entry_it_names) {
    this->opened_and_followed();
    this->append(600);
    this->crash();
    Journal& journal = this->open();
    this->told_ = {};
    journal.follow({598}, this->told_.follower());
    ASSERT_TRUE(this->told(2));
    EXPECT_EQ(this->told_.entries.front().position.value, 599u);
    this->crash();
    Journal& again = this->open();
    this->told_ = {};
    again.follow({600}, this->told_.follower());
    this->append(1);
    EXPECT_EQ(this->told_.entries.front().position.value, 601u);
}

TYPED_TEST(JournalContract, nothing_is_given_inside_a_call) {
    Journal& journal = this->open();
    this->told_.inside_a_call = true;
    journal.append(drafts(this->random_, 1));
    journal.follow({0}, this->told_.follower());
    this->told_.inside_a_call = false;
    ASSERT_TRUE(this->told(1));
    this->told_.inside_a_call = true;
    journal.append(drafts(this->random_, 1));
    this->told_.inside_a_call = false;
    ASSERT_TRUE(this->told(2));
    EXPECT_FALSE(this->told_.called_inside);
}

TYPED_TEST(JournalContract, follow_is_called_once) {
    Journal& journal = this->opened_and_followed();
    EXPECT_THROW(journal.follow({0}, this->told_.follower()), std::logic_error);
}

TYPED_TEST(JournalContract, following_from_beyond_the_head_fails) {
    this->opened_and_followed();
    this->append(2);
    this->crash();
    Journal& journal = this->open();
    this->told_ = {};
    journal.follow({3}, this->told_.follower());
    ASSERT_TRUE(this->failed());
    EXPECT_THAT(this->told_.failures.front(), ::testing::HasSubstr("lost"));
    EXPECT_TRUE(this->told_.entries.empty());
}

TYPED_TEST(JournalContract, following_from_below_the_trimmed_part_fails) {
    Journal& journal = this->opened_and_followed();
    this->append(5);
    journal.trim({3});
    ASSERT_TRUE(this->journals_.run_until([&] { return !journal.id_at({2}); }));
    this->append(1);
    this->crash();
    Journal& again = this->open();
    this->told_ = {};
    again.follow({2}, this->told_.follower());
    ASSERT_TRUE(this->failed());
    EXPECT_THAT(this->told_.failures.front(), ::testing::HasSubstr("trimmed"));
}

TYPED_TEST(JournalContract, after_a_write_error_it_fails_once_and_for_good) {
    Journal& journal = this->opened_and_followed();
    this->append(3);
    this->journals_.break_writing();
    journal.append(drafts(this->random_, 2));
    ASSERT_TRUE(this->failed());
    this->journals_.repair();
    journal.append(drafts(this->random_, 2));
    journal.trim({2});
    EXPECT_EQ(this->told_.entries.size(), 3u);
    EXPECT_THAT(this->told_.failures, ::testing::SizeIs(1));
    EXPECT_THAT(this->told_.failures.front(), ::testing::HasSubstr("start"));
    // The batch that failed may be there, whole; the one after it may not.
    const std::size_t count = this->stored().size();
    EXPECT_TRUE(count == 3 || count == 5) << count;
}

TYPED_TEST(JournalContract, a_failure_before_follow_is_told_to_who_follows) {
    Journal& journal = this->open();
    this->journals_.break_writing();
    journal.append(drafts(this->random_, 1));
    journal.follow({0}, this->told_.follower());
    EXPECT_TRUE(this->failed());
    this->journals_.repair();
}

TYPED_TEST(JournalContract, trim_forgets_up_to_an_entry_and_keeps_its_id) {
    Journal& journal = this->opened_and_followed();
    this->append(2'000);
    const auto all = this->told_.entries;
    journal.trim({1'700});
    ASSERT_TRUE(this->journals_.run_until([&] { return !journal.id_at({1'699}); }));
    EXPECT_EQ(journal.id_at({1'700}), all[1'699].id);
    EXPECT_EQ(journal.id_at({1'701}), all[1'700].id);
    EXPECT_EQ(journal.id_at({1}), net::EntryId{});
    this->crash();
    Journal& again = this->open();
    this->told_ = {};
    EXPECT_EQ(again.id_at({1'700}), all[1'699].id);
    EXPECT_EQ(again.id_at({1'699}), net::EntryId{});
    again.follow({1'700}, this->told_.follower());
    ASSERT_TRUE(this->told(300));
    EXPECT_EQ(this->told_.entries.front(), all[1'700]);
}

TYPED_TEST(JournalContract, a_journal_that_was_trimmed_to_its_end_goes_on) {
    Journal& journal = this->opened_and_followed();
    this->append(5);
    const auto all = this->told_.entries;
    journal.trim({5});
    ASSERT_TRUE(this->journals_.run_until([&] { return !journal.id_at({4}); }));
    this->crash();
    Journal& again = this->open();
    this->told_ = {};
    EXPECT_EQ(again.head(), (net::Mark{{5}, all[4].id}));
    again.follow({5}, this->told_.follower());
    this->append(1);
    EXPECT_EQ(this->told_.entries[0].position.value, 6u);
    EXPECT_EQ(this->told_.entries[0].previous, all[4].id);
}

TYPED_TEST(JournalContract, trim_takes_nothing_that_was_not_given) {
    Journal& journal = this->opened_and_followed();
    this->append(4);
    journal.trim({100});
    ASSERT_TRUE(this->journals_.run_until([&] { return !journal.id_at({3}); }));
    this->append(2);
    this->crash();
    Journal& again = this->open();
    this->told_ = {};
    again.trim({6});
    again.follow({4}, this->told_.follower());
    EXPECT_TRUE(this->told(2));
}

TYPED_TEST(JournalContract, the_head_is_the_newest_entry_when_it_was_opened) {
    Journal& journal = this->opened_and_followed();
    EXPECT_EQ(journal.head(), net::Mark{});
    this->append(3);
    EXPECT_EQ(journal.head(), net::Mark{});
    const net::EntryId last = this->told_.entries.back().id;
    this->crash();
    EXPECT_EQ(this->open().head(), (net::Mark{{3}, last}));
}

TYPED_TEST(JournalContract, the_id_of_every_kept_entry_is_known_and_of_no_other) {
    this->opened_and_followed();
    this->append(300);
    const auto all = this->stored();
    this->append(1);
    for (const JournalEntry& entry : all)
        EXPECT_EQ(this->journal_->id_at(entry.position), entry.id);
    EXPECT_EQ(this->journal_->id_at({301}), this->told_.entries.back().id);
    EXPECT_EQ(this->journal_->id_at({0}), net::EntryId{});
    EXPECT_EQ(this->journal_->id_at({302}), net::EntryId{});
    EXPECT_EQ(this->journal_->id_at({0xFFFF'FFFF'FFFF'FFFFULL}), net::EntryId{});
}

TYPED_TEST(JournalContract, a_second_journal_on_the_same_storage_is_refused) {
    this->open();
    EXPECT_THROW(this->journals_.open(), std::runtime_error);
}

}  // namespace
}  // namespace crosstalk::testing
