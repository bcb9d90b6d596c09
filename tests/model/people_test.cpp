// Who is there, what they are called, what they do and how far they have read.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/model/worlds.hpp"

namespace crosstalk::model {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::SizeIs;

constexpr auto here = net::PresenceState::Online;
constexpr auto away = net::PresenceState::Away;
constexpr auto busy = net::PresenceState::Busy;
constexpr auto gone = net::PresenceState::Offline;

const Room& lobby_of(const Model& model) {
    return *model.room(net::lobby);
}

MembersArrived page_of(net::UserId after, std::vector<net::Member> list, bool last) {
    return {{.room = net::lobby, .after = after, .members = std::move(list), .last = last}};
}

PresenceChanged presence(std::vector<net::MemberPresence> changes, std::int64_t at = 0) {
    return {{net::lobby, std::move(changes)}, {at}};
}

// --- members

TEST(People, members_appear_once_the_last_page_is_there) {
    Model model = in_the_lobby();
    model.apply(page_of({}, {member(alice)}, false));
    EXPECT_THAT(lobby_of(model).members, IsEmpty());
    model.apply(page_of(alice.id, {member(bob, gone)}, true));
    EXPECT_THAT(lobby_of(model).members, SizeIs(2));
    EXPECT_EQ(lobby_of(model).members.at(bob.id).presence.state, gone);
    EXPECT_EQ(lobby_of(model).members_state, Room::MembersState::Loaded);
}

TEST(People, the_whole_list_says_how_many_they_are) {
    Model model = in_the_lobby();
    // A count that was taken while facts were on their way.
    model.apply(happened(net::lobby, 1, net::MemberJoined{alice, net::Role::Member}));
    model.apply(happened(net::lobby, 2, net::MemberJoined{bob, net::Role::Member}));
    model.apply(page_of({}, {member(alice)}, true));
    EXPECT_EQ(lobby_of(model).member_count, 1u);
}

TEST(People, a_presence_between_two_pages_of_members_is_not_lost) {
    Model model = in_the_lobby();
    model.apply(page_of({}, {member(alice)}, false));
    model.apply(presence({{alice, gone}}, 7));
    model.apply(page_of(alice.id, {member(bob)}, true));
    EXPECT_EQ(lobby_of(model).members.at(alice.id).presence.state, gone);
    EXPECT_EQ(lobby_of(model).members.at(alice.id).seen, net::Timestamp{7});
}

TEST(People, presence_is_stale_while_offline) {
    Model model = in_the_lobby();
    model.apply(members({member(alice)}));
    model.apply(Offline{});
    EXPECT_EQ(lobby_of(model).members_state, Room::MembersState::Stale);
}

TEST(People, joining_and_leaving_a_room_changes_members_and_their_number) {
    Model model = in_the_lobby();
    model.apply(RoomAdded{mine(den, "den")});
    RoomSynced state = synced(den, 0, 1, 1);
    state.state.room.room.members = 2;
    model.apply(state);
    model.apply(members({member(alice), member(me)}, den));
    model.apply(happened(den, 2, net::MemberJoined{bob, net::Role::Guest}));
    const Room& room = *model.room(den);
    EXPECT_EQ(room.member_count, 3u);
    EXPECT_EQ(room.members.at(bob.id).role, net::Role::Guest);
    model.apply(happened(den, 3, net::MemberLeft{alice}));
    model.apply(happened(den, 4, net::MemberKicked{bob, me, "spam"}));
    EXPECT_EQ(room.member_count, 1u);
    EXPECT_THAT(room.members, SizeIs(1));
    EXPECT_EQ(room.head, net::Sequence{4}) << "facts that are no posts take their place too";
    model.apply(happened(den, 5, net::MemberBanned{{{99}, "stranger"}, me, "", net::for_good}));
    EXPECT_EQ(room.member_count, 1u) << "who was banned before coming in was none";
}

TEST(People, who_is_sent_away_from_the_server_remains_a_member_of_the_lobby) {
    Model model = in_the_lobby();
    model.apply(synced(net::lobby, 0, 1, 1));
    model.apply(members({member(bob)}));
    model.apply(happened(net::lobby, 2, net::MemberKicked{bob, alice, ""}));
    model.apply(happened(net::lobby, 3, net::MemberBanned{bob, alice, "", net::for_good}));
    EXPECT_TRUE(lobby_of(model).members.contains(bob.id));
}

TEST(People, roles_and_mutes_of_others_are_kept_with_them) {
    Model model = in_the_lobby();
    model.apply(synced(net::lobby, 0, 1, 1));
    model.apply(members({member(bob)}));
    model.apply(happened(net::lobby, 2, net::RoleSet{bob, alice, net::Role::Admin}));
    model.apply(happened(net::lobby, 3, net::MemberMuted{bob, alice, "", {9'000}}));
    EXPECT_EQ(lobby_of(model).members.at(bob.id).role, net::Role::Admin);
    EXPECT_EQ(lobby_of(model).members.at(bob.id).muted_until, net::Timestamp{9'000});
    model.apply(happened(net::lobby, 4, net::RoleSet{{{77}, "nobody here"}, alice, net::Role::Owner}));
    EXPECT_THAT(lobby_of(model).members, SizeIs(1));
}

TEST(People, coming_and_going_is_noticed_and_being_away_or_busy_is_not) {
    Model model = in_the_lobby();
    model.apply(members({member(alice, gone), member(bob), member(me)}));
    model.apply(presence({{alice, away}, {bob, busy}, {me, busy}}));
    ASSERT_THAT(lobby_of(model).notices, SizeIs(1));
    EXPECT_THAT(lobby_of(model).notices[0].changes, ElementsAre(Change{CameOnline{alice}}));
    EXPECT_EQ(lobby_of(model).members.at(bob.id).presence.state, busy);
    model.apply(presence({{alice, here}, {bob, away}}));
    EXPECT_THAT(lobby_of(model).notices[0].changes, SizeIs(1));
    model.apply(presence({{alice, gone}}));
    EXPECT_THAT(lobby_of(model).notices[0].changes, ElementsAre(Change{WentOffline{alice}}));
}

// The connection is lost at 100 s and there again at 110 s.
void reconnect(Model& model) {
    model.apply(Offline{"the server is gone", {}, {100'000}});
    Online again = online();
    again.at = {110'000};
    model.apply(again);
}

TEST(People, who_comes_back_with_the_server_after_oneself_is_no_news) {
    Model model = in_the_lobby();
    model.apply(members({member(alice), member(bob, gone)}));
    reconnect(model);
    // One was quicker than the others.
    model.apply(members({member(alice, gone), member(bob, gone)}));
    model.apply(presence({{alice, here}}, 111'000));
    EXPECT_THAT(lobby_of(model).notices, IsEmpty());
    EXPECT_EQ(lobby_of(model).members.at(alice.id).presence.state, here);
    model.apply(presence({{bob, here}}, 112'000));
    ASSERT_THAT(lobby_of(model).notices, SizeIs(1)) << "he was not there before";
    EXPECT_THAT(lobby_of(model).notices[0].changes, ElementsAre(Change{CameOnline{bob}}));
    model.apply(presence({{alice, gone}}, 113'000));
    model.apply(presence({{alice, here}}, 114'000));
    EXPECT_THAT(lobby_of(model).notices[0].changes,
                ElementsAre(Change{CameOnline{bob}}, Change{CameOnline{alice}}))
        << "the second time she comes by herself";
}

TEST(People, two_losses_in_a_row_are_like_one) {
    Model model = in_the_lobby();
    model.apply(members({member(alice)}));
    reconnect(model);
    model.apply(members({member(alice, gone)}));
    reconnect(model);
    model.apply(presence({{alice, here}}, 111'000));
    EXPECT_THAT(lobby_of(model).notices, IsEmpty());
}

TEST(People, whoever_takes_longer_to_come_back_has_been_away) {
    Model model = in_the_lobby();
    model.apply(members({member(alice)}));
    reconnect(model);
    model.apply(members({member(alice, gone)}));
    model.apply(presence({{alice, here}}, 110'000 + reunion_span.value + 1));
    EXPECT_THAT(lobby_of(model).notices, SizeIs(1));
}

TEST(People, nobody_comes_while_all_come_back_to_a_room_whose_members_are_not_known) {
    Model model = in_the_lobby();
    reconnect(model);
    model.apply(presence({{alice, here}, {bob, here}}, 111'000));
    EXPECT_THAT(lobby_of(model).notices, IsEmpty());
    model.apply(presence({{bob, here}}, 900'000));
    EXPECT_THAT(lobby_of(model).notices, SizeIs(1));
}

// --- names

TEST(Names, a_rename_in_the_lobby_applies_to_everybody_everywhere) {
    Model model = in_the_lobby();
    model.apply(synced(net::lobby, 0, 1, 1));
    model.apply(RoomAdded{mine(den, "den")});
    model.apply(RoomAdded{direct(attic, alice)});
    model.apply(synced(den, 0, 1, 3));
    model.apply(jump(net::lobby, 1, 1, 1));
    model.apply(members({member(alice)}, den));
    model.apply(TypingSeen{{den, {alice}}, {1}});
    model.apply(InvitationArrived{summary(net::RoomId{9000}, "cellar"), alice});
    model.apply(IgnoredKnown{{alice}});
    const net::UserRef renamed{alice.id, "alicia"};
    model.apply(happened(net::lobby, 2, net::UserRenamed{renamed, "alice"}));

    EXPECT_EQ(lobby_of(model).messages[0].author.name, "alicia");
    EXPECT_EQ(model.room(den)->messages[0].author.name, "alicia");
    EXPECT_EQ(model.room(den)->members.at(alice.id).presence.user.name, "alicia");
    EXPECT_EQ(model.room(attic)->name, "alicia") << "a direct room is called like the other one";
    EXPECT_EQ(model.room(attic)->peer.name, "alicia");
    EXPECT_EQ(model.invitations()[0].by.name, "alicia");
    EXPECT_EQ(model.ignored().at(alice.id).name, "alicia");
    EXPECT_EQ(in_words(lobby_of(model).notices.back().changes.back(), {}), "alice is now called alicia");

    model.apply(happened(net::lobby, 3, net::UserRenamed{{me.id, "myself"}, "me"}));
    EXPECT_EQ(model.me().name, "myself");
}

TEST(Names, an_archive_that_is_behind_does_not_bring_an_old_name_back) {
    Model model = in_the_lobby();
    model.apply(synced(net::lobby, 0, 5, 6));
    model.apply(posted(net::lobby, 7));
    model.apply(happened(net::lobby, 8, net::UserRenamed{{alice.id, "alicia"}, "alice"}));
    model.apply(older(net::lobby, 1, 5));
    for (const net::Message& each : lobby_of(model).messages)
        EXPECT_EQ(each.author.name, "alicia") << each.sequence.value;
}

TEST(Names, a_post_that_a_rename_has_overtaken_stands_under_the_new_name) {
    Model model = in_the_lobby();
    model.apply(RoomAdded{mine(den, "den")});
    model.apply(synced(den, 0, 1, 0));
    // Of one batch the lobby is told first, although the post came before.
    model.apply(happened(net::lobby, 8, net::UserRenamed{{alice.id, "alicia"}, "alice"}));
    Happened late = posted(den, 1);
    late.event.mark.position = {7};
    model.apply(late);
    EXPECT_EQ(model.room(den)->messages.back().author.name, "alicia");
}

TEST(Names, a_rename_that_was_missed_is_learnt_from_whatever_comes_first) {
    Model model = in_the_lobby();
    model.apply(synced(net::lobby, 0, 1, 3));
    model.apply(posted(net::lobby, 4));
    model.apply(Offline{});
    model.apply(online());
    RoomSynced later = synced(net::lobby, 4, 5, 6);
    later.state.messages = {message(6, "hello", {alice.id, "alicia"})};
    model.apply(later);
    EXPECT_EQ(lobby_of(model).message({2})->author.name, "alicia");
    model.apply(Offline{});
    model.apply(online());
    model.apply(members({member({alice.id, "ally"})}));
    EXPECT_EQ(lobby_of(model).message({2})->author.name, "ally");
}

TEST(Names, a_card_is_shown_wherever_the_user_is_listed) {
    Model model = in_the_lobby();
    model.apply(synced(net::lobby, 0, 1, 1));
    model.apply(RoomAdded{mine(den, "den")});
    model.apply(members({member(bob)}));
    model.apply(members({member(bob)}, den));
    model.apply(happened(net::lobby, 2, net::ProfileSet{bob, {0x00FF00, "fishing"}}));
    EXPECT_EQ(lobby_of(model).members.at(bob.id).card.status, "fishing");
    EXPECT_EQ(model.room(den)->members.at(bob.id).card.colour, 0x00FF00u);
}

// --- typing

TEST(Typing, who_is_writing_is_shown_until_a_few_seconds_after_the_last_word) {
    Model model = in_the_lobby();
    model.apply(TypingSeen{{net::lobby, {alice, bob, me}}, {10'000}});
    EXPECT_THAT(lobby_of(model).typing, SizeIs(2)) << "oneself is not shown";
    EXPECT_EQ(model.next_tick(), net::Timestamp{10'000} + typing_span);
    model.apply(TypingSeen{{net::lobby, {bob}}, {13'000}});
    const std::uint64_t before = model.revision();
    model.tick(net::Timestamp{15'999});
    EXPECT_EQ(model.revision(), before) << "nothing has changed";
    model.tick(net::Timestamp{16'000});
    EXPECT_GT(model.revision(), before);
    EXPECT_FALSE(lobby_of(model).typing.contains(alice.id));
    EXPECT_TRUE(lobby_of(model).typing.contains(bob.id));
    model.tick(net::Timestamp{19'000});
    EXPECT_THAT(lobby_of(model).typing, IsEmpty());
    EXPECT_EQ(model.next_tick(), std::nullopt);
}

TEST(Typing, a_message_a_goodbye_and_a_cut_end_it_at_once) {
    Model model = in_the_lobby();
    model.apply(synced(net::lobby, 0, 1, 1));
    const TypingSeen seen{{net::lobby, {alice, bob}}, {10'000}};
    model.apply(seen);
    model.apply(posted(net::lobby, 2));
    EXPECT_FALSE(lobby_of(model).typing.contains(alice.id));
    model.apply(presence({{bob, gone}}));
    EXPECT_THAT(lobby_of(model).typing, IsEmpty());
    model.apply(seen);
    model.apply(Offline{});
    EXPECT_THAT(lobby_of(model).typing, IsEmpty());
}

TEST(Typing, a_clock_that_is_set_back_keeps_nobody_typing_and_a_crowd_is_bounded) {
    Model model = in_the_lobby();
    model.apply(TypingSeen{{net::lobby, {alice}}, {1'000'000}});
    model.tick(net::Timestamp{5'000});
    EXPECT_THAT(lobby_of(model).typing, IsEmpty());
    for (std::uint64_t user = 100; user < 200; ++user)
        model.apply(TypingSeen{{net::lobby, {{{user}, "u"}}}, {1}});
    EXPECT_THAT(lobby_of(model).typing, SizeIs(net::max_typing_users));
}

// --- how far others are

TEST(Progress, ones_own_message_is_sent_then_delivered_then_read) {
    Model model = in_the_lobby();
    model.apply(synced(net::lobby, 0, 1, 3));
    const auto state = [&] { return lobby_of(model).delivery_of(*lobby_of(model).message({2})); };
    EXPECT_EQ(state(), Delivery::Sent);
    model.apply(ProgressChanged{{net::lobby, {{alice.id, {1}, {1}}}}});
    EXPECT_EQ(state(), Delivery::Sent);
    model.apply(ProgressChanged{{net::lobby, {{alice.id, {3}, {1}}}}});
    EXPECT_EQ(state(), Delivery::Delivered);
    model.apply(ProgressChanged{{net::lobby, {{bob.id, {}, {2}}}}});
    EXPECT_EQ(state(), Delivery::Read);
    EXPECT_EQ(lobby_of(model).progress.at(bob.id).delivered, net::Sequence{2}) << "what was read has arrived";
}

TEST(Progress, marks_of_others_never_go_back_and_ones_own_are_no_news) {
    Model model = in_the_lobby();
    model.apply(synced(net::lobby, 0, 1, 3));
    model.apply(ProgressChanged{{net::lobby, {{alice.id, {3}, {3}}, {me.id, {3}, {3}}}}});
    model.apply(ProgressChanged{{net::lobby, {{alice.id, {1}, {1}}}}});
    EXPECT_EQ(lobby_of(model).progress.at(alice.id).read, net::Sequence{3});
    EXPECT_FALSE(lobby_of(model).progress.contains(me.id));
    for (std::uint64_t user = 1000; user < 2000; ++user)
        model.apply(ProgressChanged{{net::lobby, {{{user}, {1}, {1}}}}});
    EXPECT_LE(lobby_of(model).progress.size(), max_progress_in_memory);
}

}  // namespace
}  // namespace crosstalk::model
