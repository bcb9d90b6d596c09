// Links that admit new people to the server.
#include <gtest/gtest.h>

#include "tests/hub/hub_world.hpp"

namespace crosstalk::hub {
namespace {

using net::Status;

class Invites : public ::testing::Test {
  protected:
    static net::Bytes token(std::uint8_t byte) { return net::Bytes(16, byte); }
    Status newcomer(const std::string& name, net::InviteId invite) {
        return world.by_server(net::CreateUser{name, name, world.new_key(), invite}).outcome.status;
    }
    net::InviteId made(std::uint8_t byte, net::Milliseconds span, std::uint32_t uses) {
        return world.does(ada, net::MakeInvite{token(byte), span, uses}).outcome.invite;
    }

    HubWorld world;
    Person ada = world.person("ada");
    Person bob = world.person("bob");
};

TEST_F(Invites, admins_of_the_server_make_and_revoke_them_on_record) {
    world.crown(ada);
    EXPECT_EQ(world.told(ada, net::MakeInvite{token(1), minutes(1), 3}),
              "Done lobby 3 invite\n"
              "rows: invite, audit in lobby ada InviteMade\n");
    const net::InviteId invite = world.state().invites.begin()->first;
    const InviteRow expected{invite, token(1), ada.user, world.now, world.now + minutes(1), 3};
    EXPECT_EQ(*world.state().invite(invite, world.now), expected);
    EXPECT_EQ(world.told(ada, net::RevokeInvite{invite}),
              "Done lobby 3\n"
              "rows: no invite, audit in lobby ada InviteRevoked\n");
    EXPECT_EQ(world.told(ada, net::RevokeInvite{invite}), "NotFound\n");
    EXPECT_EQ(newcomer("eve", invite), Status::NotAllowed);
}

TEST_F(Invites, what_is_done_beside_the_order_is_recorded_by_the_server_alone) {
    EXPECT_EQ(world.told_by_server(net::RecordDeed{net::Deed::CodeMade, ada.user, bob.user}),
              "Done lobby 2\nrows: audit in lobby ada CodeMade bob\n");
    EXPECT_EQ(world.told_by_server(net::RecordDeed{net::Deed::PasskeyRotated, {}, {}}),
              "Done lobby 2\nrows: audit in lobby the server PasskeyRotated\n");
    EXPECT_EQ(world.status(ada, net::RecordDeed{net::Deed::CodeMade, bob.user, bob.user}),
              Status::NotAllowed);
}

TEST_F(Invites, nobody_else_does) {
    EXPECT_EQ(world.told(bob, net::MakeInvite{token(1), {}, 0}), "NotAllowed\n");
    EXPECT_EQ(world.told(bob, net::RevokeInvite{{5000}}), "NotAllowed\n");
}

TEST_F(Invites, an_invite_ends_with_its_last_use) {
    world.crown(ada);
    const net::InviteId invite = made(1, {}, 2);
    EXPECT_EQ(newcomer("eve", invite), Status::Done);
    EXPECT_EQ(world.state().invite(invite, world.now)->uses_left, 1U);
    EXPECT_EQ(world.told_by_server(net::CreateUser{"zoe", "zoe", world.new_key(), invite}),
              "Done lobby 5\n"
              "lobby 5: zoe joins as member\n"
              "rows: no invite, user zoe, device of zoe, room lobby, mark zoe\n");
    EXPECT_EQ(newcomer("max", invite), Status::NotAllowed);
}

TEST_F(Invites, one_for_any_number_stays) {
    world.crown(ada);
    const net::InviteId invite = made(1, {}, 0);
    EXPECT_EQ(newcomer("eve", invite), Status::Done);
    EXPECT_EQ(newcomer("zoe", invite), Status::Done);
    EXPECT_NE(world.state().invite(invite, world.now), nullptr);
}

TEST_F(Invites, a_taken_name_uses_nothing_up) {
    world.crown(ada);
    const net::InviteId invite = made(1, {}, 1);
    EXPECT_EQ(newcomer("bob", invite), Status::NameTaken);
    EXPECT_EQ(newcomer("robert", invite), Status::Done);
}

TEST_F(Invites, an_invite_lapses_by_the_time_of_the_entry) {
    world.crown(ada);
    const net::InviteId invite = made(1, seconds(10), 0);
    world.now = world.now + seconds(8);
    EXPECT_EQ(newcomer("eve", invite), Status::Done);
    EXPECT_EQ(newcomer("zoe", invite), Status::NotAllowed);
    EXPECT_EQ(world.state().invite(invite, world.now), nullptr);
}

TEST_F(Invites, a_token_has_its_length_and_stands_for_one_invite) {
    world.crown(ada);
    EXPECT_EQ(world.told(ada, net::MakeInvite{net::Bytes(15, 1), {}, 0}), "Invalid\n");
    EXPECT_EQ(world.told(ada, net::MakeInvite{net::Bytes(17, 1), {}, 0}), "Invalid\n");
    EXPECT_EQ(world.told(ada, net::MakeInvite{{}, {}, 0}), "Invalid\n");
    EXPECT_EQ(world.told(ada, net::MakeInvite{token(1), seconds(-1), 0}), "Invalid\n");
    made(1, {}, 0);
    EXPECT_EQ(world.told(ada, net::MakeInvite{token(1), {}, 0}), "Invalid\n");
}

TEST_F(Invites, the_server_has_a_limit_of_valid_ones_and_lapsed_ones_make_room) {
    world.crown(ada);
    world.by_server(net::ServerStarted{.invites_per_server = 2});
    made(1, seconds(10), 0);
    made(2, {}, 0);
    EXPECT_EQ(world.told(ada, net::MakeInvite{token(3), {}, 0}), "TooMany\n");
    world.now = world.now + seconds(10);
    EXPECT_EQ(world.told(ada, net::MakeInvite{token(3), {}, 0}),
              "Done lobby 3 invite\n"
              "rows: no invite, invite, audit in lobby ada InviteMade\n");
    EXPECT_EQ(world.state().invites.size(), 2U);
}

}  // namespace
}  // namespace crosstalk::hub
