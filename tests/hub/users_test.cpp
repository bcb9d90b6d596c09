// Users, names, profiles, devices, how far they have read; what the server says of itself.
#include <gtest/gtest.h>

#include <algorithm>

#include "net/limits.hpp"
#include "tests/hub/hub_world.hpp"

namespace crosstalk::hub {
namespace {

using net::Role;
using net::Status;

class Users : public ::testing::Test {
  protected:
    net::PostMessage text(net::RoomId room) { return {.room = room, .text = "hi", .mentions = {}}; }

    HubWorld world;
    Person ada = world.person("ada");
    Person bob = world.person("bob");
};

// --- the server

TEST_F(Users, the_first_start_makes_the_lobby_and_later_ones_keep_it) {
    const RoomRow before = world.room(net::lobby).row;
    EXPECT_EQ(world.told_by_server(net::ServerStarted{.rooms_per_user = 3}), "Done\nrows: limits\n");
    EXPECT_EQ(world.room(net::lobby).row, before);
    EXPECT_EQ(world.state().limits.rooms_per_user, 3U);
}

TEST_F(Users, every_limit_of_a_start_is_the_one_that_is_kept) {
    world.by_server(net::ServerStarted{1, 2, 3, 4, 5, 6, 7});
    EXPECT_EQ(world.state().limits, (LimitsRow{1, 2, 3, 4, 5, 6, 7}));
    world.by_server(net::ServerStarted{});
    EXPECT_EQ(world.state().limits, LimitsRow{}) << "the defaults of both are the same";
}

TEST_F(Users, only_the_server_does_what_is_the_servers) {
    world.crown(ada);
    for (const net::Command& command :
         {net::Command(net::CreateUser{"x", "x", {9}, {}}), net::Command(net::ServerStarted{}),
          net::Command(net::SetRules{2}), net::Command(net::SetOwnerCode{{7}}),
          net::Command(net::RecordDeed{}), net::Command(net::AddDevice{ada.user, {9}, false, {}}),
          net::Command(net::KeepMarks{ada.user, {1}, {}})})
        EXPECT_EQ(world.told(ada, command), "NotAllowed\n") << "command " << command.index();
    EXPECT_EQ(world.state().rules, 1U);
}

TEST_F(Users, rules_only_rise) {
    EXPECT_EQ(world.by_server(net::SetRules{3}).outcome.status, Status::Done);
    EXPECT_EQ(world.by_server(net::SetRules{3}).outcome.status, Status::Invalid);
    EXPECT_EQ(world.by_server(net::SetRules{2}).outcome.status, Status::Invalid);
    EXPECT_EQ(world.state().rules, 3U);
}

TEST_F(Users, a_command_of_a_newer_program_is_unknown) {
    EXPECT_EQ(world.told(ada, net::Unknown{999}), "Unknown\n");
}

TEST_F(Users, who_is_no_user_may_not_even_ask) {
    for (const net::Origin& origin :
         {net::Origin{{999}, ada.device, {1}, {1}}, net::Origin{bob.user, ada.device, {1}, {2}},
          net::Origin{ada.user, {999}, {1}, {3}}, net::Origin{ada.user, {}, {1}, {4}},
          net::Origin{{}, ada.device, {1}, {5}}, net::Origin{{}, {}, {1}, {6}}}) {
        const Effects effects = world.apply({origin, text(net::lobby)});
        EXPECT_EQ(effects.outcome.status, Status::NotAllowed);
        EXPECT_TRUE(effects.facts.empty());
    }
}

// --- names

TEST_F(Users, a_new_user_is_announced_in_the_lobby_once_and_has_nothing_unread) {
    EXPECT_EQ(world.told_by_server(net::CreateUser{"eve", "eve", world.new_key(), {}}),
              "Done lobby 3\n"
              "lobby 3: eve joins as member\n"
              "rows: user eve, device of eve, room lobby, mark eve\n");
    const net::UserId eve = world.state().device(world.last_key())->row.user;
    const net::RoomCounts counted = counts(world.state(), world.room(net::lobby), eve);
    EXPECT_EQ(counted.read.posts, counted.posts);
    EXPECT_EQ(counted.read.sequence, counted.head);
}

TEST_F(Users, a_name_that_looks_like_another_is_taken_and_there_is_none_without) {
    EXPECT_EQ(world.told_by_server(net::CreateUser{"Ada", "ada", {99}, {}}), "NameTaken\n");
    EXPECT_EQ(world.told_by_server(net::CreateUser{"", "x", {99}, {}}), "Invalid\n");
    EXPECT_EQ(world.told_by_server(net::CreateUser{"x", "", {99}, {}}), "Invalid\n");
    EXPECT_EQ(world.state().users.size(), 2U);
}

TEST_F(Users, a_renamed_user_keeps_what_it_is_and_frees_its_name) {
    EXPECT_EQ(world.told(ada, net::Rename{"Countess", "countess"}),
              "Done lobby 3\n"
              "lobby 3: ada is now called Countess\n"
              "rows: user ada, room lobby\n");
    EXPECT_EQ(world.state().ref(ada.user), (net::UserRef{ada.user, "Countess"}));
    EXPECT_EQ(world.status(bob, net::Rename{"ada", "ada"}), Status::Done);
    EXPECT_EQ(world.told(ada, net::Rename{"bob", "ada"}), "NameTaken\n");
    EXPECT_EQ(world.told(ada, net::Rename{"Countess", "countess"}), "Done lobby 4\n") << "as it is";
    EXPECT_EQ(world.status(ada, net::Rename{"COUNTESS", "countess"}), Status::Done) << "in other letters";
    EXPECT_EQ(world.status(ada, net::Rename{"", "x"}), Status::Invalid);
    EXPECT_EQ(world.status(ada, net::Rename{"x", ""}), Status::Invalid);
}

TEST_F(Users, a_profile_is_told_where_it_shows) {
    EXPECT_EQ(world.told(ada, net::SetProfile{{0xE0A030, "at the pizza table"}, "plays chess"}),
              "Done lobby 3\n"
              "lobby 3: ada shows colour 14721072 and \"at the pizza table\"\n"
              "rows: user ada, room lobby\n");
    EXPECT_EQ(world.told(ada, net::SetProfile{{0xE0A030, "at the pizza table"}, "plays go"}),
              "Done lobby 3\nrows: user ada\n")
        << "who wants to read it asks for it";
    EXPECT_EQ(world.told(ada, net::SetProfile{{0xE0A030, "at the pizza table"}, "plays go"}),
              "Done lobby 3\n");
    EXPECT_EQ(world.status(ada, net::SetProfile{{0xFFFFFF, ""}, ""}), Status::Done);
    EXPECT_EQ(world.told(ada, net::SetProfile{{0x1000000, ""}, ""}), "Invalid\n");
}

TEST_F(Users, ids_come_from_the_place_in_the_journal) {
    EXPECT_EQ(ada.user.value >> 10U, 2U);
    EXPECT_NE(ada.user.value, ada.device.value);
}

// --- devices

TEST_F(Users, a_device_belongs_to_one_user) {
    const net::DeviceKey key = world.last_key();
    EXPECT_EQ(world.told_by_server(net::CreateUser{"eve", "eve", key, {}}), "Invalid\n");
    EXPECT_EQ(world.told_by_server(net::AddDevice{ada.user, key, false, {}}), "Invalid\n");
    EXPECT_EQ(world.told_by_server(net::AddDevice{{999}, {99}, false, {}}), "NotFound\n");
}

TEST_F(Users, a_second_device_is_added_and_recorded_with_whose_code_it_was) {
    EXPECT_EQ(world.told_by_server(net::AddDevice{ada.user, world.new_key(), false, ada.user}),
              "Done lobby 2\n"
              "rows: device of ada, audit in lobby ada DeviceAdded ada\n");
    const Person second{ada.user, world.state().device(world.last_key())->row.id};
    EXPECT_EQ(world.status(second, text(net::lobby)), Status::Done);
    EXPECT_EQ(world.status(ada, text(net::lobby)), Status::Done);
}

TEST_F(Users, a_device_for_one_who_lost_all_others_ends_them) {
    world.by_server(net::AddDevice{ada.user, world.new_key(), false, {}});
    world.crown(bob);
    EXPECT_EQ(world.told_by_server(net::AddDevice{ada.user, world.new_key(), true, bob.user}),
              "Done lobby 3\n"
              "ends one device of ada: device removed by bob\n"
              "ends one device of ada: device removed by bob\n"
              "rows: device of ada removed, device of ada removed, device of ada, audit in lobby bob "
              "DeviceAdded ada "
              "(the old ones were removed)\n");
    EXPECT_EQ(world.status(ada, text(net::lobby)), Status::NotAllowed);
}

TEST_F(Users, a_user_has_a_limit_of_devices_and_removed_ones_do_not_count) {
    for (std::size_t count = 1; count < net::max_devices_per_user; ++count) {
        ASSERT_EQ(world.by_server(net::AddDevice{ada.user, world.new_key(), false, {}}).outcome.status,
                  Status::Done);
    }
    EXPECT_EQ(world.told_by_server(net::AddDevice{ada.user, world.new_key(), false, {}}), "TooMany\n");
    world.does(ada, net::RemoveDevice{*world.state().user(ada.user)->devices.rbegin()});
    EXPECT_EQ(world.by_server(net::AddDevice{ada.user, world.new_key(), false, {}}).outcome.status,
              Status::Done);
    EXPECT_EQ(world.by_server(net::AddDevice{ada.user, world.new_key(), true, {}}).outcome.status,
              Status::Done)
        << "the others go first";
}

TEST_F(Users, one_removes_ones_own_devices_and_nothing_sent_from_them_before_is_carried_out_behind) {
    world.by_server(net::AddDevice{ada.user, world.new_key(), false, {}});
    const Person second{ada.user, world.state().device(world.last_key())->row.id};
    EXPECT_EQ(world.told(ada, net::RemoveDevice{second.device}),
              "Done lobby 2\n"
              "ends one device of ada: device removed by ada\n"
              "rows: device of ada removed\n");
    EXPECT_EQ(world.told(second, text(net::lobby)), "NotAllowed\n");
    EXPECT_EQ(world.told(second, net::RemoveDevice{ada.device}), "NotAllowed\n");
    EXPECT_EQ(world.told(ada, net::RemoveDevice{second.device}), "Done lobby 2\n") << "again: nothing";
}

TEST_F(Users, admins_of_the_server_remove_the_devices_of_those_below_them) {
    world.crown(ada);
    EXPECT_EQ(world.told(bob, net::RemoveDevice{ada.device}), "NotAllowed\n");
    EXPECT_EQ(world.told(bob, net::RemoveDevice{{999}}), "NotAllowed\n") << "no probing";
    EXPECT_EQ(world.told(ada, net::RemoveDevice{{999}}), "NotFound\n");
    EXPECT_EQ(world.told(ada, net::RemoveDevice{bob.device}),
              "Done lobby 3\n"
              "ends one device of bob: device removed by ada\n"
              "rows: device of bob removed, audit in lobby ada DeviceRemoved bob\n");
    const Person eve = world.person("eve");
    world.does(ada, net::SetRole{net::lobby, eve.user, Role::Admin});
    EXPECT_EQ(world.told(eve, net::RemoveDevice{ada.device}), "NotAllowed\n");
}

// --- reading

TEST_F(Users, marks_go_forward_and_never_beyond_what_there_is) {
    const net::RoomId maps = world.room(ada, "maps", net::RoomKind::Public);
    world.bring(ada, bob, maps);
    for (int i = 0; i < 3; ++i)
        world.does(ada, net::PostMessage{.room = maps, .text = "x", .mentions = {bob.user}});
    const auto keep = [&](net::ReadMark read) {
        return world.told_by_server(net::KeepMarks{bob.user, {}, {{maps, read}}});
    };
    const auto kept = [&] { return world.state().mark_of(maps, bob.user)->read; };
    EXPECT_EQ(keep({{4}, {2}, {1}}), "Done\nrows: mark bob\n");
    EXPECT_EQ(kept(), (net::ReadMark{{4}, {2}, {1}}));
    EXPECT_EQ(keep({{3}, {1}, {0}}), "Done\n") << "back: nothing";
    EXPECT_EQ(kept(), (net::ReadMark{{4}, {2}, {1}}));
    EXPECT_EQ(keep({{999}, {999}, {999}}), "Done\nrows: mark bob\n");
    EXPECT_EQ(kept(), (net::ReadMark{{5}, {3}, {3}}));
}

TEST_F(Users, marks_are_kept_of_members_and_of_rooms_that_exist) {
    const net::RoomId maps = world.room(ada, "maps", net::RoomKind::Public);
    const net::ReadMark read{{1}, {0}, {0}};
    EXPECT_EQ(world.told_by_server(net::KeepMarks{bob.user, {}, {{maps, read}, {{999}, read}}}), "Done\n");
    EXPECT_EQ(world.told_by_server(net::KeepMarks{bob.user, {}, {{net::lobby, read}}}), "Done\n")
        << "it was there when bob came";
    EXPECT_EQ(world.told_by_server(net::KeepMarks{{999}, {}, {}}), "NotFound\n");
}

TEST_F(Users, when_somebody_was_last_seen_never_goes_back_and_is_never_in_the_future) {
    const auto seen = [&] { return world.state().user(bob.user)->row.seen; };
    EXPECT_EQ(world.told_by_server(net::KeepMarks{bob.user, {2'000}, {}}), "Done\nrows: user bob\n");
    EXPECT_EQ(world.told_by_server(net::KeepMarks{bob.user, {1'000}, {}}), "Done\n");
    EXPECT_EQ(seen(), net::Timestamp{2'000});
    world.by_server(net::KeepMarks{bob.user, {999'000'000}, {}});
    EXPECT_EQ(seen(), world.now);
}

TEST_F(Users, reading_goes_with_the_membership) {
    const net::RoomId maps = world.room(ada, "maps", net::RoomKind::Public);
    world.bring(ada, bob, maps);
    world.does(bob, net::LeaveRoom{maps});
    EXPECT_EQ(world.state().mark_of(maps, bob.user), nullptr);
    world.post(ada, maps, "while bob was away");
    world.does(bob, net::JoinRoom{maps, "", "", {}});
    EXPECT_EQ(world.state().mark_of(maps, bob.user)->read, (net::ReadMark{{4}, {1}, {0}}));
}

}  // namespace
}  // namespace crosstalk::hub
