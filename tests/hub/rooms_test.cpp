// Making rooms, joining, leaving, inviting, dissolving; who goes on when an owner leaves.
#include <gtest/gtest.h>

#include "tests/hub/hub_world.hpp"

namespace crosstalk::hub {
namespace {

using net::Role;
using net::RoomKind;
using net::Status;

class Rooms : public ::testing::Test {
  protected:
    net::JoinRoom join(net::RoomId room, net::Digest proof = {}) { return {room, "", "", proof}; }

    HubWorld world;
    Person ada = world.person("ada");
    Person bob = world.person("bob");
    Person eve = world.person("eve");
};

// --- making

TEST_F(Rooms, the_maker_of_a_room_owns_it_and_hears_of_it) {
    EXPECT_EQ(world.told(ada, net::CreateRoom{"maps", RoomKind::Public, "maps"}),
              "Done maps 1\n"
              "maps 1: ada joins as owner\n"
              "to ada: you are in maps as owner\n"
              "rows: member ada, mark ada, room maps\n");
}

TEST_F(Rooms, what_is_told_of_a_room_is_all_that_a_member_sees_in_its_list) {
    const net::RoomId maps = world.room(ada, "maps", RoomKind::Private);
    const net::Timestamp made = world.now;
    world.does(ada, net::SetTopic{maps, "where to"});
    world.does(ada, net::SetPosters{maps, net::Posters::Members});
    world.does(ada, net::SetSlowMode{maps, 30});
    world.does(ada, net::SetRoomPasskey{maps, "", {1}, {2}});
    world.does(ada, net::InviteUser{maps, bob.user, Role::Guest});
    const Effects effects = world.does(bob, join(maps));
    const net::MyRoom mine = std::get<net::RoomAdded>(effects.notices.at(0).what).room;
    const net::RoomSummary expected{.id = maps,
                                    .name = "maps",
                                    .kind = RoomKind::Private,
                                    .head = {6},
                                    .posts = {0},
                                    .topic = "where to",
                                    .posters = net::Posters::Members,
                                    .slow_mode_s = 30,
                                    .locked = true,
                                    .members = 2,
                                    .last_at = made,
                                    .purged_before = {}};
    EXPECT_EQ(mine.room, expected);
    EXPECT_EQ(mine.role, Role::Guest);
    EXPECT_EQ(mine.read, (net::ReadMark{{5}, {0}, {0}})) << "what was there before is nothing new";
}

TEST_F(Rooms, no_two_public_rooms_have_names_that_look_alike) {
    world.room(ada, "maps", RoomKind::Public);
    EXPECT_EQ(world.told(bob, net::CreateRoom{"Maps", RoomKind::Public, "maps"}), "NameTaken\n");
    EXPECT_EQ(world.status(bob, net::CreateRoom{"L0bby", RoomKind::Public, "lobby"}), Status::NameTaken);
    EXPECT_EQ(world.status(bob, net::CreateRoom{"L0bby", RoomKind::Private, "lobby"}), Status::NameTaken);
}

TEST_F(Rooms, the_name_of_a_private_room_is_nobodys_business_but_its_members) {
    world.room(ada, "cellar", RoomKind::Private);
    EXPECT_EQ(world.status(bob, net::CreateRoom{"cellar", RoomKind::Private, "cellar"}), Status::Done);
    EXPECT_EQ(world.status(eve, net::CreateRoom{"cellar", RoomKind::Public, "cellar"}), Status::Done);
    EXPECT_EQ(world.status(ada, net::CreateRoom{"cellar", RoomKind::Private, "cellar"}), Status::NameTaken);
    EXPECT_EQ(world.status(ada, net::CreateRoom{"cellar", RoomKind::Public, "cellar"}), Status::NameTaken);
}

TEST_F(Rooms, nobody_makes_a_second_lobby_a_direct_room_by_name_or_a_room_without_one) {
    EXPECT_EQ(world.status(ada, net::CreateRoom{"x", RoomKind::Lobby, "x"}), Status::Invalid);
    EXPECT_EQ(world.status(ada, net::CreateRoom{"x", RoomKind::Direct, "x"}), Status::Invalid);
    EXPECT_EQ(world.status(ada, net::CreateRoom{"", RoomKind::Public, "x"}), Status::Invalid);
    EXPECT_EQ(world.status(ada, net::CreateRoom{"x", RoomKind::Public, ""}), Status::Invalid);
}

// --- joining

TEST_F(Rooms, anyone_joins_a_public_room_and_joining_again_changes_nothing) {
    const net::RoomId maps = world.room(ada, "maps", RoomKind::Public);
    EXPECT_EQ(world.told(bob, join(maps)),
              "Done maps 2\n"
              "maps 2: bob joins as member\n"
              "to bob: you are in maps as member\n"
              "rows: member bob, mark bob, room maps\n");
    EXPECT_EQ(world.told(bob, join(maps)), "Done maps 2\n");
    EXPECT_EQ(world.told(bob, join(net::lobby)), "Done lobby 3\n");
}

TEST_F(Rooms, a_private_room_and_one_that_does_not_exist_look_the_same_to_a_stranger) {
    const net::RoomId cellar = world.room(ada, "cellar", RoomKind::Private);
    const net::RoomId locked = world.room(ada, "locked", RoomKind::Private);
    world.does(ada, net::SetRoomPasskey{locked, "", {1}, {2}});
    const net::RoomId banned = world.room(ada, "banned", RoomKind::Private);
    world.does(ada, net::BanUser{banned, eve.user, {}, "", false, {}});
    const net::RoomId direct = world.direct(ada, bob);
    const net::MessageTarget target{{5000}, {1}, eve.user, {1}};
    for (const net::RoomId room : {cellar, locked, banned, direct, net::RoomId{123456}, net::RoomId{}}) {
        const std::vector<net::Command> commands{
            join(room),
            join(room, {9}),
            net::LeaveRoom{room},
            net::InviteUser{room, bob.user},
            net::RenameRoom{room, "x", "x"},
            net::SetTopic{room, "x"},
            net::SetRoomKind{room, RoomKind::Public},
            net::SetPosters{room, net::Posters::Admins},
            net::SetSlowMode{room, 1},
            net::SetRoomPasskey{room, "", {1}, {2}},
            net::DissolveRoom{room},
            net::PostMessage{.room = room, .text = "hi", .mentions = {}},
            net::EditMessage{room, target, "x"},
            net::DeleteMessage{room, target},
            net::React{room, target, "x"},
            net::PinMessage{room, target},
            net::PurgeMessages{room, {1}},
            net::KickUser{room, bob.user, ""},
            net::BanUser{room, bob.user, {}, "", false, {}},
            net::UnbanUser{room, bob.user},
            net::MuteUser{room, bob.user, {}, ""},
            net::UnmuteUser{room, bob.user},
            net::SetRole{room, bob.user, Role::Guest},
            net::OfferGame{.room = room, .opponent = bob.user, .kind = {1}},
            net::AnswerOffer{.room = room, .game = target.message},
            net::MakeMove{room, target.message, 1, 0},
            net::ActInGame{room, target.message, net::GameAction::Resign},
        };
        for (const net::Command& command : commands)
            EXPECT_EQ(world.told(eve, command), "NotFound\n")
                << room.value << ", command " << command.index();
    }
}

template <class C>
constexpr bool is_about_a_room = requires(C command) {
    command.room;
};

TEST_F(Rooms, every_command_about_a_room_is_asked_for_by_the_test_before) {
    std::size_t with_room = 0;
    [&]<class... Cs>(const std::variant<net::Unknown, Cs...>*) {
        ((with_room += is_about_a_room<Cs> ? 1 : 0), ...);
    }(static_cast<const net::Command*>(nullptr));
    EXPECT_EQ(with_room, 26U) << "and one of them twice";
}

TEST_F(Rooms, a_locked_room_opens_to_its_passkey_and_to_the_invited) {
    const net::RoomId maps = world.room(ada, "maps", RoomKind::Public);
    world.does(ada, net::SetRoomPasskey{maps, "", {1}, {2}});
    EXPECT_EQ(world.told(bob, join(maps)), "WrongCode\n");
    EXPECT_EQ(world.status(bob, join(maps, {3})), Status::WrongCode);
    EXPECT_EQ(world.status(bob, join(maps, {2})), Status::Done);
    world.does(bob, net::LeaveRoom{maps});
    EXPECT_EQ(world.status(bob, join(maps)), Status::WrongCode) << "who has left needs it again";
    world.does(ada, net::InviteUser{maps, eve.user});
    EXPECT_EQ(world.status(eve, join(maps)), Status::Done);
}

TEST_F(Rooms, the_passkey_of_a_private_room_opens_it_and_a_wrong_one_does_not_betray_it) {
    const net::RoomId cellar = world.room(ada, "cellar", RoomKind::Private);
    EXPECT_EQ(world.status(bob, join(cellar, {})), Status::NotFound) << "no lock is no open door";
    world.does(ada, net::SetRoomPasskey{cellar, "", {1}, {2}});
    EXPECT_EQ(world.status(bob, join(cellar, {3})), Status::NotFound);
    EXPECT_EQ(world.status(bob, join(cellar, {2})), Status::Done);
    world.does(ada, net::SetRoomPasskey{cellar, "", {}, {}});
    EXPECT_EQ(world.status(eve, join(cellar, {2})), Status::NotFound);
}

TEST_F(Rooms, the_passkey_does_not_let_in_who_is_banned) {
    const net::RoomId maps = world.room(ada, "maps", RoomKind::Public);
    world.does(ada, net::SetRoomPasskey{maps, "", {1}, {2}});
    world.does(ada, net::BanUser{maps, bob.user, {}, "", false, {}});
    EXPECT_EQ(world.status(bob, join(maps, {2})), Status::Banned);
}

// --- inviting

TEST_F(Rooms, an_invited_user_hears_of_it_and_joins_once) {
    const net::RoomId cellar = world.room(ada, "cellar", RoomKind::Private);
    EXPECT_EQ(world.told(ada, net::InviteUser{cellar, bob.user}),
              "Done cellar 1\n"
              "to bob: ada invites you to cellar\n"
              "rows: invited bob\n");
    EXPECT_FALSE(world.state().is_member(cellar, bob.user));
    EXPECT_EQ(world.told(ada, net::InviteUser{cellar, bob.user}), "Done cellar 1\n") << "again: nothing";
    EXPECT_EQ(world.status(bob, join(cellar)), Status::Done);
    EXPECT_EQ(world.told(ada, net::InviteUser{cellar, bob.user}), "Done cellar 2\n") << "a member: nothing";
    world.does(bob, net::LeaveRoom{cellar});
    EXPECT_EQ(world.status(bob, join(cellar)), Status::NotFound) << "it was used";
}

TEST_F(Rooms, an_invitation_says_what_one_will_be) {
    const net::RoomId cellar = world.room(ada, "cellar", RoomKind::Private);
    world.does(ada, net::InviteUser{cellar, bob.user, Role::Guest});
    EXPECT_EQ(world.told(bob, join(cellar)),
              "Done cellar 2\n"
              "cellar 2: bob joins as guest\n"
              "to bob: you are in cellar as guest\n"
              "rows: member bob, mark bob, room cellar\n");
    EXPECT_EQ(world.status(ada, net::InviteUser{cellar, eve.user, Role::Admin}), Status::Invalid);
    EXPECT_EQ(world.status(ada, net::InviteUser{cellar, {999}}), Status::NotFound);
    EXPECT_EQ(world.status(bob, net::InviteUser{cellar, eve.user}), Status::NotAllowed) << "guests do not";
}

TEST_F(Rooms, declining_an_invitation_is_told_to_nobody_else) {
    const net::RoomId cellar = world.room(ada, "cellar", RoomKind::Private);
    world.does(ada, net::InviteUser{cellar, bob.user});
    EXPECT_EQ(world.told(bob, net::LeaveRoom{cellar}),
              "Done cellar 1\n"
              "to bob: you left cellar\n"
              "rows: no member bob\n");
}

TEST_F(Rooms, an_admin_of_the_server_may_decline_an_invitation_to_a_public_room) {
    world.crown(eve);
    const net::RoomId maps = world.room(ada, "maps", RoomKind::Public);
    world.does(ada, net::InviteUser{maps, eve.user});
    EXPECT_EQ(world.status(eve, net::SetTopic{maps, "seen from above"}), Status::Done);
    EXPECT_EQ(world.status(eve, net::LeaveRoom{maps}), Status::Done);
    EXPECT_EQ(world.status(eve, net::LeaveRoom{maps}), Status::NotAllowed) << "there is nothing to leave";
}

// --- leaving

TEST_F(Rooms, who_leaves_a_room_is_told_and_so_are_those_who_stay) {
    const net::RoomId maps = world.room(ada, "maps", RoomKind::Public);
    world.does(bob, join(maps));
    EXPECT_EQ(world.told(bob, net::LeaveRoom{maps}),
              "Done maps 3\n"
              "maps 3: bob leaves\n"
              "to bob: you left maps\n"
              "rows: no member bob, room maps\n");
    EXPECT_EQ(world.told(bob, net::LeaveRoom{maps}), "NotAllowed\n");
}

TEST_F(Rooms, nobody_leaves_or_invites_to_the_lobby) {
    EXPECT_EQ(world.told(ada, net::LeaveRoom{net::lobby}), "NotAllowed\n");
    EXPECT_EQ(world.told(ada, net::InviteUser{net::lobby, bob.user}), "NotAllowed\n");
}

TEST_F(Rooms, when_the_owner_leaves_an_admin_goes_before_older_members) {
    const net::RoomId maps = world.room(ada, "maps", RoomKind::Public);
    world.does(bob, join(maps));
    world.does(eve, join(maps));
    world.does(ada, net::SetRole{maps, eve.user, Role::Admin});
    EXPECT_EQ(world.told(ada, net::LeaveRoom{maps}),
              "Done maps 6\n"
              "maps 5: ada leaves\n"
              "maps 6: the server makes eve owner\n"
              "to ada: you left maps\n"
              "to eve: in maps you are owner, by the server\n"
              "rows: no member ada, room maps, member eve, room maps\n");
}

TEST_F(Rooms, among_equals_who_has_been_there_longest_becomes_the_owner) {
    const net::RoomId maps = world.room(eve, "maps", RoomKind::Public);
    world.does(bob, join(maps));
    world.does(ada, join(maps));  // her id is lower
    world.does(eve, net::LeaveRoom{maps});
    EXPECT_EQ(world.role(bob, maps), Role::Owner);
    EXPECT_EQ(world.role(ada, maps), Role::Member);
}

TEST_F(Rooms, a_member_goes_before_an_older_guest_and_an_invited_one_inherits_nothing) {
    const net::RoomId cellar = world.room(ada, "cellar", RoomKind::Private);
    world.bring(ada, bob, cellar, Role::Guest);
    world.bring(ada, eve, cellar, Role::Member);
    const Person zoe = world.person("zoe");
    world.does(ada, net::InviteUser{cellar, zoe.user});
    world.does(ada, net::LeaveRoom{cellar});
    EXPECT_EQ(world.role(eve, cellar), Role::Owner);
    world.does(eve, net::LeaveRoom{cellar});
    EXPECT_EQ(world.role(bob, cellar), Role::Owner);
}

TEST_F(Rooms, a_private_room_ends_with_its_last_member) {
    const net::RoomId cellar = world.room(ada, "cellar", RoomKind::Private);
    world.does(ada, net::InviteUser{cellar, bob.user});
    EXPECT_EQ(
        world.told(ada, net::LeaveRoom{cellar}),
        "Done cellar 2\n"
        "cellar 2: ada leaves\n"
        "to ada: you left cellar\n"
        "to bob: you lose cellar\n"
        "rows: no member ada, room cellar, audit in cellar ada RoomDissolved (cellar), no room cellar\n");
    EXPECT_EQ(world.state().room(cellar), nullptr);
    EXPECT_TRUE(world.state().user(bob.user)->invitations.empty());
}

TEST_F(Rooms, a_public_room_goes_with_its_last_member_and_makes_room_for_another) {
    const net::RoomId maps = world.room(ada, "maps", RoomKind::Public);
    world.does(bob, join(maps));
    world.does(ada, net::InviteUser{maps, eve.user});
    EXPECT_EQ(world.status(ada, net::LeaveRoom{maps}), Status::Done);
    EXPECT_EQ(world.told(bob, net::LeaveRoom{maps}),
              "Done maps 5\n"
              "maps 5: bob leaves\n"
              "to bob: you left maps\n"
              "to eve: you lose maps\n"
              "rows: no member bob, room maps, audit in lobby bob RoomDissolved (maps), no room maps\n");
    EXPECT_EQ(world.state().room(maps), nullptr);
    EXPECT_TRUE(world.state().user(eve.user)->invitations.empty());
    EXPECT_EQ(world.status(eve, net::CreateRoom{"maps", RoomKind::Public, "maps"}), Status::Done);
}

TEST_F(Rooms, one_that_an_older_program_left_without_members_belongs_to_whoever_comes_first) {
    const net::RoomId maps = world.room(ada, "maps", RoomKind::Public);
    world.leave_empty(maps);
    world.does(bob, join(maps));
    EXPECT_EQ(world.role(bob, maps), Role::Owner);
    world.does(eve, join(maps));
    EXPECT_EQ(world.role(eve, maps), Role::Member);
}

// --- dissolving

TEST_F(Rooms, a_dissolved_room_is_gone_for_members_and_invited_and_its_name_is_free) {
    const net::RoomId maps = world.room(ada, "maps", RoomKind::Public);
    world.does(bob, join(maps));
    world.does(ada, net::InviteUser{maps, eve.user});
    EXPECT_EQ(world.told(ada, net::DissolveRoom{maps}),
              "Done maps 2\n"
              "to ada: you lose maps by ada\n"
              "to bob: you lose maps by ada\n"
              "to eve: you lose maps by ada\n"
              "rows: audit in lobby ada RoomDissolved (maps), no room maps\n");
    EXPECT_EQ(world.state().room(maps), nullptr);
    EXPECT_EQ(world.status(ada, join(maps)), Status::NotFound);
    EXPECT_EQ(world.status(bob, net::CreateRoom{"maps", RoomKind::Public, "maps"}), Status::Done);
}

TEST_F(Rooms, that_there_was_a_private_room_is_told_to_no_admin_of_the_server) {
    const net::RoomId cellar = world.room(ada, "cellar", RoomKind::Private);
    EXPECT_EQ(world.told(ada, net::DissolveRoom{cellar}),
              "Done cellar 1\n"
              "to ada: you lose cellar by ada\n"
              "rows: audit in cellar ada RoomDissolved (cellar), no room cellar\n");
}

TEST_F(Rooms, an_admin_of_the_server_dissolves_a_public_room_from_inside_and_from_outside) {
    world.crown(eve);
    world.does(eve, net::SetRole{net::lobby, bob.user, Role::Admin});
    const net::RoomId one = world.room(ada, "one", RoomKind::Public);
    const net::RoomId two = world.room(ada, "two", RoomKind::Public);
    world.does(bob, join(two));
    EXPECT_EQ(world.status(bob, net::DissolveRoom{one}), Status::Done);
    EXPECT_EQ(world.status(bob, net::DissolveRoom{two}), Status::Done);
}

// --- limits

TEST(RoomLimits, a_room_a_user_and_the_server_have_limits_and_one_less_is_fine) {
    HubWorld world({.rooms_per_user = 2, .rooms_per_server = 4, .members_per_room = 2});
    const Person x = world.person("x");
    const Person y = world.person("y");
    const Person z = world.person("z");
    const auto create = [](const std::string& name) { return net::CreateRoom{name, RoomKind::Public, name}; };
    const net::RoomId first = world.room(x, "r1", RoomKind::Public);
    EXPECT_EQ(world.status(y, net::JoinRoom{first, "", "", {}}), Status::Done);
    EXPECT_EQ(world.status(z, net::JoinRoom{first, "", "", {}}), Status::TooMany) << "two are in";
    EXPECT_EQ(world.status(x, create("r2")), Status::Done);
    EXPECT_EQ(world.status(x, create("r3")), Status::TooMany) << "x is in two";
    EXPECT_EQ(world.status(z, create("r3")), Status::Done);
    EXPECT_EQ(world.status(z, create("r4")), Status::TooMany) << "with the lobby there are four";
    EXPECT_EQ(world.status(z, net::OpenDirect{x.user}), Status::Done) << "direct rooms do not count";
}

TEST(RoomLimits, an_invited_one_has_its_place_in_a_full_room) {
    HubWorld world({.rooms_per_user = 1, .members_per_room = 2});
    const Person x = world.person("x");
    const Person y = world.person("y");
    const Person z = world.person("z");
    const net::RoomId room = world.room(x, "room", RoomKind::Public);
    EXPECT_EQ(world.status(x, net::InviteUser{room, y.user}), Status::Done);
    EXPECT_EQ(world.status(x, net::InviteUser{room, z.user}), Status::TooMany);
    EXPECT_EQ(world.status(z, net::JoinRoom{room, "", "", {}}), Status::TooMany);
    EXPECT_EQ(world.status(y, net::JoinRoom{room, "", "", {}}), Status::Done);
}

TEST(RoomLimits, who_is_in_enough_rooms_cannot_follow_an_invitation) {
    HubWorld world({.rooms_per_user = 1});
    const Person x = world.person("x");
    const Person y = world.person("y");
    const net::RoomId room = world.room(x, "room", RoomKind::Public);
    world.room(y, "own", RoomKind::Public);
    world.does(x, net::InviteUser{room, y.user});
    EXPECT_EQ(world.status(y, net::JoinRoom{room, "", "", {}}), Status::TooMany);
}

TEST(RoomLimits, a_replay_under_other_limits_gives_the_same_state) {
    HubWorld world({.rooms_per_user = 1});
    const Person ada = world.person("ada");
    world.room(ada, "a1", RoomKind::Public);
    EXPECT_EQ(world.status(ada, net::CreateRoom{"a2", RoomKind::Public, "a2"}), Status::TooMany);
    world.by_server(net::ServerStarted{.rooms_per_user = 5});
    world.room(ada, "a3", RoomKind::Public);
    Hub replayed;
    for (const Logged& entry : world.log)
        replayed.apply(entry.stamp, entry.command);
    EXPECT_EQ(in_words(replayed.state()), in_words(world.state()));
    EXPECT_EQ(world.state().user(ada.user)->rooms.size(), 2U);
}

}  // namespace
}  // namespace crosstalk::hub
