#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/model/worlds.hpp"

namespace crosstalk::model {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

const Room& lobby_of(const Model& model) {
    return *model.room(net::lobby);
}

TEST(Room, the_newest_part_of_a_room_is_loaded_and_older_pages_join_it) {
    Model model = in_the_lobby(7);
    model.apply(synced(net::lobby, 0, 5, 7));
    EXPECT_THAT(sequences(lobby_of(model)), ElementsAre(5, 6, 7));
    EXPECT_TRUE(lobby_of(model).has_older());

    model.apply(older(net::lobby, 1, 5));
    EXPECT_THAT(sequences(lobby_of(model)), ElementsAre(1, 2, 3, 4, 5, 6, 7));
    EXPECT_FALSE(lobby_of(model).has_older());
}

TEST(Room, facts_follow_the_synced_part_in_order) {
    Model model = in_the_lobby();
    model.apply(synced(net::lobby, 0, 1, 2));
    model.apply(posted(net::lobby, 3));
    model.apply(posted(net::lobby, 4, "newest"));
    EXPECT_THAT(sequences(lobby_of(model)), ElementsAre(1, 2, 3, 4));
    EXPECT_EQ(lobby_of(model).messages.back().text, "newest");
    EXPECT_EQ(lobby_of(model).head, net::Sequence{4});
}

TEST(Room, a_fact_that_is_known_already_changes_nothing) {
    Model model = in_the_lobby();
    model.apply(synced(net::lobby, 0, 1, 2));
    model.apply(posted(net::lobby, 2, "again"));
    model.apply(posted(net::lobby, 1, "again"));
    EXPECT_THAT(sequences(lobby_of(model)), ElementsAre(1, 2));
    EXPECT_EQ(lobby_of(model).messages.back().text, "text");
}

TEST(Room, a_fact_behind_a_hole_is_left_out_until_the_room_is_synced_again) {
    Model model = in_the_lobby();
    model.apply(synced(net::lobby, 0, 1, 2));
    model.apply(posted(net::lobby, 5));
    EXPECT_THAT(sequences(lobby_of(model)), ElementsAre(1, 2));

    model.apply(synced(net::lobby, 2, 3, 5));
    EXPECT_THAT(sequences(lobby_of(model)), ElementsAre(1, 2, 3, 4, 5));
}

TEST(Room, a_fact_before_the_first_sync_is_left_out) {
    Model model = in_the_lobby();
    model.apply(posted(net::lobby, 1));
    EXPECT_THAT(sequences(lobby_of(model)), IsEmpty());
}

TEST(Room, a_sync_that_leaves_a_gap_keeps_only_the_newest_part) {
    Model model = in_the_lobby();
    model.apply(synced(net::lobby, 0, 1, 3));
    model.apply(synced(net::lobby, 3, 10, 12));
    EXPECT_THAT(sequences(lobby_of(model)), ElementsAre(10, 11, 12));
    EXPECT_EQ(lobby_of(model).loaded_from, net::Sequence{10});
}

TEST(Room, a_sync_twice_is_a_sync_once) {
    Model model = in_the_lobby();
    model.apply(synced(net::lobby, 0, 1, 3));
    model.apply(synced(net::lobby, 0, 1, 3));
    EXPECT_THAT(sequences(lobby_of(model)), ElementsAre(1, 2, 3));
}

TEST(Room, a_revised_message_replaces_the_older_revision_and_not_the_other_way_round) {
    Model model = in_the_lobby();
    model.apply(synced(net::lobby, 0, 1, 3));
    RoomSynced revised = synced(net::lobby, 3, 4, 4);
    revised.state.from = net::Sequence{1};
    revised.state.messages = {message(2, "edited"), message(4)};
    revised.state.messages[0].revision = net::Sequence{4};
    model.apply(revised);
    model.apply(synced(net::lobby, 0, 1, 4));
    EXPECT_EQ(lobby_of(model).message(net::Sequence{2})->text, "edited");
}

TEST(Room, an_older_page_that_does_not_touch_what_is_loaded_is_left_out) {
    Model model = in_the_lobby();
    model.apply(synced(net::lobby, 0, 10, 12));
    model.apply(older(net::lobby, 1, 5));
    EXPECT_THAT(sequences(lobby_of(model)), ElementsAre(10, 11, 12));
    model.apply(older(net::lobby, 8, 10));
    model.apply(older(net::lobby, 8, 10));
    EXPECT_THAT(sequences(lobby_of(model)), ElementsAre(8, 9, 10, 11, 12));
}

TEST(Room, a_refused_older_page_is_not_asked_for_again_until_the_next_connection) {
    Model model = in_the_lobby();
    model.apply(synced(net::lobby, 0, 10, 12));
    model.apply(OlderRefused{net::lobby, "no"});
    EXPECT_FALSE(lobby_of(model).has_older());
    model.apply(Offline{});
    EXPECT_TRUE(lobby_of(model).has_older());
}

TEST(Room, missed_parts_are_appended_in_order_and_the_sync_closes_up) {
    Model model = in_the_lobby();
    model.apply(synced(net::lobby, 0, 1, 2));
    model.apply(MissedMessages{net::lobby, net::Sequence{4}, messages(3, 4)});
    model.apply(MissedMessages{net::lobby, net::Sequence{4}, messages(3, 4)});
    model.apply(MissedMessages{net::lobby, net::Sequence{8}, messages(5, 6)});
    model.apply(synced(net::lobby, 8, 9, 9));
    EXPECT_THAT(sequences(lobby_of(model)), ElementsAre(1, 2, 3, 4, 5, 6, 9));
}

TEST(Room, missed_parts_of_a_new_start_begin_behind_what_had_been_read) {
    Model model;
    model.apply(
        RoomsListed{{{summary(net::lobby, "lobby", 300, 300), {net::Sequence{70}, net::PostCount{70}}}}, {}});
    model.apply(MissedMessages{net::lobby, net::Sequence{270}, messages(71, 270)});
    EXPECT_EQ(lobby_of(model).loaded_from, net::Sequence{71}) << "what is below has never been here";
    EXPECT_TRUE(lobby_of(model).has_older());
}

TEST(Room, memory_is_bounded_and_the_oldest_messages_go_first) {
    Model model = in_the_lobby();
    model.apply(synced(net::lobby, 0, 1, 1));
    for (std::uint64_t sequence = 2; sequence <= max_messages_in_memory + 5; ++sequence) {
        model.apply(posted(net::lobby, sequence));
    }
    EXPECT_EQ(lobby_of(model).messages.size(), max_messages_in_memory);
    EXPECT_EQ(lobby_of(model).loaded_from, net::Sequence{6});
    EXPECT_EQ(lobby_of(model).messages.front().sequence, net::Sequence{6});
    EXPECT_FALSE(lobby_of(model).has_older())
        << "a page that would be dropped at once is not worth asking for";
}

TEST(Room, unread_is_what_was_posted_after_the_read_mark) {
    Model model;
    model.apply(online());
    model.apply(
        RoomsListed{{{summary(net::lobby, "lobby", 9, 7), {net::Sequence{4}, net::PostCount{3}}}}, {}});
    EXPECT_EQ(lobby_of(model).unread(), 4u);
    model.apply(UnreadChanged{{summary(net::lobby, "lobby", 10, 8)}});
    EXPECT_EQ(lobby_of(model).unread(), 5u);
}

TEST(Room, a_read_mark_moves_forward_and_never_back) {
    Model model = in_the_lobby();
    model.apply(synced(net::lobby, 0, 1, 5));
    model.apply(ReadUpTo{net::lobby, {net::Sequence{4}, net::PostCount{4}}});
    EXPECT_EQ(lobby_of(model).unread(), 1u);
    model.apply(ReadUpTo{net::lobby, {net::Sequence{2}, net::PostCount{2}}});
    EXPECT_EQ(lobby_of(model).unread(), 1u);
}

TEST(Room, the_count_of_posts_at_a_loaded_message_leaves_out_the_newer_ones) {
    Model model = in_the_lobby();
    model.apply(synced(net::lobby, 0, 1, 5));
    EXPECT_EQ(lobby_of(model).posts_at(net::Sequence{5}), net::PostCount{5});
    EXPECT_EQ(lobby_of(model).posts_at(net::Sequence{3}), net::PostCount{3});
}

TEST(Room, a_forgotten_past_leaves_nothing_of_it) {
    Model model = in_the_lobby();
    model.apply(synced(net::lobby, 0, 1, 5));
    model.apply(PastForgotten{});
    EXPECT_THAT(sequences(lobby_of(model)), IsEmpty());
    EXPECT_EQ(lobby_of(model).read, ReadMark{});
    model.apply(synced(net::lobby, 0, 1, 2));
    EXPECT_THAT(sequences(lobby_of(model)), ElementsAre(1, 2));
    EXPECT_EQ(lobby_of(model).posts, net::PostCount{2});
}

// --- who is there

MembersArrived members(net::UserId after, std::vector<net::MemberPresence> list, bool last) {
    return {{.room = net::lobby, .after = after, .members = std::move(list), .last = last}};
}
constexpr auto here = net::PresenceState::Online;
constexpr auto away = net::PresenceState::Offline;

TEST(Room, members_appear_once_the_last_page_is_there) {
    Model model = in_the_lobby();
    model.apply(members({}, {{alice, here}}, false));
    EXPECT_THAT(lobby_of(model).members, IsEmpty());
    model.apply(members(alice.id, {{bob, away}}, true));
    EXPECT_EQ(lobby_of(model).members.size(), 2u);
    EXPECT_EQ(lobby_of(model).members.at(bob.id).state, away);
    EXPECT_EQ(lobby_of(model).members_state, Room::MembersState::Loaded);
}

TEST(Room, a_presence_between_two_pages_of_members_is_not_lost) {
    Model model = in_the_lobby();
    model.apply(members({}, {{alice, here}}, false));
    model.apply(PresenceChanged{{net::lobby, {{alice, away}}}, {}});
    model.apply(members(alice.id, {{bob, here}}, true));
    EXPECT_EQ(lobby_of(model).members.at(alice.id).state, away);
}

TEST(Room, presence_is_stale_while_offline) {
    Model model = in_the_lobby();
    model.apply(members({}, {{alice, here}}, true));
    model.apply(Offline{});
    EXPECT_EQ(lobby_of(model).members_state, Room::MembersState::Stale);
}

TEST(Room, comings_and_goings_between_two_messages_are_one_notice) {
    Model model = in_the_lobby();
    model.apply(synced(net::lobby, 0, 1, 3));
    model.apply(PresenceChanged{{net::lobby, {{alice, here}, {bob, here}}}, net::Timestamp{5}});
    model.apply(PresenceChanged{{net::lobby, {{alice, away}}}, net::Timestamp{6}});

    ASSERT_EQ(lobby_of(model).notices.size(), 1u);
    const Notice& notice = lobby_of(model).notices.front();
    EXPECT_EQ(notice.after, net::Sequence{3});
    EXPECT_EQ(notice.at, net::Timestamp{6});
    EXPECT_THAT(notice.changes, ElementsAre(Notice::Change{bob, Notice::Kind::CameOnline},
                                            Notice::Change{alice, Notice::Kind::WentOffline}));
    EXPECT_EQ(lobby_of(model).messages.size(), 3u) << "a notice is no message";

    model.apply(posted(net::lobby, 4));
    model.apply(PresenceChanged{{net::lobby, {{bob, away}}}, net::Timestamp{7}});
    EXPECT_EQ(lobby_of(model).notices.size(), 2u);
}

TEST(Room, my_own_coming_and_a_state_that_is_known_are_no_notice) {
    Model model = in_the_lobby();
    model.apply(members({}, {{alice, here}}, true));
    model.apply(PresenceChanged{{net::lobby, {{me, here}, {alice, here}}}, {}});
    EXPECT_THAT(lobby_of(model).notices, IsEmpty());
}

TEST(Room, joining_and_leaving_a_room_changes_members_and_is_noticed) {
    Model model = in_the_lobby();
    model.apply(synced(net::lobby, 0, 1, 1));
    model.apply(members({}, {{alice, here}}, true));
    model.apply(happened(net::lobby, 2, net::MemberJoined{bob}));
    model.apply(happened(net::lobby, 3, net::MemberLeft{alice}));
    EXPECT_FALSE(lobby_of(model).members.contains(alice.id));
    EXPECT_TRUE(lobby_of(model).members.contains(bob.id));
    EXPECT_THAT(
        lobby_of(model).notices.back().changes,
        ElementsAre(Notice::Change{bob, Notice::Kind::Joined}, Notice::Change{alice, Notice::Kind::Left}));
    EXPECT_EQ(lobby_of(model).head, net::Sequence{3}) << "facts that are no posts take their place too";
}

TEST(Room, a_fact_of_a_newer_program_takes_its_place_and_shows_nothing) {
    Model model = in_the_lobby();
    model.apply(synced(net::lobby, 0, 1, 1));
    model.apply(happened(net::lobby, 2, net::Unknown{77}));
    model.apply(posted(net::lobby, 3));
    EXPECT_THAT(sequences(lobby_of(model)), ElementsAre(1, 3));
}

}  // namespace
}  // namespace crosstalk::model
