// Posting, mentions, editing, deleting, reactions, pins.
#include <gtest/gtest.h>

#include <algorithm>

#include "tests/hub/hub_world.hpp"

namespace crosstalk::hub {
namespace {

using net::Role;
using net::Status;

class Messages : public ::testing::Test {
  protected:
    Messages() {
        world.bring(ada, bob, maps);
        world.bring(ada, eve, maps);
    }
    net::PostMessage text(const std::string& words) { return {.room = maps, .text = words, .mentions = {}}; }
    // As it is told to that person: of all its rooms, how many mentions in maps.
    std::uint64_t mentions_of(const Person& who) {
        return counts(world.state(), world.room(maps), who.user).mentions.value;
    }

    HubWorld world;
    Person ada = world.person("ada");
    Person bob = world.person("bob");
    Person eve = world.person("eve");
    Person zoe = world.person("zoe");  // not in the room
    net::RoomId maps = world.room(ada, "maps", net::RoomKind::Public);
};

// --- posting

TEST_F(Messages, a_post_is_told_kept_and_counted) {
    EXPECT_EQ(world.told(ada, text("hello")),
              "Done maps 4 \"hello\"\n"
              "maps 4: ada says \"hello\"\n"
              "rows: room maps, message \"hello\"\n");
    EXPECT_EQ(world.room(maps).row.posts, net::PostCount{1});
    EXPECT_EQ(world.room(maps).row.last_at, world.now);
}

TEST_F(Messages, every_fact_of_a_room_takes_the_next_place_without_gaps) {
    std::uint64_t expected = world.head(net::lobby).value;
    for (int i = 0; i < 50; ++i) {
        const Effects effects =
            world.does(ada, net::PostMessage{.room = net::lobby, .text = "hello", .mentions = {}});
        ASSERT_EQ(effects.facts.size(), 1U);
        EXPECT_EQ(effects.facts[0].sequence.value, ++expected);
        EXPECT_EQ(effects.outcome.sequence.value, expected);
        if (i % 7 == 0) {
            world.person("guest" + std::to_string(i));
            ++expected;
        }
    }
}

TEST_F(Messages, a_fact_carries_the_count_of_posts_so_far) {
    EXPECT_EQ(world.does(ada, text("one")).facts[0].posts, net::PostCount{1});
    EXPECT_EQ(world.does(zoe, net::JoinRoom{maps, "", "", {}}).facts[0].posts, net::PostCount{1});
    EXPECT_EQ(world.does(ada, text("two")).facts[0].posts, net::PostCount{2});
}

TEST_F(Messages, the_archive_gets_the_body_and_the_hub_keeps_none) {
    net::PostMessage post = text("a body that is nowhere else");
    post.reply_to = {5000};
    post.reply_sequence = {2};
    post.mentions = {bob.user};
    const Effects effects = world.does(ada, post);
    const auto row = std::ranges::find_if(
        effects.changes, [](const Change& change) { return std::holds_alternative<MessageRow>(change); });
    ASSERT_NE(row, effects.changes.end());
    const MessageRow expected{.room = maps,
                              .id = effects.outcome.message,
                              .sequence = {4},
                              .revision = {4},
                              .author = ada.user,
                              .at = world.now,
                              .text = post.text,
                              .reply_to = {5000},
                              .reply_sequence = {2},
                              .mentions_all = false,
                              .mentions = {bob.user}};
    EXPECT_EQ(std::get<MessageRow>(*row), expected);
    EXPECT_EQ(in_words(world.state()).find(post.text), std::string::npos);
}

TEST_F(Messages, an_empty_text_is_invalid_and_takes_no_place) {
    EXPECT_EQ(world.told(ada, text("")), "Invalid\n");
    EXPECT_EQ(world.head(maps), net::Sequence{3});
}

TEST_F(Messages, who_left_a_room_posts_there_no_more) {
    world.does(bob, net::LeaveRoom{maps});
    EXPECT_EQ(world.told(bob, text("still here?")), "NotAllowed\n");
}

TEST_F(Messages, a_reply_names_what_it_is_about_and_what_is_gone_cannot_be_replied_to) {
    const net::MessageTarget first = world.post(ada, maps, "first");
    net::PostMessage reply = text("second");
    reply.reply_to = first.message;
    EXPECT_EQ(world.told(bob, reply), "NotFound\n") << "the session found no place for it";
    reply.reply_sequence = first.sequence;
    EXPECT_EQ(world.told(bob, reply),
              "Done maps 5 \"second\"\n"
              "maps 5: bob says \"second\" about \"first\" 4\n"
              "rows: room maps, message \"second\"\n");
}

// --- mentions

TEST_F(Messages, a_mention_counts_for_members_who_are_named_and_never_for_the_author) {
    net::PostMessage post = text("hey");
    post.mentions = {bob.user, ada.user, zoe.user, net::UserId{999}};
    EXPECT_EQ(world.told(ada, post),
              "Done maps 4 \"hey\"\n"
              "maps 4: ada says \"hey\" to bob to ada to zoe to somebody\n"
              "rows: mark bob, room maps, message \"hey\"\n");
    EXPECT_EQ(mentions_of(bob), 1U);
    EXPECT_EQ(mentions_of(ada), 0U);
    EXPECT_EQ(mentions_of(eve), 0U);
}

TEST_F(Messages, a_call_to_all_counts_once_for_everybody_who_was_there) {
    net::PostMessage post = text("everybody");
    post.mentions_all = true;
    post.mentions = {bob.user};
    EXPECT_EQ(world.told(ada, post),
              "Done maps 4 \"everybody\"\n"
              "maps 4: ada says \"everybody\" to all to bob\n"
              "rows: room maps, message \"everybody\"\n");
    EXPECT_EQ(mentions_of(bob), 1U);
    EXPECT_EQ(mentions_of(eve), 1U);
    world.does(zoe, net::JoinRoom{maps, "", "", {}});
    const net::RoomCounts of_zoe = counts(world.state(), world.room(maps), zoe.user);
    EXPECT_EQ(of_zoe.mentions, of_zoe.read.mentions) << "nothing new to who came later";
}

TEST_F(Messages, only_admins_call_all) {
    net::PostMessage post = text("everybody");
    post.mentions_all = true;
    EXPECT_EQ(world.told(bob, post), "NotAllowed\n");
    world.does(ada, net::SetRole{maps, bob.user, Role::Admin});
    EXPECT_EQ(world.status(bob, post), Status::Done);
}

// --- editing

TEST_F(Messages, an_edit_is_told_and_kept_with_its_time) {
    const net::MessageTarget said = world.post(bob, maps, "helo");
    const Effects effects = world.does(bob, net::EditMessage{maps, said, "hello"});
    EXPECT_EQ(in_words(world.names, effects),
              "Done maps 5 \"helo\"\n"
              "maps 5: \"helo\" 4 now says \"hello\"\n"
              "rows: room maps, text of \"helo\"\n");
    EXPECT_EQ(std::get<TextChanged>(effects.changes[1]),
              (TextChanged{maps, said.message, {5}, world.now, "hello"}));
    EXPECT_EQ(world.room(maps).row.posts, net::PostCount{1}) << "an edit is no post";
}

TEST_F(Messages, nobody_edits_the_words_of_another_or_to_nothing) {
    const net::MessageTarget said = world.post(bob, maps, "hello");
    EXPECT_EQ(world.told(ada, net::EditMessage{maps, said, "bye"}), "NotAllowed\n") << "not even the owner";
    EXPECT_EQ(world.told(bob, net::EditMessage{maps, said, ""}), "Invalid\n");
}

TEST_F(Messages, what_the_session_did_not_find_is_not_found) {
    const net::MessageTarget gone{{5000}, {}, {}, {}};
    for (const net::Command& command :
         {net::Command(net::EditMessage{maps, gone, "x"}), net::Command(net::DeleteMessage{maps, gone}),
          net::Command(net::React{maps, gone, "👍"}), net::Command(net::PinMessage{maps, gone, true}),
          net::Command(net::PinMessage{maps, gone, false})})
        EXPECT_EQ(world.told(ada, command), "NotFound\n") << "command " << command.index();
}

// --- deleting

TEST_F(Messages, a_deleted_message_is_told_and_the_deletion_of_anothers_is_recorded) {
    const net::MessageTarget one = world.post(bob, maps, "one");
    const net::MessageTarget two = world.post(bob, maps, "two");
    EXPECT_EQ(world.told(bob, net::DeleteMessage{maps, one}),
              "Done maps 6 \"one\"\n"
              "maps 6: bob deletes \"one\" 4\n"
              "rows: room maps, no message \"one\"\n");
    EXPECT_EQ(world.told(ada, net::DeleteMessage{maps, two}),
              "Done maps 7 \"two\"\n"
              "maps 7: ada deletes \"two\" 5\n"
              "rows: room maps, no message \"two\", audit in maps ada MessageDeleted bob\n");
}

TEST_F(Messages, members_do_not_delete_the_words_of_others) {
    const net::MessageTarget said = world.post(bob, maps, "hello");
    EXPECT_EQ(world.told(eve, net::DeleteMessage{maps, said}), "NotAllowed\n");
}

TEST_F(Messages, who_left_leaves_its_words_behind_unless_it_keeps_order_from_outside) {
    const net::MessageTarget bobs = world.post(bob, maps, "of bob");
    const net::MessageTarget eves = world.post(eve, maps, "of eve");
    world.crown(eve);
    world.does(bob, net::LeaveRoom{maps});
    world.does(eve, net::LeaveRoom{maps});
    EXPECT_EQ(world.told(bob, net::DeleteMessage{maps, bobs}), "NotAllowed\n");
    EXPECT_EQ(world.status(eve, net::DeleteMessage{maps, bobs}), Status::Done);
    EXPECT_EQ(world.status(eve, net::DeleteMessage{maps, eves}), Status::Done) << "its own no less";
}

// --- reactions

TEST_F(Messages, reactions_are_told_by_the_message_and_kept_with_the_users_name) {
    const net::MessageTarget said = world.post(ada, maps, "cake?");
    EXPECT_EQ(world.told(bob, net::React{maps, said, "👍", true}),
              "Done maps 5 \"cake?\"\n"
              "maps 5: bob sets 👍 under \"cake?\" 4\n"
              "rows: room maps, 👍 under \"cake?\"\n");
    EXPECT_EQ(world.told(bob, net::React{maps, said, "👍", true, true}).find("rows"), std::string::npos)
        << "it is so already: no fact, no row, but an answer";
    EXPECT_EQ(world.told(bob, net::React{maps, said, "👍", false}),
              "Done maps 6 \"cake?\"\n"
              "maps 6: bob takes back 👍 under \"cake?\" 4\n"
              "rows: room maps, no 👍 under \"cake?\"\n");
    EXPECT_EQ(world.told(bob, net::React{maps, said, "", true}), "Invalid\n");
}

// --- pins

TEST_F(Messages, a_pin_is_told_once_each_way) {
    const net::MessageTarget said = world.post(bob, maps, "rules");
    EXPECT_EQ(world.told(ada, net::PinMessage{maps, said, true}),
              "Done maps 5 \"rules\"\n"
              "maps 5: ada pins \"rules\" 4\n"
              "rows: pin \"rules\", room maps, touched \"rules\"\n");
    EXPECT_EQ(world.told(ada, net::PinMessage{maps, said, true}), "Done maps 5 \"rules\"\n");
    EXPECT_EQ(world.told(ada, net::PinMessage{maps, said, false}),
              "Done maps 6 \"rules\"\n"
              "maps 6: ada unpins \"rules\" 4\n"
              "rows: no pin \"rules\", room maps, touched \"rules\"\n");
    EXPECT_EQ(world.told(ada, net::PinMessage{maps, said, false}), "Done maps 6 \"rules\"\n");
}

TEST_F(Messages, a_deleted_message_is_pinned_no_longer) {
    const net::MessageTarget said = world.post(bob, maps, "rules");
    world.does(ada, net::PinMessage{maps, said, true});
    EXPECT_EQ(world.told(bob, net::DeleteMessage{maps, said}),
              "Done maps 6 \"rules\"\n"
              "maps 6: bob deletes \"rules\" 4\n"
              "rows: no pin \"rules\", room maps, no message \"rules\"\n");
    EXPECT_TRUE(world.room(maps).pins.empty());
}

TEST_F(Messages, a_pin_that_crossed_with_a_deletion_can_be_taken_away) {
    const net::MessageTarget said = world.post(bob, maps, "rules");
    world.does(bob, net::DeleteMessage{maps, said});
    world.does(ada, net::PinMessage{maps, said, true});  // was completed before
    EXPECT_EQ(world.told(ada, net::PinMessage{maps, {said.message, {}, {}, {}}, false}),
              "Done maps 7 \"rules\"\n"
              "maps 7: ada unpins \"rules\" 4\n"
              "rows: no pin \"rules\", room maps, touched \"rules\"\n");
}

TEST(PinLimits, a_room_has_a_limit_of_pins_and_those_it_has_may_be_pinned_again) {
    HubWorld world({.pins_per_room = 2});
    const Person ada = world.person("ada");
    const net::RoomId maps = world.room(ada, "maps", net::RoomKind::Public);
    const net::MessageTarget one = world.post(ada, maps, "one");
    const net::MessageTarget two = world.post(ada, maps, "two");
    const net::MessageTarget three = world.post(ada, maps, "three");
    EXPECT_EQ(world.status(ada, net::PinMessage{maps, one, true}), Status::Done);
    EXPECT_EQ(world.status(ada, net::PinMessage{maps, two, true}), Status::Done);
    EXPECT_EQ(world.status(ada, net::PinMessage{maps, three, true}), Status::TooMany);
    EXPECT_EQ(world.status(ada, net::PinMessage{maps, two, true}), Status::Done);
    world.does(ada, net::PinMessage{maps, one, false});
    EXPECT_EQ(world.status(ada, net::PinMessage{maps, three, true}), Status::Done);
}

}  // namespace
}  // namespace crosstalk::hub
