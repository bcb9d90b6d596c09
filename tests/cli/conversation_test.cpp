// One run of the terminal client: when it takes lines, what it waits for, how it ends.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/cli/talk.hpp"

namespace crosstalk::cli {
namespace {

using namespace std::chrono_literals;
using model::alice;
using model::attic;
using model::bob;
using model::den;
using model::me;
using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;
using ::testing::SizeIs;

TEST(CliConversation, a_bot_is_told_of_its_connection_and_of_messages_as_the_contract_says) {
    Talk talk(Output::JsonLines);
    talk.tell(model::Connecting{"home"});
    talk.go_online();
    talk.tell(model::synced(net::lobby, 0, 1, 1));
    talk.tell(model::posted(net::lobby, 2, "h\"i\n\xF0\x9F\x98\x80"));
    EXPECT_EQ(talk.printed(),
              R"({"event":"connection","state":"connecting"}
{"event":"connection","state":"online"}
{"event":"ready","user":{"id":"10","name":"me"},"server":{"name":"home","fingerprint":"0101010101010101010101010101010101010101010101010101010101010101","address":""}}
{"event":"message","room":"#lobby","seq":1,"id":"1001","from":{"id":"11","name":"alice"},"text":"text","time":"1970-01-01T00:00:01.000Z","history":true}
{"event":"message","room":"#lobby","seq":2,"id":"1002","from":{"id":"11","name":"alice"},"text":"h\"i)"
              "\\n\xF0\x9F\x98\x80"
              R"(","time":"1970-01-01T00:00:02.000Z","history":false}
)");
}

TEST(CliConversation, a_bots_post_keeps_its_ref_and_is_sent_once_acknowledged) {
    Talk talk(Output::JsonLines);
    talk.go_online();
    talk.tell(model::synced(net::lobby, 0, 1, 0));
    talk.printed();
    talk.line(R"({"room":"#lobby","text":"hello","ref":[1,"x"]})");
    ASSERT_THAT(talk.all<model::Post>(), SizeIs(1));
    EXPECT_EQ(talk.all<model::Post>()[0].text, "hello");
    EXPECT_EQ(talk.printed(), "");
    talk.acknowledge(talk.all<model::Post>()[0].ref, 7);
    EXPECT_EQ(talk.printed(),
              "{\"event\":\"sent\",\"ref\":[1,\"x\"],\"room\":\"#lobby\",\"seq\":7,\"id\":\"1007\"}\n");
    talk.line("plain");
    talk.acknowledge(talk.all<model::Post>()[1].ref, 8);
    EXPECT_THAT(talk.printed(), HasSubstr("\"ref\":null"));
    talk.line(R"({"text":"no","ref":"r"})");
    talk.refuse(talk.all<model::Post>()[2].ref, net::Status::NotAllowed, "Not here.");
    EXPECT_EQ(talk.printed(),
              "{\"event\":\"error\",\"code\":\"not_allowed\",\"text\":\"Not here.\",\"ref\":\"r\"}\n");
}

TEST(CliConversation, bad_lines_are_errors_with_a_code_and_nothing_is_sent) {
    Talk talk(Output::JsonLines);
    talk.go_online();
    talk.tell(model::synced(net::lobby, 0, 1, 0));
    talk.printed();
    const std::size_t before = talk.sent.size();
    const std::vector<std::pair<std::string, std::string>> cases{
        {"/dance", "unknown_command"},
        {"/join", "missing_argument"},
        {"/quit now", "unwanted_argument"},
        {"{\"text\":1}", "bad_json"},
        {"{\"room\":\"#x\",\"text\":\"t\"}", "no_such_room"},
        {"/switch nowhere", "no_such_room"},
        {"/leave nowhere", "no_such_room"},
        {"/leave", "not_here"},
        {"/pin 3", "no_such_message"},
        {"/posters nobody", "wrong_argument"},
        {"/purge 30d", "not_confirmed"},
        {"/more", "no_more"},
        {"{\"text\":\" \"}", "blank"},
        {"\xff", "invalid_text"},
        {std::string(4'001, 'x'), "too_long"},
        {"/history", "no_older"}};
    for (const auto& [line, code] : cases) {
        talk.line(line);
        EXPECT_THAT(talk.printed(), HasSubstr("\"code\":\"" + code + "\"")) << line;
    }
    talk.line("");
    talk.line("   ");
    EXPECT_EQ(talk.printed(), "");
    EXPECT_EQ(talk.sent.size(), before);
}

TEST(CliConversation, without_json_a_line_that_begins_with_a_brace_is_text) {
    Talk talk(Output::Plain);
    talk.go_online();
    talk.line("{\"text\":1}");
    ASSERT_THAT(talk.all<model::Post>(), SizeIs(1));
    EXPECT_EQ(talk.all<model::Post>()[0].text, "{\"text\":1}");
}

TEST(CliConversation, what_was_printed_counts_as_received_only_when_it_has_left) {
    Talk talk(Output::JsonLines);
    talk.go_online();
    talk.tell(model::synced(net::lobby, 0, 1, 3));
    talk.tell(model::happened(net::lobby, 4, net::MemberJoined{bob, net::Role::Member}));
    EXPECT_THAT(talk.all<model::MarkRead>(), IsEmpty());
    talk.talk->flushed();
    ASSERT_THAT(talk.all<model::MarkRead>(), SizeIs(1));
    EXPECT_EQ(talk.all<model::MarkRead>()[0].read.sequence, net::Sequence{4})
        << "also places without a message";
    talk.talk->flushed();
    EXPECT_THAT(talk.all<model::MarkRead>(), SizeIs(1));
}

TEST(CliConversation, an_answer_counts_as_shown_only_when_it_has_left) {
    Talk talk(Output::JsonLines);
    talk.go_online();
    talk.line(R"({"text":"hello","ref":1})");
    talk.acknowledge("1", 1);
    EXPECT_THAT(talk.all<model::AnswerShown>(), IsEmpty());
    talk.talk->flushed();
    ASSERT_THAT(talk.all<model::AnswerShown>(), SizeIs(1));
    EXPECT_EQ(talk.all<model::AnswerShown>()[0].ref, "1");
}

TEST(CliConversation, the_end_of_the_input_waits_for_what_was_missed) {
    Talk talk(Output::JsonLines);
    talk.go_online();
    talk.talk->end_of_input(talk.now);
    talk.tell(model::MissedMessages{net::lobby, {2}, model::messages(1, 2), {1}, model::Part::First});
    EXPECT_FALSE(talk.talk->exit());
    talk.tell(model::synced(net::lobby, 2, 3, 4));
    EXPECT_EQ(talk.talk->exit(), Exit::Done);
}

TEST(CliConversation, missed_messages_are_history_in_order_and_nothing_is_printed_twice) {
    Talk talk(Output::Plain);
    talk.go_online();
    talk.tell(model::MissedMessages{net::lobby, {2}, model::messages(1, 2), {1}, model::Part::First});
    talk.tell(model::synced(net::lobby, 2, 3, 4));
    talk.tell(model::synced(net::lobby, 0, 1, 4));
    const std::string out = talk.printed();
    std::size_t lines = 0;
    for (std::size_t at = out.find("<alice>"); at != std::string::npos; at = out.find("<alice>", at + 1))
        ++lines;
    EXPECT_EQ(lines, 4u);
}

TEST(CliConversation, presence_is_told_once_per_change_whatever_room_it_came_by) {
    Talk talk(Output::JsonLines);
    talk.go_online({model::mine(net::lobby, "lobby"), model::mine(den, "den")});
    talk.printed();
    const net::MemberPresence here{bob, net::PresenceState::Online};
    talk.tell(model::PresenceChanged{{net::lobby, {here, {me, net::PresenceState::Online}}}, {}});
    talk.tell(model::PresenceChanged{{den, {here}}, {}});
    EXPECT_EQ(talk.printed(),
              "{\"event\":\"presence\",\"user\":{\"id\":\"12\",\"name\":\"bob\"},\"state\":\"online\"}\n");
    talk.tell(model::PresenceChanged{{net::lobby, {{bob, net::PresenceState::Offline}}}, {}});
    EXPECT_THAT(talk.printed(), HasSubstr("offline"));
}

TEST(CliConversation, a_made_room_becomes_the_current_one_and_the_next_line_waits_for_it) {
    Talk talk(Output::JsonLines);
    talk.go_online();
    talk.line("/create-private the den");
    ASSERT_THAT(talk.performed<net::CreateRoom>(), SizeIs(1));
    EXPECT_EQ(talk.performed<net::CreateRoom>()[0].first.kind, net::RoomKind::Private);
    EXPECT_FALSE(talk.talk->takes_lines());
    talk.carry_out(talk.performed<net::CreateRoom>()[0].second, den);
    EXPECT_FALSE(talk.talk->takes_lines());
    talk.tell(model::RoomAdded{model::mine(den, "the den")});
    EXPECT_TRUE(talk.talk->takes_lines());
    talk.line("in it");
    EXPECT_EQ(talk.all<model::Post>()[0].room, den);
    talk.tell(model::RoomRemoved{{.room = den, .by = {}, .reason = {}, .until = {}}, noon});
    talk.line("outside");
    EXPECT_EQ(talk.all<model::Post>()[1].room, net::lobby);
}

TEST(CliConversation, a_room_that_cannot_be_made_lets_the_next_line_through) {
    Talk talk(Output::JsonLines);
    talk.go_online();
    talk.line("/create den");
    talk.refuse(talk.performed<net::CreateRoom>()[0].second, net::Status::NameTaken, "Taken.");
    EXPECT_TRUE(talk.talk->takes_lines());
}

// --- commands that need something first

TEST(CliConversation, somebody_is_invited_by_name_after_asking_who_there_is) {
    Talk talk(Output::JsonLines);
    talk.go_online({model::mine(net::lobby, "lobby"), model::mine(den, "den")});
    talk.tell(model::synced(net::lobby, 0, 1, 0));
    talk.line("/switch den");
    talk.line("/invite @Bob");
    ASSERT_THAT(talk.all<model::LoadMembers>(), SizeIs(1));
    EXPECT_FALSE(talk.talk->takes_lines()) << "the next line may be about the same";
    talk.tell(model::members({model::member(bob, net::PresenceState::Offline)}));
    ASSERT_THAT(talk.performed<net::InviteUser>(), SizeIs(1));
    EXPECT_EQ(talk.performed<net::InviteUser>()[0].first.user, bob.id);
    talk.carry_out(talk.performed<net::InviteUser>()[0].second, den);
    EXPECT_TRUE(talk.talk->takes_lines());
    talk.line(R"({"command":"/invite carol","ref":7})");
    talk.tell(model::members({model::member(bob)}));
    EXPECT_THAT(talk.printed(), AllOf(HasSubstr("no_such_user"), HasSubstr("\"ref\":7")));
    EXPECT_TRUE(talk.talk->takes_lines());
}

TEST(CliConversation, a_command_sets_out_when_everything_before_it_is_answered_and_shown) {
    Talk talk(Output::JsonLines);
    talk.go_online();
    talk.tell(model::synced(net::lobby, 0, 1, 0));
    talk.line("hello");
    talk.line("/pin ^");
    EXPECT_FALSE(talk.talk->takes_lines());
    talk.acknowledge(talk.all<model::Post>()[0].ref, 1);
    EXPECT_THAT(talk.performed<net::PinMessage>(), IsEmpty()) << "its own message is not there yet";
    talk.tell(model::posted(net::lobby, 1, "hello"));
    ASSERT_THAT(talk.performed<net::PinMessage>(), SizeIs(1));
    EXPECT_EQ(talk.performed<net::PinMessage>()[0].first.target.message, net::MessageId{1001});
}

TEST(CliConversation, commands_that_only_concern_this_client_do_not_wait) {
    Talk talk(Output::JsonLines);
    talk.go_online();
    talk.tell(model::synced(net::lobby, 0, 1, 0));
    talk.line("hello");
    talk.printed();
    for (const char* typed : {"/me", "/rooms", "/help", "/switch lobby"}) {
        talk.line(typed);
        EXPECT_NE(talk.printed(), "") << typed;
    }
}

TEST(CliConversation, a_command_that_waits_sets_out_when_the_connection_is_lost_and_a_begun_one_is_given_up) {
    Talk talk(Output::JsonLines);
    talk.go_online();
    talk.tell(model::synced(net::lobby, 0, 1, 3));
    talk.line("hello");
    talk.line("/pin 3");
    talk.tell(model::Offline{"cut", {100}, {}});
    EXPECT_THAT(talk.performed<net::PinMessage>(), SizeIs(1)) << "the outbox keeps it";
    EXPECT_TRUE(talk.talk->takes_lines());

    Talk begun(Output::JsonLines);
    begun.go_online();
    begun.tell(model::synced(net::lobby, 0, 1, 3));
    begun.line(R"({"command":"/kick carol","ref":1})");
    begun.printed();
    begun.tell(model::Offline{"cut", {100}, {}});
    EXPECT_THAT(begun.printed(), AllOf(HasSubstr("not_connected"), HasSubstr("\"ref\":1")));
    EXPECT_TRUE(begun.talk->takes_lines());
    begun.line("/kick carol");
    EXPECT_THAT(begun.printed(), HasSubstr("not_connected")) << "nobody can be asked who that is";
}

TEST(CliConversation, an_old_message_is_fetched_before_something_is_done_about_it) {
    Talk talk(Output::JsonLines);
    talk.go_online();
    talk.tell(model::synced(net::lobby, 4, 5, 9));
    talk.line("/pin 3");
    const auto asked = talk.all<model::Ask>();
    ASSERT_THAT(asked, SizeIs(1));
    EXPECT_EQ(std::get<net::History>(asked[0].question).before, net::Sequence{4});
    talk.answer(model::page(net::lobby, 3, 3));
    EXPECT_EQ(talk.performed<net::PinMessage>()[0].first.target.message, net::MessageId{1003});
    talk.carry_out(talk.performed<net::PinMessage>()[0].second, net::lobby);
    talk.printed();
    talk.line("/pin 2");
    talk.answer(model::page(net::lobby, 1, 1));
    EXPECT_THAT(talk.printed(), HasSubstr("no_such_message"));
    EXPECT_THAT(talk.performed<net::PinMessage>(), SizeIs(1));
}

TEST(CliConversation, a_public_room_is_looked_for_in_the_whole_directory) {
    Talk talk(Output::JsonLines);
    talk.go_online();
    talk.tell(model::synced(net::lobby, 0, 1, 0));
    talk.line("/join cellar");
    talk.answer(net::DirectoryPage{{}, {model::summary(attic, "attic")}, false});
    ASSERT_THAT(talk.all<model::Ask>(), SizeIs(2));
    EXPECT_EQ(std::get<net::Directory>(talk.all<model::Ask>()[1].question).after, attic);
    talk.answer(net::DirectoryPage{attic, {model::summary({9000}, "Cellar")}, true});
    ASSERT_THAT(talk.performed<net::JoinRoom>(), SizeIs(1));
    EXPECT_EQ(talk.performed<net::JoinRoom>()[0].first.room, net::RoomId{9000});
}

TEST(CliConversation, a_first_word_to_somebody_opens_the_room_and_is_said_there) {
    Talk talk(Output::JsonLines);
    talk.go_online();
    talk.tell(model::synced(net::lobby, 0, 1, 0));
    talk.tell(model::members({model::member(alice)}));
    talk.printed();
    talk.line(R"({"room":"@alice","text":"hi","ref":1})");
    ASSERT_THAT(talk.performed<net::OpenDirect>(), SizeIs(1));
    EXPECT_FALSE(talk.talk->takes_lines());
    talk.carry_out(talk.performed<net::OpenDirect>()[0].second, {8000});
    talk.tell(model::RoomAdded{model::direct({8000}, alice)});
    ASSERT_THAT(talk.all<model::Post>(), SizeIs(1));
    EXPECT_EQ(talk.all<model::Post>()[0].room, net::RoomId{8000});
    EXPECT_EQ(talk.all<model::Post>()[0].ref, "1");
    EXPECT_TRUE(talk.talk->takes_lines());
    EXPECT_EQ(talk.talk->current_room()->id, net::lobby) << "a word is no move";
    EXPECT_EQ(talk.printed(),
              "{\"event\":\"room_added\",\"room\":\"@alice\",\"id\":\"8000\",\"kind\":\"direct\"}\n");
}

TEST(CliConversation, a_word_to_somebody_that_cannot_be_said_comes_back_with_its_ref) {
    Talk talk(Output::JsonLines);
    talk.go_online();
    talk.tell(model::synced(net::lobby, 0, 1, 0));
    talk.tell(model::members({model::member(alice)}));
    talk.printed();
    talk.line(R"({"room":"@alice","text":"hi","ref":1})");
    talk.refuse(talk.performed<net::OpenDirect>()[0].second, net::Status::TooMany, "Too many.");
    EXPECT_THAT(talk.printed(), AllOf(HasSubstr("too_many"), HasSubstr("\"ref\":1")));
    talk.line(R"({"room":"@alice","text":"hi","ref":2})");
    talk.tell(model::Offline{"cut", {100}, {}});
    EXPECT_THAT(talk.printed(), AllOf(HasSubstr("not_connected"), HasSubstr("\"ref\":2")));
}

TEST(CliConversation, a_reply_names_the_message_by_seq_or_by_id) {
    Talk talk(Output::JsonLines);
    talk.go_online();
    talk.tell(model::synced(net::lobby, 0, 1, 5));
    for (const char* reply : {"3", "\"1003\"", R"({"seq":3,"id":"1003"})", "\"^3\""}) {
        talk.line(std::string(R"({"text":"so","ref":1,"reply_to":)") + reply + "}");
        ASSERT_FALSE(talk.all<model::Post>().empty()) << reply;
        EXPECT_EQ(talk.all<model::Post>().back().reply_to, net::MessageId{1003}) << reply;
        talk.refuse("1", net::Status::NotAllowed, "no");
    }
    talk.printed();
    talk.line(R"({"text":"so","ref":1,"reply_to":9})");
    EXPECT_THAT(talk.printed(), HasSubstr("no_such_message"));
    talk.line(R"({"text":"so","ref":1,"reply_to":true})");
    EXPECT_THAT(talk.printed(), HasSubstr("bad_json"));
}

TEST(CliConversation, a_structured_command_may_name_its_room_without_going_there) {
    Talk talk(Output::JsonLines);
    talk.go_online({model::mine(net::lobby, "lobby"), model::mine(den, "den")});
    talk.tell(model::synced(net::lobby, 0, 1, 0));
    talk.line(R"({"room":"#den","command":"/topic ships","ref":1})");
    ASSERT_THAT(talk.performed<net::SetTopic>(), SizeIs(1));
    EXPECT_EQ(talk.performed<net::SetTopic>()[0].first.room, den);
    EXPECT_EQ(talk.talk->current_room()->id, net::lobby);
    for (const char* line :
         {R"({"command":"topic"})", R"({"command":7})", R"({"command":"/x","text":"y"})"}) {
        talk.printed();
        talk.line(line);
        EXPECT_THAT(talk.printed(), HasSubstr("bad_json")) << line;
    }
}

TEST(CliConversation, a_refused_command_keeps_its_ref_and_one_from_an_earlier_run_too) {
    Talk talk(Output::JsonLines);
    talk.tell(model::online());
    talk.tell(model::CommandQueued{"\"old\"", net::KickUser{net::lobby, bob.id, ""}, {}});
    talk.tell(model::RoomsListed{{model::mine(net::lobby, "lobby")}, {}});
    talk.tell(model::synced(net::lobby, 0, 1, 0));
    talk.printed();
    talk.carry_out("\"old\"", net::lobby);
    EXPECT_EQ(talk.printed(),
              "{\"event\":\"done\",\"command\":\"kick\",\"ref\":\"old\",\"room\":\"#lobby\"}\n");
    talk.line(R"({"command":"/topic x","ref":[2]})");
    talk.refuse("[2]", net::Status::NotAllowed, "No.");
    EXPECT_EQ(talk.printed(),
              "{\"event\":\"error\",\"code\":\"not_allowed\",\"text\":\"No.\",\"ref\":[2]}\n");
}

TEST(CliConversation, the_end_of_the_input_waits_for_answers) {
    Talk talk(Output::JsonLines);
    talk.go_online();
    talk.tell(model::synced(net::lobby, 0, 1, 0));
    talk.line("/stats");
    talk.talk->end_of_input(talk.now);
    EXPECT_FALSE(talk.talk->exit());
    talk.answer(net::StatsReport{});
    EXPECT_EQ(talk.talk->exit(), Exit::Done);

    Talk members(Output::JsonLines);
    members.go_online();
    members.tell(model::synced(net::lobby, 0, 1, 0));
    members.line("/members");
    members.talk->end_of_input(members.now);
    EXPECT_FALSE(members.talk->exit());
    members.tell(model::members({}));
    EXPECT_EQ(members.talk->exit(), Exit::Done);
}

TEST(CliConversation, invitations_are_told) {
    Talk talk(Output::JsonLines);
    talk.go_online();
    talk.printed();
    talk.tell(model::InvitationArrived{model::summary(attic, "attic"), bob});
    EXPECT_EQ(talk.printed(),
              "{\"event\":\"invited\",\"room\":\"#attic\",\"id\":\"4096\",\"by\":{\"id\":\"12\",\"name\":"
              "\"bob\"}}\n");
}

// --- what happens while nobody types

TEST(CliConversation, what_changed_while_one_was_away_is_told_as_it_is_now) {
    Talk talk(Output::JsonLines);
    talk.go_online();
    talk.tell(model::synced(net::lobby, 0, 1, 3));
    talk.tell(model::Offline{"cut", {100}, {}});
    talk.go_online();
    talk.printed();
    model::RoomSynced again = model::synced(net::lobby, 3, 4, 5);
    net::Message edited = model::message(2, "what I meant");
    edited.revision = {4};
    edited.edited_at = noon;
    again.state.messages = {edited, model::message(5)};
    talk.tell(again);
    const std::string out = talk.printed();
    EXPECT_THAT(out, HasSubstr(R"({"event":"changed","room":"#lobby","seq":2,"id":"1002")"));
    EXPECT_THAT(out, HasSubstr(R"("edited":"2026-11-20T12:00:00.000Z"})"));
    EXPECT_THAT(out, HasSubstr(R"({"event":"message","room":"#lobby","seq":5)"));
    EXPECT_EQ(std::count(out.begin(), out.end(), '\n'), 2);
}

TEST(CliConversation, what_ignored_people_do_is_not_told) {
    Talk talk(Output::JsonLines);
    talk.tell(model::online());
    talk.tell(model::IgnoredKnown{{alice}});
    talk.tell(model::RoomsListed{{model::mine(net::lobby, "lobby")}, {}});
    talk.printed();
    talk.tell(model::synced(net::lobby, 0, 1, 2));
    talk.tell(model::posted(net::lobby, 3));
    talk.tell(model::happened(net::lobby, 4, net::MessageEdited{{1003}, {3}, "again"}));
    talk.tell(model::happened(net::lobby, 5, net::ReactionSet{{1003}, {3}, alice, "x", true}));
    EXPECT_EQ(talk.printed(), "");
    talk.talk->flushed();
    EXPECT_EQ(talk.all<model::MarkRead>().back().read.sequence, net::Sequence{5}) << "it counts as received";
}

TEST(CliConversation, others_are_told_that_somebody_is_writing_while_there_is_a_connection) {
    Talk talk(Output::Plain);
    talk.talk->key_pressed();
    EXPECT_THAT(talk.all<model::Typing>(), IsEmpty());
    talk.go_online();
    talk.talk->key_pressed();
    ASSERT_THAT(talk.all<model::Typing>(), SizeIs(1));
    EXPECT_EQ(talk.all<model::Typing>()[0].room, net::lobby);
}

TEST(CliConversation, signals_are_told_to_programs) {
    Talk talk(Output::JsonLines);
    talk.go_online({model::mine(net::lobby, "lobby"), model::direct(den, bob)});
    talk.printed();
    talk.tell(model::TypingSeen{{den, {bob}}, noon});
    EXPECT_EQ(talk.printed(), R"({"event":"typing","room":"@bob","users":[{"id":"12","name":"bob"}]})"
                              "\n");
    talk.tell(model::ProgressChanged{{den, {{bob.id, {7}, {5}}}}});
    EXPECT_EQ(talk.printed(),
              R"({"event":"read","room":"@bob","user":{"id":"12","name":"bob"},"seq":5,"delivered":7})"
              "\n");
    net::RoomCounts counts;
    counts.room = den;
    counts.head = {9};
    counts.posts = {4};
    counts.mentions = {1};
    talk.tell(model::UnreadChanged{{counts}});
    EXPECT_EQ(talk.printed(), R"({"event":"unread","room":"@bob","unread":4,"mentions":1})"
                              "\n");
}

TEST(CliConversation, one_is_told_who_put_one_out_why_and_for_how_long) {
    net::RoomRemoved removed;
    removed.room = den;
    removed.why = net::WhyRemoved::Banned;
    removed.by = alice;
    removed.reason = "spam";
    removed.until = {noon.value + 7'200'000};
    for (const Output output : {Output::JsonLines, Output::Plain}) {
        Talk talk(output);
        talk.go_online({model::mine(net::lobby, "lobby"), model::mine(den, "den")});
        talk.line("/switch den");
        talk.printed();
        talk.tell(model::RoomRemoved{removed, noon});
        EXPECT_EQ(
            talk.printed(),
            output == Output::Plain
                ? "-- you were banned from #den by alice for 2 hours: spam\n-- you write to #lobby now\n"
                : "{\"event\":\"room_removed\",\"room\":\"#den\",\"id\":\"2048\",\"why\":\"banned\",\"by\":{"
                  "\"id\":"
                  "\"11\",\"name\":\"alice\"},\"reason\":\"spam\",\"until\":\"2026-11-20T14:00:00.000Z\"}\n"
                  "{\"event\":\"switched\",\"room\":\"#lobby\",\"id\":\"1\"}\n");
    }
}

TEST(CliConversation, one_is_told_of_ones_own_mute_and_role) {
    Talk talk(Output::Plain);
    talk.go_online({model::mine(net::lobby, "lobby"), model::mine(den, "den")});
    talk.printed();
    talk.tell(model::StandingChanged{{den, net::Role::Member, {noon.value + 600'000}, alice, "too loud"}});
    EXPECT_EQ(talk.printed(), "-- you may only read in #den for 10 minutes, says alice: too loud\n");
    talk.tell(model::StandingChanged{{den, net::Role::Admin, {}, alice, ""}});
    EXPECT_EQ(talk.printed(),
              "-- you are now admin in #den, says alice\n-- you may write in #den again, says alice\n");
    talk.tell(den_synced(0, 1, 0));
    talk.tell(model::happened(den, 1, net::MemberMuted{me, alice, "x", net::for_good}));
    EXPECT_EQ(talk.printed(), "") << "told once";
}

TEST(CliConversation, who_enters_and_leaves_a_room_is_told) {
    Talk talk(Output::JsonLines);
    talk.go_online({model::mine(net::lobby, "lobby"), model::mine(den, "den")});
    talk.tell(den_synced(0, 1, 1));
    talk.printed();
    talk.tell(model::happened(den, 2, net::MemberJoined{bob, net::Role::Guest}));
    EXPECT_THAT(talk.printed(), HasSubstr("\"event\":\"joined\",\"room\":\"#den\""));
    talk.tell(model::happened(den, 3, net::MemberLeft{bob}));
    EXPECT_THAT(talk.printed(), HasSubstr("\"event\":\"left\",\"room\":\"#den\""));
}

// --- the end

TEST(CliConversation, the_end_of_the_input_is_the_end_once_all_is_acknowledged_and_shown) {
    Talk talk(Output::JsonLines);
    talk.go_online();
    talk.tell(model::synced(net::lobby, 0, 1, 0));
    talk.line("hello");
    talk.talk->end_of_input(talk.now);
    EXPECT_FALSE(talk.talk->exit());
    talk.acknowledge(talk.all<model::Post>()[0].ref, 1);
    EXPECT_FALSE(talk.talk->exit()) << "its own message has not been printed";
    talk.tell(model::posted(net::lobby, 1, "hello"));
    EXPECT_EQ(talk.talk->exit(), Exit::Done);
    EXPECT_EQ(talk.talk->last_words(), "");
}

TEST(CliConversation, what_is_left_unsent_after_the_drain_is_status_five) {
    Talk talk(Output::JsonLines);
    talk.go_online();
    talk.tell(model::Offline{"cut", {100}, {}});
    talk.line("hello");
    talk.line("/quit");
    EXPECT_FALSE(talk.talk->takes_lines());
    EXPECT_EQ(talk.talk->next_deadline(), talk.now + 60s);
    talk.now += 59s;
    talk.talk->tick(talk.now);
    EXPECT_FALSE(talk.talk->exit());
    talk.now += 1s;
    talk.talk->tick(talk.now);
    EXPECT_EQ(talk.talk->exit(), Exit::UnsentLeft);
    EXPECT_THAT(talk.talk->last_words(), HasSubstr("kept"));
}

TEST(CliConversation, posts_left_from_an_earlier_run_are_waited_for_too) {
    Talk talk(Output::JsonLines);
    talk.tell(model::online());
    talk.tell(model::Queued{"\"old\"", net::lobby, "from before", {}});
    talk.tell(model::RoomsListed{{model::mine(net::lobby, "lobby")}, {}});
    talk.talk->end_of_input(talk.now);
    EXPECT_FALSE(talk.talk->exit());
    EXPECT_THAT(talk.printed(), HasSubstr("{\"event\":\"unsent\",\"command\":\"post\",\"ref\":\"old\"}\n"));
    talk.acknowledge("\"old\"", 1);
    EXPECT_THAT(talk.printed(), HasSubstr("\"ref\":\"old\""));
    talk.tell(model::synced(net::lobby, 0, 1, 1));
    EXPECT_EQ(talk.talk->exit(), Exit::Done);
}

TEST(CliConversation, a_first_connection_that_does_not_come_in_time_is_status_three) {
    Talk talk(Output::Plain);
    talk.tell(model::Connecting{"home"});
    talk.tell(model::Offline{"Nothing answers.", {100}, {}});
    EXPECT_FALSE(talk.talk->takes_lines());
    talk.now += 10s;
    talk.talk->tick(talk.now);
    EXPECT_EQ(talk.talk->exit(), Exit::NeverConnected);
    EXPECT_THAT(talk.talk->last_words(), HasSubstr("Nothing answers."));
}

TEST(CliConversation, once_connected_it_waits_for_ever) {
    Talk talk(Output::Plain);
    talk.go_online();
    talk.tell(model::Offline{"cut", {100}, {}});
    EXPECT_EQ(talk.talk->next_deadline(), std::nullopt);
    talk.now += 1000h;
    talk.talk->tick(talk.now);
    EXPECT_FALSE(talk.talk->exit());
}

TEST(CliConversation, a_refusal_is_status_four_with_its_code_and_advice) {
    Talk talk(Output::JsonLines);
    talk.tell(model::Refused{model::Refusal::Passkey, "Wrong passkey.", 4, {}, {}});
    EXPECT_EQ(talk.talk->exit(), Exit::Refused);
    EXPECT_EQ(talk.printed(),
              "{\"event\":\"error\",\"code\":\"passkey\",\"text\":\"Wrong passkey. 4 tries are "
              "left.\",\"ref\":null}\n");
    Talk named(Output::JsonLines);
    named.tell(model::Refused{model::Refusal::NameTaken, "Taken.", 0, "me-2", {}});
    EXPECT_THAT(named.printed(), AllOf(HasSubstr("name_taken"), HasSubstr("me-2")));
}

TEST(CliConversation, leaving_at_once_says_whether_something_is_unsent) {
    Talk clean(Output::Plain);
    clean.go_online();
    clean.talk->interrupt();
    EXPECT_EQ(clean.talk->exit(), Exit::Done);
    Talk unsent(Output::Plain);
    unsent.go_online();
    unsent.line("hello");
    unsent.talk->interrupt();
    EXPECT_EQ(unsent.talk->exit(), Exit::UnsentLeft);
}

TEST(CliConversation, a_fast_script_is_not_read_ahead_without_bound) {
    Talk talk(Output::JsonLines);
    talk.go_online();
    std::size_t taken = 0;
    while (talk.talk->takes_lines() && taken < 10'000) {
        talk.line("line");
        ++taken;
    }
    EXPECT_EQ(taken, 256u);
    talk.acknowledge(talk.all<model::Post>()[0].ref, 1);
    EXPECT_TRUE(talk.talk->takes_lines());
}

TEST(CliConversation, the_passkey_is_never_printed) {
    for (const Output output : {Output::Plain, Output::JsonLines}) {
        Talk talk(output);
        talk.tell(model::Connecting{"home"});
        talk.go_online();
        talk.line("/me");
        EXPECT_THAT(talk.out, Not(HasSubstr("SECRET")));
    }
}

}  // namespace
}  // namespace crosstalk::cli
