// What is said, and what is done to it: edits, deletions, reactions, pins, replies, mentions. The session fills in what
// the client may not say itself.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/node/node_world.hpp"

namespace crosstalk::server {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::SizeIs;

class Messages : public ::testing::Test {
  protected:
    Messages() {
        world.start();
        anna.join_server("Anna");
        bert.join_server("Bert");
        den = anna.make_room("den", net::RoomKind::Private);
    }

    void let_bert_in() {
        anna.ask(net::InviteUser{den, bert.me()});
        bert.ask(net::JoinRoom{den});
        bert.forget();
    }
    // The newest commands of the journal, as they stand there.
    [[nodiscard]] net::Command last_command() const {
        const auto& entry = world.journal.entries().back();
        return std::get<net::LoggedCommand>(net::decode_command(entry.command)).command;
    }
    template <class F>
    F last_fact(Client& client) {
        const auto events = client.take_all<net::Event>();
        if (events.empty()) {
            ADD_FAILURE() << "nothing was told";
            return {};
        }
        return std::get<F>(events.back().fact);
    }

    NodeWorld world;
    Client anna{world, "10.0.0.1"};
    Client bert{world, "10.0.0.2"};
    Client eve{world, "10.0.0.66"};
    net::RoomId den;
};

// --- the message aimed at

TEST_F(Messages, an_edit_names_its_place_and_changes_the_text_for_everybody) {
    const net::MessageId said = anna.say(net::lobby, "helo");
    bert.watch(net::lobby);
    bert.forget();
    const net::Outcome outcome = anna.ask(net::EditMessage{net::lobby, {said}, "hello"});
    EXPECT_EQ(outcome.status, net::Status::Done);
    EXPECT_EQ(outcome.message, said);
    const auto edited = last_fact<net::MessageEdited>(bert);
    EXPECT_EQ(edited.message, said);
    EXPECT_EQ(edited.sequence, net::Sequence{3});
    EXPECT_EQ(edited.text, "hello");
    const auto page = bert.learn<net::HistoryPage>(net::History{.room = net::lobby});
    ASSERT_THAT(page.messages, SizeIs(1));
    EXPECT_EQ(page.messages.at(0).text, "hello");
    EXPECT_NE(page.messages.at(0).edited_at, net::Timestamp{});
}

TEST_F(Messages, only_the_author_edits_and_a_deletion_by_another_needs_an_admin) {
    const net::MessageId said = anna.say(net::lobby, "mine");
    EXPECT_EQ(bert.ask(net::EditMessage{net::lobby, {said}, "his"}).status, net::Status::NotAllowed);
    EXPECT_EQ(bert.ask(net::DeleteMessage{net::lobby, {said}}).status, net::Status::NotAllowed);
    EXPECT_EQ(anna.ask(net::DeleteMessage{net::lobby, {said}}).status, net::Status::Done);
}

TEST_F(Messages, facts_that_a_client_made_up_count_for_nothing) {
    const net::MessageId said = anna.say(net::lobby, "mine");
    net::MessageTarget forged{said, {77}, bert.me(), {5}};
    EXPECT_EQ(bert.ask(net::EditMessage{net::lobby, forged, "his"}).status, net::Status::NotAllowed);
    forged.message = {9'999'999};
    EXPECT_EQ(bert.ask(net::EditMessage{net::lobby, forged, "his"}).status, net::Status::NotFound);
    net::PostMessage post{net::lobby, "hi", {}, {}, {anna.me()}, true};
    EXPECT_EQ(bert.ask(post).status, net::Status::Done);
    const auto kept = std::get<net::PostMessage>(last_command());
    EXPECT_THAT(kept.mentions, IsEmpty());
    EXPECT_FALSE(kept.mentions_all);
    post.reply_to = {9'999'999};
    post.reply_sequence = {1};
    EXPECT_EQ(bert.ask(post).status, net::Status::NotFound);
    EXPECT_EQ(bert.ask(net::JoinRoom{den, "", "", net::Digest{1}}).status, net::Status::NotFound);
    EXPECT_EQ(bert.ask(net::Rename{"Bertram", "anna"}).status, net::Status::Done);
    EXPECT_NE(std::get<net::Rename>(last_command()).name_key, "anna");
}

TEST_F(Messages, a_message_of_another_room_is_not_found) {
    const net::MessageId elsewhere = anna.say(den, "in the den");
    EXPECT_EQ(anna.ask(net::EditMessage{net::lobby, {elsewhere}, "x"}).status, net::Status::NotFound);
    EXPECT_EQ(anna.ask(net::React{net::lobby, {elsewhere}, "\xF0\x9F\x91\x8D"}).status,
              net::Status::NotFound);
    EXPECT_EQ(anna.ask(net::PostMessage{net::lobby, "re", elsewhere}).status, net::Status::NotFound);
}

TEST_F(Messages, to_a_stranger_every_message_of_a_private_room_looks_like_none) {
    const net::MessageId secret = anna.say(den, "a secret");
    const auto answers_for = [&](net::RoomId room, net::MessageId message) {
        std::vector<net::Outcome> answers;
        for (const net::Command& command : {net::Command{net::EditMessage{room, {message}, "x"}},
                                            net::Command{net::DeleteMessage{room, {message}}},
                                            net::Command{net::React{room, {message}, "\xF0\x9F\x91\x8D"}},
                                            net::Command{net::PinMessage{room, {message}}},
                                            net::Command{net::PostMessage{room, "re", message}}})
            answers.push_back(bert.ask(command));
        return answers;
    };
    // The archive is not even asked, so it cannot take longer either.
    world.view.query_delay = [] { return net::Milliseconds{10'000}; };
    EXPECT_EQ(answers_for(den, secret), answers_for({999'999}, secret));
    EXPECT_EQ(answers_for(den, secret), answers_for(den, {1'000'000'000}));
}

TEST_F(Messages, a_deleted_message_leaves_a_stub_and_nothing_can_be_done_to_it) {
    const net::MessageId said = anna.say(net::lobby, "regretted");
    anna.ask(net::DeleteMessage{net::lobby, {said}});
    EXPECT_EQ(anna.ask(net::EditMessage{net::lobby, {said}, "x"}).status, net::Status::NotFound);
    EXPECT_EQ(bert.ask(net::PostMessage{net::lobby, "re", said}).status, net::Status::NotFound);
    const auto page = bert.learn<net::HistoryPage>(net::History{.room = net::lobby});
    ASSERT_THAT(page.messages, SizeIs(1));
    EXPECT_TRUE(page.messages.at(0).deleted);
    EXPECT_FALSE(bert.got_bytes_of("regretted"));
}

TEST_F(Messages, a_reply_names_the_place_of_what_it_answers) {
    const net::MessageId said = anna.say(net::lobby, "who is there?");
    anna.watch(net::lobby);
    anna.forget();
    EXPECT_EQ(bert.ask(net::PostMessage{net::lobby, "me", said}).status, net::Status::Done);
    const auto posted = last_fact<net::MessagePosted>(anna);
    EXPECT_EQ(posted.reply_to, said);
    EXPECT_EQ(posted.reply_sequence, net::Sequence{3});
}

TEST_F(Messages, an_aim_waits_until_the_archive_has_its_message) {
    world.view.lag = [] { return net::Milliseconds{500}; };
    const net::MessageId said = anna.say(net::lobby, "just now");
    anna.submit(net::EditMessage{net::lobby, {said}, "just then"});
    world.settle();
    EXPECT_FALSE(anna.has<net::Result>());
    world.loop.advance({1000});
    EXPECT_EQ(anna.take<net::Result>().outcome.status, net::Status::Done);
}

TEST_F(Messages, commands_stay_in_order_behind_one_that_waits_for_the_archive) {
    const net::MessageId said = anna.say(net::lobby, "zero");
    world.view.query_delay = [] { return net::Milliseconds{300}; };
    const auto first = anna.submit(net::PostMessage{net::lobby, "one"});
    const auto reply = anna.submit(net::PostMessage{net::lobby, "two", said});
    const auto edit = anna.submit(net::EditMessage{net::lobby, {said}, "null"});
    const auto last = anna.submit(net::PostMessage{net::lobby, "three"});
    bert.watch(net::lobby);
    world.loop.advance({2000});
    std::vector<net::CommandNumber> order;
    for (const net::Result& result : anna.take_all<net::Result>()) {
        EXPECT_EQ(result.outcome.status, net::Status::Done);
        order.push_back(result.number);
    }
    EXPECT_THAT(order, ElementsAre(first, reply, edit, last));
}

TEST_F(Messages, a_session_that_ends_while_the_archive_is_asked_leaves_nothing_behind) {
    const net::MessageId said = anna.say(net::lobby, "zero");
    world.view.query_delay = [] { return net::Milliseconds{300}; };
    anna.submit(net::EditMessage{net::lobby, {said}, "never"});
    world.settle();
    anna.cut();
    world.loop.advance({2000});
    world.view.query_delay = {};
    anna.come_back();
    EXPECT_EQ(anna.post(net::lobby, "still here").status, net::Status::Done);
    EXPECT_EQ(anna.learn<net::HistoryPage>(net::History{.room = net::lobby}).messages.at(0).text, "zero");
}

TEST_F(Messages, an_edit_that_is_repeated_after_a_cut_is_done_once) {
    const net::MessageId said = anna.say(net::lobby, "helo");
    const auto number = anna.submit(net::EditMessage{net::lobby, {said}, "hello"});
    world.settle();
    const net::Outcome outcome = anna.take<net::Result>().outcome;
    anna.come_back();
    anna.send(net::Submit{anna.run, number, net::EditMessage{net::lobby, {said}, "hello"}});
    world.settle();
    EXPECT_EQ(anna.take<net::Result>().outcome, outcome);
    EXPECT_EQ(world.node().hub().state().room(net::lobby)->row.head, outcome.sequence);
}

// --- texts

TEST_F(Messages, an_edited_text_is_judged_as_a_posted_one) {
    const net::MessageId said = anna.say(net::lobby, "fine");
    EXPECT_EQ(anna.ask(net::EditMessage{net::lobby, {said}, " \n\t"}).status, net::Status::Invalid);
    EXPECT_EQ(anna.ask(net::EditMessage{net::lobby, {said}, fishes(4000)}).status, net::Status::Done);
    anna.ask(net::EditMessage{net::lobby, {said}, "a\r\nb\x1b[31m"});
    EXPECT_EQ(std::get<net::EditMessage>(last_command()).text, "a\nb[31m");
}

TEST_F(Messages, lines_are_made_of_topics_reasons_and_statuses) {
    anna.ask(net::SetTopic{den, "  chess\nand\t go "});
    EXPECT_EQ(std::get<net::SetTopic>(last_command()).topic, "chess and go");
    anna.ask(net::SetProfile{{0xff0000, " away\r\nback soon "}, "one\n\n two \n"});
    EXPECT_EQ(std::get<net::SetProfile>(last_command()).card.status, "away back soon");
    EXPECT_EQ(std::get<net::SetProfile>(last_command()).bio, "one\n\n two");
    EXPECT_EQ(anna.ask(net::SetTopic{den, ""}).status, net::Status::Done) << "no topic is one, too";
}

TEST_F(Messages, a_topic_of_256_characters_is_allowed_and_one_more_is_not) {
    EXPECT_EQ(anna.ask(net::SetTopic{den, fishes(256)}).status, net::Status::Done);
    EXPECT_EQ(anna.ask(net::SetTopic{den, std::string(257, 'x')}).status, net::Status::Invalid);
    EXPECT_EQ(world.node().hub().state().room(den)->row.topic, fishes(256));
    // Also while something is on its way, when only the journal's order can answer.
    world.journal.hold_commits();
    anna.submit(net::PostMessage{net::lobby, "x"});
    anna.submit(net::SetTopic{den, std::string(257, 'x')});
    world.settle();
    world.journal.release_commits();
    world.settle();
    EXPECT_EQ(anna.take_all<net::Result>().back().outcome.status, net::Status::Invalid);
    EXPECT_EQ(world.node().hub().state().room(den)->row.topic, fishes(256));
}

TEST_F(Messages, a_renamed_user_keeps_its_identity_and_its_new_name_is_checked_like_the_first) {
    anna.watch(net::lobby);
    anna.forget();
    EXPECT_EQ(bert.ask(net::Rename{"Bertram", ""}).status, net::Status::Done);
    EXPECT_EQ(last_fact<net::UserRenamed>(anna).user, (net::UserRef{bert.me(), "Bertram"}));
    EXPECT_EQ(bert.ask(net::Rename{"ANNA", ""}).status, net::Status::NameTaken);
    EXPECT_EQ(bert.ask(net::Rename{"admin", ""}).status, net::Status::Invalid);
    bert.come_back();
    EXPECT_EQ(bert.welcome.user.name, "Bertram");
}

// --- reactions and pins

TEST_F(Messages, a_reaction_is_exactly_one_emoji_in_one_spelling) {
    const net::MessageId said = anna.say(net::lobby, "look");
    for (const char* nothing :
         {"", "x", "hello", "\xF0\x9F\x91\x8D\xF0\x9F\x91\x8D", " ", "\xF0\x9F\x91\x8D x"})
        EXPECT_EQ(bert.ask(net::React{net::lobby, {said}, nothing}).status, net::Status::Invalid) << nothing;
    EXPECT_EQ(bert.ask(net::React{net::lobby, {said}, "\xE2\x9D\xA4\xEF\xB8\x8F"}).status, net::Status::Done);
    EXPECT_EQ(anna.ask(net::React{net::lobby, {said}, "\xE2\x9D\xA4"}).status, net::Status::Done);
    const auto page = bert.learn<net::HistoryPage>(net::History{.room = net::lobby});
    ASSERT_THAT(page.messages.at(0).reactions, SizeIs(1));
    EXPECT_EQ(page.messages.at(0).reactions.at(0).count, 2u);
}

TEST_F(Messages, a_reaction_that_is_set_already_is_told_once_however_it_is_repeated) {
    const net::MessageId said = anna.say(net::lobby, "look");
    anna.watch(net::lobby);
    Client tablet(world, "10.0.0.3");
    tablet.join_with_code(bert.learn<net::CodeMade>(net::MakeCode{}).code);
    anna.forget();
    world.journal.hold_commits();
    world.view.query_delay = [] { return net::Milliseconds{30}; };
    for (int i = 0; i < 3; ++i) {
        for (Client* device : {&bert, &tablet})
            device->submit(net::React{net::lobby, {said}, "\xF0\x9F\x91\x8D"});
    }
    world.loop.advance({100});
    world.journal.release_commits();
    world.loop.advance({2000});
    for (Client* device : {&bert, &tablet}) {
        const auto results = device->take_all<net::Result>();
        ASSERT_THAT(results, SizeIs(3));
        for (const net::Result& result : results)
            EXPECT_EQ(result.outcome.status, net::Status::Done);
    }
    EXPECT_THAT(anna.take_all<net::Event>(), SizeIs(1));
    for (int i = 0; i < 2; ++i)
        bert.submit(net::React{net::lobby, {said}, "\xF0\x9F\x91\x8D", false});
    world.loop.advance({2000});
    EXPECT_THAT(bert.take_all<net::Result>(), SizeIs(2));
    EXPECT_THAT(anna.take_all<net::Event>(), SizeIs(1));
}

TEST_F(Messages, a_21st_kind_of_reaction_is_too_many_but_one_of_the_20_may_be_set_or_taken_back) {
    const net::MessageId said = anna.say(net::lobby, "look");
    std::vector<std::string> emoji;
    for (int i = 0; i < 21; ++i) {
        std::string one = "\xF0\x9F\x90\x80";  // U+1F400 and the animals behind it
        one[3] = static_cast<char>(0x80 + i);
        emoji.push_back(one);
    }
    for (int i = 0; i < 20; ++i)
        EXPECT_EQ(bert.ask(net::React{net::lobby, {said}, emoji[static_cast<std::size_t>(i)]}).status,
                  net::Status::Done);
    EXPECT_EQ(bert.ask(net::React{net::lobby, {said}, emoji[20]}).status, net::Status::TooMany);
    EXPECT_EQ(anna.ask(net::React{net::lobby, {said}, emoji[3]}).status, net::Status::Done);
    EXPECT_EQ(bert.ask(net::React{net::lobby, {said}, emoji[5], false}).status, net::Status::Done);
    EXPECT_EQ(bert.ask(net::React{net::lobby, {said}, emoji[20]}).status, net::Status::Done);
}

TEST_F(Messages, pins_are_listed_newest_first_until_they_are_taken_off_or_deleted) {
    let_bert_in();
    std::vector<net::MessageId> said;
    for (int i = 0; i < 4; ++i)
        said.push_back(anna.say(den, std::to_string(i)));
    for (const net::MessageId message : {said[1], said[0], said[3]})
        EXPECT_EQ(anna.ask(net::PinMessage{den, {message}}).status, net::Status::Done);
    EXPECT_EQ(bert.ask(net::PinMessage{den, {said[2]}}).status, net::Status::NotAllowed);
    auto page = bert.learn<net::PinsPage>(net::Pins{den});
    ASSERT_THAT(page.messages, SizeIs(3));
    EXPECT_EQ(page.messages[0].text, "3");
    EXPECT_EQ(page.messages[2].text, "0");
    EXPECT_TRUE(page.last);
    page = bert.learn<net::PinsPage>(net::Pins{den, page.messages[0].sequence});
    EXPECT_THAT(page.messages, SizeIs(2));
    anna.ask(net::PinMessage{den, {said[0]}, false});
    anna.ask(net::DeleteMessage{den, {said[1]}});
    EXPECT_THAT(bert.learn<net::PinsPage>(net::Pins{den}).messages, SizeIs(1));
    eve.join_server("Eve");
    EXPECT_EQ(eve.refused(net::Pins{den}).text, eve.refused(net::Pins{{999}}).text);
}

// --- mentions

TEST_F(Messages, a_mention_is_of_a_member_by_its_name_as_people_write_it) {
    let_bert_in();
    eve.join_server("Eve the Great");
    bert.watch(den);
    bert.forget();
    anna.post(den, "@BERT, @\"Eve the Great\" and @nobody, mail me@bert");
    EXPECT_THAT(last_fact<net::MessagePosted>(bert).mentions, ElementsAre(bert.me()))
        << "Eve is not in the room";
    anna.post(net::lobby, "@\"Eve the Great\" come here, @bert @bert");
    EXPECT_THAT(std::get<net::PostMessage>(last_command()).mentions, ElementsAre(eve.me(), bert.me()));
}

TEST_F(Messages, all_are_mentioned_by_those_who_may) {
    let_bert_in();
    anna.post(den, "@room wake up");
    EXPECT_TRUE(std::get<net::PostMessage>(last_command()).mentions_all);
    EXPECT_EQ(bert.post(den, "@room no").status, net::Status::Done) << "to one who may not it is plain text";
    EXPECT_FALSE(std::get<net::PostMessage>(last_command()).mentions_all);
}

TEST_F(Messages, fifty_people_are_named_and_no_more) {
    std::string text;
    std::vector<std::unique_ptr<Client>> crowd;
    for (int i = 0; i < 52; ++i) {
        crowd.push_back(std::make_unique<Client>(world, "10.0.1." + std::to_string(i)));
        crowd.back()->join_server("Guest" + std::to_string(i));
        text += "@Guest" + std::to_string(i) + " ";
    }
    EXPECT_EQ(anna.post(net::lobby, text).status, net::Status::Done);
    EXPECT_THAT(std::get<net::PostMessage>(last_command()).mentions, SizeIs(net::max_mentions));
}

TEST_F(Messages, mentions_are_counted_for_those_who_do_not_watch) {
    let_bert_in();
    world.loop.advance({3000});
    bert.forget();
    anna.post(den, "@bert");
    anna.post(den, "@room");
    anna.post(den, "nobody");
    world.loop.advance({3000});
    const auto counts = bert.take_all<net::Unread>().back().rooms.back();
    EXPECT_EQ(counts.room, den);
    EXPECT_EQ(counts.mentions.value - counts.read.mentions.value, 2u);
    EXPECT_EQ(counts.posts.value - counts.read.posts.value, 3u);
    bert.come_back();
    EXPECT_EQ(bert.rooms.rooms.back().mentions, net::MentionCount{2});
}

TEST_F(Messages, mentions_in_a_rooms_state_are_those_up_to_its_head) {
    let_bert_in();
    world.view.query_delay = [] { return net::Milliseconds{200}; };
    anna.post(den, "@bert one");
    bert.send(net::Watch{{den, {}, true}});
    world.settle();
    world.view.hold();
    anna.post(den, "@bert two");
    anna.post(den, "@room three");
    anna.post(den, "four");
    world.loop.advance({1000});
    const auto state = bert.take<net::RoomState>();
    EXPECT_EQ(state.room.mentions, net::MentionCount{1});
    std::uint64_t mentions = state.room.mentions.value;
    for (const net::Event& event : bert.take_all<net::Event>()) {
        const auto& posted = std::get<net::MessagePosted>(event.fact);
        mentions += posted.mentions_all || !posted.mentions.empty() ? 1U : 0U;
    }
    EXPECT_EQ(mentions, 3u);
    world.view.release();
}

}  // namespace
}  // namespace crosstalk::server
