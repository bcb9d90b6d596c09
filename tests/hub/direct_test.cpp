// Rooms of two.
#include <gtest/gtest.h>

#include "tests/hub/hub_world.hpp"

namespace crosstalk::hub {
namespace {

using net::Status;

class Direct : public ::testing::Test {
  protected:
    HubWorld world;
    Person ada = world.person("ada");
    Person bob = world.person("bob");
    Person eve = world.person("eve");
};

TEST_F(Direct, whoever_asks_first_makes_the_room_and_both_are_in_it) {
    EXPECT_EQ(world.told(bob, net::OpenDirect{ada.user}),
              "Done ada+bob 0\n"
              "to bob: you are in ada+bob as member with ada\n"
              "to ada: you are in ada+bob as member with bob\n"
              "rows: room ada+bob, member bob, mark bob, member ada, mark ada\n");
}

TEST_F(Direct, asking_again_gives_the_same_room_to_either_and_changes_nothing) {
    const net::RoomId room = world.direct(ada, bob);
    world.post(ada, room, "hi");
    EXPECT_EQ(world.told(ada, net::OpenDirect{bob.user}), "Done ada+bob 1\n");
    EXPECT_EQ(world.told(bob, net::OpenDirect{ada.user}), "Done ada+bob 1\n");
    EXPECT_EQ(world.state().directs, 1U);
}

TEST_F(Direct, there_is_none_with_oneself_or_with_nobody) {
    EXPECT_EQ(world.told(ada, net::OpenDirect{ada.user}), "Invalid\n");
    EXPECT_EQ(world.told(ada, net::OpenDirect{{999}}), "NotFound\n");
    EXPECT_EQ(world.told(ada, net::OpenDirect{{}}), "NotFound\n");
}

TEST_F(Direct, what_is_said_goes_to_the_two_and_to_no_third) {
    const net::RoomId room = world.direct(ada, bob);
    const Effects effects = world.does(ada, net::PostMessage{.room = room, .text = "psst", .mentions = {}});
    ASSERT_EQ(effects.facts.size(), 1U);
    EXPECT_EQ(effects.facts[0].room, room);
    EXPECT_TRUE(world.state().is_member(room, ada.user));
    EXPECT_TRUE(world.state().is_member(room, bob.user));
    EXPECT_FALSE(world.state().is_member(room, eve.user));
    EXPECT_EQ(world.told(eve, net::PostMessage{.room = room, .text = "hi", .mentions = {}}), "NotFound\n");
}

TEST_F(Direct, it_cannot_be_left_changed_or_taken_from_anybody) {
    world.crown(ada);
    const net::RoomId room = world.direct(ada, bob);
    for (const net::Command& command :
         {net::Command(net::LeaveRoom{room}), net::Command(net::InviteUser{room, eve.user}),
          net::Command(net::KickUser{room, bob.user, ""}), net::Command(net::SetTopic{room, "x"}),
          net::Command(net::BanUser{room, bob.user, {}, "", false, {}}),
          net::Command(net::MuteUser{room, bob.user, {}, ""}), net::Command(net::RenameRoom{room, "x", "x"}),
          net::Command(net::SetRoomKind{room, net::RoomKind::Public}), net::Command(net::DissolveRoom{room}),
          net::Command(net::PurgeMessages{room, {1}})})
        EXPECT_EQ(world.told(ada, command), "NotAllowed\n") << "command " << command.index();
}

TEST_F(Direct, who_is_muted_on_the_server_still_writes_to_friends) {
    world.crown(eve);
    const net::RoomId room = world.direct(ada, bob);
    world.does(eve, net::MuteUser{net::lobby, ada.user, {}, ""});
    EXPECT_EQ(world.status(ada, net::PostMessage{.room = room, .text = "hi", .mentions = {}}), Status::Done);
    EXPECT_EQ(world.status(ada, net::PostMessage{.room = net::lobby, .text = "hi", .mentions = {}}),
              Status::Muted);
}

TEST_F(Direct, either_may_pin_and_call_all_but_nobody_deletes_the_others_words) {
    const net::RoomId room = world.direct(ada, bob);
    const net::MessageTarget hers = world.post(ada, room, "hers");
    EXPECT_EQ(world.status(bob, net::PinMessage{room, hers}), Status::Done);
    EXPECT_EQ(world.told(bob, net::DeleteMessage{room, hers}), "NotAllowed\n");
    EXPECT_EQ(world.status(ada, net::DeleteMessage{room, hers}), Status::Done);
    const net::PostMessage call{.room = room, .text = "you", .mentions = {}, .mentions_all = true};
    EXPECT_EQ(world.status(bob, call), Status::Done);
}

TEST_F(Direct, direct_rooms_are_listed_behind_the_lobby_and_named_rooms) {
    const net::RoomId direct = world.direct(ada, bob);
    const net::RoomId maps = world.room(ada, "maps", net::RoomKind::Public);
    EXPECT_EQ(world.state().rooms_of(ada.user), (std::vector<net::RoomId>{net::lobby, maps, direct}));
    EXPECT_EQ(world.state().rooms_of({999}), std::vector<net::RoomId>{});
}

TEST(DirectLimits, a_user_and_the_server_have_limits_and_known_rooms_stay_open) {
    HubWorld world({.directs_per_user = 2, .directs_per_server = 3});
    const Person a = world.person("a");
    const Person b = world.person("b");
    const Person c = world.person("c");
    const Person d = world.person("d");
    EXPECT_TRUE(world.direct(a, b));
    EXPECT_TRUE(world.direct(a, c));
    EXPECT_EQ(world.status(a, net::OpenDirect{d.user}), Status::TooMany);
    EXPECT_EQ(world.status(d, net::OpenDirect{a.user}), Status::TooMany) << "the other one is full";
    EXPECT_EQ(world.status(a, net::OpenDirect{b.user}), Status::Done) << "it is there already";
    EXPECT_TRUE(world.direct(b, c));
    EXPECT_EQ(world.status(d, net::OpenDirect{b.user}), Status::TooMany);
    const Person e = world.person("e");
    EXPECT_EQ(world.status(d, net::OpenDirect{e.user}), Status::TooMany) << "the server is full";
}

}  // namespace
}  // namespace crosstalk::hub
