// How far people have read: kept for themselves over restarts, told to their other devices at once, and to the others of
// small rooms.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/net/allocations.hpp"
#include "tests/node/node_world.hpp"

namespace crosstalk::server {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::SizeIs;

class Reading : public ::testing::Test {
  protected:
    Reading() {
        world.start();
        anna.join_server("Anna");
        bert.join_server("Bert");
        den = anna.make_room("den", net::RoomKind::Private);
        anna.ask(net::InviteUser{den, bert.me()});
        bert.ask(net::JoinRoom{den});
        anna.appear();
        bert.appear();
        for (int i = 0; i < 10; ++i)
            anna.post(den, std::to_string(i));
        world.loop.advance({3000});
        anna.forget();
        bert.forget();
    }

    void read(Client& client, std::uint64_t sequence, std::uint64_t posts) {
        client.send(net::Progress{den, {sequence}, {{sequence}, {posts}, {}}});
        world.settle();
    }
    [[nodiscard]] std::vector<net::KeepMarks> kept() const {
        std::vector<net::KeepMarks> all;
        for (const ports::JournalEntry& entry : world.journal.entries()) {
            const auto logged = std::get<net::LoggedCommand>(net::decode_command(entry.command));
            const auto* marks = std::get_if<net::KeepMarks>(&logged.command);
            if (marks != nullptr && marks->user == bert.me()) all.push_back(*marks);
        }
        return all;
    }
    net::ReadMark mark_at_login(Client& client) {
        client.come_back();
        for (const net::MyRoom& room : client.rooms.rooms) {
            if (room.room.id == den) return room.read;
        }
        ADD_FAILURE() << "not in the room";
        return {};
    }

    NodeWorld world;
    Client anna{world, "10.0.0.1"};
    Client bert{world, "10.0.0.2"};
    Client tablet{world, "10.0.0.3"};
    Client eve{world, "10.0.0.66"};
    net::RoomId den;
};

// The den has its making, a join and ten posts: 12 places.

TEST_F(Reading, a_mark_is_known_at_the_next_login) {
    read(bert, 7, 5);
    EXPECT_EQ(mark_at_login(bert), (net::ReadMark{{7}, {5}, {}}));
}

TEST_F(Reading, a_mark_never_goes_back_and_never_beyond_what_there_is) {
    read(bert, 7, 5);
    read(bert, 3, 1);
    EXPECT_EQ(mark_at_login(bert), (net::ReadMark{{7}, {5}, {}}));
    bert.send(net::Progress{den, {1'000'000}, {{1'000'000}, {1'000'000}, {1'000'000}}});
    world.settle();
    EXPECT_EQ(mark_at_login(bert), (net::ReadMark{{12}, {10}, {}}));
    anna.post(den, "new");
    bert.come_back();
    const auto room = bert.rooms.rooms.back();
    EXPECT_EQ(room.room.posts.value - room.read.posts.value, 1u);
}

TEST_F(Reading, marks_are_logged_together_at_most_every_30_seconds) {
    for (std::uint64_t i = 3; i <= 12; ++i) {
        read(bert, i, i - 2);
        world.loop.advance({1000});
    }
    EXPECT_THAT(kept(), IsEmpty());
    world.loop.advance({30'000});
    const auto marks = kept();
    ASSERT_THAT(marks, SizeIs(1));
    EXPECT_EQ(marks[0].seen, net::Timestamp{});
    EXPECT_THAT(marks[0].marks, ElementsAre(net::RoomMark{den, {{12}, {10}, {}}}));
    world.loop.advance({15'000});
    read(bert, 12, 10);
    world.loop.advance({15'000});
    bert.send(net::Ping{});
    world.loop.advance({15'000});
    EXPECT_THAT(kept(), SizeIs(1)) << "nothing was new";
}

TEST_F(Reading, marks_are_logged_with_the_end_of_the_last_session_and_survive_a_crash) {
    read(bert, 7, 5);
    bert.cut();
    world.settle();
    const auto marks = kept();
    ASSERT_FALSE(marks.empty());
    EXPECT_NE(marks.back().seen, net::Timestamp{});
    EXPECT_THAT(marks.back().marks, SizeIs(1));
    world.crash();
    world.start();
    EXPECT_EQ(mark_at_login(bert), (net::ReadMark{{7}, {5}, {}}));
}

TEST_F(Reading, a_stop_keeps_the_marks) {
    read(bert, 7, 5);
    bool stopped = false;
    world.node().stop("Bye.", [&] { stopped = true; });
    world.settle();
    EXPECT_TRUE(stopped);
    world.crash();
    world.start();
    EXPECT_EQ(mark_at_login(bert), (net::ReadMark{{7}, {5}, {}}));
}

TEST_F(Reading, of_a_room_that_is_none_of_the_readers_business_nothing_is_kept_or_told) {
    eve.join_server("Eve");
    eve.send(net::Progress{den, {12}, {{12}, {10}, {}}});
    eve.send(net::Progress{{999'999}, {12}, {{12}, {10}, {}}});
    world.loop.advance({40'000});
    EXPECT_THAT(world.node().hub().state().mark_of(net::lobby, eve.me())->read.posts, net::PostCount{});
    EXPECT_FALSE(eve.is_closed);
}

// The first ten were posts of one moment each; what is said after them is left.
TEST_F(Reading, after_a_purge_only_what_is_left_is_unread_on_every_device_and_after_a_restart) {
    read(bert, 5, 3);
    bert.forget();
    world.loop.advance({5'000});
    const net::Timestamp before = world.node().now();
    world.loop.advance({1'000});
    anna.post(den, "@Bert, this is left");
    EXPECT_EQ(anna.ask(net::PurgeMessages{den, before}).status, net::Status::Done);
    world.loop.advance({2'000});
    const auto counts = bert.take_all<net::Unread>();
    ASSERT_FALSE(counts.empty());
    const net::RoomCounts now = counts.back().rooms.front();
    EXPECT_EQ(now.posts.value - now.read.posts.value, 1u);
    EXPECT_EQ(now.mentions.value - now.read.mentions.value, 1u);
    EXPECT_EQ(now.read.sequence, net::Sequence{5}) << "it has not read on";
    EXPECT_EQ(mark_at_login(bert).posts, net::PostCount{10});
    bert.cut();
    world.loop.advance({60'000});
    world.crash();
    world.start();
    EXPECT_EQ(mark_at_login(bert).posts, net::PostCount{10});
}

TEST_F(Reading, what_was_read_before_leaving_is_forgotten) {
    read(bert, 7, 5);
    bert.ask(net::LeaveRoom{den});
    anna.ask(net::InviteUser{den, bert.me()});
    bert.ask(net::JoinRoom{den});
    EXPECT_EQ(bert.take<net::RoomAdded>().room.read.posts, net::PostCount{10});
    world.loop.advance({40'000});
    for (const net::KeepMarks& marks : kept())
        EXPECT_THAT(marks.marks, IsEmpty());
}

TEST_F(Reading, my_other_devices_hear_of_it_and_the_one_that_read_does_not) {
    tablet.join_with_code(bert.learn<net::CodeMade>(net::MakeCode{}).code);
    world.loop.advance({3000});
    bert.forget();
    tablet.forget();
    read(bert, 7, 5);
    read(bert, 8, 6);
    world.loop.advance({3000});
    const auto told = tablet.take_all<net::Unread>();
    ASSERT_FALSE(told.empty());
    ASSERT_THAT(told.back().rooms, SizeIs(1));
    EXPECT_EQ(told.back().rooms.front().read, (net::ReadMark{{8}, {6}, {}}));
    EXPECT_EQ(told.back().rooms.front().posts, net::PostCount{10});
    EXPECT_FALSE(bert.has<net::Unread>());
    EXPECT_FALSE(anna.has<net::Unread>());
}

TEST_F(Reading, mentions_that_were_read_are_so_on_every_device) {
    anna.post(den, "@bert");
    bert.send(net::Progress{den, {13}, {{13}, {11}, {1}}});
    world.settle();
    EXPECT_EQ(mark_at_login(bert).mentions, net::MentionCount{1});
    EXPECT_EQ(bert.rooms.rooms.back().mentions, net::MentionCount{1});
}

// --- for the others

TEST_F(Reading, the_others_of_a_small_room_hear_how_far_one_is_once_a_second) {
    anna.watch(den);
    world.loop.advance({3000});
    anna.forget();
    for (std::uint64_t i = 3; i <= 12; ++i)
        bert.send(net::Progress{den, {12}, {{i}, {i - 2}, {}}});
    world.loop.advance({3000});
    const auto told = anna.take_all<net::MemberProgress>();
    EXPECT_THAT(told, SizeIs(1));
    EXPECT_EQ(told.back().room, den);
    EXPECT_THAT(told.back().members, ElementsAre(net::UserProgress{bert.me(), {12}, {12}}));
    EXPECT_FALSE(bert.has<net::MemberProgress>());
}

TEST_F(Reading, delivered_is_told_before_read_and_neither_goes_back) {
    anna.watch(den);
    world.loop.advance({3000});
    anna.forget();
    bert.send(net::Progress{den, {12}, {{5}, {3}, {}}});
    world.loop.advance({2000});
    EXPECT_THAT(anna.take<net::MemberProgress>().members,
                ElementsAre(net::UserProgress{bert.me(), {12}, {5}}));
    bert.send(net::Progress{den, {4}, {{3}, {1}, {}}});
    world.loop.advance({2000});
    EXPECT_FALSE(anna.has<net::MemberProgress>());
    bert.send(net::Progress{den, {99}, {}});
    world.loop.advance({2000});
    EXPECT_FALSE(anna.has<net::MemberProgress>());
}

TEST_F(Reading, who_begins_to_watch_hears_how_far_the_others_are) {
    read(bert, 7, 5);
    world.loop.advance({3000});
    anna.watch(den);
    EXPECT_THAT(anna.take<net::MemberProgress>().members,
                ElementsAre(net::UserProgress{bert.me(), {7}, {7}}));
}

TEST_F(Reading, in_public_rooms_the_lobby_and_large_ones_nobody_hears_it) {
    const net::RoomId hall = anna.make_room("hall", net::RoomKind::Public);
    bert.ask(net::JoinRoom{hall});
    anna.post(hall, "x");
    anna.post(net::lobby, "x");
    anna.watch(hall);
    anna.watch(net::lobby);
    world.loop.advance({3000});
    anna.forget();
    bert.send(net::Progress{hall, {3}, {{3}, {1}, {}}});
    bert.send(net::Progress{net::lobby, {3}, {{3}, {1}, {}}});
    world.loop.advance({3000});
    EXPECT_FALSE(anna.has<net::MemberProgress>());
    EXPECT_EQ(mark_at_login(bert).posts, net::PostCount{}) << "kept they are all the same, room by room";
    EXPECT_EQ(bert.rooms.rooms.front().read.posts, net::PostCount{1});
}

TEST_F(Reading, one_who_left_is_not_among_them_any_more) {
    anna.watch(den);
    read(bert, 7, 5);
    bert.ask(net::LeaveRoom{den});
    world.loop.advance({3000});
    anna.forget();
    anna.watch(den);
    world.loop.advance({3000});
    EXPECT_FALSE(anna.has<net::MemberProgress>());
}

// --- what it costs

TEST_F(Reading, a_post_costs_no_entry_and_no_timer_but_its_own) {
    bert.watch(den);
    world.loop.advance({60'000});
    anna.come_back();
    bert.come_back_and_watch(den);
    world.loop.advance({3000});
    const std::size_t entries = world.journal.entries().size();
    const std::size_t waiting = world.loop.waiting();
    for (int i = 0; i < 20; ++i)
        anna.post(den, "x");
    world.loop.advance({3000});
    EXPECT_EQ(world.journal.entries().size(), entries + 20);
    EXPECT_EQ(world.loop.waiting(), waiting);
}

TEST_F(Reading, a_post_takes_no_more_from_the_heap_for_all_that_is_known_of_its_readers) {
    bert.watch(den);
    const auto fifty_posts = [&] {
        return net::testing_wire::allocations_of([&] {
                   for (int i = 0; i < 50; ++i)
                       anna.post(den, "x");
               })
            .count;
    };
    fifty_posts();
    const std::size_t before = fifty_posts();
    read(bert, 100, 100);
    read(anna, 100, 100);
    world.loop.advance({3000});
    anna.watch(den);
    world.settle();
    anna.send(net::Watch{{den, {}, false}});
    world.loop.advance({2000});
    // Half an allocation per post is what lists that grow may make of it.
    EXPECT_LT(fifty_posts(), before + 25);
}

}  // namespace
}  // namespace crosstalk::server
