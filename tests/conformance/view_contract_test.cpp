// Each sentence of the contract in server/ports/view.hpp, for every view there is. What a view must hold after
// entries is said by the plain maps of ViewRows.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <limits>
#include <stdexcept>

#include "tests/conformance/views.hpp"
#include "tests/support/random_history.hpp"

namespace crosstalk::testing {
namespace {

using hub::AppliedEntry;
using ports::Page;
using ports::Rows;
using ports::View;

constexpr net::RoomId hall{2048};
constexpr net::UserId ann{1024};

template <class Views>
class ViewContract : public ::testing::Test {
  protected:
    hub::Snapshot open() {
        view_ = views_.open();
        hub::Snapshot snapshot = view_->load();
        view_->on_failure([this](std::string reason) { failures_.push_back(std::move(reason)); });
        return snapshot;
    }
    hub::Snapshot reopened() {
        view_.reset();
        return open();
    }
    // Gives the view what the model is given.
    void apply(std::vector<AppliedEntry> entries) {
        for (const AppliedEntry& entry : entries)
            model_.apply(entry);
        view_->apply(std::move(entries));
    }
    void apply(std::vector<hub::Change> changes) {
        apply({AppliedEntry{next_mark(), {1'000}, 1, std::move(changes)}});
    }
    net::Mark next_mark() const { return {model_.mark.position.next(), {model_.mark.position.value + 7}}; }
    // A message in the hall, with the room's row as the hub would send it.
    void post(const std::string& text, net::UserId author = ann) {
        const net::Sequence sequence = model_.rooms[hall].head.next();
        apply({hub::RoomRow{hall, "hall", "hall", net::RoomKind::Public, ann, sequence, {sequence.value}},
               hub::MessageRow{hall, {5'000 + sequence.value}, sequence, sequence, author, {5}, text}});
    }
    bool stored() {
        return views_.run_until([&] { return view_->applied() == model_.mark.position; });
    }
    Rows rows_above(ports::RowsAbove query, net::Position at_least = {}) {
        std::optional<Rows> answer;
        view_->rows_above(query, at_least, [&](Rows rows) { answer = std::move(rows); });
        EXPECT_TRUE(views_.run_until([&] { return answer.has_value(); }));
        return answer.value_or(Rows{});
    }
    Page page_before(ports::PageBefore query, net::Position at_least = {}) {
        std::optional<Page> answer;
        view_->page_before(query, at_least, [&](Page page) { answer = std::move(page); });
        EXPECT_TRUE(views_.run_until([&] { return answer.has_value(); }));
        return answer.value_or(Page{});
    }

    Views views_;
    ViewRows model_;
    std::vector<std::string> failures_;
    std::unique_ptr<View> view_;
};

using AllViews = ::testing::Types<MemoryViews, SqliteViews>;
class ViewNames {
  public:
    template <class T>
    static std::string GetName(int) {
        return std::is_same_v<T, MemoryViews> ? "memory" : "sqlite";
    }
};
TYPED_TEST_SUITE(ViewContract, AllViews, ViewNames);

bool equal(const Rows& one, const Rows& other) {
    return one.mark == other.mark && one.room == other.room && one.from == other.from &&
           one.messages == other.messages;
}

TYPED_TEST(ViewContract, a_new_view_is_empty) {
    EXPECT_EQ(this->open(), hub::Snapshot{});
    EXPECT_EQ(this->view_->applied(), net::Position{0});
    EXPECT_EQ(this->view_->durable(), net::Position{0});
}

TYPED_TEST(ViewContract, load_comes_first_and_once) {
    this->view_ = this->views_.open();
    EXPECT_THROW(this->view_->apply({}), std::logic_error);
    EXPECT_THROW(this->view_->page_before({hall, {}}, {}, [](Page) {}), std::logic_error);
    this->view_->load();
    EXPECT_THROW(this->view_->load(), std::logic_error);
}

TYPED_TEST(ViewContract, an_entry_that_leaves_a_gap_is_refused) {
    this->open();
    EXPECT_THROW(this->view_->apply({AppliedEntry{{{2}, {1}}, {}, 1, {}}}), std::logic_error);
    this->post("one");
    EXPECT_THROW(this->view_->apply({AppliedEntry{{{1}, {1}}, {}, 1, {}}}), std::logic_error);
}

TYPED_TEST(ViewContract, what_was_stored_is_loaded) {
    this->open();
    RandomHistory history(1);
    for (int round = 0; round < 4; ++round) {
        this->apply(history.next(500));
        ASSERT_TRUE(this->stored());
        EXPECT_EQ(this->reopened(), this->model_.snapshot());
    }
}

TYPED_TEST(ViewContract, every_kind_of_row_is_kept_and_replaced_by_its_key) {
    this->open();
    const hub::DeviceRow device{{3'000}, ann, {1, 2, 3}};
    this->apply({hub::UserRow{ann, "Ann", "ann", {5}}, device, hub::LimitsRow{1, 2, 3},
                 hub::RoomRow{hall, "hall", "hall", net::RoomKind::Private, ann, {}, {}},
                 hub::MemberRow{hall, ann, hub::Standing::Invited, {77}}});
    this->apply(
        {hub::UserRow{ann, "Anna", "anna", {5}}, hub::MemberRow{hall, ann, hub::Standing::Member, {}}});
    ASSERT_TRUE(this->stored());
    const hub::Snapshot snapshot = this->reopened();
    EXPECT_EQ(snapshot.users, (std::vector<hub::UserRow>{{ann, "Anna", "anna", {5}}}));
    EXPECT_EQ(snapshot.devices, std::vector<hub::DeviceRow>{device});
    EXPECT_EQ(snapshot.limits, (hub::LimitsRow{1, 2, 3}));
    EXPECT_EQ(snapshot.members, (std::vector<hub::MemberRow>{{hall, ann, hub::Standing::Member, {}}}));
    EXPECT_EQ(snapshot.rooms.at(0).kind, net::RoomKind::Private);
}

TYPED_TEST(ViewContract, a_member_that_was_removed_is_gone) {
    this->open();
    this->apply({hub::MemberRow{hall, ann, hub::Standing::Member, {}},
                 hub::MemberRow{hall, {9}, hub::Standing::Member, {}}});
    this->apply({hub::MemberRemoved{hall, ann}});
    ASSERT_TRUE(this->stored());
    EXPECT_EQ(this->reopened().members,
              (std::vector<hub::MemberRow>{{hall, {9}, hub::Standing::Member, {}}}));
}

TYPED_TEST(ViewContract, an_answer_makes_those_a_window_below_it_go) {
    this->open();
    for (std::uint64_t number = 1; number <= net::command_window + 2; ++number)
        this->apply(
            {hub::ResultRow{{1}, {2}, {number}, {}, {number}}, hub::ResultRow{{1}, {3}, {1}, {}, {number}}});
    ASSERT_TRUE(this->stored());
    const auto results = this->reopened().results;
    ASSERT_EQ(results.size(), net::command_window + 1);
    EXPECT_EQ(results.front().number.value, 3u);
    EXPECT_EQ(results.back().run.value, 3u);
}

TYPED_TEST(ViewContract, a_run_that_was_removed_takes_its_answers_along) {
    this->open();
    this->apply({hub::ResultRow{{1}, {2}, {1}, {}, {1}}, hub::ResultRow{{1}, {3}, {1}, {}, {1}}});
    this->apply({hub::RunRemoved{{1}, {2}}, hub::ResultRow{{1}, {2}, {9}, {}, {2}}});
    this->apply({hub::RunRemoved{{1}, {3}}});
    ASSERT_TRUE(this->stored());
    EXPECT_EQ(this->reopened().results, (std::vector<hub::ResultRow>{{{1}, {2}, {9}, {}, {2}}}));
}

TYPED_TEST(ViewContract, lists_are_in_ascending_order_of_their_keys_up_to_the_highest_numbers) {
    constexpr std::uint64_t highest = std::numeric_limits<std::uint64_t>::max();
    this->open();
    this->apply({hub::ResultRow{{1}, {highest}, {1}, {}, {1}}, hub::ResultRow{{1}, {5}, {highest}, {}, {1}},
                 hub::ResultRow{{1}, {5}, {highest - 1}, {}, {1}}, hub::UserRow{{9}, "i", "i", {}},
                 hub::UserRow{{8}, "h", "h", {}}});
    ASSERT_TRUE(this->stored());
    const hub::Snapshot snapshot = this->reopened();
    EXPECT_EQ(snapshot, this->model_.snapshot());
    EXPECT_EQ(snapshot.results.back().run.value, highest);
    EXPECT_EQ(snapshot.users.front().id.value, 8u);
}

TYPED_TEST(ViewContract, a_crash_loses_only_a_suffix) {
    this->open();
    RandomHistory history(2);
    const std::vector<AppliedEntry> entries = history.next(3'000);
    this->view_->apply(entries);
    ASSERT_TRUE(this->views_.run_until([&] { return this->view_->applied().value > 100; }));
    const net::Position durable = this->view_->durable();
    this->view_.reset();
    this->views_.cut_power();
    const hub::Snapshot loaded = this->open();
    EXPECT_GE(loaded.mark.position, durable);
    for (std::size_t index = 0; index < loaded.mark.position.value; ++index)
        this->model_.apply(entries[index]);
    EXPECT_EQ(loaded, this->model_.snapshot());
    this->apply(std::vector<AppliedEntry>(
        entries.begin() + static_cast<std::ptrdiff_t>(loaded.mark.position.value), entries.end()));
    ASSERT_TRUE(this->stored());
    EXPECT_EQ(this->reopened(), this->model_.snapshot());
}

TYPED_TEST(ViewContract, what_is_durable_is_never_ahead_of_what_is_applied_and_never_goes_back) {
    this->open();
    RandomHistory history(3);
    net::Position durable;
    for (int round = 0; round < 5; ++round) {
        this->apply(history.next(300));
        ASSERT_TRUE(this->stored());
        EXPECT_GE(this->view_->durable(), durable);
        EXPECT_LE(this->view_->durable(), this->view_->applied());
        durable = this->view_->durable();
        this->view_.reset();
        this->views_.cut_power();
        const hub::Snapshot loaded = this->open();
        EXPECT_GE(loaded.mark.position, durable);
        EXPECT_EQ(this->view_->durable(), loaded.mark.position);
        durable = this->view_->durable();
        if (loaded.mark != this->model_.mark) return;  // the rest of the history was lost with the power
    }
}

TYPED_TEST(ViewContract, a_query_waits_for_the_entry_it_asks_for) {
    this->open();
    bool answered = false;
    this->view_->page_before({hall, {}}, {2}, [&](Page page) {
        answered = true;
        EXPECT_EQ(page.messages.size(), 2u);
    });
    this->post("one");
    ASSERT_TRUE(this->stored());
    EXPECT_EQ(this->page_before({hall, {}}).messages.size(), 1u);
    EXPECT_FALSE(answered);
    this->post("two");
    EXPECT_TRUE(this->views_.run_until([&] { return answered; }));
}

TYPED_TEST(ViewContract, an_answer_does_not_come_inside_the_call) {
    this->open();
    int answers = 0;
    this->view_->page_before({hall, {}}, {}, [&](Page) { ++answers; });
    this->view_->rows_above({hall, {}}, {}, [&](Rows) { ++answers; });
    EXPECT_EQ(answers, 0);
    EXPECT_TRUE(this->views_.run_until([&] { return answers == 2; }));
}

TYPED_TEST(ViewContract, a_room_that_does_not_exist_has_an_empty_answer) {
    this->open();
    this->post("elsewhere");
    ASSERT_TRUE(this->stored());
    const Rows rows = this->rows_above({{4'096}, {3}});
    EXPECT_EQ(rows.room.id, net::RoomId{});
    EXPECT_EQ(rows.mark, this->model_.mark);
    EXPECT_EQ(rows.from, net::Sequence{4});
    EXPECT_TRUE(rows.messages.empty());
    EXPECT_TRUE(this->page_before({{4'096}, {}}).messages.empty());
    EXPECT_EQ(this->page_before({{4'096}, {}}).from, net::Sequence{1});
}

TYPED_TEST(ViewContract, an_author_has_the_name_of_the_answers_mark) {
    this->open();
    this->apply({hub::UserRow{ann, "Ann", "ann", {}}});
    this->post("signed");
    this->post("by nobody", {99});
    this->apply({hub::UserRow{ann, "Anna", "anna", {}}});
    const Page page = this->page_before({hall, {}}, this->model_.mark.position);
    ASSERT_EQ(page.messages.size(), 2u);
    EXPECT_EQ(page.messages[0].author, (net::UserRef{ann, "Anna"}));
    EXPECT_EQ(page.messages[1].author, (net::UserRef{{99}, ""}));
}

TYPED_TEST(ViewContract, a_message_keeps_its_text_to_the_byte) {
    this->open();
    const std::string text("\0\n\t\"'%\xF0\x9F\x98\x80", 10);
    this->post(text);
    this->post("");
    const Page page = this->page_before({hall, {}}, this->model_.mark.position);
    EXPECT_EQ(page.messages.at(0).text, text);
    EXPECT_EQ(page.messages.at(1).text, "");
}

TYPED_TEST(ViewContract, a_page_holds_the_newest_before_a_sequence_in_ascending_order) {
    this->open();
    for (int count = 0; count < 10; ++count)
        this->post("message");
    const Page page = this->page_before({hall, {8}, 3}, this->model_.mark.position);
    ASSERT_EQ(page.messages.size(), 3u);
    EXPECT_EQ(page.messages.front().sequence.value, 5u);
    EXPECT_EQ(page.messages.back().sequence.value, 7u);
    EXPECT_EQ(page.from.value, 5u);
    EXPECT_EQ(this->page_before({hall, {4}, 3}).from.value, 1u);
    EXPECT_EQ(this->page_before({hall, {1}, 3}).from.value, 1u);
    EXPECT_EQ(this->page_before({hall, {}, 3}).messages.back().sequence.value, 10u);
}

TYPED_TEST(ViewContract, a_page_is_bounded_in_rows_and_bytes_but_has_at_least_one) {
    this->open();
    for (std::size_t count = 0; count < net::max_page_rows + 10; ++count)
        this->post("m");
    this->apply({hub::RoomRow{hall, "hall", "hall", net::RoomKind::Public, ann, {300}, {300}}});
    this->post(std::string(30'000, 'x'));
    this->post(std::string(20'000, 'x'));
    this->post(std::string(net::max_page_bytes + 1, 'x'));
    const net::Position all = this->model_.mark.position;
    EXPECT_EQ(this->page_before({hall, {}, 0}, all).messages.size(), 1u);
    EXPECT_EQ(this->page_before({hall, {200}, 1'000}).messages.size(), 199u);
    EXPECT_EQ(this->page_before({hall, {300}, 1'000}).messages.size(), net::max_page_rows);
    EXPECT_EQ(this->page_before({hall, {}, 200}).messages.size(), 1u);
    EXPECT_EQ(this->page_before({hall, {303}, 200}).messages.size(), 1u);
    EXPECT_EQ(this->page_before({hall, {302}, 2}).messages.size(), 2u);
    EXPECT_EQ(this->rows_above({hall, {}, 0}).messages.size(), 1u);
    EXPECT_EQ(this->rows_above({hall, {300}, 1'000}).messages.size(), 1u);
}

TYPED_TEST(ViewContract, rows_above_are_what_was_posted_or_changed_since) {
    this->open();
    for (int count = 0; count < 10; ++count)
        this->post("first");
    this->apply({hub::RoomRow{hall, "hall", "hall", net::RoomKind::Public, ann, {11}, {10}},
                 hub::MessageRow{hall, {5'003}, {3}, {11}, ann, {3}, "changed"}});
    const net::Position all = this->model_.mark.position;
    const Rows rows = this->rows_above({hall, {8}}, all);
    ASSERT_EQ(rows.messages.size(), 3u);
    EXPECT_EQ(rows.messages[0].text, "changed");
    EXPECT_EQ(rows.messages[0].revision.value, 11u);
    EXPECT_EQ(rows.messages[1].sequence.value, 9u);
    EXPECT_EQ(rows.from.value, 9u);
    EXPECT_EQ(rows.room, (net::RoomSummary{hall, "hall", net::RoomKind::Public, {11}, {10}}));
    EXPECT_TRUE(this->rows_above({hall, {11}}).messages.empty());
}

TYPED_TEST(ViewContract, rows_that_leave_a_change_out_say_so) {
    this->open();
    for (int count = 0; count < 4; ++count)
        this->post("first");
    this->apply({hub::RoomRow{hall, "hall", "hall", net::RoomKind::Public, ann, {6}, {4}},
                 hub::MessageRow{hall, {5'001}, {1}, {5}, ann, {1}, "changed"},
                 hub::MessageRow{hall, {5'002}, {2}, {6}, ann, {2}, "changed"}});
    const net::Position all = this->model_.mark.position;
    EXPECT_EQ(this->rows_above({hall, {3}, 3}, all).from.value, 4u);
    // Message 1 has changed too and is not among them: what the asker has below 5 may be stale.
    const Rows two = this->rows_above({hall, {3}, 2});
    ASSERT_EQ(two.messages.size(), 2u);
    EXPECT_EQ(two.messages[0].sequence.value, 2u);
    EXPECT_EQ(two.from.value, 5u);
}

TYPED_TEST(ViewContract, bounds_beyond_everything_are_no_fault) {
    constexpr net::Sequence highest{std::numeric_limits<std::uint64_t>::max()};
    this->open();
    this->post("one");
    const net::Position all = this->model_.mark.position;
    EXPECT_EQ(this->page_before({hall, highest}, all).messages.size(), 1u);
    EXPECT_TRUE(this->rows_above({hall, highest}).messages.empty());
    EXPECT_TRUE(this->page_before({{highest.value}, {}}).messages.empty());
}

TYPED_TEST(ViewContract, any_page_of_any_past_is_the_plain_models) {
    this->open();
    RandomHistory history(4);
    for (int round = 0; round < 10; ++round) {
        this->apply(history.next(150));
        ASSERT_TRUE(this->stored());
        for (const auto& [id, room] : history.rooms()) {
            for (int query = 0; query < 8; ++query) {
                const ports::PageBefore before{id, {history.below(room.head.value + 3)}, history.below(250)};
                const Page page = this->page_before(before);
                const Page expected = this->model_.page_before(before);
                ASSERT_EQ(page.messages, expected.messages) << "before " << before.before.value;
                ASSERT_EQ(page.from, expected.from);
                const ports::RowsAbove above{id, {history.below(room.head.value + 3)}, history.below(250)};
                ASSERT_TRUE(equal(this->rows_above(above), this->model_.rows_above(above)))
                    << "above " << above.have.value << ", at most " << above.limit;
            }
        }
    }
}

TYPED_TEST(ViewContract, after_an_error_it_fails_once_and_answers_nothing) {
    this->open();
    this->post("one");
    ASSERT_TRUE(this->stored());
    bool answered = false;
    this->view_->page_before({hall, {}}, {2}, [&](Page) { answered = true; });
    this->views_.break_writing();
    this->post("two");
    ASSERT_TRUE(this->views_.run_until([&] { return !this->failures_.empty(); }));
    this->views_.repair();
    this->post("three");
    this->view_->page_before({hall, {}}, {}, [&](Page) { answered = true; });
    EXPECT_THAT(this->failures_, ::testing::SizeIs(1));
    EXPECT_THAT(this->failures_.front(), ::testing::HasSubstr("start"));
    EXPECT_LE(this->reopened().mark.position.value, 2u);
    EXPECT_FALSE(answered);
}

TYPED_TEST(ViewContract, a_failure_is_told_to_who_asks_later) {
    this->view_ = this->views_.open();
    this->view_->load();
    this->views_.break_writing();
    this->post("one");
    this->view_->on_failure([this](std::string reason) { this->failures_.push_back(std::move(reason)); });
    EXPECT_TRUE(this->views_.run_until([&] { return !this->failures_.empty(); }));
    this->views_.repair();
}

TYPED_TEST(ViewContract, a_second_view_on_the_same_storage_is_refused) {
    this->open();
    EXPECT_THROW(this->views_.open(), std::runtime_error);
}

}  // namespace
}  // namespace crosstalk::testing
