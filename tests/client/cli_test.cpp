// The terminal client without a terminal and without a server: what goes in, what is printed, how it ends.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <memory>

#include "client/cli/conversation.hpp"
#include "client/cli/json_lines.hpp"
#include "client/cli/line_editor.hpp"
#include "client/cli/lines.hpp"
#include "client/cli/options.hpp"
#include "client/cli/plain_text.hpp"
#include "tests/model/worlds.hpp"

namespace crosstalk::cli {
namespace {

using namespace std::chrono_literals;
using model::alice;
using model::bob;
using model::me;
using ::testing::AllOf;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;
using ::testing::SizeIs;
using ::testing::StartsWith;

// --- options

Options accepted(std::vector<std::string> arguments) {
    auto parsed = parse_options(std::move(arguments));
    const auto* options = std::get_if<Options>(&parsed);
    EXPECT_NE(options, nullptr) << std::get<Answer>(parsed).text;
    return options ? *options : Options{};
}

Answer answered(std::vector<std::string> arguments) {
    auto parsed = parse_options(std::move(arguments));
    const auto* answer = std::get_if<Answer>(&parsed);
    EXPECT_NE(answer, nullptr);
    return answer ? *answer : Answer{};
}

const std::string invite =
    "crosstalk://127.0.0.1:44283/#xRf2uFi4GNETO71RVfkXkoVVnkWSKrVx5Mx1Xl8vJeI.hTFD17-_4BWVrFTPYr3PlA";

TEST(CliOptions, an_address_or_an_invite_is_all_that_is_needed) {
    const Options by_address = accepted({"--connect", "home"});
    EXPECT_EQ(by_address.connect.address, "home");
    EXPECT_EQ(by_address.connect.name, "Anonymous");
    EXPECT_TRUE(by_address.connect.any_number);
    EXPECT_EQ(by_address.wait, 10s);
    EXPECT_EQ(by_address.drain, 60s);
    EXPECT_EQ(by_address.output, Output::Plain);
    EXPECT_EQ(accepted({invite}).connect.invite, invite);
}

TEST(CliOptions, everything_can_be_set) {
    const Options options =
        accepted({"--connect", "[::1]:999", "--name", "Jean Luc", "--passkey", "7K4-MP2-QXS", "--profile",
                  "/p q", "--json", "--wait", "0.5", "--drain", "0"});
    EXPECT_EQ(options.connect.name, "Jean Luc");
    EXPECT_FALSE(options.connect.any_number);
    EXPECT_EQ(options.connect.passkey, "7K4-MP2-QXS");
    EXPECT_EQ(options.profile, "/p q");
    EXPECT_EQ(options.output, Output::JsonLines);
    EXPECT_EQ(options.wait, 500ms);
    EXPECT_EQ(options.drain, 0ms);
}

TEST(CliOptions, what_makes_no_sense_is_usage_with_a_reason) {
    const std::vector<std::vector<std::string>> wrong{{},
                                                      {"--connect"},
                                                      {"--connect", "home:port"},
                                                      {"--connect", "home", invite},
                                                      {"crosstalk://home"},
                                                      {"--connect", "home", "--wait", "long"},
                                                      {"--connect", "home", "--wait", "-1"},
                                                      {"--connect", "home", "--what"}};
    for (const auto& arguments : wrong) {
        const Answer answer = answered(arguments);
        EXPECT_EQ(answer.exit, Exit::Usage);
        EXPECT_THAT(answer.text, StartsWith("crosstalk-cli: "));
        EXPECT_THAT(answer.text, HasSubstr("--help"));
    }
}

TEST(CliOptions, a_broken_invite_is_not_repeated_in_the_error) {
    const Answer answer = answered({invite.substr(0, invite.size() - 3)});
    EXPECT_EQ(answer.exit, Exit::Usage);
    EXPECT_THAT(answer.text, Not(HasSubstr("xRf2uFi4")));
}

TEST(CliOptions, help_explains_every_option_command_and_exit_status) {
    const Answer help = answered({"--help"});
    EXPECT_EQ(help.exit, Exit::Done);
    for (const char* option : {"--connect", "--name", "--passkey", "--profile", "--json", "--wait", "--drain",
                               "--version", "INVITE"}) {
        EXPECT_THAT(help.text, HasSubstr(option));
    }
    for (const auto& command : model::composer_commands()) {
        EXPECT_THAT(help.text, HasSubstr("/" + std::string(command.name)));
    }
    EXPECT_THAT(help.text, HasSubstr("5 unsent messages"));
    EXPECT_THAT(answered({"--version"}).text, StartsWith("crosstalk-cli "));
}

// --- JSON

TEST(CliJson, times_are_rfc_3339_in_utc_with_milliseconds) {
    EXPECT_EQ(rfc3339({0}), "1970-01-01T00:00:00.000Z");
    EXPECT_EQ(rfc3339({1'750'000'000'123}), "2025-06-15T15:06:40.123Z");
    EXPECT_EQ(rfc3339({-1}), "1969-12-31T23:59:59.999Z");
}

TEST(CliJson, a_line_in_says_room_text_and_ref) {
    const auto post = std::get<JsonPost>(parse_json_line(R"({"room":"#den","text":"a\nb","ref":{"n":1}})"));
    EXPECT_EQ(post.room, "#den");
    EXPECT_EQ(post.text, "a\nb");
    EXPECT_EQ(post.ref, R"({"n":1})");
    const auto bare = std::get<JsonPost>(parse_json_line(R"({"text":"/quit"})"));
    EXPECT_EQ(bare.room, std::nullopt);
    EXPECT_EQ(bare.text, "/quit");
    EXPECT_EQ(bare.ref, "");
}

TEST(CliJson, a_line_in_that_is_no_such_object_is_refused_with_its_ref) {
    for (const char* line : {"{", "{]", R"({"ref":7})", R"({"text":7,"ref":7})",
                             R"({"text":"x","room":7,"ref":7})", "{\"text\":\"\xff\"}"}) {
        EXPECT_TRUE(std::holds_alternative<BadJson>(parse_json_line(line))) << line;
    }
    EXPECT_EQ(std::get<BadJson>(parse_json_line(R"({"ref":7})")).ref, "7");
    EXPECT_TRUE(std::holds_alternative<BadJson>(
        parse_json_line(R"({"text":"x","ref":")" + std::string(2000, 'r') + "\"}")));
}

TEST(CliJson, nesting_without_end_is_survived) {
    EXPECT_TRUE(std::holds_alternative<BadJson>(parse_json_line("{\"text\":" + std::string(100'000, '['))));
}

// --- a conversation

// Commands that went out, lines that came out.
class Talk {
  public:
    explicit Talk(Output output) {
        options.output = output;
        options.connect.address = "home";
        options.connect.passkey = "SECRET";
        options.wait = 10s;
        options.drain = 60s;
        auto write = [this](const std::string& lines) { out += lines; };
        if (output == Output::JsonLines) {
            printer = std::make_unique<JsonPrinter>(write);
        } else {
            printer = std::make_unique<PlainPrinter>(Colours::None, write, [](net::Timestamp time) {
                const auto seconds = static_cast<std::time_t>(time.value / 1000);
                return *std::gmtime(&seconds);
            });
        }
        talk = std::make_unique<Conversation>(
            options, *printer, [this](model::LinkCommand command) { sent.push_back(std::move(command)); });
        talk->start(now);
    }
    void tell(const model::LinkEvent& event) { talk->take(event, now); }
    void line(const std::string& text) { talk->take_line(text, now); }
    void go_online(std::vector<model::ListedRoom> rooms = {{model::summary(net::lobby, "lobby"), {}}}) {
        tell(model::online());
        tell(model::RoomsListed{std::move(rooms), {}});
    }
    // What was printed since the last call.
    std::string printed() { return std::exchange(out, {}); }
    template <class C>
    std::vector<C> all() const {
        std::vector<C> list;
        for (const auto& command : sent) {
            if (const auto* known = std::get_if<C>(&command)) list.push_back(*known);
        }
        return list;
    }
    // The link's answers to the newest post.
    void acknowledge(const std::string& ref, std::uint64_t sequence) {
        tell(model::Acknowledged{
            ref, {net::Status::Done, net::lobby, net::Sequence{sequence}, net::MessageId{1000 + sequence}}});
    }

    Options options;
    std::string out;
    std::vector<model::LinkCommand> sent;
    std::unique_ptr<Printer> printer;
    std::unique_ptr<Conversation> talk;
    Conversation::Clock::time_point now{};
};

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
{"event":"message","room":"#lobby","seq":1,"id":"1001","from":{"id":"11","name":"alice"},"text":"text","time":"1970-01-01T00:00:00.000Z","history":true}
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
    talk.tell(model::Failed{talk.all<model::Post>()[2].ref, net::Status::NotAllowed, "Not here."});
    EXPECT_EQ(talk.printed(),
              "{\"event\":\"error\",\"code\":\"not_allowed\",\"text\":\"Not here.\",\"ref\":\"r\"}\n");
}

TEST(CliConversation, bad_lines_are_errors_with_a_code_and_nothing_is_sent) {
    Talk talk(Output::JsonLines);
    talk.go_online();
    talk.printed();
    const std::size_t before = talk.sent.size();
    const std::vector<std::pair<std::string, std::string>> cases{
        {"/dance", "unknown_command"},
        {"/join", "missing_argument"},
        {"/quit now", "unwanted_argument"},
        {"{\"text\":1}", "bad_json"},
        {"{\"room\":\"#x\",\"text\":\"t\"}", "no_such_room"},
        {"/switch nowhere", "no_such_room"},
        {"/join nowhere", "no_such_room"},
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
    talk.tell(model::happened(net::lobby, 4, net::MemberJoined{bob}));
    EXPECT_THAT(talk.all<model::MarkRead>(), IsEmpty());
    talk.talk->flushed();
    ASSERT_THAT(talk.all<model::MarkRead>(), SizeIs(1));
    EXPECT_EQ(talk.all<model::MarkRead>()[0].sequence, net::Sequence{4}) << "also places without a message";
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
    talk.tell(model::MissedMessages{net::lobby, net::Sequence{2}, model::messages(1, 2)});
    EXPECT_FALSE(talk.talk->exit());
    talk.tell(model::synced(net::lobby, 2, 3, 4));
    EXPECT_EQ(talk.talk->exit(), Exit::Done);
}

TEST(CliConversation, missed_messages_are_history_in_order_and_nothing_is_printed_twice) {
    Talk talk(Output::Plain);
    talk.go_online();
    talk.tell(model::MissedMessages{net::lobby, net::Sequence{2}, model::messages(1, 2)});
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
    talk.go_online({{model::summary(net::lobby, "lobby"), {}}, {model::summary({2048}, "den"), {}}});
    talk.printed();
    const net::MemberPresence here{bob, net::PresenceState::Online};
    talk.tell(model::PresenceChanged{{net::lobby, {here, {me, net::PresenceState::Online}}}, {}});
    talk.tell(model::PresenceChanged{{{2048}, {here}}, {}});
    EXPECT_EQ(talk.printed(),
              "{\"event\":\"presence\",\"user\":{\"id\":\"12\",\"name\":\"bob\"},\"state\":\"online\"}\n");
    talk.tell(model::PresenceChanged{{net::lobby, {{bob, net::PresenceState::Offline}}}, {}});
    EXPECT_THAT(talk.printed(), HasSubstr("offline"));
}

TEST(CliConversation, a_made_room_becomes_the_current_one_and_the_next_line_waits_for_it) {
    Talk talk(Output::JsonLines);
    talk.go_online();
    talk.line("/create-private the den");
    ASSERT_THAT(talk.all<model::CreateRoom>(), SizeIs(1));
    EXPECT_EQ(talk.all<model::CreateRoom>()[0].kind, net::RoomKind::Private);
    EXPECT_FALSE(talk.talk->takes_lines());
    talk.tell(model::Acknowledged{talk.all<model::CreateRoom>()[0].ref, {net::Status::Done, {2048}, {}, {}}});
    EXPECT_FALSE(talk.talk->takes_lines());
    talk.tell(model::RoomAdded{{model::summary({2048}, "the den"), {}}});
    EXPECT_TRUE(talk.talk->takes_lines());
    talk.line("in it");
    EXPECT_EQ(talk.all<model::Post>()[0].room, net::RoomId{2048});
    talk.tell(model::RoomRemoved{{2048}});
    talk.line("outside");
    EXPECT_EQ(talk.all<model::Post>()[1].room, net::lobby);
}

TEST(CliConversation, a_room_that_cannot_be_made_lets_the_next_line_through) {
    Talk talk(Output::JsonLines);
    talk.go_online();
    talk.line("/create den");
    talk.tell(model::Failed{talk.all<model::CreateRoom>()[0].ref, net::Status::NameTaken, "Taken."});
    EXPECT_TRUE(talk.talk->takes_lines());
}

TEST(CliConversation, somebody_is_invited_by_name_after_asking_who_there_is) {
    Talk talk(Output::JsonLines);
    talk.go_online();
    talk.line("/invite @Bob");
    ASSERT_THAT(talk.all<model::LoadMembers>(), SizeIs(1));
    talk.tell(model::MembersArrived{
        {.room = net::lobby, .after = {}, .members = {{bob, net::PresenceState::Offline}}, .last = true}});
    ASSERT_THAT(talk.all<model::InviteUser>(), SizeIs(1));
    EXPECT_EQ(talk.all<model::InviteUser>()[0].user, bob.id);
    talk.line("/invite carol");
    talk.tell(model::MembersArrived{{.room = net::lobby, .after = {}, .members = {}, .last = true}});
    EXPECT_THAT(talk.printed(), HasSubstr("no_such_user"));
}

TEST(CliConversation, invitations_rooms_and_members_are_shown) {
    Talk talk(Output::JsonLines);
    talk.go_online();
    talk.tell(model::InvitationArrived{model::summary({4096}, "attic"), bob});
    talk.printed();
    talk.line("/rooms");
    EXPECT_EQ(talk.printed(),
              "{\"event\":\"rooms\",\"rooms\":[{\"room\":\"#lobby\",\"id\":\"1\",\"kind\":\"lobby\","
              "\"current\":true}],"
              "\"invitations\":[{\"room\":\"#attic\",\"id\":\"4096\"}]}\n");
    talk.line("/members");
    talk.tell(model::MembersArrived{
        {.room = net::lobby, .after = {}, .members = {{bob, net::PresenceState::Offline}}, .last = true}});
    EXPECT_EQ(talk.printed(),
              "{\"event\":\"members\",\"room\":\"#lobby\",\"members\":[{\"user\":{\"id\":\"12\",\"name\":"
              "\"bob\"},\"state\":\"offline\"}]}\n");
    talk.line("/join attic");
    ASSERT_THAT(talk.all<model::JoinRoom>(), SizeIs(1));
    EXPECT_EQ(talk.all<model::JoinRoom>()[0].room, net::RoomId{4096});
}

TEST(CliConversation, every_command_does_something) {
    for (const model::ComposerCommand& command : model::composer_commands()) {
        Talk talk(Output::JsonLines);
        talk.go_online();
        talk.tell(model::synced(net::lobby, 0, 5, 9));
        talk.printed();
        const std::size_t before = talk.sent.size();
        talk.line("/" + std::string(command.name) + (command.argument.empty() ? "" : " lobby"));
        const bool did = !talk.printed().empty() || talk.sent.size() > before || talk.talk->exit();
        EXPECT_TRUE(did) << command.name;
    }
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
    talk.tell(model::RoomsListed{{{model::summary(net::lobby, "lobby"), {}}}, {}});
    talk.talk->end_of_input(talk.now);
    EXPECT_FALSE(talk.talk->exit());
    talk.printed();
    talk.tell(model::Acknowledged{"\"old\"", {net::Status::Done, net::lobby, {1}, {7}}});
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

// --- lines for people

TEST(CliPlain, a_conversation_reads_like_one) {
    Talk talk(Output::Plain);
    talk.tell(model::Connecting{"home:12345"});
    talk.go_online();
    talk.tell(model::synced(net::lobby, 0, 1, 1));
    talk.tell(model::PresenceChanged{
        {net::lobby, {{alice, net::PresenceState::Online}, {bob, net::PresenceState::Online}}}, {}});
    talk.tell(model::posted(net::lobby, 2, "two\nlines"));
    talk.tell(model::happened(net::lobby, 3, net::MessagePosted{{9}, me, "mine"}));
    EXPECT_EQ(talk.printed(),
              "-- connecting to home:12345\n"
              "-- connected to home as me; /help lists the commands\n"
              "-- Thursday, 1 January 1970\n"
              "00:00 <alice> text\n"
              "-- alice and bob joined\n"
              "00:00 <alice> two\n"
              "      | lines\n"
              "00:00 <me> mine\n");
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
        net::MessagePosted{
            {9}, {{9}, "eve\n12:00 <bob>\x1b[31m"}, "x\n12:00 <bob> hello\r12:00 <bob>\x1b[2J\xC2\x9B"}));
    std::string out = talk.printed();
    EXPECT_EQ(out.find('\x1b'), std::string::npos);
    EXPECT_EQ(out.find('\r'), std::string::npos);
    EXPECT_EQ(out.find("\xC2\x9B"), std::string::npos);
    out.erase(0, out.find('\n') + 1);  // the date
    EXPECT_EQ(out,
              "00:00 <eve 12:00 <bob>[31m> x\n"
              "      | 12:00 <bob> hello\n"
              "      | 12:00 <bob>[2J\n");
}

TEST(CliPlain, a_message_of_another_room_says_which) {
    Talk talk(Output::Plain);
    talk.go_online({{model::summary(net::lobby, "lobby"), {}}, {model::summary({2048}, "room"), {}}});
    talk.tell(model::synced({2048}, 0, 1, 1));
    EXPECT_THAT(talk.printed(), HasSubstr("#room <alice> text"));
    talk.line("/switch room");
    talk.tell(model::posted({2048}, 2, "here"));
    EXPECT_THAT(talk.printed(), HasSubstr("00:00 <alice> here"));
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

// --- typing

std::vector<std::string> typed(LineEditor& editor, std::string_view bytes) {
    std::vector<std::string> list;
    for (const Typed& each : editor.feed(bytes)) {
        if (const auto* line = std::get_if<TypedLine>(&each)) list.push_back(line->text);
        if (std::holds_alternative<TypedEnd>(each)) list.push_back("<end>");
        if (std::holds_alternative<TypedInterrupt>(each)) list.push_back("<interrupt>");
    }
    return list;
}

TEST(CliEditor, lines_come_out_when_enter_is_pressed) {
    LineEditor editor;
    EXPECT_THAT(typed(editor, "hel"), IsEmpty());
    EXPECT_EQ(editor.text(), "hel");
    EXPECT_THAT(typed(editor, "lo\rtwo\r"), ElementsAre("hello", "two"));
    EXPECT_EQ(editor.text(), "");
}

TEST(CliEditor, characters_of_several_bytes_may_come_in_pieces_and_go_as_one) {
    LineEditor editor;
    const std::string family =
        "\xF0\x9F\x91\xA9\xE2\x80\x8D\xF0\x9F\x91\xA7";  // two people joined to one picture
    for (const char byte : "a\xC3\xA4" + family)
        typed(editor, std::string(1, byte));
    EXPECT_EQ(editor.text(), "a\xC3\xA4" + family);
    typed(editor, "\x7f");
    EXPECT_EQ(editor.text(), "a\xC3\xA4");
    typed(editor, "\x7f");
    EXPECT_EQ(editor.text(), "a");
}

TEST(CliEditor, bytes_that_are_no_text_are_left_out) {
    LineEditor editor;
    EXPECT_THAT(typed(editor, "a\xff\xC3z\x07\r"), ElementsAre("az"));
}

TEST(CliEditor, the_cursor_moves_and_text_is_edited_where_it_stands) {
    LineEditor editor;
    typed(editor, "hello");
    typed(editor, "\x1b[D\x1b[D");
    typed(editor, "X");
    EXPECT_EQ(editor.text(), "helXlo");
    typed(editor, "\x1b[H\x1b[3~");
    EXPECT_EQ(editor.text(), "elXlo");
    typed(editor, "\x1b[F\x7f");
    EXPECT_EQ(editor.text(), "elXl");
    typed(editor, "\x01Y\x05Z");
    EXPECT_EQ(editor.text(), "YelXlZ");
    typed(editor, " two words\x17");
    EXPECT_EQ(editor.text(), "YelXlZ two ");
    typed(editor, "\x15");
    EXPECT_EQ(editor.text(), "");
    typed(editor, "abc\x1b[D\x0b");
    EXPECT_EQ(editor.text(), "ab");
}

TEST(CliEditor, an_escape_sequence_cut_in_the_middle_is_no_text) {
    LineEditor editor;
    typed(editor, "ab\x1b");
    typed(editor, "[");
    typed(editor, "D");
    typed(editor, "X\x1b[1;5C");
    EXPECT_EQ(editor.text(), "aXb");
}

TEST(CliEditor, up_and_down_walk_what_was_typed_and_give_the_draft_back) {
    LineEditor editor;
    typed(editor, "one\rtwo\rdraft");
    typed(editor, "\x1b[A");
    EXPECT_EQ(editor.text(), "two");
    typed(editor, "\x1b[A\x1b[A");
    EXPECT_EQ(editor.text(), "one");
    typed(editor, "\x1b[B\x1b[B");
    EXPECT_EQ(editor.text(), "draft");
}

TEST(CliEditor, control_d_ends_only_an_empty_line) {
    LineEditor editor;
    EXPECT_THAT(typed(editor, "a\x04"), IsEmpty());
    EXPECT_THAT(typed(editor, "\x7f\x04"), ElementsAre("<end>"));
    EXPECT_THAT(typed(editor, "\x03"), ElementsAre("<interrupt>"));
}

TEST(CliEditor, the_drawing_fits_and_shows_the_cursor) {
    LineEditor editor;
    typed(editor, "hello");
    EXPECT_EQ(editor.draw("> ", 80), "\r\x1b[K> hello");
    typed(editor, "\x1b[D\x1b[D");
    EXPECT_EQ(editor.draw("> ", 80), "\r\x1b[K> hello\x1b[2D");
    typed(editor, "\x05" + std::string(100, 'x') + "END");
    const std::string drawn = editor.draw("> ", 20);
    EXPECT_THAT(drawn, ::testing::EndsWith("END"));
    EXPECT_LE(drawn.size(), std::string("\r\x1b[K").size() + 20);
    EXPECT_EQ(columns_of("\xE6\x97\xA5"
                         "e\xCC\x81"),
              3u)
        << "a wide character and an accented one";
}

// --- lines of a pipe

std::string next_of(Lines& lines) {
    const auto line = lines.next();
    if (!line) return "<none>";
    const auto* text = std::get_if<std::string>(&*line);
    return text ? *text : "<overlong>";
}

TEST(CliLines, lines_may_come_in_pieces_and_the_last_needs_no_end) {
    Lines lines;
    lines.append("on");
    EXPECT_EQ(next_of(lines), "<none>");
    lines.append("e\r\n\ntw");
    EXPECT_EQ(next_of(lines), "one");
    EXPECT_EQ(next_of(lines), "");
    EXPECT_EQ(next_of(lines), "<none>");
    lines.append("o");
    lines.end();
    EXPECT_EQ(next_of(lines), "two");
    EXPECT_EQ(next_of(lines), "<none>");
}

TEST(CliLines, a_line_at_the_limit_passes_and_a_longer_one_is_dropped_whole) {
    Lines lines;
    lines.append(std::string(max_line_bytes, 'a') + "\n");
    EXPECT_EQ(next_of(lines).size(), max_line_bytes);
    lines.append(std::string(max_line_bytes + 1, 'b') + "\nnext\n");
    EXPECT_EQ(next_of(lines), "<overlong>");
    EXPECT_EQ(next_of(lines), "next");
    for (int i = 0; i < 100; ++i) {
        lines.append(std::string(max_line_bytes / 4, 'c'));
        EXPECT_EQ(next_of(lines), "<none>");
    }
    lines.append("c\nnext\n");
    EXPECT_EQ(next_of(lines), "<overlong>");
    EXPECT_EQ(next_of(lines), "next");
}

}  // namespace
}  // namespace crosstalk::cli
