#include <gtest/gtest.h>

#include <algorithm>

#include "tests/hub/hub_world.hpp"

namespace crosstalk::hub {
namespace {

class Rooms : public ::testing::Test {
  protected:
    HubWorld world;
    Person ada = world.person("ada");
    Person bob = world.person("bob");
    Person eve = world.person("eve");
};

TEST_F(Rooms, the_creator_is_a_member_and_hears_of_it) {
    const Effects effects = world.does(ada, net::CreateRoom{"maps", net::RoomKind::Public, "maps"});
    EXPECT_TRUE(world.hub.state().is_member(effects.outcome.room, ada.user));
    ASSERT_EQ(effects.notices.size(), 1U);
    EXPECT_EQ(effects.notices[0].user, ada.user);
    EXPECT_EQ(std::get<net::RoomAdded>(effects.notices[0].what).room.name, "maps");
}

TEST_F(Rooms, two_rooms_never_have_names_that_look_alike) {
    world.room(ada, "maps", net::RoomKind::Public);
    EXPECT_EQ(world.does(bob, net::CreateRoom{"Maps", net::RoomKind::Public, "maps"}).outcome.status,
              net::Status::NameTaken);
    EXPECT_EQ(world.does(bob, net::CreateRoom{"Lobby", net::RoomKind::Public, "lobby"}).outcome.status,
              net::Status::NameTaken);
}

TEST_F(Rooms, nobody_makes_a_second_lobby_or_a_room_without_a_name) {
    EXPECT_EQ(world.does(ada, net::CreateRoom{"x", net::RoomKind::Lobby, "x"}).outcome.status,
              net::Status::Invalid);
    EXPECT_EQ(world.does(ada, net::CreateRoom{"", net::RoomKind::Public, ""}).outcome.status,
              net::Status::Invalid);
}

TEST_F(Rooms, anyone_joins_a_public_room_and_joining_again_changes_nothing) {
    const net::RoomId maps = world.room(ada, "maps", net::RoomKind::Public);
    EXPECT_EQ(world.does(bob, net::JoinRoom{maps}).outcome.status, net::Status::Done);
    const Effects again = world.does(bob, net::JoinRoom{maps});
    EXPECT_EQ(again.outcome.status, net::Status::Done);
    EXPECT_TRUE(again.facts.empty());
}

TEST_F(Rooms, a_private_room_and_one_that_does_not_exist_look_the_same_to_a_stranger) {
    const net::RoomId cellar = world.room(ada, "cellar", net::RoomKind::Private);
    const net::RoomId nowhere{123456};
    for (const net::Command& make :
         {net::Command{net::JoinRoom{{}}}, net::Command{net::LeaveRoom{{}}},
          net::Command{net::PostMessage{{}, "hi"}}, net::Command{net::InviteUser{{}, bob.user}}}) {
        const auto ask = [&](net::RoomId room) {
            net::Command command = make;
            std::visit(
                [&](auto& known) {
                    if constexpr (requires { known.room = room; }) known.room = room;
                },
                command);
            return world.does(eve, command).outcome;
        };
        EXPECT_EQ(ask(cellar), ask(nowhere));
        EXPECT_EQ(ask(cellar).status, net::Status::NotFound);
    }
}

TEST_F(Rooms, an_invited_user_hears_of_it_and_joins_once) {
    const net::RoomId cellar = world.room(ada, "cellar", net::RoomKind::Private);
    const Effects invited = world.does(ada, net::InviteUser{cellar, bob.user});
    ASSERT_EQ(invited.notices.size(), 1U);
    EXPECT_EQ(invited.notices[0].user, bob.user);
    EXPECT_EQ(std::get<net::Invited>(invited.notices[0].what).by.name, "ada");
    EXPECT_FALSE(world.hub.state().is_member(cellar, bob.user));

    EXPECT_EQ(world.does(bob, net::JoinRoom{cellar}).outcome.status, net::Status::Done);
    EXPECT_TRUE(world.hub.state().is_member(cellar, bob.user));
    EXPECT_FALSE(world.hub.state().is_invited(cellar, bob.user));

    world.does(bob, net::LeaveRoom{cellar});
    EXPECT_EQ(world.does(bob, net::JoinRoom{cellar}).outcome.status, net::Status::NotFound);
}

TEST_F(Rooms, declining_an_invitation_is_told_to_nobody_else) {
    const net::RoomId cellar = world.room(ada, "cellar", net::RoomKind::Private);
    world.does(ada, net::InviteUser{cellar, bob.user});
    const Effects declined = world.does(bob, net::LeaveRoom{cellar});
    EXPECT_TRUE(declined.facts.empty());
    ASSERT_EQ(declined.notices.size(), 1U);
    EXPECT_EQ(declined.notices[0].user, bob.user);
}

TEST_F(Rooms, nobody_leaves_or_invites_to_the_lobby) {
    EXPECT_EQ(world.does(ada, net::LeaveRoom{net::lobby}).outcome.status, net::Status::NotAllowed);
    EXPECT_EQ(world.does(ada, net::InviteUser{net::lobby, bob.user}).outcome.status, net::Status::NotAllowed);
}

TEST_F(Rooms, a_room_and_a_user_have_limits_and_one_less_is_fine) {
    HubWorld small;
    small.by_server(net::ServerStarted{.rooms_per_user = 2, .rooms_per_server = 4, .members_per_room = 2});
    const Person x = small.person("x");
    const Person y = small.person("y");
    const Person z = small.person("z");
    const net::RoomId first = small.room(x, "r1", net::RoomKind::Public);
    ASSERT_TRUE(first);
    EXPECT_EQ(small.does(y, net::JoinRoom{first}).outcome.status, net::Status::Done);
    EXPECT_EQ(small.does(z, net::JoinRoom{first}).outcome.status, net::Status::TooMany);
    EXPECT_TRUE(small.room(x, "r2", net::RoomKind::Public));
    EXPECT_EQ(small.does(x, net::CreateRoom{"r3", net::RoomKind::Public, "r3"}).outcome.status,
              net::Status::TooMany);
    EXPECT_TRUE(small.room(z, "r3", net::RoomKind::Public));
    EXPECT_EQ(small.does(z, net::CreateRoom{"r4", net::RoomKind::Public, "r4"}).outcome.status,
              net::Status::TooMany)
        << "the lobby counts: the server has its four rooms";
}

TEST_F(Rooms, a_replay_under_other_limits_gives_the_same_state) {
    world.by_server(net::ServerStarted{.rooms_per_user = 1, .rooms_per_server = 10, .members_per_room = 2});
    world.room(ada, "a1", net::RoomKind::Public);
    world.does(ada, net::CreateRoom{"a2", net::RoomKind::Public, "a2"});
    world.by_server(net::ServerStarted{.rooms_per_user = 5, .rooms_per_server = 10, .members_per_room = 2});
    world.room(ada, "a3", net::RoomKind::Public);
    Hub replayed;
    for (const Logged& entry : world.log)
        replayed.apply(entry.stamp, entry.command);
    EXPECT_EQ(replayed.snapshot(), world.hub.snapshot());
    EXPECT_EQ(world.hub.state().user(ada.user)->rooms.size(), 2U);
}

}  // namespace
}  // namespace crosstalk::hub
