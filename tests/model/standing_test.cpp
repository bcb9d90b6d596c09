// What one is in a room and on the server, how rooms are set, and what is told of it.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "client/model/words.hpp"
#include "tests/model/worlds.hpp"

namespace crosstalk::model {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::SizeIs;

const Room& lobby_of(const Model& model) {
    return *model.room(net::lobby);
}

std::string newest_notice(const Room& room) {
    return in_words(room.notices.back().changes.back(), room.notices.back().at);
}

// --- rooms

TEST(Rooms, a_room_is_as_the_server_describes_it) {
    net::MyRoom described = mine(den, "den", 3, 3);
    described.room.topic = "games";
    described.room.posters = net::Posters::Admins;
    described.room.slow_mode_s = 10;
    described.room.locked = true;
    described.room.members = 7;
    described.room.last_at = {5'000};
    described.role = net::Role::Admin;
    described.muted_until = {9};
    Model model = in_the_lobby();
    model.apply(RoomAdded{described});
    const Room& room = *model.room(den);
    EXPECT_EQ(room.topic, "games");
    EXPECT_EQ(room.posters, net::Posters::Admins);
    EXPECT_EQ(room.slow_mode_s, 10u);
    EXPECT_TRUE(room.locked);
    EXPECT_EQ(room.member_count, 7u);
    EXPECT_EQ(room.last_at, net::Timestamp{5'000});
    EXPECT_EQ(room.role, net::Role::Admin);
    EXPECT_EQ(room.own_mute, net::Timestamp{9});
}

TEST(Rooms, a_direct_room_has_the_name_of_the_other_one_and_stands_behind_the_others) {
    Model model = in_the_lobby();
    model.apply(RoomAdded{direct(attic, alice)});
    model.apply(RoomAdded{mine(den, "zoo")});
    EXPECT_EQ(model.room(attic)->name, "alice");
    EXPECT_THAT(model.rooms(), ElementsAre(net::lobby, den, attic));
    EXPECT_EQ(model.direct(alice.id)->id, attic);
    EXPECT_EQ(model.direct(bob.id), nullptr);
}

TEST(Rooms, name_topic_and_settings_change_and_are_noticed) {
    Model model = in_the_lobby();
    model.apply(RoomAdded{mine(den, "den")});
    model.apply(RoomAdded{mine(attic, "attic")});
    model.apply(synced(den, 0, 1, 1));
    const Room& room = *model.room(den);
    model.apply(happened(den, 2, net::RoomRenamed{"abc", alice}));
    EXPECT_EQ(room.name, "abc");
    EXPECT_THAT(model.rooms(), ElementsAre(net::lobby, den, attic)) << "the order follows";
    EXPECT_EQ(newest_notice(room), "alice renamed the room to abc");
    model.apply(happened(den, 3, net::TopicSet{"chess", bob}));
    EXPECT_EQ(room.topic, "chess");
    EXPECT_EQ(newest_notice(room), "bob set the topic: chess");
    model.apply(happened(den, 4, net::TopicSet{"", bob}));
    EXPECT_EQ(newest_notice(room), "bob removed the topic");
    model.apply(happened(
        den, 5, net::RoomSettingsSet{net::RoomKind::Private, net::Posters::Members, 30, true, alice}));
    EXPECT_EQ(room.kind, net::RoomKind::Private);
    EXPECT_EQ(room.posters, net::Posters::Members);
    EXPECT_EQ(room.slow_mode_s, 30u);
    EXPECT_TRUE(room.locked);
    EXPECT_EQ(newest_notice(room),
              "alice made the room private, it a room that members may write to, everybody wait 30 seconds "
              "between posts, a passkey open the room");
    model.apply(
        happened(den, 6, net::RoomSettingsSet{net::RoomKind::Private, net::Posters::Members, 30, true, {}}));
    EXPECT_EQ(newest_notice(room), "The server set the room's passkey anew");
}

TEST(Rooms, why_one_was_put_out_is_kept_for_people) {
    Model model = in_the_lobby();
    model.apply(RoomAdded{mine(den, "den")});
    model.apply(RoomAdded{mine(attic, "attic")});
    model.apply(RoomRemoved{
        {.room = den, .why = net::WhyRemoved::Banned, .by = alice, .reason = "spam", .until = net::for_good},
        {77}});
    model.apply(RoomRemoved{{.room = attic}, {78}});
    ASSERT_THAT(model.removals(), SizeIs(1)) << "who left knows that it did";
    EXPECT_EQ(model.removals()[0].room, "den");
    EXPECT_EQ(model.removals()[0].what.by, alice);
    EXPECT_EQ(model.removals()[0].what.reason, "spam");
    EXPECT_EQ(model.removals()[0].at, net::Timestamp{77});
    EXPECT_EQ(model.room(den), nullptr);
    for (std::uint64_t i = 0; i < 2 * max_removals; ++i) {
        model.apply(RoomAdded{mine(net::RoomId{9000 + i}, "room")});
        model.apply(RoomRemoved{{.room = {9000 + i}, .why = net::WhyRemoved::Dissolved}, {}});
    }
    EXPECT_THAT(model.removals(), SizeIs(max_removals));
}

TEST(Rooms, an_invitation_to_a_room_that_is_dissolved_is_gone) {
    Model model = in_the_lobby();
    model.apply(InvitationArrived{summary(den, "den"), bob});
    model.apply(RoomRemoved{{.room = den, .why = net::WhyRemoved::Dissolved}, {}});
    EXPECT_THAT(model.invitations(), IsEmpty());
    EXPECT_THAT(model.removals(), IsEmpty()) << "one was never in it";
    for (std::uint64_t i = 0; i < 2 * max_invitations; ++i)
        model.apply(InvitationArrived{summary(net::RoomId{9000 + i}, "room"), bob});
    EXPECT_THAT(model.invitations(), SizeIs(max_invitations));
}

// --- oneself

TEST(Standing, a_role_in_a_room_and_one_on_the_server_are_two_things) {
    Model model = in_the_lobby();
    model.apply(RoomAdded{mine(den, "den")});
    EXPECT_EQ(model.role(), net::Role::Member);
    model.apply(StandingChanged{{.room = den, .role = net::Role::Owner, .by = alice}});
    EXPECT_EQ(model.room(den)->role, net::Role::Owner);
    EXPECT_EQ(model.role(), net::Role::Member);
    model.apply(StandingChanged{{.room = net::lobby, .role = net::Role::Admin, .by = alice}});
    EXPECT_EQ(model.role(), net::Role::Admin);
    EXPECT_EQ(lobby_of(model).role, net::Role::Admin);
}

TEST(Standing, the_server_gets_an_owner) {
    Model model;
    Online event = online();
    event.has_owner = false;
    event.role = net::Role::Admin;
    model.apply(event);
    model.apply(RoomsListed{{mine(net::lobby, "lobby")}, {}});
    EXPECT_FALSE(model.server_has_owner());
    EXPECT_EQ(model.role(), net::Role::Admin);
    model.apply(synced(net::lobby, 0, 1, 1));
    model.apply(happened(net::lobby, 2, net::RoleSet{alice, alice, net::Role::Owner}));
    EXPECT_TRUE(model.server_has_owner());
    EXPECT_EQ(newest_notice(lobby_of(model)), "alice is now owner");
}

TEST(Standing, a_mute_on_the_server_holds_in_every_room_but_among_two) {
    Model model = in_the_lobby();
    model.apply(RoomAdded{mine(den, "den")});
    model.apply(RoomAdded{direct(attic, alice)});
    const auto mute = [&](net::RoomId room, std::int64_t until) {
        model.apply(StandingChanged{{.room = room, .muted_until = {until}, .by = alice}});
    };
    mute(net::lobby, 500);
    EXPECT_EQ(model.muted_until(lobby_of(model)), net::Timestamp{500});
    EXPECT_EQ(model.muted_until(*model.room(den)), net::Timestamp{500});
    EXPECT_EQ(model.muted_until(*model.room(attic)), net::Timestamp{});
    mute(den, 900);
    EXPECT_EQ(model.muted_until(*model.room(den)), net::Timestamp{900});
    mute(net::lobby, 0);
    EXPECT_EQ(model.muted_until(lobby_of(model)), net::Timestamp{});
    EXPECT_EQ(model.muted_until(*model.room(den)), net::Timestamp{900}) << "its own mute stays";
    mute(net::lobby, 500);
    mute(den, 0);
    EXPECT_EQ(model.muted_until(*model.room(den)), net::Timestamp{500}) << "and so does the server's";
    mute(net::lobby, 0);
    EXPECT_EQ(model.muted_until(*model.room(den)), net::Timestamp{});
    mute(den, 300);
    mute(net::lobby, 500);
    mute(net::lobby, 0);
    EXPECT_EQ(model.muted_until(*model.room(den)), net::Timestamp{300}) << "though the longer one hid it";
}

// --- notices

TEST(Notices, comings_and_goings_between_two_messages_are_one_notice) {
    Model model = in_the_lobby();
    model.apply(synced(net::lobby, 0, 1, 3));
    const auto presence = [](net::UserRef user, net::PresenceState state, std::int64_t at) {
        return PresenceChanged{{net::lobby, {{std::move(user), state}}}, {at}};
    };
    model.apply(presence(alice, net::PresenceState::Online, 5));
    model.apply(presence(bob, net::PresenceState::Online, 5));
    model.apply(presence(alice, net::PresenceState::Offline, 6));
    ASSERT_THAT(lobby_of(model).notices, SizeIs(1));
    const Notice& notice = lobby_of(model).notices.front();
    EXPECT_EQ(notice.after, net::Sequence{3});
    EXPECT_EQ(notice.at, net::Timestamp{6});
    EXPECT_THAT(notice.changes, ElementsAre(Change{CameOnline{bob}}, Change{WentOffline{alice}}));
    EXPECT_THAT(lobby_of(model).messages, SizeIs(3)) << "a notice is no message";
    model.apply(posted(net::lobby, 4));
    model.apply(presence(bob, net::PresenceState::Offline, 7));
    EXPECT_THAT(lobby_of(model).notices, SizeIs(2));
}

TEST(Notices, those_who_join_where_nothing_was_said_share_one) {
    Model model = in_the_lobby();
    model.apply(synced(net::lobby, 0, 1, 0));
    for (std::uint64_t place = 1; place <= 3; ++place)
        model.apply(happened(net::lobby, place, net::MemberJoined{{net::UserId{12 + place}, "somebody"}}));
    ASSERT_THAT(lobby_of(model).notices, SizeIs(1));
    EXPECT_THAT(lobby_of(model).notices.front().changes, SizeIs(3));
    model.apply(posted(net::lobby, 4));
    model.apply(happened(net::lobby, 5, net::MemberJoined{{net::UserId{20}, "somebody"}}));
    EXPECT_THAT(lobby_of(model).notices, SizeIs(2));
}

TEST(Notices, whatever_is_no_coming_or_going_keeps_its_place_and_its_time) {
    Model model = in_the_lobby();
    model.apply(synced(net::lobby, 0, 1, 1));
    const auto joined = [&](std::uint64_t place, std::uint64_t user) {
        model.apply(happened(net::lobby, place, net::MemberJoined{{net::UserId{user}, "somebody"}}));
    };
    model.apply(happened(net::lobby, 2, net::TopicSet{"cables", bob}));
    joined(3, 13);
    joined(4, 14);
    model.apply(happened(net::lobby, 5, net::RoleSet{bob, alice, net::Role::Admin}));
    joined(6, 15);
    std::vector<std::size_t> sizes;
    for (const Notice& notice : lobby_of(model).notices)
        sizes.push_back(notice.changes.size());
    EXPECT_THAT(sizes, ElementsAre(1, 2, 1, 1));
    EXPECT_LT(lobby_of(model).notices.front().at, lobby_of(model).notices.back().at);
}

TEST(Notices, what_was_done_to_people_is_kept_in_order_beside_who_came_and_went) {
    Model model = in_the_lobby();
    model.apply(synced(net::lobby, 0, 1, 1));
    model.apply(happened(net::lobby, 2, net::MemberMuted{bob, alice, "loud", {2'000 + 600'000}}));
    model.apply(happened(net::lobby, 3, net::MemberJoined{{net::UserId{13}, "carol"}}));
    model.apply(happened(net::lobby, 4, net::MemberMuted{bob, alice, "", {}}));
    model.apply(happened(net::lobby, 5, net::MemberBanned{bob, alice, "spam", net::for_good}));
    model.apply(happened(net::lobby, 6, net::MemberUnbanned{bob, {}}));
    model.apply(happened(net::lobby, 7, net::MemberKicked{bob, alice, ""}));
    model.apply(happened(net::lobby, 8, net::PinSet{{1001}, {1}, alice, true}));
    model.apply(happened(net::lobby, 9, net::MessagesPurged{{1}, {}}));
    std::vector<std::string> told;
    for (const Notice& notice : lobby_of(model).notices) {
        for (const Change& change : notice.changes)
            told.push_back(in_words(change, {2'000}));
    }
    EXPECT_THAT(told, ElementsAre("bob was muted by alice for 10 minutes: loud", "carol joined",
                                  "bob may write again, says alice", "bob was banned by alice: spam",
                                  "bob is no longer banned", "bob was kicked by alice",
                                  "alice pinned a message", "The server removed older messages for good"));
}

TEST(Notices, they_stay_in_order_when_the_messages_before_them_are_purged) {
    Model model = in_the_lobby();
    model.apply(synced(net::lobby, 0, 1, 3));
    model.apply(happened(net::lobby, 4, net::MemberJoined{bob}));
    model.apply(happened(net::lobby, 5, net::MessagesPurged{{900'000}, alice}));
    model.apply(happened(net::lobby, 6, net::MemberLeft{bob}));
    for (std::size_t i = 1; i < lobby_of(model).notices.size(); ++i)
        EXPECT_GE(lobby_of(model).notices[i].after, lobby_of(model).notices[i - 1].after);
}

TEST(Notices, a_flood_of_them_is_bounded) {
    Model model = in_the_lobby();
    model.apply(synced(net::lobby, 0, 1, 1));
    std::uint64_t head = 1;
    for (std::size_t i = 0; i < 2 * max_notices; ++i)
        model.apply(happened(net::lobby, ++head, net::TopicSet{std::to_string(i), bob}));
    EXPECT_THAT(lobby_of(model).notices, SizeIs(max_notices));
    EXPECT_EQ(newest_notice(lobby_of(model)), "bob set the topic: " + std::to_string(2 * max_notices - 1));
    for (std::uint64_t user = 0; user < 3 * max_changes_per_notice; ++user)
        model.apply(happened(net::lobby, ++head, net::MemberJoined{{net::UserId{1'000 + user}, "x"}}));
    EXPECT_THAT(lobby_of(model).notices.back().changes, SizeIs(max_changes_per_notice));
}

// --- words

TEST(Words, spans_are_said_as_people_say_them) {
    const auto said = [](std::int64_t ms) { return span_in_words({ms}); };
    EXPECT_EQ(said(0), "1 second");
    EXPECT_EQ(said(1), "1 second");
    EXPECT_EQ(said(1'001), "2 seconds");
    EXPECT_EQ(said(90'000), "90 seconds");
    EXPECT_EQ(said(90'001), "2 minutes");
    EXPECT_EQ(said(90 * 60'000), "90 minutes");
    EXPECT_EQ(said(2 * 3'600'000), "2 hours");
    EXPECT_EQ(said(47LL * 3'600'000), "47 hours");
    EXPECT_EQ(said(48LL * 3'600'000), "2 days");
    EXPECT_EQ(said(60'000), "1 minute");
    EXPECT_EQ(said(3'600'000), "1 hour");
    EXPECT_EQ(said(86'400'000), "1 day");
    EXPECT_EQ(said(7LL * 86'400'000), "7 days");
    EXPECT_EQ(said(INT64_MAX), "106751991168 days");
    EXPECT_EQ(said(-5), "1 second");
    EXPECT_EQ(until_in_words(net::for_good, {}), "");
    EXPECT_EQ(until_in_words({60'000}, {}), " for 1 minute");
}

}  // namespace
}  // namespace crosstalk::model
