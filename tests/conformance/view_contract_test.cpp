// Each sentence of the contract in server/ports/view.hpp, for every view there is. What a view must hold after
// entries is said by the plain maps of ViewRows. This file: storing, loading, waiting, failing.
#include "tests/conformance/view_contract.hpp"

#include <algorithm>
#include <limits>
#include <stdexcept>

#include "tests/support/naughty_strings.hpp"
#include "tests/support/random_history.hpp"

namespace crosstalk::testing {
namespace {

using hub::AppliedEntry;
using ports::Page;
using ports::Rows;

template <class Views>
class ViewStoring : public ViewContract<Views> {};
TYPED_TEST_SUITE(ViewStoring, AllViews, ViewNames);

TYPED_TEST(ViewStoring, a_new_view_is_empty) {
    EXPECT_EQ(this->open(), hub::Snapshot{});
    EXPECT_EQ(this->view_->applied(), net::Position{0});
    EXPECT_EQ(this->view_->durable(), net::Position{0});
}

TYPED_TEST(ViewStoring, load_comes_first_and_once) {
    this->view_ = this->views_.open();
    EXPECT_THROW(this->view_->apply({}), std::logic_error);
    EXPECT_THROW(this->view_->page({.room = hall}, {}, [](Page) {}), std::logic_error);
    EXPECT_THROW(this->view_->search({.rooms = {hall}}, {}, [](net::SearchPage) {}), std::logic_error);
    this->view_->load();
    EXPECT_THROW(this->view_->load(), std::logic_error);
}

TYPED_TEST(ViewStoring, an_entry_that_leaves_a_gap_is_refused) {
    this->open();
    EXPECT_THROW(this->view_->apply({AppliedEntry{{{2}, {1}}, {}, 1, {}}}), std::logic_error);
    this->post("one");
    EXPECT_THROW(this->view_->apply({AppliedEntry{{{1}, {1}}, {}, 1, {}}}), std::logic_error);
}

TYPED_TEST(ViewStoring, what_was_stored_is_loaded) {
    this->open();
    RandomHistory history(1);
    for (int round = 0; round < 6; ++round) {
        this->apply(history.next(500));
        ASSERT_TRUE(this->stored());
        ASSERT_EQ(this->reopened(), this->model_.snapshot());
    }
}

TYPED_TEST(ViewStoring, every_kind_of_row_is_kept_and_replaced_by_its_key) {
    this->open();
    const net::Digest digest{1, 2, 3};
    const hub::UserRow user{.id = ann,
                            .name = "Ann",
                            .name_key = "ann",
                            .created = {5},
                            .role = net::Role::Owner,
                            .muted_until = net::for_good,
                            .seen = {6},
                            .card = {0xFF00FF, "gone fishing", {20}},
                            .bio = "two\nlines",
                            .picture_size = 21,
                            .picture = {22}};
    const hub::DeviceRow device{.id = {3'000}, .user = ann, .key = {1, 2, 3}, .added = {7}, .removed = true};
    const hub::RoomRow room{.id = hall,
                            .name = "Hall",
                            .name_key = "hall",
                            .kind = net::RoomKind::Private,
                            .creator = ann,
                            .head = {9},
                            .posts = {8},
                            .topic = "who cooks?",
                            .posters = net::Posters::Admins,
                            .slow_mode_s = 30,
                            .salt = digest,
                            .lock = {9, 9},
                            .last_at = {10},
                            .mentions = {11},
                            .purged_before = {12}};
    const hub::MemberRow member{.room = hall,
                                .user = ann,
                                .standing = hub::Standing::Invited,
                                .invited_by = bob,
                                .role = net::Role::Guest,
                                .muted_until = {13},
                                .since = {14}};
    const hub::MarkRow mark{hall, ann, {{1}, {2}, {3}}, {4}};
    const hub::BanRow ban{hall, bob, ann, {15}, net::for_good, "spam", {"10.0.0.1", "fe80::1"}};
    const hub::InviteRow invite{{4'000}, {1, 0, 255}, ann, {16}, {17}, 18};
    const hub::PinRow pin{hall, {5'000}, {3}, {19}};
    const hub::UploadRow upload{{6'000}, ann, "a.txt", 23, {24}, {25}, true};
    const hub::LimitsRow limits{1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 1ULL << 40U};
    this->apply({limits, hub::ServerRow{digest}, hub::UserRow{.id = ann}, device, hub::RoomRow{.id = hall},
                 hub::MemberRow{.room = hall, .user = ann}, hub::MarkRow{hall, ann, {}, {}},
                 hub::BanRow{.room = hall, .user = bob, .addresses = {"old"}}, hub::InviteRow{.id = {4'000}},
                 hub::PinRow{.room = hall, .message = {5'000}}, hub::UploadRow{.id = {6'000}}});
    this->apply({user, room, member, mark, ban, invite, pin, upload});
    ASSERT_TRUE(this->stored());
    const hub::Snapshot snapshot = this->reopened();
    EXPECT_EQ(snapshot.limits, limits);
    EXPECT_EQ(snapshot.server, hub::ServerRow{digest});
    EXPECT_EQ(snapshot.users, std::vector{user});
    EXPECT_EQ(snapshot.devices, std::vector{device});
    EXPECT_EQ(snapshot.rooms, std::vector{room});
    EXPECT_EQ(snapshot.members, std::vector{member});
    EXPECT_EQ(snapshot.marks, std::vector{mark});
    EXPECT_EQ(snapshot.bans, std::vector{ban});
    EXPECT_EQ(snapshot.invites, std::vector{invite});
    EXPECT_EQ(snapshot.pins, std::vector{pin});
    EXPECT_EQ(snapshot.uploads, std::vector{upload});
}

TYPED_TEST(ViewStoring, every_kind_of_row_that_is_removed_is_gone) {
    this->open();
    this->apply({hub::MemberRow{.room = hall, .user = ann}, hub::MemberRow{.room = hall, .user = bob},
                 hub::MarkRow{hall, ann, {}, {}}, hub::MarkRow{hall, bob, {}, {}},
                 hub::BanRow{.room = hall, .user = ann, .addresses = {"10.0.0.1"}},
                 hub::BanRow{.room = hall, .user = bob}, hub::InviteRow{.id = {1}}, hub::InviteRow{.id = {2}},
                 hub::PinRow{.room = hall, .message = {1}}, hub::PinRow{.room = hall, .message = {2}}});
    this->apply({hub::MemberRemoved{hall, ann}, hub::BanRemoved{hall, ann}, hub::InviteRemoved{{1}},
                 hub::PinRemoved{hall, {1}}});
    ASSERT_TRUE(this->stored());
    const hub::Snapshot snapshot = this->reopened();
    EXPECT_EQ(snapshot.members, (std::vector{hub::MemberRow{.room = hall, .user = bob}}));
    EXPECT_EQ(snapshot.marks, (std::vector{hub::MarkRow{hall, bob, {}, {}}}));
    EXPECT_EQ(snapshot.bans, (std::vector{hub::BanRow{.room = hall, .user = bob}}));
    EXPECT_EQ(snapshot.invites, (std::vector{hub::InviteRow{.id = {2}}}));
    EXPECT_EQ(snapshot.pins, (std::vector{hub::PinRow{.room = hall, .message = {2}}}));
    // A ban that comes again knows nothing of the addresses of the first.
    this->apply({hub::BanRow{.room = hall, .user = ann}});
    ASSERT_TRUE(this->stored());
    EXPECT_TRUE(this->reopened().bans.front().addresses.empty());
}

TYPED_TEST(ViewStoring, a_dissolved_room_takes_everything_along_and_leaves_the_others_alone) {
    this->open();
    for (const net::RoomId room : {hall, attic}) {
        this->apply({hub::RoomRow{.id = room}, hub::MemberRow{.room = room, .user = ann},
                     hub::MarkRow{room, ann, {}, {}},
                     hub::BanRow{.room = room, .user = bob, .addresses = {"x"}},
                     hub::PinRow{.room = room, .message = {1}}});
    }
    // In the same entry the room may have been changed before it went.
    this->apply({hub::RoomRow{.id = hall, .head = {9}}, hub::RoomDissolved{hall}});
    ASSERT_TRUE(this->stored());
    const hub::Snapshot snapshot = this->reopened();
    EXPECT_EQ(snapshot, this->model_.snapshot());
    for (const std::size_t left : {snapshot.rooms.size(), snapshot.members.size(), snapshot.marks.size(),
                                   snapshot.bans.size(), snapshot.pins.size()})
        EXPECT_EQ(left, 1u);
    EXPECT_EQ(snapshot.rooms.front().id, attic);
}

TYPED_TEST(ViewStoring, hostile_texts_are_kept_to_the_byte) {
    this->open();
    for (std::size_t index = 0; index < naughty_strings.size(); ++index) {
        const std::string text(naughty_strings[index]);
        const net::UserId user{1'024 + index};
        const net::RoomId room{4'096 + index};
        this->apply({hub::UserRow{.id = user, .name = text, .name_key = text, .card = {0, text}, .bio = text},
                     hub::RoomRow{.id = room, .name = text, .name_key = text, .topic = text},
                     hub::BanRow{.room = room, .user = user, .reason = text, .addresses = {text}},
                     hub::InviteRow{.id = {index + 1}, .token = {text.begin(), text.end()}}});
    }
    ASSERT_TRUE(this->stored());
    EXPECT_EQ(this->reopened(), this->model_.snapshot());
}

TYPED_TEST(ViewStoring, an_answer_makes_those_a_window_below_it_go) {
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

TYPED_TEST(ViewStoring, a_run_that_was_removed_takes_its_answers_along) {
    this->open();
    this->apply({hub::ResultRow{{1}, {2}, {1}, {}, {1}}, hub::ResultRow{{1}, {3}, {1}, {}, {1}}});
    this->apply({hub::RunRemoved{{1}, {2}}, hub::ResultRow{{1}, {2}, {9}, {}, {2}}});
    this->apply({hub::RunRemoved{{1}, {3}}});
    ASSERT_TRUE(this->stored());
    EXPECT_EQ(this->reopened().results, (std::vector<hub::ResultRow>{{{1}, {2}, {9}, {}, {2}}}));
}

TYPED_TEST(ViewStoring, lists_are_in_ascending_order_of_their_keys_up_to_the_highest_numbers) {
    constexpr std::uint64_t highest = std::numeric_limits<std::uint64_t>::max();
    this->open();
    this->apply({hub::ResultRow{{1}, {highest}, {1}, {}, {1}}, hub::ResultRow{{1}, {5}, {highest}, {}, {1}},
                 hub::ResultRow{{1}, {5}, {highest - 1}, {}, {1}}, hub::UserRow{.id = {9}},
                 hub::UserRow{.id = {8}}});
    ASSERT_TRUE(this->stored());
    const hub::Snapshot snapshot = this->reopened();
    EXPECT_EQ(snapshot, this->model_.snapshot());
    EXPECT_EQ(snapshot.results.back().run.value, highest);
    EXPECT_EQ(snapshot.users.front().id.value, 8u);
}

TYPED_TEST(ViewStoring, a_crash_loses_only_a_suffix) {
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

TYPED_TEST(ViewStoring, what_is_durable_is_never_ahead_of_what_is_applied_and_never_goes_back) {
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

TYPED_TEST(ViewStoring, a_query_waits_for_the_entry_it_asks_for) {
    this->open();
    int answered = 0;
    this->view_->page({.room = hall}, {2}, [&](const Page& page) {
        ++answered;
        EXPECT_EQ(page.messages.size(), 2u);
    });
    this->view_->search({.rooms = {hall}}, {2}, [&](const net::SearchPage& page) {
        ++answered;
        EXPECT_EQ(page.hits.size(), 2u);
    });
    this->post("one");
    ASSERT_TRUE(this->stored());
    EXPECT_EQ(this->page({.room = hall}).messages.size(), 1u);
    EXPECT_EQ(answered, 0);
    this->post("two");
    EXPECT_TRUE(this->views_.run_until([&] { return answered == 2; }));
}

TYPED_TEST(ViewStoring, an_answer_does_not_come_inside_the_call) {
    this->open();
    int answers = 0;
    const auto count = [&](const auto&) { ++answers; };
    this->view_->page({.room = hall}, {}, count);
    this->view_->rows_above({.room = hall}, {}, count);
    this->view_->message_facts(hall, {1}, ann, {}, count);
    this->view_->messages(hall, {}, ann, {}, count);
    this->view_->search({.rooms = {hall}}, {}, count);
    this->view_->former_texts(hall, {1}, {}, count);
    this->view_->audit(hall, {}, {}, count);
    this->view_->marks_after_purge(hall, {}, count);
    EXPECT_EQ(answers, 0);
    EXPECT_TRUE(this->views_.run_until([&] { return answers == 8; }));
}

TYPED_TEST(ViewStoring, after_an_error_it_fails_once_and_answers_nothing) {
    this->open();
    this->post("one");
    ASSERT_TRUE(this->stored());
    bool answered = false;
    this->view_->page({.room = hall}, {2}, [&](const Page&) { answered = true; });
    this->views_.break_writing();
    this->post("two");
    ASSERT_TRUE(this->views_.run_until([&] { return !this->failures_.empty(); }));
    this->views_.repair();
    this->post("three");
    this->view_->page({.room = hall}, {}, [&](const Page&) { answered = true; });
    this->view_->search({.rooms = {hall}}, {}, [&](const net::SearchPage&) { answered = true; });
    EXPECT_THAT(this->failures_, ::testing::SizeIs(1));
    EXPECT_THAT(this->failures_.front(), ::testing::HasSubstr("start"));
    EXPECT_LE(this->reopened().mark.position.value, 2u);
    EXPECT_FALSE(answered);
}

TYPED_TEST(ViewStoring, a_failure_is_told_to_who_asks_later) {
    this->view_ = this->views_.open();
    this->view_->load();
    this->views_.break_writing();
    this->post("one");
    this->view_->on_failure([this](std::string reason) { this->failures_.push_back(std::move(reason)); });
    EXPECT_TRUE(this->views_.run_until([&] { return !this->failures_.empty(); }));
    this->views_.repair();
}

TYPED_TEST(ViewStoring, a_second_view_on_the_same_storage_is_refused) {
    this->open();
    EXPECT_THROW(this->views_.open(), std::runtime_error);
}

}  // namespace
}  // namespace crosstalk::testing
