// Kicks, bans and mutes, in a room and from the whole server.
#include <gtest/gtest.h>

#include <limits>

#include "tests/hub/hub_world.hpp"

namespace crosstalk::hub {
namespace {

using net::Role;
using net::RoomKind;
using net::Status;

class Moderation : public ::testing::Test {
  protected:
    Moderation() {
        world.bring(ada, bob, maps);
        world.bring(ada, eve, maps);
    }
    static net::BanUser ban(net::RoomId room, const Person& whom, net::Milliseconds span = {},
                            const std::string& reason = "") {
        return {room, whom.user, span, reason, false, {}};
    }
    static net::BanUser ban_from(const Person& whom, std::vector<net::Address> addresses,
                                 net::Milliseconds span = {}) {
        return {net::lobby, whom.user, span, "", true, std::move(addresses)};
    }
    net::JoinRoom join() const { return {maps, "", "", {}}; }
    net::PostMessage post(net::RoomId room) const { return {.room = room, .text = "hi", .mentions = {}}; }

    HubWorld world;
    Person ada = world.person("ada");  // owner of maps
    Person bob = world.person("bob");
    Person eve = world.person("eve");
    Person zoe = world.person("zoe");  // not in maps
    net::RoomId maps = world.room(ada, "maps", RoomKind::Public);
};

// --- kicks

TEST_F(Moderation, who_is_kicked_is_told_who_and_why_and_may_come_back) {
    EXPECT_EQ(world.told(ada, net::KickUser{maps, bob.user, "spam"}),
              "Done maps 4\n"
              "maps 4: ada kicks bob: spam\n"
              "to bob: you are kicked from maps by ada: spam\n"
              "rows: no member bob, room maps, audit in maps ada Kicked bob (spam)\n");
    EXPECT_EQ(world.status(bob, post(maps)), Status::NotAllowed);
    EXPECT_EQ(world.status(bob, join()), Status::Done);
}

TEST_F(Moderation, a_kick_takes_an_invitation_back_without_a_word_to_the_room) {
    world.does(ada, net::InviteUser{maps, zoe.user});
    EXPECT_EQ(world.told(ada, net::KickUser{maps, zoe.user, ""}),
              "Done maps 3\n"
              "to zoe: you are kicked from maps by ada\n"
              "rows: no member zoe, audit in maps ada Kicked zoe\n");
    EXPECT_EQ(world.told(ada, net::KickUser{maps, zoe.user, ""}), "NotFound\n");
    EXPECT_EQ(world.told(ada, net::KickUser{maps, {999}, ""}), "NotFound\n");
}

TEST_F(Moderation, a_kick_from_the_lobby_ends_all_sessions_and_nothing_else) {
    world.crown(ada);
    EXPECT_EQ(world.told(ada, net::KickUser{net::lobby, bob.user, "cool off"}),
              "Done lobby 6\n"
              "lobby 6: ada kicks bob: cool off\n"
              "ends bob: kicked by ada: cool off\n"
              "rows: room lobby, audit in lobby ada Kicked bob (cool off)\n");
    EXPECT_TRUE(world.state().is_member(maps, bob.user));
    EXPECT_EQ(world.status(bob, post(net::lobby)), Status::Done);
}

// --- bans

TEST_F(Moderation, who_is_banned_is_told_for_how_long_and_cannot_come_back) {
    EXPECT_EQ(world.told(ada, ban(maps, bob, minutes(10), "spam")),
              "Done maps 4\n"
              "maps 4: ada bans bob until 611 s: spam\n"
              "to bob: you are banned from maps by ada until 611 s: spam\n"
              "rows: ban bob, no member bob, room maps, audit in maps ada Banned bob (spam)\n");
    EXPECT_EQ(world.told(bob, join()), "Banned\n");
    EXPECT_EQ(world.told(bob, post(maps)), "Banned\n");
    EXPECT_EQ(world.told(eve, net::InviteUser{maps, bob.user}), "Banned\n") << "nor by invitation";
}

TEST_F(Moderation, a_timed_ban_lapses_by_the_time_of_the_entry) {
    world.does(ada, ban(maps, bob, seconds(10)));
    world.now = world.now + seconds(8);
    EXPECT_EQ(world.status(bob, join()), Status::Banned) << "a second before the end";
    EXPECT_EQ(world.status(bob, join()), Status::Done) << "at the end";
}

TEST_F(Moderation, a_ban_without_end_or_beyond_all_time_is_for_good) {
    world.does(ada, ban(maps, bob));
    EXPECT_EQ(world.room(maps).bans.at(bob.user).until, net::for_good);
    world.does(ada, ban(maps, eve, {std::numeric_limits<std::int64_t>::max()}));
    EXPECT_EQ(world.room(maps).bans.at(eve.user).until, net::for_good);
    EXPECT_EQ(world.told(ada, ban(maps, bob, seconds(-1))), "Invalid\n");
}

TEST_F(Moderation, a_second_ban_replaces_the_first) {
    world.does(ada, ban(maps, bob));
    EXPECT_EQ(world.told(ada, ban(maps, bob, seconds(5), "shorter")),
              "Done maps 5\n"
              "maps 5: ada bans bob until 17 s: shorter\n"
              "rows: ban bob, room maps, audit in maps ada Banned bob (shorter)\n");
    world.now = world.now + seconds(5);
    EXPECT_EQ(world.status(bob, join()), Status::Done);
}

TEST_F(Moderation, who_never_was_in_a_room_can_be_banned_from_it) {
    EXPECT_EQ(world.told(ada, ban(maps, zoe)),
              "Done maps 4\n"
              "maps 4: ada bans zoe for good\n"
              "rows: ban zoe, room maps, audit in maps ada Banned zoe\n");
    EXPECT_EQ(world.status(zoe, join()), Status::Banned);
}

TEST_F(Moderation, a_ban_takes_an_invitation_back_without_a_word_to_the_room) {
    world.does(ada, net::InviteUser{maps, zoe.user});
    EXPECT_EQ(world.told(ada, ban(maps, zoe)),
              "Done maps 3\n"
              "to zoe: you are banned from maps by ada for good\n"
              "rows: ban zoe, no member zoe, audit in maps ada Banned zoe\n");
}

TEST_F(Moderation, a_lifted_ban_is_told_and_recorded_and_there_is_none_to_lift_twice) {
    world.does(ada, ban(maps, bob));
    EXPECT_EQ(world.told(ada, net::UnbanUser{maps, bob.user}),
              "Done maps 5\n"
              "maps 5: ada unbans bob\n"
              "rows: no ban bob, room maps, audit in maps ada Unbanned bob\n");
    EXPECT_EQ(world.told(ada, net::UnbanUser{maps, bob.user}), "NotFound\n");
    EXPECT_EQ(world.status(bob, join()), Status::Done);
}

TEST_F(Moderation, a_ban_from_one_room_is_none_from_another) {
    const net::RoomId other = world.room(eve, "other", RoomKind::Public);
    world.does(ada, ban(maps, bob));
    EXPECT_EQ(world.status(bob, net::JoinRoom{other, "", "", {}}), Status::Done);
    EXPECT_EQ(world.status(bob, post(net::lobby)), Status::Done);
}

TEST_F(Moderation, an_admin_of_the_server_is_kept_out_by_a_ban_until_it_is_lifted_yet_keeps_order) {
    world.crown(zoe);
    world.does(zoe, net::SetRole{net::lobby, bob.user, Role::Admin});
    world.does(ada, ban(maps, bob));
    EXPECT_EQ(world.status(bob, join()), Status::Banned);
    EXPECT_EQ(world.status(bob, post(maps)), Status::Banned);
    EXPECT_EQ(world.status(bob, net::KickUser{maps, eve.user, ""}), Status::Done);
    EXPECT_EQ(world.status(bob, net::UnbanUser{maps, bob.user}), Status::Done);
    EXPECT_EQ(world.status(bob, join()), Status::Done);
}

// --- bans from the server

TEST_F(Moderation, a_ban_from_the_lobby_is_one_from_the_server) {
    world.crown(ada);
    EXPECT_EQ(world.told(ada, ban(net::lobby, bob, minutes(1), "enough")),
              "Done lobby 6\n"
              "lobby 6: ada bans bob until 73 s: enough\n"
              "ends bob: banned by ada until 73 s: enough\n"
              "rows: ban bob, room lobby, audit in lobby ada Banned bob (enough)\n");
    EXPECT_TRUE(world.state().is_member(maps, bob.user)) << "what it is in waits for its return";
    ASSERT_NE(world.state().ban(net::lobby, bob.user, world.now), nullptr);
    EXPECT_EQ(world.state().ban(net::lobby, bob.user, world.now + minutes(1)), nullptr);
}

TEST_F(Moderation, nothing_that_was_sent_before_a_ban_from_the_server_is_carried_out_behind_it) {
    world.crown(ada);
    world.does(ada, ban(net::lobby, bob, seconds(60)));
    const net::MessageTarget own{{5000}, {1}, bob.user, {9000}};
    const std::vector<net::Command> commands{
        post(net::lobby),
        post(maps),
        net::CreateRoom{"x", RoomKind::Public, "x"},
        net::OpenDirect{ada.user},
        net::JoinRoom{maps, "", "", {}},
        net::LeaveRoom{maps},
        net::EditMessage{maps, own, "x"},
        net::DeleteMessage{maps, own},
        net::Rename{"robert", "robert"},
        net::SetProfile{{1, "x"}, "x"},
        net::ClaimOwner{"", {7}},
        net::RemoveDevice{bob.device},
        net::InviteUser{maps, zoe.user},
        net::Unknown{999},
    };
    for (const net::Command& command : commands)
        EXPECT_EQ(world.told(bob, command), "Banned\n") << "command " << command.index();
    world.now = world.now + seconds(60);
    EXPECT_EQ(world.status(bob, post(maps)), Status::Done) << "it has lapsed";
}

TEST_F(Moderation, where_a_banned_user_came_from_is_banned_with_it) {
    world.crown(ada);
    world.does(ada, ban_from(bob, {{"10.0.0.2"}, {"10.0.0.1"}, {"10.0.0.2"}}, minutes(1)));
    EXPECT_EQ(world.room(net::lobby).bans.at(bob.user).addresses,
              (std::vector<std::string>{"10.0.0.1", "10.0.0.2"}));
    ASSERT_NE(world.state().address_ban("10.0.0.1", world.now), nullptr);
    EXPECT_EQ(world.state().address_ban("10.0.0.1", world.now)->user, bob.user);
    EXPECT_EQ(world.state().address_ban("10.0.0.1", world.now + minutes(1)), nullptr) << "lapsed";
    EXPECT_EQ(world.state().address_ban("10.0.0.3", world.now), nullptr);
    world.does(ada, net::UnbanUser{net::lobby, bob.user});
    EXPECT_EQ(world.state().address_ban("10.0.0.1", world.now), nullptr) << "lifted";
}

TEST_F(Moderation, an_address_stays_banned_while_one_of_those_who_came_from_it_is) {
    world.crown(ada);
    world.does(ada, ban_from(bob, {{"10.0.0.1"}}, seconds(20)));
    world.does(ada, ban_from(eve, {{"10.0.0.1"}}, seconds(60)));
    const BanRow* const none = nullptr;
    EXPECT_NE(world.state().address_ban("10.0.0.1", world.now + seconds(30)), none);
    world.does(ada, net::UnbanUser{net::lobby, eve.user});
    EXPECT_NE(world.state().address_ban("10.0.0.1", world.now), none);
    world.does(ada, net::UnbanUser{net::lobby, bob.user});
    EXPECT_EQ(world.state().address_ban("10.0.0.1", world.now), none);
}

TEST_F(Moderation, a_longer_ban_keeps_the_addresses_and_one_after_a_lapsed_one_does_not) {
    world.crown(ada);
    world.does(ada, ban_from(bob, {{"10.0.0.1"}}, seconds(20)));
    world.does(ada, ban(net::lobby, bob, seconds(40)));
    EXPECT_NE(world.state().address_ban("10.0.0.1", world.now), nullptr);
    world.now = world.now + seconds(60);
    world.does(ada, ban(net::lobby, bob));
    EXPECT_EQ(world.state().address_ban("10.0.0.1", world.now), nullptr) << "somebody else has it by now";
    EXPECT_NE(world.state().ban(net::lobby, bob.user, world.now), nullptr);
}

TEST_F(Moderation, addresses_are_banned_from_the_server_only) {
    net::BanUser wrong = ban_from(bob, {{"10.0.0.1"}});
    wrong.room = maps;
    EXPECT_EQ(world.told(ada, wrong), "Invalid\n");
}

// --- mutes

TEST_F(Moderation, who_is_muted_is_told_for_how_long_and_reads_on) {
    EXPECT_EQ(world.told(ada, net::MuteUser{maps, bob.user, seconds(30), "too loud"}),
              "Done maps 4\n"
              "maps 4: ada mutes bob until 41 s: too loud\n"
              "to bob: in maps you are member, muted until 41 s, by ada: too loud\n"
              "rows: member bob, room maps, audit in maps ada Muted bob (too loud)\n");
    EXPECT_EQ(world.told(bob, post(maps)), "Muted again in 29 s\n");
    EXPECT_EQ(world.status(bob, post(net::lobby)), Status::Done) << "in that room only";
    EXPECT_EQ(authorize(world.state(), world.now, maps, bob.user, Action::See), Status::Done);
}

TEST_F(Moderation, who_is_muted_deletes_and_leaves_but_neither_edits_nor_reacts_nor_invites) {
    const net::MessageTarget own = world.post(bob, maps, "hi");
    world.does(ada, net::MuteUser{maps, bob.user, {}, ""});
    EXPECT_EQ(world.told(bob, net::EditMessage{maps, own, "x"}), "Muted\n") << "for good: nobody knows";
    EXPECT_EQ(world.told(bob, net::React{maps, own, "👍"}), "Muted\n");
    EXPECT_EQ(world.told(bob, net::InviteUser{maps, zoe.user}), "Muted\n");
    EXPECT_EQ(world.told(bob, net::SetTopic{maps, "x"}), "NotAllowed\n") << "it never was";
    EXPECT_EQ(world.status(bob, net::DeleteMessage{maps, own}), Status::Done);
    EXPECT_EQ(world.status(bob, net::LeaveRoom{maps}), Status::Done);
}

TEST_F(Moderation, a_muted_guest_is_told_of_the_mute_only_where_the_mute_is_the_reason) {
    world.bring(ada, zoe, maps, Role::Guest);
    world.does(ada, net::MuteUser{maps, zoe.user, {}, ""});
    EXPECT_EQ(world.told(zoe, post(maps)), "Muted\n");
    EXPECT_EQ(world.told(zoe, net::InviteUser{maps, bob.user}), "NotAllowed\n") << "guests never do";
}

TEST_F(Moderation, a_timed_mute_lapses_by_the_time_of_the_entry) {
    world.does(ada, net::MuteUser{maps, bob.user, seconds(10), ""});
    world.now = world.now + seconds(8);
    EXPECT_EQ(world.told(bob, post(maps)), "Muted again in 1 s\n");
    EXPECT_EQ(world.status(bob, post(maps)), Status::Done);
}

TEST_F(Moderation, a_mute_is_lifted_once) {
    world.does(ada, net::MuteUser{maps, bob.user, {}, ""});
    EXPECT_EQ(world.told(ada, net::UnmuteUser{maps, bob.user}),
              "Done maps 5\n"
              "maps 5: ada unmutes bob\n"
              "to bob: in maps you are member, by ada\n"
              "rows: member bob, room maps, audit in maps ada Unmuted bob\n");
    EXPECT_EQ(world.told(ada, net::UnmuteUser{maps, bob.user}), "Done maps 5\n");
    EXPECT_EQ(world.status(bob, post(maps)), Status::Done);
}

TEST_F(Moderation, only_members_are_muted_and_for_no_negative_time) {
    EXPECT_EQ(world.told(ada, net::MuteUser{maps, zoe.user, {}, ""}), "NotFound\n");
    EXPECT_EQ(world.told(ada, net::UnmuteUser{maps, zoe.user}), "NotFound\n");
    world.does(ada, net::InviteUser{maps, zoe.user});
    EXPECT_EQ(world.told(ada, net::MuteUser{maps, zoe.user, {}, ""}), "NotFound\n");
    EXPECT_EQ(world.told(ada, net::MuteUser{maps, bob.user, seconds(-1), ""}), "Invalid\n");
}

TEST_F(Moderation, a_mute_on_the_server_holds_in_every_room_and_the_later_end_counts) {
    world.crown(ada);
    EXPECT_EQ(world.told(ada, net::MuteUser{net::lobby, bob.user, seconds(60), "hush"}),
              "Done lobby 6\n"
              "lobby 6: ada mutes bob until 73 s: hush\n"
              "to bob: in lobby you are member, muted until 73 s, by ada: hush\n"
              "rows: user bob, room lobby, audit in lobby ada Muted bob (hush)\n");
    world.does(ada, net::MuteUser{maps, bob.user, seconds(10), ""});
    EXPECT_EQ(world.told(bob, post(maps)), "Muted again in 58 s\n");
    EXPECT_EQ(world.told(ada, net::UnmuteUser{net::lobby, bob.user}),
              "Done lobby 7\n"
              "lobby 7: ada unmutes bob\n"
              "to bob: in lobby you are member, by ada\n"
              "rows: user bob, room lobby, audit in lobby ada Unmuted bob\n");
    EXPECT_EQ(world.told(bob, post(maps)), "Muted again in 7 s\n");
}

TEST_F(Moderation, who_leaves_and_joins_again_is_still_muted) {
    world.does(ada, net::MuteUser{maps, bob.user, seconds(60), ""});
    EXPECT_EQ(world.told(bob, net::LeaveRoom{maps}),
              "Done maps 5\n"
              "maps 5: bob leaves\n"
              "to bob: you left maps\n"
              "rows: no member bob, left bob, room maps\n");
    world.does(bob, join());
    EXPECT_EQ(world.told(bob, post(maps)), "Muted again in 57 s\n");
    world.does(ada, net::KickUser{maps, bob.user, ""});
    world.does(ada, net::InviteUser{maps, bob.user});
    world.does(bob, net::LeaveRoom{maps});
    world.does(bob, join());
    EXPECT_EQ(world.status(bob, post(maps)), Status::Muted) << "by whatever way it comes";
    world.now = world.now + seconds(60);
    EXPECT_EQ(world.status(bob, post(maps)), Status::Done);
}

TEST_F(Moderation, the_mute_of_one_who_left_can_be_lifted) {
    world.does(ada, net::MuteUser{maps, bob.user, {}, ""});
    world.does(bob, net::LeaveRoom{maps});
    EXPECT_EQ(world.told(ada, net::UnmuteUser{maps, bob.user}),
              "Done maps 6\n"
              "maps 6: ada unmutes bob\n"
              "rows: no member bob, room maps, audit in maps ada Unmuted bob\n");
    EXPECT_EQ(world.told(ada, net::UnmuteUser{maps, bob.user}), "NotFound\n");
    world.does(bob, join());
    EXPECT_EQ(world.status(bob, post(maps)), Status::Done);
}

TEST_F(Moderation, a_mute_that_has_lapsed_is_not_kept_in_mind) {
    world.does(ada, net::MuteUser{maps, bob.user, seconds(1), ""});
    world.does(bob, net::LeaveRoom{maps});
    EXPECT_TRUE(world.room(maps).left.empty());
}

// --- ranks

TEST_F(Moderation, nobody_acts_on_an_equal_or_higher_one_or_on_itself) {
    world.does(ada, net::SetRole{maps, bob.user, Role::Admin});
    world.does(ada, net::SetRole{maps, eve.user, Role::Admin});
    const auto act_on = [&](const Person& whom) {
        return std::vector<net::Command>{net::KickUser{maps, whom.user, ""}, ban(maps, whom),
                                         net::MuteUser{maps, whom.user, {}, ""},
                                         net::UnmuteUser{maps, whom.user}};
    };
    for (const Person& whom : {ada, eve, bob}) {
        for (const net::Command& command : act_on(whom))
            EXPECT_EQ(world.told(bob, command), "NotAllowed\n") << "command " << command.index();
    }
    for (const net::Command& command : act_on(ada))
        EXPECT_EQ(world.told(ada, command), "NotAllowed\n") << "command " << command.index();
    EXPECT_EQ(world.status(ada, act_on(bob).front()), Status::Done);
}

TEST_F(Moderation, in_a_public_room_admins_of_the_server_count_as_admins_and_in_a_private_one_as_nothing) {
    world.crown(zoe);
    world.does(zoe, net::SetRole{net::lobby, bob.user, Role::Admin});
    EXPECT_EQ(world.status(bob, net::KickUser{maps, eve.user, ""}), Status::Done);
    EXPECT_EQ(world.status(bob, net::KickUser{maps, ada.user, ""}), Status::NotAllowed) << "its owner";
    EXPECT_EQ(world.status(zoe, net::KickUser{maps, bob.user, ""}), Status::Done) << "from outside";
    EXPECT_EQ(world.status(zoe, net::KickUser{maps, ada.user, ""}), Status::NotAllowed) << "an equal";

    const net::RoomId cellar = world.room(ada, "cellar", RoomKind::Private);
    world.bring(ada, zoe, cellar);
    world.bring(ada, eve, cellar);
    EXPECT_EQ(world.status(zoe, net::KickUser{cellar, eve.user, ""}), Status::NotAllowed);
    EXPECT_EQ(world.status(ada, net::KickUser{cellar, zoe.user, ""}), Status::Done);
}

TEST_F(Moderation, a_mute_does_not_hold_an_admin_and_holds_again_when_it_is_none) {
    world.does(ada, net::MuteUser{maps, bob.user, {}, ""});
    world.does(ada, net::SetRole{maps, bob.user, Role::Admin});
    EXPECT_EQ(world.status(bob, post(maps)), Status::Done);
    world.does(ada, net::SetRole{maps, bob.user, Role::Member});
    EXPECT_EQ(world.status(bob, post(maps)), Status::Muted);
}

}  // namespace
}  // namespace crosstalk::hub
