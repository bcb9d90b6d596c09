// The part of the past that somebody jumped to, beside the live tail.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/model/worlds.hpp"

namespace crosstalk::model {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::SizeIs;

// The lobby of a long conversation: 1,000 messages, of which the newest 10 are here.
class PastOfARoom : public ::testing::Test {
  protected:
    PastOfARoom() { model.apply(synced(net::lobby, 0, 991, 1000)); }
    [[nodiscard]] const Room& room() const { return *model.room(net::lobby); }
    [[nodiscard]] std::vector<std::uint64_t> past() const {
        std::vector<std::uint64_t> list;
        if (!room().past) return list;
        for (const net::Message& each : room().past->messages)
            list.push_back(each.sequence.value);
        return list;
    }

    Model model = in_the_lobby(1000);
};

TEST_F(PastOfARoom, a_jump_opens_the_past_and_leaves_the_tail_alone) {
    model.apply(jump(net::lobby, 400, 404, 402));
    EXPECT_THAT(past(), ElementsAre(400, 401, 402, 403, 404));
    EXPECT_EQ(room().landed_at, net::Sequence{402});
    EXPECT_EQ(room().landings, 1u);
    EXPECT_THAT(sequences(room()), SizeIs(10));
    EXPECT_TRUE(room().past->has_older());

    model.apply(posted(net::lobby, 1001));
    EXPECT_EQ(sequences(room()).back(), 1001u) << "the tail goes on living";
    EXPECT_EQ(room().message({402})->sequence, net::Sequence{402}) << "both are found";
    EXPECT_EQ(room().message({500}), nullptr);
}

TEST_F(PastOfARoom, a_jump_to_a_date_lands_on_the_first_message_of_that_time) {
    JumpArrived by_date = jump(net::lobby, 400, 404, 0);
    by_date.page.at = {402'500};
    model.apply(by_date);
    EXPECT_EQ(room().landed_at, net::Sequence{403});
}

TEST_F(PastOfARoom, it_grows_both_ways_and_meets_the_tail_without_a_seam) {
    model.apply(jump(net::lobby, 400, 404, 402));
    model.apply(older(net::lobby, 390, 400));
    EXPECT_EQ(room().past->from, net::Sequence{390});
    model.apply(newer(net::lobby, 404, 700));
    EXPECT_EQ(room().past->through, net::Sequence{700});
    EXPECT_THAT(past(), SizeIs(311));
    model.apply(newer(net::lobby, 700, 990));
    EXPECT_FALSE(room().past) << "they touch";
    EXPECT_EQ(room().loaded_from, net::Sequence{390});
    EXPECT_THAT(room().messages, SizeIs(611));
    for (std::size_t i = 0; i < room().messages.size(); ++i)
        ASSERT_EQ(room().messages[i].sequence, net::Sequence{390 + i});
}

TEST_F(PastOfARoom, the_tail_may_grow_down_to_it_as_well) {
    model.apply(jump(net::lobby, 960, 970, 965));
    model.apply(older(net::lobby, 968, 991));
    EXPECT_FALSE(room().past);
    EXPECT_EQ(room().loaded_from, net::Sequence{960});
    EXPECT_THAT(room().messages, SizeIs(41));
}

TEST_F(PastOfARoom, a_jump_right_beside_the_tail_or_into_it_needs_no_past) {
    model.apply(jump(net::lobby, 980, 995, 985));
    EXPECT_FALSE(room().past);
    EXPECT_EQ(room().loaded_from, net::Sequence{980});
    EXPECT_EQ(room().landed_at, net::Sequence{985});
    model.apply(jump(net::lobby, 992, 1000, 994));
    EXPECT_FALSE(room().past);
    EXPECT_EQ(room().landed_at, net::Sequence{994});
    EXPECT_EQ(room().landings, 2u);
}

TEST_F(PastOfARoom, another_jump_takes_the_place_of_the_first_and_leaving_gives_it_back) {
    model.apply(jump(net::lobby, 400, 404, 402));
    model.apply(jump(net::lobby, 100, 104, 102));
    EXPECT_THAT(past(), ElementsAre(100, 101, 102, 103, 104));
    model.apply(PastLeft{net::lobby});
    EXPECT_FALSE(room().past);
    EXPECT_THAT(sequences(room()), SizeIs(10));
}

TEST_F(PastOfARoom, what_happens_to_its_messages_happens_there_too) {
    model.apply(jump(net::lobby, 400, 404, 402));
    model.apply(happened(net::lobby, 1001, net::MessageEdited{{1402}, {402}, "edited"}));
    EXPECT_EQ(room().message({402})->text, "edited");
    RoomSynced resumed = synced(net::lobby, 1001, 1002, 1002);
    resumed.state.messages = {message(403, "changed while away"), message(1002)};
    resumed.state.messages[0].revision = {1002};
    model.apply(resumed);
    EXPECT_EQ(room().message({403})->text, "changed while away");
    model.apply(happened(net::lobby, 1003, net::MessagesPurged{{402'000}, bob}));
    EXPECT_THAT(past(), ElementsAre(402, 403, 404));
}

TEST_F(PastOfARoom, after_an_interruption_with_a_gap_it_says_that_it_may_be_stale) {
    model.apply(jump(net::lobby, 400, 404, 402));
    EXPECT_FALSE(room().past->is_stale);
    model.apply(synced(net::lobby, 1000, 5000, 5009));
    ASSERT_TRUE(room().past);
    EXPECT_TRUE(room().past->is_stale);
    model.apply(newer(net::lobby, 404, 4999));
    EXPECT_FALSE(room().past) << "it is not mixed with what is sure";
    EXPECT_EQ(room().loaded_from, net::Sequence{5000});
    model.apply(jump(net::lobby, 400, 404, 402));
    EXPECT_FALSE(room().past->is_stale);
}

TEST_F(PastOfARoom, its_memory_is_bounded_at_the_end_that_nobody_reads) {
    model.apply(jump(net::lobby, 400, 404, 402));
    Model far = in_the_lobby(1'000'000);
    far.apply(synced(net::lobby, 0, 999'991, 1'000'000));
    far.apply(jump(net::lobby, 400, 404, 402));
    std::uint64_t through = 404;
    while (through < 404 + max_messages_in_memory + 1'000) {
        far.apply(newer(net::lobby, through, through + 500));
        through += 500;
    }
    const Room& crowded = *far.room(net::lobby);
    EXPECT_THAT(crowded.past->messages, SizeIs(max_messages_in_memory));
    EXPECT_EQ(crowded.past->through, net::Sequence{through});
    EXPECT_EQ(crowded.past->from, crowded.past->messages.front().sequence);
    for (std::uint64_t below = crowded.past->from.value; below > 500; below = crowded.past->from.value)
        far.apply(older(net::lobby, below - 300, below));
    EXPECT_THAT(crowded.past->messages, SizeIs(max_messages_in_memory));
    EXPECT_EQ(crowded.past->through, crowded.past->messages.back().sequence);
}

TEST_F(PastOfARoom, pages_that_lie_open_no_hole_and_bring_nothing_in_twice) {
    JumpArrived lie = jump(net::lobby, 400, 404, 402);
    lie.page.messages = {message(404), message(399), message(400), message(400, "again"),
                         message(1000, "forged")};
    model.apply(lie);
    EXPECT_THAT(past(), ElementsAre(400, 404));
    model.apply(newer(net::lobby, 500, 600));
    EXPECT_THAT(past(), ElementsAre(400, 404)) << "it does not touch";
    NewerArrived backwards = newer(net::lobby, 404, 500);
    backwards.page.through = {300};
    model.apply(backwards);
    EXPECT_THAT(past(), ElementsAre(400, 404));
    OlderArrived upside_down = older(net::lobby, 390, 400);
    upside_down.page.from = {500};
    model.apply(upside_down);
    EXPECT_THAT(past(), ElementsAre(400, 404));
    JumpArrived inside_out = jump(net::lobby, 400, 404, 402);
    inside_out.page.through = {399};
    model.apply(inside_out);
    EXPECT_FALSE(room().past);
    EXPECT_THAT(sequences(room()), SizeIs(10));
    EXPECT_EQ(room().message({1000})->text, "text");
}

TEST_F(PastOfARoom, an_empty_part_of_the_past_is_a_part_too) {
    JumpArrived empty = jump(net::lobby, 400, 404, 402);
    empty.page.messages = {};
    model.apply(empty);
    ASSERT_TRUE(room().past);
    EXPECT_THAT(past(), IsEmpty());
    EXPECT_EQ(room().landed_at, net::Sequence{});
    model.apply(newer(net::lobby, 404, 410));
    EXPECT_THAT(past(), SizeIs(6));
}

TEST_F(PastOfARoom, refusals_are_told_by_what_was_asked_and_end_with_the_connection) {
    model.apply(PageRefused{net::lobby, PageKind::Jump, "no jump"});
    model.apply(PageRefused{net::lobby, PageKind::Newer, "no newer"});
    EXPECT_EQ(room().jump_refused, "no jump");
    EXPECT_EQ(room().newer_refused, "no newer");
    EXPECT_EQ(room().older_refused, "");
    model.apply(Offline{});
    EXPECT_EQ(room().jump_refused, "");
    EXPECT_EQ(room().newer_refused, "");
}

}  // namespace
}  // namespace crosstalk::model
