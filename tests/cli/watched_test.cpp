// What is different where somebody sits before the terminal.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "client/cli/prompt.hpp"
#include "tests/cli/talk.hpp"

namespace crosstalk::cli {
namespace {

using model::alice;
using model::bob;
using model::den;
using model::me;
using ::testing::HasSubstr;
using ::testing::Not;

std::string prompt(const Talk& talk) {
    return prompt_of(talk.talk->model(), talk.talk->current_room());
}

Talk watched() {
    return Talk(Output::Plain, Colours::None, Watched::Yes);
}

TEST(CliWatched, a_room_of_which_nothing_was_shown_shows_its_last_lines) {
    Talk talk = watched();
    talk.go_online({model::mine(net::lobby, "lobby", 9, 9), model::mine(den, "den")});
    talk.tell(model::synced(net::lobby, 9, 10, 9));
    const auto asked = talk.all<model::Ask>();
    ASSERT_EQ(asked.size(), 1u);
    const auto& history = std::get<net::History>(asked[0].question);
    EXPECT_EQ(history.room, net::lobby);
    EXPECT_EQ(history.before, net::Sequence{10}) << "what is said meanwhile is not shown twice";
    talk.printed();
    talk.answer(model::page(net::lobby, 8, 9));
    EXPECT_EQ(talk.printed(),
              "-- Thursday, 1 January 1970\n"
              "00:00 8 <alice> text\n"
              "00:00 9 <alice> text\n");
    talk.tell(model::synced(net::lobby, 9, 10, 9));
    EXPECT_EQ(talk.all<model::Ask>().size(), 1u) << "once";
}

TEST(CliWatched, a_room_that_brought_news_does_not_repeat_itself_and_an_empty_one_says_so) {
    Talk talk = watched();
    talk.go_online({model::mine(net::lobby, "lobby", 2, 2), model::mine(den, "den")});
    talk.tell(model::synced(net::lobby, 0, 1, 2));
    EXPECT_TRUE(talk.all<model::Ask>().empty());
    net::MyRoom empty = model::mine(den, "den");
    talk.tell(model::RoomSynced{{.room = empty, .have = {}, .from = {1}, .messages = {}, .mark = {}}});
    talk.line("/switch den");
    ASSERT_EQ(talk.all<model::Ask>().size(), 1u);
    talk.printed();
    net::HistoryPage nothing = model::page(den, 1, 0);
    talk.answer(nothing);
    EXPECT_EQ(talk.printed(), "-- nothing has been said in #den so far\n");
}

TEST(CliWatched, a_room_that_one_was_put_out_of_shows_its_last_lines_anew) {
    Talk talk = watched();
    talk.go_online({model::mine(net::lobby, "lobby"), model::mine(den, "den", 9, 9)});
    talk.tell(den_synced(9, 10, 9));
    talk.line("/switch den");
    ASSERT_EQ(talk.all<model::Ask>().size(), 1u);
    talk.tell(model::RoomRemoved{
        {.room = den, .why = net::WhyRemoved::Kicked, .by = bob, .reason = {}, .until = {}}, noon});
    talk.tell(model::RoomAdded{model::mine(den, "den", 9, 9)});
    talk.tell(den_synced(9, 10, 9));
    talk.line("/switch den");
    EXPECT_EQ(talk.all<model::Ask>().size(), 2u);
}

TEST(CliWatched, a_script_is_told_nothing_twice) {
    Talk talk(Output::Plain);
    talk.go_online({model::mine(net::lobby, "lobby", 9, 9)});
    talk.tell(model::synced(net::lobby, 9, 10, 9));
    EXPECT_TRUE(talk.all<model::Ask>().empty());
    talk.now += 2 * model::away_after;
    talk.talk->tick(talk.now);
    EXPECT_TRUE(talk.all<model::SetPresence>().empty());
}

TEST(CliWatched, who_touches_no_key_is_away_until_the_next_one) {
    Talk talk = watched();
    talk.go_online();
    EXPECT_EQ(talk.talk->next_deadline(), talk.now + model::away_after);
    talk.now += model::away_after;
    talk.talk->tick(talk.now);
    ASSERT_EQ(talk.all<model::SetPresence>().size(), 1u);
    EXPECT_EQ(talk.all<model::SetPresence>()[0].state, net::PresenceState::Away);
    talk.talk->touched(talk.now);
    ASSERT_EQ(talk.all<model::SetPresence>().size(), 2u);
    EXPECT_EQ(talk.all<model::SetPresence>()[1].state, net::PresenceState::Online);
    talk.line("/busy");
    talk.now += 2 * model::away_after;
    talk.talk->tick(talk.now);
    EXPECT_EQ(talk.all<model::SetPresence>().size(), 3u) << "busy stays busy";
}

TEST(CliWatched, who_is_writing_stands_before_the_line_until_it_lapses) {
    Talk talk(Output::Plain);
    talk.go_online();
    talk.tell(model::synced(net::lobby, 0, 1, 1));
    EXPECT_EQ(prompt(talk), "#lobby> ");
    talk.tell(model::TypingSeen{{net::lobby, {bob}}, {noon.value - model::typing_span.value + 1'000}});
    EXPECT_EQ(prompt(talk), "#lobby (bob is writing)> ");
    EXPECT_EQ(talk.talk->next_deadline(), talk.now + std::chrono::seconds(1));
    talk.tell(model::TypingSeen{{net::lobby, {bob}}, {noon.value - model::typing_span.value}});
    talk.talk->tick(talk.now);
    EXPECT_EQ(prompt(talk), "#lobby> ");
}

TEST(CliWatched, how_far_ones_own_last_message_has_got_stands_there_too) {
    Talk talk(Output::Plain);
    talk.go_online();
    model::RoomSynced synced = model::synced(net::lobby, 0, 1, 2);
    synced.state.messages.back().author = me;
    talk.tell(synced);
    EXPECT_EQ(prompt(talk), "#lobby> ");
    talk.tell(model::ProgressChanged{{net::lobby, {{bob.id, {2}, {1}}}}});
    EXPECT_EQ(prompt(talk), "#lobby (delivered)> ");
    talk.tell(model::ProgressChanged{{net::lobby, {{bob.id, {2}, {2}}}}});
    EXPECT_EQ(prompt(talk), "#lobby (read)> ");
    talk.tell(model::posted(net::lobby, 3));
    EXPECT_EQ(prompt(talk), "#lobby> ") << "somebody else has said something since";
}

TEST(CliWatched, a_name_cannot_draw_before_the_line) {
    Talk talk(Output::Plain);
    talk.go_online();
    talk.tell(model::synced(net::lobby, 0, 1, 1));
    talk.tell(model::TypingSeen{{net::lobby, {{bob.id, "b\x1b[2Jo\nb"}}}, noon});
    EXPECT_THAT(prompt(talk), Not(HasSubstr("\x1b")));
    EXPECT_THAT(prompt(talk), Not(HasSubstr("\n")));
}

// --- what is not sent yet

class CliUnsent : public ::testing::Test {
  protected:
    CliUnsent() : talk(Output::Plain) {
        talk.go_online();
        talk.tell(model::synced(net::lobby, 0, 1, 1));
        talk.tell(model::Offline{"cut", {100}, {}});
        for (const char* text : {"one", "two"}) {
            talk.line(text);
            const model::Post post = talk.all<model::Post>().back();
            talk.tell(model::Queued{post.ref, post.room, post.text, noon});
        }
        talk.printed();
    }
    Talk talk;
};

TEST_F(CliUnsent, what_waits_is_listed_counted_and_taken_back) {
    EXPECT_EQ(prompt(talk), "#lobby (2 unsent)> ");
    talk.line("/unsent");
    EXPECT_EQ(talk.printed(), "  1 waits: #lobby one\n  2 waits: #lobby two\n");
    talk.line("/cancel 1");
    const auto cancelled = talk.all<model::Cancel>();
    ASSERT_EQ(cancelled.size(), 1u);
    EXPECT_EQ(cancelled[0].ref, talk.all<model::Post>()[0].ref);
    talk.tell(model::Withdrawn{cancelled[0].ref});
    EXPECT_EQ(talk.printed(), "-- taken back\n");
    EXPECT_EQ(prompt(talk), "#lobby (1 unsent)> ");
    talk.talk->interrupt();
    EXPECT_EQ(talk.talk->last_words(),
              "1 unsent line is kept in the profile; it goes out at the next start.");
}

TEST_F(CliUnsent, what_is_on_its_way_is_not_taken_back) {
    for (const model::Post& post : talk.all<model::Post>())
        talk.tell(model::Submitted{post.ref});
    EXPECT_EQ(prompt(talk), "#lobby (2 unsent)> ") << "nobody knows whether they arrived";
    talk.line("/cancel");
    talk.line("/cancel 2");
    EXPECT_TRUE(talk.all<model::Cancel>().empty());
    EXPECT_THAT(talk.printed(), HasSubstr("cannot be taken back"));
}

TEST_F(CliUnsent, what_was_refused_is_sent_again_and_waited_for) {
    const std::string ref = talk.all<model::Post>()[1].ref;
    talk.refuse(ref, net::Status::Muted, "You are muted.");
    talk.line("/retry 1");
    EXPECT_TRUE(talk.all<model::Retry>().empty()) << "that one has not failed";
    talk.line("/retry");
    ASSERT_EQ(talk.all<model::Retry>().size(), 1u);
    EXPECT_EQ(talk.all<model::Retry>()[0].ref, ref);
    talk.tell(model::Queued{ref, net::lobby, "two", noon});
    talk.talk->end_of_input(talk.now);
    talk.acknowledge(talk.all<model::Post>()[0].ref, 2);
    talk.tell(model::posted(net::lobby, 2));
    EXPECT_FALSE(talk.talk->exit()) << "the second is still under way";
    talk.acknowledge(ref, 3);
    EXPECT_TRUE(talk.talk->exit());
}

TEST_F(CliUnsent, the_last_message_is_not_mistaken_for_one_before_those_that_wait) {
    for (const char* line : {"/edit better", "/delete", "/edit ^ better"}) {
        talk.line(line);
        EXPECT_THAT(talk.printed(), HasSubstr("has not been sent yet")) << line;
    }
    EXPECT_TRUE(talk.all<model::Perform>().empty());
}

TEST(CliPlain, who_was_away_or_busy_comes_back_and_does_not_join) {
    Talk talk(Output::Plain);
    talk.go_online();
    talk.printed();
    const auto seen = [&](net::PresenceState state) {
        talk.tell(model::PresenceChanged{{net::lobby, {{bob, state}}}, {}});
        return talk.printed();
    };
    EXPECT_EQ(seen(net::PresenceState::Online), "-- bob joined\n");
    EXPECT_EQ(seen(net::PresenceState::Away), "-- bob went away\n");
    EXPECT_EQ(seen(net::PresenceState::Online), "-- bob came back\n");
    EXPECT_EQ(seen(net::PresenceState::Offline), "-- bob left\n");
    EXPECT_EQ(seen(net::PresenceState::Online), "-- bob joined\n");
}

TEST(CliPlain, an_edit_of_a_message_that_is_deleted_is_not_told) {
    Talk talk(Output::Plain);
    talk.go_online();
    talk.tell(model::synced(net::lobby, 0, 1, 2));
    talk.tell(model::happened(net::lobby, 3, net::MessageDeleted{{1002}, {2}, alice}));
    talk.printed();
    talk.tell(model::happened(net::lobby, 4, net::MessageEdited{{1002}, {2}, "late"}));
    EXPECT_EQ(talk.printed(), "");
}

TEST(CliPlain, a_reason_in_a_refusal_ends_like_a_sentence) {
    Talk talk(Output::Plain);
    model::Refused refused;
    refused.why = model::Refusal::Banned;
    refused.text = "You are banned, by alice: spam";
    refused.retry_after = {59'000};
    talk.tell(refused);
    EXPECT_EQ(talk.talk->last_words(), "You are banned, by alice: spam. Wait 59 s.");
}

}  // namespace
}  // namespace crosstalk::cli
