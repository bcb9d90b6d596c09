// The chat as lines for people.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/cli/talk.hpp"

namespace crosstalk::cli {
namespace {

using model::alice;
using model::bob;
using model::den;
using model::me;
using ::testing::AllOf;
using ::testing::EndsWith;
using ::testing::HasSubstr;
using ::testing::Not;

net::MessagePosted said(const net::UserRef& author, const std::string& text) {
    net::MessagePosted fact;
    fact.id = {9};
    fact.author = author;
    fact.text = text;
    return fact;
}

// What a message looks like on a terminal.
std::string drawn(const std::string& text) {
    return render(text, {.colours = Colours::Ansi});
}

TEST(CliPlain, a_conversation_reads_like_one) {
    Talk talk(Output::Plain);
    talk.tell(model::Connecting{"home:12345"});
    talk.go_online();
    talk.tell(model::synced(net::lobby, 0, 1, 1));
    talk.tell(model::PresenceChanged{
        {net::lobby, {{alice, net::PresenceState::Online}, {bob, net::PresenceState::Online}}}, {}});
    talk.tell(model::posted(net::lobby, 2, "two\nlines"));
    talk.tell(model::happened(net::lobby, 3, said(me, "mine")));
    EXPECT_EQ(talk.printed(),
              "-- connecting to home:12345\n"
              "-- connected to home as me; /help lists the commands\n"
              "-- Thursday, 1 January 1970\n"
              "00:00 1 <alice> text\n"
              "-- alice and bob joined\n"
              "00:00 2 <alice> two\n"
              "      | lines\n"
              "00:00 3 <me> mine\n");
}

TEST(CliPlain, many_comings_and_goings_are_one_line) {
    Talk talk(Output::Plain);
    talk.go_online();
    talk.printed();
    net::Presence presence{net::lobby, {}};
    for (std::uint64_t i = 0; i < 7; ++i) {
        presence.changes.push_back({{net::UserId{100 + i}, "user"},
                                    i < 5 ? net::PresenceState::Online : net::PresenceState::Offline});
    }
    talk.tell(model::PresenceChanged{presence, {}});
    EXPECT_EQ(talk.printed(), "-- 5 joined, user and user left\n");
}

TEST(CliPlain, nobody_can_forge_a_line_move_the_cursor_or_colour_the_screen) {
    Talk talk(Output::Plain);
    talk.go_online();
    talk.printed();
    talk.tell(model::synced(net::lobby, 0, 1, 0));
    talk.tell(model::happened(
        net::lobby, 1,
        said({{9}, "eve\n12:00 <bob>\x1b[31m"}, "x\n12:00 <bob> hello\r12:00 <bob>\x1b[2J\xC2\x9B")));
    std::string out = talk.printed();
    EXPECT_EQ(out.find('\x1b'), std::string::npos);
    EXPECT_EQ(out.find('\r'), std::string::npos);
    EXPECT_EQ(out.find("\xC2\x9B"), std::string::npos);
    out.erase(0, out.find('\n') + 1);  // the date
    EXPECT_EQ(out,
              "00:00 1 <eve 12:00 <bob>[31m> x\n"
              "      | 12:00 <bob> hello\n"
              "      | 12:00 <bob>[2J\n");
}

TEST(CliPlain, a_message_of_another_room_says_which) {
    Talk talk(Output::Plain);
    talk.go_online({model::mine(net::lobby, "lobby"), model::mine(den, "den")});
    talk.tell(den_synced(0, 1, 1));
    EXPECT_THAT(talk.printed(), HasSubstr("00:00 1 #den <alice> text"));
    talk.line("/switch den");
    talk.tell(model::posted(den, 2, "here"));
    EXPECT_THAT(talk.printed(), HasSubstr("00:00 2 <alice> here"));
}

TEST(CliPlain, an_outage_is_told_once_and_its_end) {
    Talk talk(Output::Plain);
    talk.go_online();
    talk.printed();
    for (int i = 0; i < 5; ++i) {
        talk.tell(model::Offline{"The server is stopping.", {1'500}, {}});
        talk.tell(model::Connecting{"home"});
    }
    EXPECT_EQ(talk.printed(), "-- The server is stopping. Trying again in 2 s.\n");
    talk.line("hello");
    talk.tell(model::Queued{talk.all<model::Post>()[0].ref, net::lobby, "hello", {}});
    EXPECT_EQ(talk.printed(), "-- not connected: 1 line waits to be sent\n");
    talk.go_online();
    EXPECT_EQ(talk.printed(), "-- connected again\n");
}

TEST(CliPlain, an_answer_shows_one_line_of_what_it_answers) {
    Talk talk(Output::Plain);
    talk.go_online();
    talk.tell(model::synced(net::lobby, 0, 1, 1));
    talk.tell(model::posted(net::lobby, 2, "one ||two||\nthree"));
    talk.printed();
    net::MessagePosted reply = said(bob, "so do I");
    reply.reply_to = {1002};
    reply.reply_sequence = {2};
    talk.tell(model::happened(net::lobby, 3, reply));
    EXPECT_EQ(talk.printed(), "00:00 3 <bob> (to 2 <alice> one [spoiler] ...)\n      | so do I\n");
    reply.reply_sequence = {99};
    talk.tell(model::happened(net::lobby, 4, reply));
    EXPECT_THAT(talk.printed(), HasSubstr("(to 99)\n")) << "which is not known here";
    talk.tell(model::happened(net::lobby, 5, net::MessageDeleted{{1002}, {2}, alice}));
    reply.reply_sequence = {2};
    talk.printed();
    talk.tell(model::happened(net::lobby, 6, reply));
    EXPECT_THAT(talk.printed(), HasSubstr("(to 2 <alice> (deleted))\n"));
}

TEST(CliPlain, edits_deletions_reactions_and_pins_name_the_message) {
    Talk talk(Output::Plain);
    talk.go_online();
    talk.tell(model::synced(net::lobby, 0, 1, 1));
    talk.printed();
    talk.tell(model::happened(net::lobby, 2, net::MessageEdited{{1001}, {1}, "better"}));
    talk.tell(model::happened(net::lobby, 3, net::ReactionSet{{1001}, {1}, bob, "\xe2\x9d\xa4", true}));
    talk.tell(model::happened(net::lobby, 4, net::PinSet{{1001}, {1}, bob, true}));
    talk.tell(model::happened(net::lobby, 5, net::MessageDeleted{{1001}, {1}, bob}));
    EXPECT_EQ(talk.printed(),
              "00:00 1 <alice> better (edited)\n"
              "-- bob set \xe2\x9d\xa4 under message 1\n"
              "-- bob pinned message 1\n"
              "-- bob deleted message 1 of alice\n");
}

TEST(CliPlain, markdown_is_drawn_with_the_attributes_of_a_terminal) {
    EXPECT_EQ(drawn("a **b** *c* ~~d~~ `e`"),
              "a \x1b[1mb\x1b[0m \x1b[3mc\x1b[0m \x1b[9md\x1b[0m \x1b[36me\x1b[0m");
    EXPECT_EQ(drawn("https://x.org/ :+1:"), "\x1b[4mhttps://x.org/\x1b[0m \xf0\x9f\x91\x8d");
    EXPECT_EQ(drawn("**a\nb**"), "\x1b[1ma\x1b[0m\n\x1b[1mb\x1b[0m") << "a line ends without attributes";
    EXPECT_EQ(drawn("> said\nno"), "\x1b[2m>\x1b[0m said\nno");
    EXPECT_EQ(drawn("```\n**x**\n```"), "\x1b[36m**x**\x1b[0m");
    EXPECT_EQ(drawn("||hidden **away**|| here"), "\x1b[7m[spoiler]\x1b[0m here");
    EXPECT_EQ(drawn("plain"), "plain");
}

TEST(CliPlain, without_colours_a_text_is_as_typed_but_spoilers_stay_hidden) {
    EXPECT_EQ(render("**b** `c`", {}), "**b** `c`");
    EXPECT_EQ(render("**b** ||c||", {}), "b [spoiler]");
}

TEST(CliPlain, nothing_in_a_text_can_draw_for_itself) {
    for (const char* text : {"\x1b[31mred", "**\x1b[2J**", "||\x1b]0;x\x07||",
                             "`\x9b"
                             "31m`",
                             "> \x1b[A"}) {
        const std::string out = drawn(text);
        for (std::size_t at = out.find('\x1b'); at != std::string::npos; at = out.find('\x1b', at + 1)) {
            const std::size_t end = out.find('m', at);
            ASSERT_NE(end, std::string::npos) << text;
            EXPECT_LE(end - at, 4u) << text << ": only our own attributes";
        }
        EXPECT_EQ(out.find('\x07'), std::string::npos);
    }
}

TEST(CliPlain, ones_own_name_stands_out_where_it_is_mentioned) {
    Talk talk(Output::Plain, Colours::Ansi);
    talk.go_online();
    talk.tell(model::synced(net::lobby, 0, 1, 0));
    talk.printed();
    net::MessagePosted fact = said(alice, "hello @me and @bob");
    fact.mentions = {me.id, bob.id};
    talk.tell(model::happened(net::lobby, 1, fact));
    EXPECT_THAT(talk.printed(),
                AllOf(HasSubstr("hello \x1b[7m@me\x1b[0m and @bob"), HasSubstr("\x1b[1m<alice>\x1b[0m")));
    fact.mentions.clear();
    talk.tell(model::happened(net::lobby, 2, fact));
    EXPECT_THAT(talk.printed(), HasSubstr("hello @me and @bob")) << "the server says who is meant";
    fact.text = "@room come";
    fact.mentions_all = true;
    talk.tell(model::happened(net::lobby, 3, fact));
    EXPECT_THAT(talk.printed(), HasSubstr("\x1b[7m@room\x1b[0m come"));
}

TEST(CliPlain, order_that_is_kept_is_told_with_who_why_and_how_long) {
    Talk talk(Output::Plain);
    talk.go_online({model::mine(net::lobby, "lobby"), model::mine(den, "den")});
    talk.tell(den_synced(0, 1, 0));
    talk.printed();
    talk.tell(model::happened(den, 1, net::MemberKicked{bob, alice, "spam\n-- forged"}));
    talk.tell(model::happened(den, 2, net::MemberMuted{bob, alice, "loud", {2000 + 600'000}}));
    talk.tell(model::happened(den, 3, net::TopicSet{"ships", alice}));
    EXPECT_EQ(talk.printed(),
              "-- #den: bob was kicked by alice: spam -- forged\n"
              "-- #den: bob was muted by alice for 10 minutes: loud\n"
              "-- #den: alice set the topic: ships\n");
}

// What happens to a room, each kind once.
template <std::size_t... Is>
std::vector<net::Fact> all_facts(std::index_sequence<Is...>) {
    return {net::Fact(std::in_place_index<Is>)...};
}

TEST(CliPlain, everything_that_happens_is_a_line_but_profiles_and_what_nobody_knows) {
    std::uint64_t place = 0;
    for (const net::Fact& fact :
         all_facts(std::make_index_sequence<std::variant_size_v<net::Fact::variant>>())) {
        Talk talk(Output::Plain);
        talk.go_online({model::mine(net::lobby, "lobby"), model::mine(den, "den")});
        talk.tell(den_synced(0, 1, 0));
        talk.printed();
        talk.tell(model::happened(den, 1, fact));
        const bool is_silent =
            std::holds_alternative<net::ProfileSet>(fact) || std::holds_alternative<net::Unknown>(fact);
        EXPECT_EQ(talk.printed().empty(), is_silent) << "fact " << place;
        ++place;
    }
}

TEST(CliPlain, a_room_of_two_is_called_by_the_other_one) {
    Talk talk(Output::Plain);
    talk.go_online({model::mine(net::lobby, "lobby"), model::direct(den, bob)});
    model::RoomSynced synced = den_synced(0, 1, 1);
    synced.state.room = model::direct(den, bob);
    synced.state.room.room.head = {1};
    talk.tell(synced);
    EXPECT_THAT(talk.printed(), HasSubstr("00:00 1 @bob <alice> text"));
    talk.line("/switch @bob");
    EXPECT_EQ(talk.printed(), "-- you write to @bob now\n");
}

}  // namespace
}  // namespace crosstalk::cli
