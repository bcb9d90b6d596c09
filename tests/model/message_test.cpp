// What facts and rows do to messages that are known.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/model/worlds.hpp"

namespace crosstalk::model {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::SizeIs;

class Messages : public ::testing::Test {
  protected:
    Messages() {
        model.apply(RoomAdded{mine(den, "den")});
        model.apply(synced(den, 0, 1, 5));
    }
    void happen(net::Fact fact) { model.apply(happened(den, ++head, std::move(fact))); }
    void edit(std::uint64_t place, std::string text) {
        happen(net::MessageEdited{{1000 + place}, {place}, std::move(text)});
    }
    void remove(std::uint64_t place) { happen(net::MessageDeleted{{1000 + place}, {place}, alice}); }
    void react(std::uint64_t place, const net::UserRef& user, std::string emoji, bool on = true) {
        happen(net::ReactionSet{{1000 + place}, {place}, user, std::move(emoji), on});
    }
    [[nodiscard]] const Room& room() const { return *model.room(den); }
    [[nodiscard]] const net::Message& at(std::uint64_t place) const { return *room().message({place}); }

    Model model = in_the_lobby();
    std::uint64_t head = 5;
};

TEST_F(Messages, an_edit_changes_the_text_and_says_when) {
    edit(3, "better");
    EXPECT_EQ(at(3).text, "better");
    EXPECT_EQ(at(3).edited_at, net::Timestamp{6000});
    EXPECT_EQ(at(3).revision, net::Sequence{6});
    EXPECT_EQ(room().head, net::Sequence{6});
    EXPECT_THAT(sequences(room()), ElementsAre(1, 2, 3, 4, 5)) << "an edit is no message";
}

TEST_F(Messages, a_deleted_message_leaves_a_stub_and_nothing_brings_it_back) {
    react(3, bob, "+");
    happen(net::PinSet{{1003}, {3}, bob, true});
    remove(3);
    EXPECT_TRUE(at(3).deleted);
    EXPECT_EQ(at(3).text, "");
    EXPECT_FALSE(at(3).pinned);
    EXPECT_THAT(at(3).reactions, IsEmpty());
    edit(3, "I am back");
    react(3, bob, "+");
    happen(net::PinSet{{1003}, {3}, bob, true});
    EXPECT_EQ(at(3).text, "");
    EXPECT_FALSE(at(3).pinned);
    EXPECT_THAT(at(3).reactions, IsEmpty());
    RoomSynced risen = synced(den, head, head + 1, head + 1);
    risen.state.messages = {message(3, "I am back")};
    risen.state.messages[0].revision = {head + 1};
    model.apply(risen);
    EXPECT_TRUE(at(3).deleted);
    EXPECT_EQ(at(3).text, "");
    EXPECT_FALSE(at(3).pinned);
    EXPECT_THAT(at(3).reactions, IsEmpty());
}

TEST_F(Messages, reactions_are_counted_by_emoji_with_ones_own_first) {
    react(2, alice, "+");
    react(2, bob, "+");
    react(2, me, "+");
    react(2, bob, "heart");
    ASSERT_THAT(at(2).reactions, SizeIs(2));
    EXPECT_EQ(at(2).reactions[0].count, 3u);
    EXPECT_THAT(at(2).reactions[0].users, ElementsAre(me.id, alice.id, bob.id));
    EXPECT_EQ(at(2).reactions[1].emoji, "heart");
}

TEST_F(Messages, a_reaction_set_twice_counts_once_and_taken_back_twice_is_gone_once) {
    react(2, bob, "+");
    react(2, bob, "+");
    react(2, alice, "+");
    EXPECT_EQ(at(2).reactions[0].count, 2u);
    react(2, bob, "+", false);
    react(2, bob, "+", false);
    ASSERT_THAT(at(2).reactions, SizeIs(1));
    EXPECT_EQ(at(2).reactions[0].count, 1u);
    react(2, alice, "+", false);
    EXPECT_THAT(at(2).reactions, IsEmpty());
    react(2, alice, "never set", false);
    EXPECT_THAT(at(2).reactions, IsEmpty());
}

TEST_F(Messages, reactions_of_a_hostile_server_overflow_nothing) {
    for (std::uint64_t user = 100; user < 100 + 2 * net::max_reaction_users; ++user)
        react(1, {{user}, "u"}, "+");
    EXPECT_EQ(at(1).reactions[0].count, 2 * net::max_reaction_users);
    EXPECT_THAT(at(1).reactions[0].users, SizeIs(net::max_reaction_users));
    react(1, me, "+");
    EXPECT_THAT(at(1).reactions[0].users, SizeIs(net::max_reaction_users));
    EXPECT_EQ(at(1).reactions[0].users.front(), me.id) << "one's own is always named";
    for (std::uint64_t kind = 0; kind < 2 * net::max_reaction_kinds; ++kind)
        react(2, bob, "emoji" + std::to_string(kind));
    EXPECT_THAT(at(2).reactions, SizeIs(net::max_reaction_kinds));
    // One who is counted and not named takes it back.
    react(1, {{100 + 2 * net::max_reaction_users - 1}, "u"}, "+", false);
    EXPECT_EQ(at(1).reactions[0].count, 2 * net::max_reaction_users);
}

TEST_F(Messages, a_pin_is_set_and_taken_away) {
    happen(net::PinSet{{1002}, {2}, alice, true});
    EXPECT_TRUE(at(2).pinned);
    happen(net::PinSet{{1002}, {2}, alice, false});
    EXPECT_FALSE(at(2).pinned);
}

TEST_F(Messages, a_posted_message_keeps_its_reply_and_its_mentions) {
    net::MessagePosted fact;
    fact.id = {2000};
    fact.author = bob;
    fact.text = "@me yes";
    fact.reply_to = {1002};
    fact.reply_sequence = {2};
    fact.mentions = {me.id};
    happen(fact);
    const net::Message& posted = at(6);
    EXPECT_EQ(posted.reply_to, net::MessageId{1002});
    EXPECT_EQ(room().message(posted.reply_sequence)->text, "text");
    EXPECT_TRUE(model.mentions_me(posted));
    EXPECT_FALSE(model.mentions_me(at(2)));
}

TEST_F(Messages, ones_own_message_is_no_mention_of_oneself) {
    net::MessagePosted fact;
    fact.id = {2000};
    fact.author = me;
    fact.text = "@room listen";
    fact.mentions_all = true;
    happen(fact);
    EXPECT_FALSE(model.mentions_me(at(6)));
}

TEST_F(Messages, changes_of_messages_that_were_never_seen_take_their_place_and_change_nothing) {
    edit(77, "of the future");
    edit(0, "of nowhere");
    remove(4711);
    react(99, bob, "+");
    happen(net::PinSet{{1}, {88}, bob, true});
    EXPECT_EQ(room().head, net::Sequence{10});
    EXPECT_THAT(sequences(room()), ElementsAre(1, 2, 3, 4, 5));
    for (std::uint64_t place = 1; place <= 5; ++place)
        EXPECT_EQ(at(place), message(place));
}

TEST_F(Messages, a_row_of_another_message_at_the_same_place_changes_nothing) {
    RoomSynced forged = synced(den, 5, 6, 6);
    forged.state.messages = {message(3, "forged")};
    forged.state.messages[0].id = {9};
    forged.state.messages[0].revision = {6};
    model.apply(forged);
    EXPECT_EQ(at(3).text, "text");
}

TEST_F(Messages, what_was_purged_is_gone_and_pages_do_not_bring_it_back) {
    happen(net::MessagesPurged{{3000}, alice});
    EXPECT_THAT(sequences(room()), ElementsAre(3, 4, 5));
    EXPECT_EQ(room().loaded_from, net::Sequence{1}) << "nothing is missing: there is nothing";
    EXPECT_EQ(room().purged_before, net::Timestamp{3000});
    model.apply(synced(den, 0, 1, 6));
    EXPECT_THAT(sequences(room()), ElementsAre(3, 4, 5, 6));
    happen(net::MessagesPurged{{2000}, alice});
    EXPECT_EQ(room().purged_before, net::Timestamp{3000}) << "never back";
}

TEST_F(Messages, a_purge_that_happened_while_away_is_taken_over_with_the_room) {
    RoomSynced after = synced(den, 5, 6, 6);
    after.state.messages = {};
    after.state.room.room.purged_before = {4000};
    model.apply(after);
    EXPECT_THAT(sequences(room()), ElementsAre(4, 5));
}

TEST_F(Messages, a_page_may_know_of_changes_before_they_are_told) {
    Model late = in_the_lobby();
    late.apply(synced(net::lobby, 0, 5, 6));
    OlderArrived page = older(net::lobby, 1, 5);
    page.page.messages[1].text = "the last word";
    page.page.messages[1].revision = {8};
    page.page.messages[1].reactions = {{.emoji = "+", .count = 1, .users = {bob.id}}};
    late.apply(page);
    late.apply(happened(net::lobby, 7, net::MessageEdited{{1002}, {2}, "an earlier one"}));
    late.apply(happened(net::lobby, 8, net::ReactionSet{{1002}, {2}, bob, "+", true}));
    const Room& lobby = *late.room(net::lobby);
    EXPECT_EQ(lobby.message({2})->text, "the last word");
    EXPECT_EQ(lobby.message({2})->reactions[0].count, 1u);
    EXPECT_EQ(lobby.head, net::Sequence{8});
}

}  // namespace
}  // namespace crosstalk::model
