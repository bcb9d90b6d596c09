#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/node/node_world.hpp"

namespace crosstalk::server {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::SizeIs;

class Rooms : public ::testing::Test {
  protected:
    Rooms() {
        world.start();
        anna.join_server("Anna");
        bert.join_server("Bert");
    }

    static std::vector<std::uint64_t> sequences(const std::vector<net::Event>& events) {
        std::vector<std::uint64_t> all;
        for (const net::Event& event : events)
            all.push_back(event.sequence.value);
        return all;
    }
    static std::vector<std::string> texts(const std::vector<net::Message>& messages) {
        std::vector<std::string> all;
        for (const net::Message& message : messages)
            all.push_back(message.text);
        return all;
    }

    NodeWorld world;
    Client anna{world, "10.0.0.1"};
    Client bert{world, "10.0.0.2"};
};

// --- watching

TEST_F(Rooms, watching_gives_the_newest_messages_and_then_every_fact_in_sequence) {
    anna.post(net::lobby, "one");
    anna.post(net::lobby, "two");
    bert.send(net::Watch{{net::lobby, {}, true}}, {77});
    world.settle();
    const auto state = bert.take<net::RoomState>();
    EXPECT_EQ(bert.tag_of_taken, net::Tag{77});
    EXPECT_EQ(state.room.room.head, net::Sequence{4});  // two have come, two posts
    EXPECT_EQ(state.from, net::Sequence{1});
    EXPECT_THAT(texts(state.messages), ElementsAre("one", "two"));
    anna.post(net::lobby, "three");
    anna.post(net::lobby, "four");
    EXPECT_THAT(sequences(bert.take_all<net::Event>()), ElementsAre(5, 6));
}

TEST_F(Rooms, a_newcomer_gets_so_much_history_and_the_rest_by_pages) {
    world.crash();
    world.options.history = 3;
    world.start();
    anna.come_back();
    bert.come_back();
    for (int i = 1; i <= 10; ++i)
        anna.post(net::lobby, std::to_string(i));
    bert.watch(net::lobby);
    const auto state = bert.take<net::RoomState>();
    EXPECT_THAT(texts(state.messages), ElementsAre("8", "9", "10"));
    bert.send(net::History{.room = net::lobby, .before = state.from, .limit = 4}, {5});
    world.settle();
    const auto page = bert.take<net::HistoryPage>();
    EXPECT_EQ(bert.tag_of_taken, net::Tag{5});
    EXPECT_EQ(page.before, state.from);
    EXPECT_THAT(texts(page.messages), ElementsAre("4", "5", "6", "7"));
    bert.send(net::History{.room = net::lobby, .before = page.from, .limit = 200});
    world.settle();
    const auto first = bert.take<net::HistoryPage>();
    EXPECT_EQ(first.from, net::Sequence{1});
    EXPECT_THAT(texts(first.messages), ElementsAre("1", "2", "3"));
}

TEST_F(Rooms, one_who_stops_watching_gets_counts_but_no_more_facts) {
    bert.watch(net::lobby);
    bert.send(net::Watch{{net::lobby, {}, false}});
    world.loop.advance({2000});
    bert.forget();
    anna.post(net::lobby, "unseen");
    world.loop.advance({2000});
    EXPECT_FALSE(bert.has<net::Event>());
    const auto unread = bert.take<net::Unread>();
    ASSERT_THAT(unread.rooms, SizeIs(1));
    EXPECT_EQ(unread.rooms.front().posts, net::PostCount{1});
}

TEST_F(Rooms, counts_of_rooms_that_are_not_watched_come_at_most_once_a_second) {
    world.loop.advance({5000});
    bert.forget();
    for (int i = 0; i < 40; ++i) {
        anna.submit(net::PostMessage{net::lobby, "x"});
        world.loop.advance({50});
        anna.take_all<net::Result>();
    }
    world.loop.advance({2000});
    const auto counts = bert.take_all<net::Unread>();
    EXPECT_THAT(counts, SizeIs(3));
    EXPECT_EQ(counts.back().rooms.front().posts, net::PostCount{40});
}

TEST_F(Rooms, watching_again_begins_again_from_there) {
    bert.watch(net::lobby);
    bert.forget();
    anna.post(net::lobby, "one");
    bert.watch(net::lobby, {2});
    EXPECT_THAT(texts(bert.take<net::RoomState>().messages), ElementsAre("one"));
    bert.forget();
    anna.post(net::lobby, "two");
    EXPECT_THAT(sequences(bert.take_all<net::Event>()), ElementsAre(4));
}

TEST_F(Rooms, however_often_one_watches_the_archive_is_asked_for_a_few_at_a_time_and_the_last_one_counts) {
    anna.post(net::lobby, "one");
    world.view.query_delay = [] { return net::Milliseconds{1000}; };
    for (int i = 0; i < 500; ++i) {
        bert.send(net::Watch{{net::lobby, {}, true}}, {static_cast<std::uint32_t>(i + 1)});
        if (i % 2 == 0) bert.send(net::Watch{{net::lobby, {}, false}});
    }
    world.loop.advance({60'000});
    const auto states = bert.take_all<net::RoomState>();
    ASSERT_THAT(states, SizeIs(1));
    EXPECT_EQ(bert.tag_of_taken, net::Tag{500});
}

// --- the archive and what happens meanwhile

TEST_F(Rooms, facts_that_come_while_the_archive_is_asked_follow_its_answer_without_a_gap_or_a_double) {
    for (int lag = 0; lag < 12; ++lag) {
        SCOPED_TRACE(lag);
        world.view.lag = [lag] { return net::Milliseconds{lag % 4}; };
        world.view.query_delay = [lag] { return net::Milliseconds{lag * 3}; };
        const std::uint64_t head = world.node().hub().state().room(net::lobby)->row.head.value;
        bert.send(net::Watch{{net::lobby, {head > 2 ? head - 2 : 0}, true}});
        // One batch of three and single ones, some of which the archive will have when it answers.
        world.journal.hold_commits();
        for (int i = 0; i < 3; ++i)
            anna.submit(net::PostMessage{net::lobby, "batch"});
        world.loop.advance({3});
        world.journal.release_commits();
        for (int i = 0; i < 5; ++i) {
            world.loop.advance({4});
            anna.submit(net::PostMessage{net::lobby, "single"});
        }
        world.loop.advance({200});
        const auto state = bert.take<net::RoomState>();
        std::uint64_t next = state.room.room.head.value;
        for (const std::uint64_t sequence : sequences(bert.take_all<net::Event>()))
            EXPECT_EQ(sequence, ++next);
        EXPECT_EQ(next, head + 8);
        bert.send(net::Watch{{net::lobby, {}, false}});
        world.loop.advance({2000});
        bert.forget();
        anna.forget();
    }
}

TEST_F(Rooms, too_much_that_comes_while_the_archive_is_asked_makes_it_ask_again) {
    world.crash();
    world.options.limits.outbox_soft_bytes = 16 * 1024;
    world.start();
    anna.come_back();
    bert.come_back();
    world.view.query_delay = [] { return net::Milliseconds{500}; };
    bert.send(net::Watch{{net::lobby, {}, true}});
    for (int i = 0; i < 20; ++i) {
        anna.submit(net::PostMessage{net::lobby, std::string(2000, 'x')});
        world.loop.advance({5});
    }
    world.loop.advance({5000});
    const auto states = bert.take_all<net::RoomState>();
    ASSERT_THAT(states, SizeIs(2));
    EXPECT_EQ(states[1].have, states[0].room.room.head);
    EXPECT_EQ(states[1].room.room.head, world.node().hub().state().room(net::lobby)->row.head);
    EXPECT_EQ(states[0].messages.size() + states[1].messages.size(), 20u);
    EXPECT_FALSE(bert.has<net::Event>());
}

TEST_F(Rooms, a_page_of_history_contains_what_was_acknowledged_before_it_was_asked_for) {
    world.view.lag = [] { return net::Milliseconds{300}; };
    anna.post(net::lobby, "just now");
    bert.send(net::History{.room = net::lobby, .limit = 50});
    world.loop.advance({1000});
    EXPECT_THAT(texts(bert.take<net::HistoryPage>().messages), ElementsAre("just now"));
}

// --- private rooms

TEST_F(Rooms, to_a_stranger_a_private_room_and_one_that_does_not_exist_look_the_same) {
    const net::RoomId den = anna.make_room("den", net::RoomKind::Private);
    anna.post(den, "a secret");
    const net::RoomId nowhere{999'999};
    std::vector<std::vector<std::string>> answers;
    for (const net::RoomId room : {den, nowhere}) {
        std::vector<std::string> heard;
        const auto hear = [&] {
            for (const net::Outcome& outcome :
                 {bert.post(room, "hello?"), bert.ask(net::JoinRoom{room}), bert.ask(net::LeaveRoom{room}),
                  bert.ask(net::InviteUser{room, bert.welcome.user.id})})
                heard.push_back(std::to_string(static_cast<int>(outcome.status)) + " " +
                                std::to_string(outcome.room.value) + " " +
                                std::to_string(outcome.sequence.value));
        };
        hear();
        bert.send(net::Watch{{room, {}, true}}, {1});
        bert.send(net::History{.room = room, .limit = 50}, {2});
        bert.send(net::Members{room, {}}, {3});
        world.settle();
        for (const net::Error& error : bert.take_all<net::Error>())
            heard.push_back(std::to_string(static_cast<int>(error.code)) + error.text);
        EXPECT_TRUE(bert.was_told_nothing());
        answers.push_back(heard);
    }
    EXPECT_EQ(answers[0], answers[1]);
    EXPECT_THAT(answers[0], SizeIs(7));
    bert.send(net::Resume{{}, {{den, {}, true}, {nowhere, {}, true}}});
    world.loop.advance({3000});
    EXPECT_FALSE(bert.got_bytes_of("den"));
    EXPECT_FALSE(bert.got_bytes_of("a secret"));
    EXPECT_THAT(bert.take_all<net::RoomState>(), IsEmpty());
}

TEST_F(Rooms, who_is_invited_hears_of_the_room_and_may_join_but_reads_nothing_before) {
    const net::RoomId den = anna.make_room("den", net::RoomKind::Private);
    anna.post(den, "a secret");
    anna.ask(net::InviteUser{den, bert.welcome.user.id});
    EXPECT_EQ(bert.take<net::Invited>().room.id, den);
    bert.send(net::Watch{{den, {}, true}});
    bert.send(net::History{.room = den, .limit = 50});
    world.settle();
    EXPECT_THAT(bert.take_all<net::Error>(), SizeIs(2));
    EXPECT_FALSE(bert.got_bytes_of("a secret"));
    EXPECT_EQ(bert.ask(net::JoinRoom{den}).status, net::Status::Done);
    EXPECT_EQ(bert.take<net::RoomAdded>().room.room.id, den);
    bert.watch(den);
    EXPECT_THAT(texts(bert.take<net::RoomState>().messages), ElementsAre("a secret"));
}

TEST_F(Rooms, invitations_and_rooms_are_listed_at_the_next_login) {
    const net::RoomId den = anna.make_room("den", net::RoomKind::Private);
    anna.ask(net::InviteUser{den, bert.welcome.user.id});
    bert.come_back();
    ASSERT_THAT(bert.rooms.invitations, SizeIs(1));
    EXPECT_EQ(bert.rooms.invitations.front().id, den);
    anna.come_back();
    EXPECT_THAT(anna.rooms.rooms, SizeIs(2));
}

class PrivateRoom : public Rooms {
  protected:
    PrivateRoom() {
        den = anna.make_room("den", net::RoomKind::Private);
        anna.ask(net::InviteUser{den, bert.welcome.user.id});
        bert.ask(net::JoinRoom{den});
        bert.watch(den);
        world.loop.advance({2000});
        anna.forget();
        bert.forget();
    }

    net::RoomId den;
};

TEST_F(PrivateRoom, after_leaving_nothing_of_it_comes_any_more) {
    bert.ask(net::LeaveRoom{den});
    EXPECT_EQ(bert.take<net::RoomRemoved>().room, den);
    bert.forget();
    anna.post(den, "behind his back");
    bert.send(net::Watch{{den, {}, true}});
    bert.send(net::History{.room = den, .limit = 50});
    bert.send(net::Members{den, {}});
    world.loop.advance({3000});
    EXPECT_THAT(bert.take_all<net::Error>(), SizeIs(3));
    EXPECT_TRUE(bert.was_told_nothing());
    EXPECT_FALSE(bert.got_bytes_of("behind his back"));
}

TEST_F(PrivateRoom, what_is_posted_in_the_same_batch_as_the_leaving_is_told_only_up_to_it) {
    world.journal.hold_commits();
    bert.submit(net::PostMessage{net::lobby, "opens the batch"});
    world.settle();
    anna.submit(net::PostMessage{den, "still with him"});
    world.settle();
    bert.submit(net::LeaveRoom{den});
    world.settle();
    anna.submit(net::PostMessage{den, "behind his back"});
    world.settle();
    world.journal.release_commits();
    world.settle();
    EXPECT_TRUE(bert.got_bytes_of("still with him"));
    EXPECT_FALSE(bert.got_bytes_of("behind his back"));
    EXPECT_TRUE(bert.has<net::RoomRemoved>());
}

TEST_F(PrivateRoom, a_page_that_was_on_its_way_when_one_left_does_not_arrive) {
    anna.post(den, "a secret");
    bert.come_back();
    world.view.query_delay = [] { return net::Milliseconds{100}; };
    bert.send(net::Watch{{den, {}, true}});
    bert.send(net::History{.room = den, .limit = 50}, {3});
    bert.submit(net::LeaveRoom{den});
    world.loop.advance({1000});
    EXPECT_TRUE(bert.has<net::RoomRemoved>());
    EXPECT_EQ(bert.take<net::Error>().code, net::ErrorCode::NotFound);
    EXPECT_EQ(bert.tag_of_taken, net::Tag{3});
    EXPECT_FALSE(bert.has<net::RoomState>());
    EXPECT_FALSE(bert.has<net::HistoryPage>());
}

TEST_F(PrivateRoom, who_leaves_and_comes_back_while_the_archive_is_asked_gets_one_complete_answer) {
    anna.post(den, "a secret");
    bert.forget();
    world.view.query_delay = [] { return net::Milliseconds{100}; };
    bert.send(net::Watch{{den, {}, true}}, {1});
    anna.ask(net::InviteUser{den, bert.welcome.user.id});
    bert.submit(net::LeaveRoom{den});
    world.settle();
    anna.ask(net::InviteUser{den, bert.welcome.user.id});
    bert.submit(net::JoinRoom{den});
    world.settle();
    bert.send(net::Watch{{den, {}, true}}, {2});
    anna.post(den, "another");
    world.loop.advance({1000});
    const auto states = bert.take_all<net::RoomState>();
    ASSERT_THAT(states, SizeIs(1));
    EXPECT_EQ(bert.tag_of_taken, net::Tag{2});
    const auto events = bert.take_all<net::Event>();
    EXPECT_EQ(states.front().room.room.head.value + events.size(),
              world.node().hub().state().room(den)->row.head.value);
}

// The peer reads nothing while its queue is full of the room's signals; then it leaves.
TEST_F(PrivateRoom, one_who_left_while_not_reading_is_not_told_later_what_it_missed_there) {
    bert.send(net::Watch{{den, {}, false}});
    world.settle();
    bert.connection()->stall(Side::Client);
    world.network.limits.outbox_hard_bytes = 100 * 1024 * 1024;
    world.network.limits.outbox_stall_ms = 10'000'000;
    // Fill the way to the peer, so that what follows stays in the queue.
    bert.watch(net::lobby);
    const auto flood = [&] {
        for (int i = 0; i < 90; ++i) {
            anna.submit(net::PostMessage{net::lobby, fishes(3000)});
            world.settle();
        }
        anna.take_all<net::Result>();
    };
    flood();
    // A count of the den is queued ...
    anna.post(den, "while he is in");
    world.loop.advance({1500});
    bert.submit(net::LeaveRoom{den});
    world.settle();
    // ... and taken back from the queue only after he has left.
    flood();
    anna.post(den, "behind his back");
    const auto at_leaving = world.node().hub().state().room(den)->row.posts;
    bert.connection()->read_on(Side::Client);
    world.loop.advance({5000});
    for (const net::Unread& unread : bert.take_all<net::Unread>()) {
        for (const net::RoomCounts& room : unread.rooms) {
            EXPECT_FALSE(room.room == den && room.posts >= at_leaving);
        }
    }
}

// --- members and presence

TEST_F(Rooms, members_come_in_pages_with_their_presence) {
    bert.cut();
    world.loop.advance({3000});
    anna.send(net::Members{net::lobby, {}}, {9});
    world.settle();
    const auto page = anna.take<net::MembersPage>();
    EXPECT_EQ(anna.tag_of_taken, net::Tag{9});
    ASSERT_THAT(page.members, SizeIs(2));
    EXPECT_EQ(page.members[0].presence.state, net::PresenceState::Online);
    EXPECT_EQ(page.members[1].presence.state, net::PresenceState::Offline);
    EXPECT_TRUE(page.last);
    anna.send(net::Members{net::lobby, page.members[0].presence.user.id});
    world.settle();
    EXPECT_THAT(anna.take<net::MembersPage>().members, SizeIs(1));
}

TEST_F(Rooms, the_invited_are_not_listed_as_members) {
    const net::RoomId den = anna.make_room("den", net::RoomKind::Private);
    anna.ask(net::InviteUser{den, bert.welcome.user.id});
    anna.send(net::Members{den, {}});
    world.settle();
    EXPECT_THAT(anna.take<net::MembersPage>().members, SizeIs(1));
}

TEST_F(Rooms, coming_and_going_is_told_to_those_who_watch_at_most_once_a_second) {
    anna.watch(net::lobby);
    world.loop.advance({5000});
    anna.forget();
    for (int i = 0; i < 10; ++i) {
        bert.cut();
        world.settle();
        bert.come_back();
        bert.appear();
    }
    bert.cut();
    world.loop.advance({3000});
    const auto rounds = anna.take_all<net::Presence>();
    EXPECT_LE(rounds.size(), 3u);
    ASSERT_GE(rounds.size(), 1u);
    ASSERT_THAT(rounds.back().changes, SizeIs(1));
    EXPECT_EQ(rounds.back().changes.front().state, net::PresenceState::Offline);
}

TEST_F(Rooms, a_second_device_of_a_user_changes_nothing_about_its_presence) {
    world.bus.delay = [] { return net::Milliseconds{1}; };
    anna.watch(net::lobby);
    world.loop.advance({3000});
    anna.forget();
    // The same device again: the older session goes, the user stays.
    Client twin(world, "10.0.0.9", bert);
    twin.come_back();
    world.loop.advance({3000});
    for (const net::Presence& presence : anna.take_all<net::Presence>()) {
        for (const net::MemberPresence& change : presence.changes)
            EXPECT_EQ(change.state, net::PresenceState::Online);
    }
}

TEST_F(PrivateRoom, presence_of_a_private_room_is_for_its_members_and_of_its_members) {
    Client eve(world, "10.0.0.3");
    eve.join_server("Eve");
    eve.watch(net::lobby);
    world.loop.advance({2000});
    eve.forget();
    bert.cut();
    world.loop.advance({3000});
    for (const net::Presence& presence : eve.take_all<net::Presence>())
        EXPECT_EQ(presence.room, net::lobby);
    anna.watch(den);
    anna.forget();
    eve.cut();
    world.loop.advance({3000});
    for (const net::Presence& presence : anna.take_all<net::Presence>()) {
        for (const net::MemberPresence& change : presence.changes)
            EXPECT_NE(change.user.name, "Eve");
    }
}

// --- resuming

TEST_F(Rooms, a_resume_with_a_true_mark_brings_what_was_missed) {
    anna.post(net::lobby, "one");
    bert.watch(net::lobby);
    const auto state = bert.take<net::RoomState>();
    bert.cut();
    anna.post(net::lobby, "two");
    bert.come_back();
    bert.send(net::Resume{state.mark, {{net::lobby, state.room.room.head, true}}});
    world.settle();
    EXPECT_FALSE(bert.take<net::Resumed>().reset);
    const auto missed = bert.take<net::RoomState>();
    EXPECT_EQ(missed.have, state.room.room.head);
    EXPECT_THAT(texts(missed.messages), ElementsAre("two"));
}

TEST_F(Rooms, a_resume_with_a_mark_of_another_past_is_told_to_forget_it) {
    anna.post(net::lobby, "one");
    bert.watch(net::lobby);
    net::Mark mark = bert.take<net::RoomState>().mark;
    mark.entry.value ^= 1;
    bert.come_back();
    bert.send(net::Resume{mark, {{net::lobby, {3}, true}}});
    world.settle();
    EXPECT_TRUE(bert.take<net::Resumed>().reset);
    EXPECT_THAT(texts(bert.take<net::RoomState>().messages), ElementsAre("one"));
}

TEST_F(Rooms, a_resume_with_a_mark_of_the_future_or_without_one_is_told_to_forget) {
    for (const net::Mark mark : {net::Mark{{1'000'000}, {5}}, net::Mark{}}) {
        bert.come_back();
        bert.send(net::Resume{mark, {{net::lobby, {1}, true}}});
        world.settle();
        EXPECT_TRUE(bert.take<net::Resumed>().reset);
    }
}

TEST_F(Rooms, a_resume_with_a_mark_that_was_trimmed_is_told_to_forget) {
    bert.watch(net::lobby);
    const net::Mark old = bert.take<net::RoomState>().mark;
    for (int i = 0; i < 5; ++i)
        anna.post(net::lobby, "x");
    world.crash();
    {
        testing::VirtualRuntime runtime(world.loop, 5);
        testing::MemoryJournal journal(runtime, world.journal);
        journal.follow({}, {[](const auto&) {}, [](const auto&) {}});
        world.settle();
        journal.trim({world.journal.head().position.value - 1});
    }
    world.start();
    ASSERT_TRUE(world.ready);
    bert.come_back();
    bert.send(net::Resume{old, {{net::lobby, {1}, true}}});
    world.settle();
    EXPECT_TRUE(bert.take<net::Resumed>().reset);
}

TEST_F(Rooms, a_client_that_never_was_here_has_nothing_to_forget) {
    bert.send(net::Resume{{}, {{net::lobby, {}, true}}});
    world.settle();
    EXPECT_FALSE(bert.take<net::Resumed>().reset);
    EXPECT_TRUE(bert.has<net::RoomState>());
}

TEST_F(Rooms, one_resumes_once) {
    bert.send(net::Resume{});
    bert.send(net::Resume{});
    world.settle();
    EXPECT_TRUE(bert.is_closed);
}

}  // namespace
}  // namespace crosstalk::server
