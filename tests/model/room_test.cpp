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
    revised.state.messages = {message(2, "edited"), message(4)};
    revised.state.messages[0].revision = net::Sequence{4};
    model.apply(revised);
    model.apply(synced(net::lobby, 0, 1, 4));
    EXPECT_EQ(lobby_of(model).message(net::Sequence{2})->text, "edited");
}

TEST(Room, a_sync_brings_changed_older_messages_along_and_drops_none) {
    Model model = in_the_lobby();
    model.apply(synced(net::lobby, 0, 1, 5));
    RoomSynced changed = synced(net::lobby, 5, 6, 6);
    net::Message edited = message(2, "edited");
    edited.revision = {6};
    changed.state.messages = {edited};
    model.apply(changed);
    EXPECT_THAT(sequences(lobby_of(model)), ElementsAre(1, 2, 3, 4, 5));
    EXPECT_EQ(lobby_of(model).head, net::Sequence{6});
    EXPECT_EQ(lobby_of(model).message({2})->text, "edited");
}

TEST(Room, a_sync_that_could_not_tell_all_changes_keeps_nothing_that_may_be_stale) {
    Model model = in_the_lobby();
    model.apply(synced(net::lobby, 0, 1, 5));
    RoomSynced cut_off = synced(net::lobby, 5, 7, 6);
    cut_off.state.messages = {};
    model.apply(cut_off);
    EXPECT_THAT(sequences(lobby_of(model)), IsEmpty());
    EXPECT_TRUE(lobby_of(model).has_older());
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

TEST(Room, an_older_page_that_lies_about_where_it_begins_brings_nothing_in_that_does_not_belong) {
    Model model = in_the_lobby();
    model.apply(synced(net::lobby, 0, 10, 12));
    OlderArrived lie = older(net::lobby, 8, 10);
    lie.page.messages = {message(9), message(3), message(8), message(11, "forged"), message(40)};
    model.apply(lie);
    EXPECT_THAT(sequences(lobby_of(model)), ElementsAre(8, 9, 10, 11, 12));
    EXPECT_EQ(lobby_of(model).message({11})->text, "text");
    OlderArrived from_nowhere = older(net::lobby, 5, 8);
    from_nowhere.page.from = {};
    model.apply(from_nowhere);
    EXPECT_THAT(sequences(lobby_of(model)), ElementsAre(8, 9, 10, 11, 12));
}

TEST(Room, a_refused_older_page_is_not_asked_for_again_until_the_next_connection) {
    Model model = in_the_lobby();
    model.apply(synced(net::lobby, 0, 10, 12));
    model.apply(PageRefused{net::lobby, PageKind::Older, "no"});
    EXPECT_FALSE(lobby_of(model).has_older());
    model.apply(Offline{});
    EXPECT_TRUE(lobby_of(model).has_older());
}

MissedMessages missed(std::uint64_t from, std::uint64_t through, Part part) {
    return {net::lobby, {through}, messages(from, through), {from}, part};
}

TEST(Room, missed_parts_follow_each_other_in_order_and_the_sync_closes_up) {
    Model model = in_the_lobby();
    model.apply(synced(net::lobby, 0, 1, 2));
    model.apply(missed(3, 4, Part::First));
    model.apply(missed(3, 4, Part::First));
    model.apply(missed(5, 8, Part::Next));
    model.apply(synced(net::lobby, 8, 9, 9));
    EXPECT_THAT(sequences(lobby_of(model)), ElementsAre(3, 4, 5, 6, 7, 8, 9));
}

TEST(Room, what_was_known_before_a_gap_may_have_changed_and_is_asked_for_again_when_needed) {
    Model model = in_the_lobby();
    model.apply(synced(net::lobby, 0, 1, 2));
    model.apply(missed(3, 300, Part::First));
    EXPECT_EQ(lobby_of(model).loaded_from, net::Sequence{3});
    EXPECT_TRUE(lobby_of(model).has_older());
}

TEST(Room, missed_parts_of_a_new_start_begin_behind_what_had_been_shown) {
    Model model = in_the_lobby(300);
    model.apply(missed(71, 270, Part::First));
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

TEST(Room, a_forgotten_past_leaves_nothing_of_it) {
    Model model = in_the_lobby();
    model.apply(synced(net::lobby, 0, 1, 5));
    model.apply(PastForgotten{});
    EXPECT_THAT(sequences(lobby_of(model)), IsEmpty());
    EXPECT_EQ(lobby_of(model).read, net::ReadMark{});
    model.apply(synced(net::lobby, 0, 1, 2));
    EXPECT_THAT(sequences(lobby_of(model)), ElementsAre(1, 2));
    EXPECT_EQ(lobby_of(model).posts, net::PostCount{2});
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
