// Who is what, in a room and on the server; how ownership changes hands.
#include <gtest/gtest.h>

#include "tests/hub/hub_world.hpp"

namespace crosstalk::hub {
namespace {

using net::Role;
using net::RoomKind;
using net::Status;

class Roles : public ::testing::Test {
  protected:
    Roles() {
        world.bring(ada, bob, maps);
        world.bring(ada, eve, maps);
    }
    Role on_server(const Person& who) { return world.state().user(who.user)->row.role; }

    HubWorld world;
    Person ada = world.person("ada");  // owner of maps
    Person bob = world.person("bob");
    Person eve = world.person("eve");
    Person zoe = world.person("zoe");  // not in maps
    net::RoomId maps = world.room(ada, "maps", RoomKind::Public);
};

TEST_F(Roles, a_new_role_is_told_kept_and_recorded_once) {
    EXPECT_EQ(world.told(ada, net::SetRole{maps, bob.user, Role::Admin}),
              "Done maps 4\n"
              "maps 4: ada makes bob admin\n"
              "to bob: in maps you are admin, by ada\n"
              "rows: member bob, room maps, audit in maps ada RoleSet bob (admin)\n");
    EXPECT_EQ(world.told(ada, net::SetRole{maps, bob.user, Role::Admin}), "Done maps 4\n");
}

TEST_F(Roles, ownership_is_handed_over_and_leaves_an_admin) {
    EXPECT_EQ(world.told(ada, net::SetRole{maps, bob.user, Role::Owner}),
              "Done maps 5\n"
              "maps 4: ada makes ada admin\n"
              "maps 5: ada makes bob owner\n"
              "to ada: in maps you are admin, by ada\n"
              "to bob: in maps you are owner, by ada\n"
              "rows: member ada, room maps, member bob, room maps, audit in maps ada RoleSet bob (owner)\n");
    EXPECT_EQ(world.status(ada, net::SetRole{maps, bob.user, Role::Member}), Status::NotAllowed);
}

TEST_F(Roles, an_owner_does_not_just_step_down_but_an_admin_may) {
    EXPECT_EQ(world.told(ada, net::SetRole{maps, ada.user, Role::Admin}), "LastOwner\n");
    EXPECT_EQ(world.status(ada, net::SetRole{maps, ada.user, Role::Owner}), Status::Done) << "as it is";
    world.does(ada, net::SetRole{maps, bob.user, Role::Admin});
    EXPECT_EQ(world.status(bob, net::SetRole{maps, bob.user, Role::Owner}), Status::NotAllowed);
    EXPECT_EQ(world.status(bob, net::SetRole{maps, bob.user, Role::Guest}), Status::Done);
}

TEST_F(Roles, admins_set_roles_below_their_own_of_those_below_them) {
    world.does(ada, net::SetRole{maps, bob.user, Role::Admin});
    EXPECT_EQ(world.status(bob, net::SetRole{maps, eve.user, Role::Guest}), Status::Done);
    EXPECT_EQ(world.status(bob, net::SetRole{maps, eve.user, Role::Member}), Status::Done);
    EXPECT_EQ(world.status(bob, net::SetRole{maps, eve.user, Role::Admin}), Status::NotAllowed);
    EXPECT_EQ(world.status(bob, net::SetRole{maps, eve.user, Role::Owner}), Status::NotAllowed);
    EXPECT_EQ(world.status(bob, net::SetRole{maps, ada.user, Role::Member}), Status::NotAllowed);
    EXPECT_EQ(world.status(eve, net::SetRole{maps, eve.user, Role::Guest}), Status::NotAllowed)
        << "members set none, not even their own";
}

TEST_F(Roles, only_members_have_roles) {
    EXPECT_EQ(world.told(ada, net::SetRole{maps, zoe.user, Role::Admin}), "NotFound\n");
    world.does(ada, net::InviteUser{maps, zoe.user});
    EXPECT_EQ(world.told(ada, net::SetRole{maps, zoe.user, Role::Admin}), "NotFound\n");
    EXPECT_EQ(world.told(ada, net::SetRole{maps, {999}, Role::Admin}), "NotFound\n");
}

TEST_F(Roles, the_owner_of_the_server_gives_a_public_room_another_owner) {
    world.crown(zoe);
    EXPECT_EQ(world.told(zoe, net::SetRole{maps, bob.user, Role::Owner}),
              "Done maps 5\n"
              "maps 4: zoe makes ada admin\n"
              "maps 5: zoe makes bob owner\n"
              "to ada: in maps you are admin, by zoe\n"
              "to bob: in maps you are owner, by zoe\n"
              "rows: member ada, room maps, member bob, room maps, audit in maps zoe RoleSet bob (owner)\n");
    world.does(zoe, net::SetRole{net::lobby, eve.user, Role::Admin});
    EXPECT_EQ(world.status(eve, net::SetRole{maps, ada.user, Role::Owner}), Status::NotAllowed)
        << "an admin of the server does not";
}

// --- the server

TEST_F(Roles, the_first_who_knows_the_code_owns_the_server_and_the_code_is_used) {
    world.by_server(net::SetOwnerCode{{7}});
    EXPECT_EQ(world.told(bob, net::ClaimOwner{"", {8}}), "WrongCode\n");
    EXPECT_EQ(world.told(bob, net::ClaimOwner{"7", {7}}), "WrongCode\n") << "a code in clear is none";
    EXPECT_EQ(world.told(bob, net::ClaimOwner{"", {7}}),
              "Done lobby 5\n"
              "lobby 5: bob makes bob owner\n"
              "to bob: in lobby you are owner, by bob\n"
              "rows: server, user bob, room lobby, audit in lobby bob OwnerClaimed bob\n");
    EXPECT_EQ(world.state().owner, bob.user);
    EXPECT_EQ(world.told(eve, net::ClaimOwner{"", {7}}), "WrongCode\n");
}

TEST_F(Roles, without_a_code_nobody_claims_anything) {
    EXPECT_EQ(world.told(bob, net::ClaimOwner{"", {}}), "WrongCode\n");
    EXPECT_EQ(world.told(bob, net::SetOwnerCode{{7}}), "NotAllowed\n");
    EXPECT_EQ(world.told_by_server(net::SetOwnerCode{{7}}), "Done\nrows: server\n");
    world.by_server(net::SetOwnerCode{{}});
    EXPECT_EQ(world.told(bob, net::ClaimOwner{"", {7}}), "WrongCode\n") << "it was taken back";
}

TEST_F(Roles, a_new_code_makes_the_former_owner_an_admin) {
    world.crown(ada);
    world.by_server(net::SetOwnerCode{{9}});
    EXPECT_EQ(
        world.told(bob, net::ClaimOwner{"", {9}}),
        "Done lobby 7\n"
        "lobby 6: bob makes ada admin\n"
        "lobby 7: bob makes bob owner\n"
        "to ada: in lobby you are admin, by bob\n"
        "to bob: in lobby you are owner, by bob\n"
        "rows: server, user ada, room lobby, user bob, room lobby, audit in lobby bob OwnerClaimed bob\n");
    world.by_server(net::SetOwnerCode{{9}});
    EXPECT_EQ(world.told(bob, net::ClaimOwner{"", {9}}),
              "Done lobby 7\n"
              "rows: server, audit in lobby bob OwnerClaimed bob\n")
        << "the code is used, and nothing else happens";
}

TEST_F(Roles, roles_on_the_server_are_set_in_the_lobby) {
    world.crown(ada);
    EXPECT_EQ(world.told(ada, net::SetRole{net::lobby, bob.user, Role::Admin}),
              "Done lobby 6\n"
              "lobby 6: ada makes bob admin\n"
              "to bob: in lobby you are admin, by ada\n"
              "rows: user bob, room lobby, audit in lobby ada RoleSet bob (admin)\n");
    EXPECT_EQ(world.status(bob, net::SetRole{net::lobby, eve.user, Role::Admin}), Status::NotAllowed);
    EXPECT_EQ(world.told(ada, net::SetRole{net::lobby, bob.user, Role::Guest}), "Invalid\n");
    EXPECT_EQ(world.status(bob, net::SetRole{net::lobby, bob.user, Role::Member}), Status::Done);
    EXPECT_EQ(on_server(bob), Role::Member);
}

TEST_F(Roles, the_server_is_handed_over_in_the_lobby) {
    world.crown(ada);
    EXPECT_EQ(world.told(ada, net::SetRole{net::lobby, ada.user, Role::Admin}), "LastOwner\n");
    EXPECT_EQ(world.status(ada, net::SetRole{net::lobby, bob.user, Role::Owner}), Status::Done);
    EXPECT_EQ(world.state().owner, bob.user);
    EXPECT_EQ(on_server(ada), Role::Admin);
    EXPECT_EQ(on_server(bob), Role::Owner);
}

TEST_F(Roles, in_the_lobby_one_is_what_one_is_on_the_server) {
    world.crown(ada);
    EXPECT_EQ(my_room(world.state(), world.room(net::lobby), ada.user).role, Role::Owner);
    EXPECT_EQ(my_room(world.state(), world.room(net::lobby), bob.user).role, Role::Member);
    EXPECT_EQ(rank_of(world.state(), world.room(net::lobby), net::UserId{999}), Role::Guest);
}

}  // namespace
}  // namespace crosstalk::hub
