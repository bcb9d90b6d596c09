#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/model/worlds.hpp"

namespace crosstalk::model {
namespace {

using ::testing::IsEmpty;

Acknowledged done(std::string ref, std::uint64_t sequence) {
    return {std::move(ref),
            {net::Status::Done, net::lobby, net::Sequence{sequence}, net::MessageId{1000 + sequence}}};
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

TEST(Overlay, a_confirmation_for_a_room_that_is_gone_or_not_loaded_ends_the_post) {
    Model model = in_the_lobby();
    model.apply(Queued{"a", net::lobby, "hello", {}});
    model.apply(done("a", 3));
    EXPECT_THAT(model.pending(), IsEmpty());
}

TEST(Overlay, a_confirmed_post_in_a_room_that_was_left_while_offline_goes_with_the_room) {
    const net::RoomId den{2000};
    Model model = in_the_lobby();
    model.apply(RoomAdded{{summary(den, "den", 2, 2), {}}});
    model.apply(synced(den, 0, 1, 2));
    model.apply(Queued{"a", den, "hello", {}});
    Acknowledged confirmed = done("a", 3);
    confirmed.outcome.room = den;
    model.apply(confirmed);
    model.apply(Offline{});
    model.apply(online());
    model.apply(RoomsListed{{{summary(net::lobby, "lobby"), {}}}, {}});
    EXPECT_THAT(model.pending(), IsEmpty());
}

}  // namespace
}  // namespace crosstalk::model
