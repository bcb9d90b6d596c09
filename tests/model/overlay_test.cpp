#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/model/worlds.hpp"

namespace crosstalk::model {
namespace {

using ::testing::IsEmpty;

Acknowledged done(std::string ref, std::uint64_t sequence) {
    return {std::move(ref),
            {.status = net::Status::Done,
             .room = net::lobby,
             .sequence = {sequence},
             .message = {1000 + sequence}}};
}

Model with_one_queued() {
    Model model = in_the_lobby();
    model.apply(synced(net::lobby, 0, 1, 2));
    model.apply(Queued{"a", net::lobby, "hello", net::Timestamp{7}});
    return model;
}

TEST(Overlay, a_hope_never_enters_the_messages) {
    const Model model = with_one_queued();
    ASSERT_EQ(model.pending().size(), 1u);
    EXPECT_EQ(model.pending()[0].text, "hello");
    EXPECT_EQ(model.pending()[0].state, PendingState::Queued);
    EXPECT_EQ(model.room(net::lobby)->messages.size(), 2u);
}

TEST(Overlay, a_confirmed_post_is_replaced_by_its_message_whichever_arrives_first) {
    Model confirmed_first = with_one_queued();
    confirmed_first.apply(Submitted{"a"});
    confirmed_first.apply(done("a", 3));
    EXPECT_EQ(confirmed_first.pending().size(), 1u) << "else it would vanish for a moment";
    confirmed_first.apply(posted(net::lobby, 3, "hello"));
    EXPECT_THAT(confirmed_first.pending(), IsEmpty());

    Model message_first = with_one_queued();
    message_first.apply(posted(net::lobby, 3, "hello"));
    message_first.apply(done("a", 3));
    EXPECT_THAT(message_first.pending(), IsEmpty());
}

TEST(Overlay, a_cut_takes_submitted_posts_back_to_the_queue_but_not_confirmed_ones) {
    Model model = with_one_queued();
    model.apply(Queued{"b", net::lobby, "second", {}});
    model.apply(Submitted{"a"});
    model.apply(Submitted{"b"});
    model.apply(done("a", 3));
    model.apply(Offline{});
    EXPECT_EQ(model.pending()[0].state, PendingState::Submitted);
    EXPECT_EQ(model.pending()[1].state, PendingState::Queued);
    model.apply(online());
    model.apply(synced(net::lobby, 2, 3, 3));
    ASSERT_EQ(model.pending().size(), 1u);
    EXPECT_EQ(model.pending()[0].ref, "b");
}

TEST(Overlay, a_failed_post_stays_with_its_reason_until_it_is_dismissed) {
    Model model = with_one_queued();
    model.apply(Failed{"a", net::Status::NotAllowed, "You may not write here."});
    EXPECT_EQ(model.pending()[0].state, PendingState::Failed);
    EXPECT_EQ(model.pending()[0].reason, "You may not write here.");
    model.apply(Offline{});
    EXPECT_EQ(model.pending()[0].state, PendingState::Failed);
    model.apply(Withdrawn{"a"});
    EXPECT_THAT(model.pending(), IsEmpty());
}

TEST(Overlay, a_post_shown_before_the_link_stored_it_is_shown_once) {
    Model model = with_one_queued();
    model.apply(Queued{"a", net::lobby, "hello", net::Timestamp{8}});
    EXPECT_EQ(model.pending().size(), 1u);
}

TEST(Overlay, answers_to_what_is_not_pending_change_nothing) {
    Model model = with_one_queued();
    model.apply(Submitted{"x"});
    model.apply(done("x", 9));
    model.apply(Failed{"x", net::Status::Invalid, ""});
    model.apply(Withdrawn{"x"});
    EXPECT_EQ(model.pending().size(), 1u);
}

TEST(Overlay, a_forgotten_past_keeps_what_is_unsent) {
    Model model = with_one_queued();
    model.apply(Queued{"b", net::lobby, "second", {}});
    model.apply(done("a", 3));
    model.apply(PastForgotten{});
    ASSERT_EQ(model.pending().size(), 1u);
    EXPECT_EQ(model.pending()[0].ref, "b");
}

TEST(Overlay, what_is_tried_again_goes_to_the_end_and_is_queued) {
    Model model = with_one_queued();
    model.apply(Queued{"b", net::lobby, "second", {}});
    model.apply(Failed{"a", net::Status::SlowMode, "Wait.", {5'000}});
    EXPECT_EQ(model.pending()[0].status, net::Status::SlowMode);
    EXPECT_EQ(model.pending()[0].retry_after, net::Milliseconds{5'000});
    model.apply(Queued{"a", net::lobby, "hello", {}, {1002}});
    ASSERT_EQ(model.pending().size(), 2u);
    EXPECT_EQ(model.pending()[1].ref, "a");
    EXPECT_EQ(model.pending()[1].state, PendingState::Queued);
    EXPECT_EQ(model.pending()[1].reply_to, net::MessageId{1002});
}

TEST(Overlay, other_commands_wait_beside_the_posts_and_change_nothing_before_they_are_done) {
    Model model = with_one_queued();
    const net::EditMessage edit{net::lobby, {.message = {1002}}, "better"};
    model.apply(CommandQueued{"e", edit, {9}});
    ASSERT_EQ(model.changes().size(), 1u);
    EXPECT_EQ(std::get<net::EditMessage>(model.changes()[0].command), edit);
    EXPECT_EQ(model.room(net::lobby)->message({2})->text, "text");
    model.apply(Submitted{"e"});
    EXPECT_EQ(model.changes()[0].state, PendingState::Submitted);
    model.apply(Offline{});
    EXPECT_EQ(model.changes()[0].state, PendingState::Queued);
    model.apply(done("e", 3));
    EXPECT_EQ(model.changes().size(), 1u) << "until its fact is there";
    model.apply(happened(net::lobby, 3, net::MessageEdited{{1002}, {2}, "better"}));
    EXPECT_THAT(model.changes(), IsEmpty());
    EXPECT_EQ(model.pending().size(), 1u);
}

TEST(Overlay, a_command_that_takes_no_place_is_over_when_it_is_confirmed_and_a_failed_one_can_be_dismissed) {
    Model model = with_one_queued();
    model.apply(CommandQueued{"p", net::SetProfile{}, {}});
    model.apply(done("p", 0));
    EXPECT_THAT(model.changes(), IsEmpty());
    model.apply(CommandQueued{"k", net::KickUser{net::lobby, bob.id, ""}, {}});
    model.apply(Failed{"k", net::Status::NotAllowed, "No."});
    EXPECT_EQ(model.changes()[0].state, PendingState::Failed);
    EXPECT_EQ(model.changes()[0].reason, "No.");
    model.apply(Withdrawn{"k"});
    EXPECT_THAT(model.changes(), IsEmpty());
}

TEST(Overlay, a_confirmation_for_a_room_that_is_gone_or_not_loaded_ends_the_post) {
    Model model = in_the_lobby();
    model.apply(Queued{"a", net::lobby, "hello", {}});
    model.apply(done("a", 3));
    EXPECT_THAT(model.pending(), IsEmpty());
}

TEST(Overlay, a_confirmed_post_in_a_room_that_was_left_while_offline_goes_with_the_room) {
    Model model = in_the_lobby();
    model.apply(RoomAdded{mine(den, "den", 2, 2)});
    model.apply(synced(den, 0, 1, 2));
    model.apply(Queued{"a", den, "hello", {}});
    Acknowledged confirmed = done("a", 3);
    confirmed.outcome.room = den;
    model.apply(confirmed);
    model.apply(Offline{});
    model.apply(online());
    model.apply(RoomsListed{{mine(net::lobby, "lobby")}, {}});
    EXPECT_THAT(model.pending(), IsEmpty());
}

}  // namespace
}  // namespace crosstalk::model
