// Unread posts and mentions, read marks, and people one does not want to hear of.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/model/worlds.hpp"

namespace crosstalk::model {
namespace {

net::MyRoom counted(std::uint64_t posts, net::ReadMark read, std::uint64_t mentions = 0) {
    net::MyRoom room = mine(net::lobby, "lobby", posts, posts);
    room.read = read;
    room.mentions = {mentions};
    return room;
}

Model with(net::MyRoom room) {
    Model model;
    model.apply(online());
    model.apply(RoomsListed{{std::move(room)}, {}});
    return model;
}

const Room& lobby_of(const Model& model) {
    return *model.room(net::lobby);
}

Happened said(std::uint64_t sequence, const net::UserRef& author, bool names_me) {
    net::MessagePosted fact;
    fact.id = {1000 + sequence};
    fact.author = author;
    fact.text = "text";
    if (names_me) fact.mentions = {me.id};
    return happened(net::lobby, sequence, fact);
}

TEST(Counts, unread_is_what_was_posted_after_the_read_mark) {
    Model model = with(counted(7, {{4}, {3}, {}}));
    EXPECT_EQ(lobby_of(model).unread(), 4u);
    model.apply(UnreadChanged{{{.room = net::lobby, .head = {10}, .posts = {8}, .read = {{4}, {3}, {}}}}});
    EXPECT_EQ(lobby_of(model).unread(), 5u);
}

TEST(Counts, mentions_are_counted_like_posts) {
    Model model = with(counted(7, {{4}, {3}, {1}}, 3));
    EXPECT_EQ(lobby_of(model).unread_mentions(), 2u);
    model.apply(
        UnreadChanged{{{.room = net::lobby, .posts = {8}, .mentions = {4}, .read = {{4}, {3}, {1}}}}});
    EXPECT_EQ(lobby_of(model).unread_mentions(), 3u);
}

TEST(Counts, counts_are_there_before_any_message) {
    const Model model = with(counted(100'000, {{40}, {40}, {2}}, 500));
    EXPECT_EQ(lobby_of(model).unread(), 99'960u);
    EXPECT_EQ(lobby_of(model).unread_mentions(), 498u);
    EXPECT_FALSE(lobby_of(model).loaded_from);
}

TEST(Counts, a_mark_moves_forward_and_never_back) {
    Model model = in_the_lobby();
    model.apply(synced(net::lobby, 0, 1, 5));
    model.apply(ReadUpTo{net::lobby, {{4}, {4}, {}}});
    EXPECT_EQ(lobby_of(model).unread(), 1u);
    model.apply(ReadUpTo{net::lobby, {{2}, {2}, {}}});
    EXPECT_EQ(lobby_of(model).unread(), 1u);
    model.apply(UnreadChanged{{{.room = net::lobby, .head = {3}, .posts = {3}, .read = {{1}, {1}, {}}}}});
    EXPECT_EQ(lobby_of(model).unread(), 1u) << "a server that lost something";
}

TEST(Counts, whoever_left_and_came_back_while_away_begins_anew) {
    Model model = with(counted(9, {{9}, {9}, {4}}, 4));
    // Mentions are counted from the new stay on.
    model.apply(RoomsListed{{counted(10, {{10}, {10}, {}})}, {}});
    EXPECT_EQ(lobby_of(model).mentions.value, 0u);
    model.apply(said(11, alice, true));
    EXPECT_EQ(lobby_of(model).unread_mentions(), 0u) << "nothing is loaded yet";
    model.apply(
        UnreadChanged{{{.room = net::lobby, .head = {11}, .posts = {11}, .mentions = {1}, .read = {}}}});
    EXPECT_EQ(lobby_of(model).unread_mentions(), 1u);
}

TEST(Counts, what_is_read_on_another_device_is_read_here) {
    Model model = in_the_lobby();
    model.apply(synced(net::lobby, 0, 1, 5));
    EXPECT_EQ(lobby_of(model).unread(), 5u);
    model.apply(UnreadChanged{{{.room = net::lobby, .head = {5}, .posts = {5}, .read = {{5}, {5}, {}}}}});
    EXPECT_EQ(lobby_of(model).unread(), 0u);
}

TEST(Counts, live_posts_and_mentions_count_at_once_and_the_servers_word_agrees) {
    Model model = with(counted(0, {}));
    model.apply(synced(net::lobby, 0, 1, 0));
    model.apply(said(1, bob, false));
    model.apply(said(2, bob, true));
    net::MessagePosted to_all;
    to_all.id = {1003};
    to_all.author = bob;
    to_all.text = "@room";
    to_all.mentions_all = true;
    to_all.mentions = {me.id};
    model.apply(happened(net::lobby, 3, to_all));
    EXPECT_EQ(lobby_of(model).unread(), 3u);
    EXPECT_EQ(lobby_of(model).unread_mentions(), 2u) << "one message is one mention";
    RoomSynced again = synced(net::lobby, 3, 4, 3);
    again.state.room.mentions = {2};
    model.apply(again);
    EXPECT_EQ(lobby_of(model).unread_mentions(), 2u);
}

TEST(Counts, the_mark_at_a_loaded_message_leaves_out_what_is_newer) {
    Model model = with(counted(100, {}, 7));
    RoomSynced state = synced(net::lobby, 0, 96, 100);
    state.state.room.mentions = {7};
    state.state.messages[4].mentions = {me.id};
    model.apply(state);
    EXPECT_EQ(lobby_of(model).mark_at({100}), (net::ReadMark{{100}, {100}, {7}}));
    EXPECT_EQ(lobby_of(model).mark_at({98}), (net::ReadMark{{98}, {98}, {6}}));
    EXPECT_EQ(lobby_of(model).mark_at({95}), (net::ReadMark{{95}, {95}, {6}})) << "just below the tail";
}

TEST(Counts, a_mention_that_was_counted_before_it_arrived_counts_once) {
    Model model = with(counted(3, {{3}, {3}, {}}));
    model.apply(synced(net::lobby, 0, 1, 3));
    model.apply(UnreadChanged{
        {{.room = net::lobby, .head = {5}, .posts = {5}, .mentions = {2}, .read = {{3}, {3}, {}}}}});
    model.apply(said(4, alice, true));
    model.apply(said(5, alice, true));
    EXPECT_EQ(lobby_of(model).unread_mentions(), 2u);
    model.apply(said(6, alice, true));
    EXPECT_EQ(lobby_of(model).unread_mentions(), 3u);
}

TEST(Counts, while_a_room_catches_up_only_what_is_here_is_marked) {
    Model model = with(counted(100, {{3}, {3}, {1}}, 9));
    model.apply(MissedMessages{net::lobby, {6}, messages(4, 6), {4}, Part::First});
    EXPECT_EQ(lobby_of(model).mark_at({6}), (net::ReadMark{{6}, {6}, {1}}))
        << "not all that were ever posted";
    EXPECT_EQ(lobby_of(model).mark_at({7}), lobby_of(model).read) << "it is not here";
    // A client that begins with the newest part knows nothing of what is between.
    Model window = with(counted(100, {{3}, {3}, {1}}, 9));
    window.apply(MissedMessages{net::lobby, {60}, messages(50, 60), {50}, Part::First});
    EXPECT_EQ(lobby_of(window).mark_at({60}), lobby_of(window).read);
}

TEST(Counts, the_mark_in_the_past_goes_on_from_the_present_one) {
    Model model = with(counted(1'000, {{400}, {390}, {2}}, 9));
    model.apply(synced(net::lobby, 0, 991, 1'000));
    JumpArrived first_unread = jump(net::lobby, 395, 420, 401);
    first_unread.page.messages[10].mentions = {me.id};  // at 405
    model.apply(first_unread);
    EXPECT_EQ(lobby_of(model).mark_at({410}), (net::ReadMark{{410}, {400}, {3}}));
    EXPECT_EQ(lobby_of(model).mark_at({399}), lobby_of(model).read) << "nothing new";
    EXPECT_EQ(lobby_of(model).mark_at({700}), lobby_of(model).read) << "nobody knows how much is below";
    model.apply(jump(net::lobby, 500, 520, 510));
    EXPECT_EQ(lobby_of(model).mark_at({510}), lobby_of(model).read);
}

TEST(Counts, a_forgotten_past_forgets_the_counts_and_the_next_list_brings_them) {
    Model model = with(counted(50, {{40}, {40}, {3}}, 5));
    model.apply(PastForgotten{});
    EXPECT_EQ(lobby_of(model).unread(), 0u);
    model.apply(RoomsListed{{counted(30, {{25}, {25}, {1}}, 2)}, {}});
    EXPECT_EQ(lobby_of(model).unread(), 5u);
    EXPECT_EQ(lobby_of(model).unread_mentions(), 1u);
}

// --- ignored people

TEST(Counts, in_another_past_what_was_purged_may_be_there_again) {
    Model model = with(counted(2, {}));
    model.apply(synced(net::lobby, 0, 1, 2));
    model.apply(happened(net::lobby, 3, net::MessagesPurged{{3000}, alice}));
    EXPECT_TRUE(lobby_of(model).messages.empty());
    model.apply(PastForgotten{});
    model.apply(synced(net::lobby, 0, 1, 2));
    EXPECT_EQ(lobby_of(model).messages.size(), 2u);
    EXPECT_EQ(lobby_of(model).purged_before, net::Timestamp{});
}

TEST(Ignored, their_posts_and_mentions_do_not_count_and_stay_where_they_are) {
    Model model = with(counted(0, {}));
    model.apply(synced(net::lobby, 0, 1, 0));
    model.apply(IgnoredKnown{{bob}});
    EXPECT_TRUE(model.is_ignored(bob.id));
    model.apply(said(1, bob, true));
    model.apply(said(2, alice, true));
    EXPECT_EQ(lobby_of(model).messages.size(), 2u);
    EXPECT_EQ(lobby_of(model).unread(), 1u);
    EXPECT_EQ(lobby_of(model).unread_mentions(), 1u);
    EXPECT_FALSE(model.mentions_me(*lobby_of(model).message({1})));
    EXPECT_TRUE(model.mentions_me(*lobby_of(model).message({2})));
}

TEST(Ignored, ignoring_and_forgiving_count_what_is_loaded_anew) {
    Model model = with(counted(0, {}));
    model.apply(synced(net::lobby, 0, 1, 0));
    for (std::uint64_t sequence = 1; sequence <= 6; ++sequence)
        model.apply(said(sequence, sequence % 2 == 0 ? bob : alice, true));
    model.apply(IgnoredKnown{{bob}});
    EXPECT_EQ(lobby_of(model).unread(), 3u);
    EXPECT_EQ(lobby_of(model).unread_mentions(), 3u);
    model.apply(ReadUpTo{net::lobby, {{3}, {3}, {3}}});
    EXPECT_EQ(lobby_of(model).unread(), 1u) << "of alice; two of bob's";
    model.apply(IgnoredKnown{{}});
    EXPECT_EQ(lobby_of(model).unread(), 3u);
}

TEST(Ignored, they_are_not_seen_typing) {
    Model model = in_the_lobby();
    model.apply(IgnoredKnown{{bob}});
    model.apply(TypingSeen{{net::lobby, {bob, alice}}, {1000}});
    EXPECT_FALSE(lobby_of(model).typing.contains(bob.id));
    EXPECT_TRUE(lobby_of(model).typing.contains(alice.id));
    model.apply(IgnoredKnown{{bob, alice}});
    EXPECT_TRUE(lobby_of(model).typing.empty());
}

TEST(Ignored, another_server_has_other_people) {
    Model model = in_the_lobby();
    model.apply(IgnoredKnown{{bob}});
    model.apply(online(2));
    EXPECT_FALSE(model.is_ignored(bob.id));
}

}  // namespace
}  // namespace crosstalk::model
