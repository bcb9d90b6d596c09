// Who is there, in what mood, and who is writing: told to those who may know, and never of one who wants to be
// invisible.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/node/node_world.hpp"

namespace crosstalk::server {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::SizeIs;
using enum net::PresenceState;

class Presence : public ::testing::Test {
  protected:
    Presence() {
        world.start();
        anna.join_server("Anna");
        bert.join_server("Bert");
        anna.watch(net::lobby);
        world.loop.advance({5000});
        anna.forget();
    }

    // The user's states as they were told, one after the other.
    std::vector<net::PresenceState> told(Client& client, net::UserId user) {
        world.loop.advance({2000});
        std::vector<net::PresenceState> states;
        for (const net::Presence& presence : client.take_all<net::Presence>()) {
            for (const net::MemberPresence& change : presence.changes) {
                if (change.user.id == user) states.push_back(change.state);
            }
        }
        return states;
    }
    net::Member listed(Client& asker, net::UserId user) {
        for (const net::Member& member : asker.learn<net::MembersPage>(net::Members{net::lobby}).members) {
            if (member.presence.user.id == user) return member;
        }
        ADD_FAILURE() << "not listed";
        return {};
    }
    // One more device of Bert.
    void join_as_bert(Client& client) {
        client.join_with_code(bert.learn<net::CodeMade>(net::MakeCode{}).code);
    }
    net::RoomId private_room() {
        const net::RoomId den = anna.make_room("den", net::RoomKind::Private);
        anna.ask(net::InviteUser{den, bert.me()});
        bert.ask(net::JoinRoom{den});
        anna.watch(den);
        return den;
    }

    NodeWorld world;
    Client anna{world, "10.0.0.1"};
    Client bert{world, "10.0.0.2"};
    Client tablet{world, "10.0.0.3"};
    Client eve{world, "10.0.0.66"};
};

TEST_F(Presence, a_session_is_seen_from_the_first_thing_it_says) {
    EXPECT_THAT(told(anna, bert.me()), IsEmpty());
    EXPECT_EQ(listed(anna, bert.me()).presence.state, Offline);
    bert.watch(net::lobby);
    EXPECT_THAT(told(anna, bert.me()), ElementsAre(Online));
    EXPECT_EQ(listed(anna, bert.me()).presence.state, Online);
}

TEST_F(Presence, a_mood_is_told_when_it_changes) {
    bert.appear(Busy);
    EXPECT_THAT(told(anna, bert.me()), ElementsAre(Busy));
    bert.appear(Busy);
    EXPECT_THAT(told(anna, bert.me()), IsEmpty());
    bert.appear(Away);
    EXPECT_THAT(told(anna, bert.me()), ElementsAre(Away));
    bert.cut();
    EXPECT_THAT(told(anna, bert.me()), ElementsAre(Offline));
}

TEST_F(Presence, of_several_sessions_busy_goes_before_online_and_online_before_away) {
    bert.appear(Away);
    join_as_bert(tablet);
    EXPECT_EQ(listed(anna, bert.me()).presence.state, Away) << "the tablet has said nothing yet";
    tablet.appear(Online);
    EXPECT_EQ(listed(anna, bert.me()).presence.state, Online);
    bert.appear(Busy);
    EXPECT_EQ(listed(anna, bert.me()).presence.state, Busy);
    bert.cut();
    world.settle();
    EXPECT_EQ(listed(anna, bert.me()).presence.state, Online);
    bert.come_back();
    bert.appear(Offline);
    EXPECT_EQ(listed(anna, bert.me()).presence.state, Offline) << "invisible goes before everything";
}

TEST_F(Presence, a_reconnect_of_a_device_is_not_told_until_it_says_how_it_wants_to_be_seen) {
    bert.appear(Busy);
    told(anna, bert.me());
    const std::size_t entries = world.journal.entries().size();
    Client again(world, "10.0.0.9", bert);
    again.come_back();
    EXPECT_THAT(told(anna, bert.me()), IsEmpty());
    EXPECT_EQ(listed(anna, bert.me()).presence.state, Busy);
    EXPECT_EQ(world.journal.entries().size(), entries);
    again.send(net::Ping{});
    EXPECT_THAT(told(anna, bert.me()), ElementsAre(Online)) << "its program wishes nothing else now";
}

TEST_F(Presence, when_somebody_was_last_seen_outlives_a_restart) {
    bert.appear();
    world.loop.advance({15'000});
    const net::Timestamp left = world.node().now();
    bert.cut();
    world.loop.advance({15'000});
    const net::Timestamp seen = listed(anna, bert.me()).seen;
    EXPECT_GE(seen, left);
    EXPECT_LT(seen, left + net::Milliseconds{1000});
    world.crash();
    world.start();
    anna.come_back();
    EXPECT_EQ(listed(anna, bert.me()).seen, seen);
    bert.come_back();
    bert.appear();
    EXPECT_EQ(listed(anna, bert.me()).seen, net::Timestamp{}) << "it is here";
}

// --- invisible

TEST_F(Presence, who_comes_invisible_is_never_seen_anywhere) {
    bert.cut();
    world.loop.advance({3000});
    const auto before = listed(anna, bert.me());
    anna.forget();
    bert.come_back();
    bert.appear(Offline);
    bert.watch(net::lobby);
    EXPECT_THAT(told(anna, bert.me()), IsEmpty());
    EXPECT_EQ(listed(anna, bert.me()), before);
    EXPECT_EQ(anna.learn<net::PersonFound>(net::Person{bert.me()}).member, before);
    EXPECT_THAT(bert.learn<net::PersonFound>(net::Person{bert.me()}).member.presence.state, Online)
        << "but it is not so to itself";
    bert.cut();
    EXPECT_THAT(told(anna, bert.me()), IsEmpty());
    EXPECT_EQ(listed(anna, bert.me()), before) << "nor when it goes";
}

TEST_F(Presence, who_turns_invisible_looks_like_one_who_has_gone) {
    bert.appear();
    told(anna, bert.me());
    bert.appear(Offline);
    EXPECT_THAT(told(anna, bert.me()), ElementsAre(Offline));
    const auto hidden = listed(anna, bert.me());
    EXPECT_NE(hidden.seen, net::Timestamp{}) << "it was here a moment ago";
    world.loop.advance({15'000});
    bert.cut();
    world.loop.advance({3000});
    EXPECT_EQ(listed(anna, bert.me()), hidden) << "when it really went, nobody learns";
}

TEST_F(Presence, an_invisible_user_hears_its_own_presence_as_it_is) {
    bert.watch(net::lobby);
    bert.appear();
    told(bert, bert.me());
    bert.appear(Offline);
    EXPECT_THAT(told(bert, bert.me()), ElementsAre(Online));
}

TEST_F(Presence, an_admin_does_not_find_an_invisible_user_by_its_devices) {
    world.node().set_owner_code(a_code(1));
    world.settle();
    anna.ask(net::ClaimOwner{a_code(1).spelled_out()});
    bert.appear(Offline);
    for (const net::DeviceInfo& device : anna.learn<net::DeviceList>(net::Devices{bert.me()}).devices)
        EXPECT_FALSE(device.online);
    EXPECT_TRUE(bert.learn<net::DeviceList>(net::Devices{}).devices.front().online);
}

TEST_F(Presence, an_invisible_user_is_not_seen_typing_or_reading) {
    const net::RoomId den = private_room();
    anna.say(den, "are you there?");
    bert.appear(Offline);
    bert.watch(den);
    world.loop.advance({3000});
    anna.forget();
    bert.send(net::Typing{den});
    bert.send(net::Progress{den, {4}, {{4}, {1}, {}}});
    world.loop.advance({3000});
    EXPECT_FALSE(anna.has<net::TypingUsers>());
    EXPECT_FALSE(anna.has<net::MemberProgress>());
    // Nor by one who begins to watch, also after a restart.
    anna.come_back_and_watch(den);
    EXPECT_FALSE(anna.has<net::MemberProgress>());
    world.loop.advance({40'000});
    world.crash();
    world.start();
    anna.come_back_and_watch(den);
    world.loop.advance({3000});
    EXPECT_FALSE(anna.has<net::MemberProgress>());
    // Only when it shows itself.
    bert.come_back();
    bert.appear(Online);
    anna.come_back_and_watch(den);
    world.loop.advance({3000});
    EXPECT_TRUE(anna.has<net::MemberProgress>());
}

TEST_F(Presence, what_was_read_invisibly_is_told_when_the_reader_shows_itself) {
    const net::RoomId den = private_room();
    bert.appear(Offline);
    anna.say(den, "are you there?");
    world.loop.advance({3000});
    anna.forget();
    bert.send(net::Progress{den, {3}, {{3}, {1}, {}}});
    world.loop.advance({3000});
    EXPECT_FALSE(anna.has<net::MemberProgress>());
    bert.appear(Online);
    world.loop.advance({3000});
    const auto progress = anna.take<net::MemberProgress>();
    EXPECT_THAT(progress.members, ElementsAre(net::UserProgress{bert.me(), {3}, {3}}));
}

TEST_F(Presence, one_who_is_kicked_off_the_server_is_seen_to_go) {
    world.node().set_owner_code(a_code(1));
    world.settle();
    anna.ask(net::ClaimOwner{a_code(1).spelled_out()});
    bert.appear();
    told(anna, bert.me());
    anna.ask(net::KickUser{net::lobby, bert.me(), ""});
    EXPECT_THAT(told(anna, bert.me()), ElementsAre(Offline));
}

TEST_F(Presence, one_who_comes_and_goes_all_the_time_does_not_fill_the_journal) {
    const std::size_t before = world.journal.entries().size();
    for (int i = 0; i < 100; ++i) {
        bert.come_back();
        bert.appear(i % 2 == 0 ? Online : Offline);
        bert.appear(Online);
        bert.cut();
        world.settle();
    }
    const net::Timestamp left = world.node().now();
    EXPECT_LE(world.journal.entries().size(), before + 4);
    const net::Timestamp seen = listed(anna, bert.me()).seen;
    EXPECT_LT((left - seen).value, 1000) << "it is known all the same";
    world.loop.advance({31'000});
    EXPECT_LE(world.journal.entries().size(), before + 5);
    world.crash();
    world.start();
    anna.come_back();
    EXPECT_EQ(listed(anna, bert.me()).seen, seen);
}

// --- who hears of it

TEST_F(Presence, it_is_told_in_every_room_both_are_in_and_nowhere_else) {
    const net::RoomId den = private_room();
    const net::RoomId direct = anna.ask(net::OpenDirect{bert.me()}).room;
    anna.watch(direct);
    eve.join_server("Eve");
    eve.watch(net::lobby);
    world.loop.advance({3000});
    anna.forget();
    eve.forget();
    bert.appear(Busy);
    world.loop.advance({3000});
    std::vector<net::RoomId> rooms;
    for (const net::Presence& presence : anna.take_all<net::Presence>())
        rooms.push_back(presence.room);
    EXPECT_THAT(rooms, ElementsAre(net::lobby, den, direct));
    for (const net::Presence& presence : eve.take_all<net::Presence>())
        EXPECT_EQ(presence.room, net::lobby);
}

// --- typing

class Typing : public Presence {
  protected:
    Typing() {
        den = private_room();
        eve.join_server("Eve");
        eve.watch(net::lobby);
        bert.watch(den);
        world.loop.advance({3000});
        anna.forget();
        bert.forget();
        eve.forget();
    }
    void type(Client& client, net::RoomId room) {
        client.send(net::Typing{room});
        world.loop.advance({1500});
    }

    net::RoomId den;
};

TEST_F(Typing, it_is_told_to_the_others_who_watch_once_a_second) {
    for (int i = 0; i < 100; ++i)
        bert.send(net::Typing{den});
    world.loop.advance({3000});
    const auto told = anna.take_all<net::TypingUsers>();
    ASSERT_THAT(told, SizeIs(1));
    EXPECT_EQ(told.front().room, den);
    EXPECT_THAT(told.front().users, ElementsAre(bert.welcome.user));
    EXPECT_FALSE(bert.has<net::TypingUsers>()) << "not to the typist";
    EXPECT_FALSE(eve.has<net::TypingUsers>()) << "not to those outside";
}

TEST_F(Typing, everybody_who_types_just_now_is_named) {
    type(bert, den);
    anna.forget();
    Client carl(world, "10.0.0.7");
    carl.join_server("Carl");
    anna.ask(net::InviteUser{den, carl.me()});
    carl.ask(net::JoinRoom{den});
    type(carl, den);
    EXPECT_THAT(anna.take<net::TypingUsers>().users, ElementsAre(bert.welcome.user, carl.welcome.user));
    world.loop.advance({10'000});
    anna.forget();
    type(carl, den);
    EXPECT_THAT(anna.take<net::TypingUsers>().users, ElementsAre(carl.welcome.user));
}

TEST_F(Typing, a_post_ends_it) {
    type(bert, den);
    bert.post(den, "here it is");
    anna.forget();
    type(anna, den);
    EXPECT_THAT(bert.take<net::TypingUsers>().users, ElementsAre(anna.welcome.user));
    EXPECT_FALSE(anna.has<net::TypingUsers>());
}

TEST_F(Typing, who_may_not_post_types_unseen) {
    anna.ask(net::SetPosters{den, net::Posters::Admins});
    type(bert, den);
    anna.ask(net::SetPosters{den, net::Posters::Everyone});
    anna.ask(net::MuteUser{den, bert.me(), {}, ""});
    type(bert, den);
    type(eve, den);
    type(eve, {999'999});
    EXPECT_FALSE(anna.has<net::TypingUsers>());
    EXPECT_FALSE(eve.is_closed);
}

TEST_F(Typing, one_who_left_is_not_named_any_more) {
    type(bert, den);
    bert.ask(net::LeaveRoom{den});
    anna.forget();
    type(anna, den);
    type(bert, den);
    EXPECT_FALSE(anna.has<net::TypingUsers>());
    EXPECT_FALSE(bert.has<net::TypingUsers>());
}

TEST_F(Typing, it_costs_the_journal_nothing) {
    const std::size_t before = world.journal.entries().size();
    for (int i = 0; i < 10; ++i)
        type(bert, den);
    EXPECT_EQ(world.journal.entries().size(), before);
}

}  // namespace
}  // namespace crosstalk::server
