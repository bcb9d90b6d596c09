// Every command with what clumsy and hostile people type: a clear error, and nothing is sent.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <set>

#include "net/text/message_text.hpp"
#include "net/text/utf8.hpp"
#include "tests/cli/talk.hpp"

namespace crosstalk::cli {
namespace {

using model::ArgumentKind;
using model::den;

// Each stands for a kind of trouble, and means nothing to any command but those that take any text.
std::vector<std::string> naughty_strings() {
    using namespace std::string_literals;
    std::vector<std::string> list{
        "\x01\x02\x03",
        "\x1b[2J\x1b[31mred",
        "a\x07"
        "b",
        "\x7f\xc2\x9b"
        "31m",
        "\0null"s,  // controls
        "\xe2\x80\xae"
        "gnol",
        "\xe2\x81\xa6"
        "x\xe2\x81\xa9",
        "\xe2\x80\x8b",
        "\xef\xbb\xbf",  // directions, nothing
        "\xc3\x28",
        "\xff\xfe",
        "\xed\xa0\x80",
        "\xf4\x90\x80\x80",
        "\xc0\xaf",  // no UTF-8
        "Z\xcd\x91\xcd\x9c\xcd\x96\xcc\xb0\xcc\xa3",
        "\xf0\x9f\x91\xa9\xe2\x80\x8d\xf0\x9f\x92\xbb\xf0\x9f\x92\xbb",
        "\xee\x80\x80",
        "\xef\xbf\xbf",
        "\xc4\xb0\xc4\xb1\xc5\xbf\xef\xac\x80",  // odd letters
        "'; DROP TABLE messages; --",
        "1' OR '1'='1",
        "\" UNION SELECT * FROM users --",
        "%27%20OR",  // SQL
        "NEAR(a b, 2)",
        "a* OR b",
        "col:x",
        "\"unclosed",
        "^a + b - c",
        "{a b} : c",
        "AND NOT",  // search operators
        "-1",
        "+5",
        "1e9",
        "0x10",
        "99999999999999999999999",
        "NaN",
        "1/0",
        "\xd9\xa3",  // numbers
        "00:00:00",
        "31.02.2026",
        "2026-13-45",
        "9999999d",
        "-5m",
        "1h-1m",  // times
        "../../../../etc/passwd",
        "C:\\con\\con",
        "|cat",
        "$(reboot)",
        "`id`",
        "%s%n%x",
        "${jndi:x}",  // paths, shells
        "null",
        "undefined",
        "true",
        "[]",
        "{\"event\":\"message\"}",
        "<script>alert(1)</script>",  // programs
        "/kick nobody",
        "//",
        "--address",
        "@",
        "#",
        "@@",
        "##",
        "@\"",
        "#\"",
        "\"\"",
        "^^",
        "^0",
        "id:",
        "id:0",
        "nobody\n/kick bob",
        std::string(5'000, 'x'),
        std::string(300, '"'),
        std::string(100'000, '('),
    };
    return list;
}

// Where any text may begin: it is a text, a name or a secret, and limits and the server decide.
bool takes_any_text(const model::ComposerCommand& command) {
    constexpr std::array free{ArgumentKind::NewName,     ArgumentKind::NewRoomName, ArgumentKind::Topic,
                              ArgumentKind::Text,        ArgumentKind::Status,      ArgumentKind::Bio,
                              ArgumentKind::RoomPasskey, ArgumentKind::Code,        ArgumentKind::Query,
                              ArgumentKind::OwnMessage};
    return std::ranges::find(free, command.arguments[0].kind) != free.end();
}

bool has_controls(const std::string& text) {
    return std::ranges::any_of(text, [](char c) { return (c >= 0 && c < ' ') || c == 0x7f; });
}

void open_world(Talk& talk) {
    net::MyRoom room = model::mine(den, "den", 9, 9);
    room.role = net::Role::Owner;
    talk.go_online({model::mine(net::lobby, "lobby"), room});
    talk.tell(den_synced(0, 1, 9));
    talk.tell(model::synced(net::lobby, 0, 1, 0));
    talk.tell(
        model::members({model::member(model::alice), model::member(model::bob), model::member(model::me)}));
    talk.line("/switch den");
    talk.printed();
    talk.sent.clear();
}

void expect_clear_errors(const std::string& out, const std::string& typed) {
    std::istringstream lines(out);
    for (std::string line; std::getline(lines, line);) {
        EXPECT_LT(line.size(), 1'200u) << typed.substr(0, 60);
        EXPECT_FALSE(has_controls(line)) << typed.substr(0, 60);
        EXPECT_TRUE(text::is_valid_utf8(line)) << typed.substr(0, 60);
        EXPECT_EQ(text::sanitise_message(line), line)
            << "no directions and nothing invisible: " << typed.substr(0, 60);
    }
}

TEST(CliNaughty, every_command_refuses_what_it_cannot_mean_and_sends_nothing) {
    for (const model::ComposerCommand& command : model::composer_commands()) {
        // A folder that is not there, so that no test writes files of odd names.
        const std::string begin =
            "/" + std::string(command.name) + (command.name == "export" ? " /nonexistent/" : " ");
        for (const std::string& naughty : naughty_strings()) {
            for (const std::string& typed : {begin + naughty, begin + naughty + " " + naughty + " x"}) {
                Talk talk(Output::Plain);
                open_world(talk);
                talk.line(typed);
                expect_clear_errors(talk.printed(), typed);
                if (takes_any_text(command)) continue;
                EXPECT_TRUE(talk.all<model::Perform>().empty()) << typed.substr(0, 60);
                EXPECT_TRUE(talk.all<model::Post>().empty()) << typed.substr(0, 60);
                EXPECT_FALSE(talk.talk->exit()) << typed.substr(0, 60);
            }
        }
    }
}

TEST(CliNaughty, a_command_with_nothing_behind_it_says_what_is_missing) {
    for (const model::ComposerCommand& command : model::composer_commands()) {
        const bool wants_something =
            command.arguments[0].kind != ArgumentKind::None && !command.arguments[0].optional;
        if (!wants_something) continue;
        for (const std::string& typed :
             {"/" + std::string(command.name), "/" + std::string(command.name) + "  "}) {
            Talk talk(Output::JsonLines);
            open_world(talk);
            talk.line(typed);
            const std::string out = talk.printed();
            EXPECT_THAT(out, ::testing::HasSubstr("\"code\":\"missing_argument\"")) << typed;
            EXPECT_THAT(out, ::testing::HasSubstr("for example")) << "the error says how: " << typed;
            EXPECT_TRUE(talk.sent.empty()) << typed;
        }
    }
}

TEST(CliNaughty, every_command_is_explained) {
    std::set<std::string_view> names;
    for (const model::ComposerCommand& command : model::composer_commands()) {
        EXPECT_TRUE(names.insert(command.name).second) << command.name;
        EXPECT_FALSE(command.help.empty()) << command.name;
        EXPECT_FALSE(command.help.ends_with('.')) << command.name;
        const model::Line example = model::parse_line(command.example, {noon, {}});
        const auto* line = std::get_if<model::CommandLine>(&example);
        ASSERT_NE(line, nullptr) << command.example;
        const bool is_prefix = command.arguments[0].kind == ArgumentKind::OrderCommand;
        EXPECT_TRUE(is_prefix || line->command->name == command.name) << command.example;
    }
}

}  // namespace
}  // namespace crosstalk::cli
