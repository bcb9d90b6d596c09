// What a line means: one table of commands, and the same rules for every line of it.
#include "client/model/composer.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <set>

#include "net/limits.hpp"
#include "net/text/utf8.hpp"

namespace crosstalk::model {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::Not;
using ::testing::StartsWith;

constexpr TypedAt friday_noon{.now = {1'795'176'000'000},
                              .utc_offset = std::chrono::minutes(60)};  // 2026-11-20

Line line(std::string_view typed) {
    return parse_line(typed, friday_noon);
}

std::string said(std::string_view typed) {
    const Line parsed = line(typed);
    const auto* text = std::get_if<SayText>(&parsed);
    EXPECT_NE(text, nullptr) << typed;
    return text ? text->text : std::string();
}

CommandLine command(std::string_view typed) {
    const Line parsed = line(typed);
    const auto* understood = std::get_if<CommandLine>(&parsed);
    if (const auto* bad = std::get_if<BadLine>(&parsed)) ADD_FAILURE() << typed << " -> " << bad->text;
    return understood ? *understood : CommandLine{.command = find_command("help"), .arguments = {}};
}

Arguments arguments(std::string_view typed) {
    return command(typed).arguments;
}

BadLine bad(std::string_view typed) {
    const Line parsed = line(typed);
    const auto* wrong = std::get_if<BadLine>(&parsed);
    EXPECT_NE(wrong, nullptr) << typed;
    return wrong ? *wrong : BadLine{};
}

std::string slash(const ComposerCommand& command) {
    return "/" + std::string(command.name);
}

bool takes(const ComposerCommand& command, ArgumentKind kind) {
    return std::ranges::find(command.arguments, kind, &CommandArgument::kind) != command.arguments.end();
}

bool needs_something(const ComposerCommand& command) {
    return command.arguments[0].kind != ArgumentKind::None &&
           std::ranges::any_of(command.arguments, [](const CommandArgument& each) {
               return each.kind != ArgumentKind::None && !each.optional;
           });
}

// --- text

TEST(Composer, a_line_without_a_slash_is_text_exactly_as_typed) {
    EXPECT_EQ(said("  hello /quit "), "  hello /quit ");
    EXPECT_EQ(said("two\nlines"), "two\nlines");
}

TEST(Composer, two_slashes_send_one) {
    EXPECT_EQ(said("//quit now"), "/quit now");
}

TEST(Composer, blank_text_is_never_sent) {
    for (const char* typed : {"", " \t\n", "\xe2\x80\x8b", "/reply 3 \xe2\x80\x8b"})
        EXPECT_EQ(bad(typed).why, BadLine::Why::Blank) << typed;
}

TEST(Composer, the_longest_message_fits_and_one_character_more_does_not) {
    std::string text;
    for (std::size_t i = 0; i < net::max_text_code_points; ++i)
        text += "\xf0\x9f\x98\x80";
    EXPECT_EQ(said(text), text);
    EXPECT_EQ(arguments("/reply 3 " + text).text, text);
    for (const std::string& typed : {text + "x", "/reply 3 " + text + "x"}) {
        EXPECT_EQ(bad(typed).why, BadLine::Why::TooLong);
        EXPECT_THAT(bad(typed).text, HasSubstr("4001"));
    }
}

// --- the table

TEST(Composer, every_command_has_a_name_of_its_own_a_help_line_and_an_example_that_is_understood) {
    std::set<std::string_view> names;
    for (const ComposerCommand& each : composer_commands()) {
        EXPECT_TRUE(names.insert(each.name).second) << each.name;
        EXPECT_FALSE(each.help.empty()) << each.name;
        EXPECT_FALSE(each.help.ends_with('.')) << each.name;
        EXPECT_THAT(std::string(each.example), StartsWith(slash(each)));
        const CommandLine parsed = command(each.example);
        EXPECT_TRUE(parsed.command == &each || each.name == "server") << each.example;
    }
    EXPECT_EQ(find_command("/kick"), find_command("kick"));
    EXPECT_EQ(find_command("kic"), nullptr);
}

TEST(Composer, a_missing_argument_is_asked_for_with_the_usage_and_an_example) {
    for (const ComposerCommand& each : composer_commands()) {
        if (!needs_something(each)) {
            EXPECT_EQ(command(slash(each)).command, &each);
            continue;
        }
        for (const std::string& typed : {slash(each), slash(each) + "  \t"}) {
            const BadLine wrong = bad(typed);
            EXPECT_EQ(wrong.why, BadLine::Why::MissingArgument) << typed;
            EXPECT_THAT(wrong.text,
                        AllOf(HasSubstr("Say "), HasSubstr(usage_of(each)), HasSubstr(each.example)));
        }
    }
}

TEST(Composer, what_is_too_much_is_refused_and_the_right_form_shown) {
    EXPECT_EQ(bad("/quit now").why, BadLine::Why::UnwantedArgument);
    EXPECT_EQ(bad("/quit now").text, "/quit takes nothing after it.");
    for (const ComposerCommand& each : composer_commands()) {
        if (each.arguments[0].kind != ArgumentKind::None) continue;
        EXPECT_EQ(bad(slash(each) + " x").why, BadLine::Why::UnwantedArgument) << each.name;
    }
    for (const char* typed :
         {"/pin 17 18", "/slow 30 s", "/posters members now", "/role bob admin now", "/export f text x",
          "/history 20 30", "/help kick me", "/colour #33aaff blue", "/unlink 4096 8192",
          "/invite \"bob\" now", "/leave \"den\" now", "/make-invite 2d 10 x"}) {
        EXPECT_EQ(bad(typed).why, BadLine::Why::UnwantedArgument) << typed;
        EXPECT_THAT(bad(typed).text, HasSubstr("Write /")) << typed;
    }
    EXPECT_THAT(bad("/role Jean Luc admin").text, HasSubstr("quotation marks"));
}

TEST(Composer, an_unknown_command_is_an_error_that_shows_the_ways_out) {
    for (const char* typed :
         {"/dance", "/", "/ help", "/Help", "///", "/help/me", "/\xff", "/server dance"}) {
        if (std::string_view(typed) == "///") continue;
        EXPECT_EQ(bad(typed).why, BadLine::Why::UnknownCommand) << typed;
        EXPECT_THAT(bad(typed).text, AllOf(HasSubstr("/help"), HasSubstr("//")));
    }
}

// --- hostile arguments

std::vector<std::string> hostile() {
    return {"\x1b[2J\x1b]0;owned\x07",
            "'; DROP TABLE messages; --",
            "\" OR 1=1 --",
            "NEAR(a b) AND NOT (\"",
            "col:* ^2 {a b}",
            "%s%n%x",
            "\xe2\x80\xae"
            "cod.exe",
            "\xff\xfe",
            std::string("nul\0inside", 10),
            "-1",
            "0",
            "18446744073709551615",
            "18446744073709551616",
            "99999999999999999999999999999999",
            "1e9",
            "0x10",
            "^0",
            "^-1",
            "^18446744073709551616",
            "id:",
            "id:x",
            "#",
            "@",
            "\"",
            "\"\"",
            "@\"\"",
            "#\"unclosed",
            "../../etc/passwd",
            "<script>alert(1)</script>",
            "${jndi:ldap://x}",
            "\xf0\x9f\x91\xa9\xe2\x80\x8d\xf0\x9f\x91\xa9\xe2\x80\x8d\xf0\x9f\x91\xa7",
            std::string(5'000, 'x'),
            std::string(100'000, '"'),
            std::string(20'000, '^'),
            [] {
                std::string zalgo = "a";
                for (int i = 0; i < 5'000; ++i)
                    zalgo += "\xcc\x80";
                return zalgo;
            }()};
}

TEST(Composer, no_argument_makes_an_error_that_repeats_it_or_is_not_for_people) {
    for (const ComposerCommand& each : composer_commands()) {
        for (const std::string& nasty : hostile()) {
            for (const std::string& typed :
                 {slash(each) + " " + nasty, slash(each) + " 7 " + nasty, slash(each) + " bob " + nasty,
                  slash(each) + " bob 10m " + nasty, "/server " + std::string(each.name) + " " + nasty}) {
                const Line parsed = line(typed);
                const auto* wrong = std::get_if<BadLine>(&parsed);
                if (!wrong) continue;
                EXPECT_TRUE(wrong->text.ends_with('.') ||
                            wrong->text.find(each.example.substr(1)) != std::string::npos ||
                            wrong->text.find("/") != std::string::npos)
                    << typed;
                EXPECT_LT(wrong->text.size(), 600u) << each.name;
                EXPECT_TRUE(text::is_valid_utf8(wrong->text)) << each.name;
                EXPECT_EQ(wrong->text.find('\x1b'), std::string::npos) << each.name;
                EXPECT_EQ(wrong->text.find('\n'), std::string::npos) << each.name;
            }
        }
    }
}

TEST(Composer, what_is_understood_keeps_to_the_limits_of_the_wire) {
    for (const ComposerCommand& each : composer_commands()) {
        for (const std::string& nasty : hostile()) {
            for (const std::string& typed : {slash(each) + " " + nasty, slash(each) + " bob " + nasty}) {
                const Line parsed = line(typed);
                const auto* understood = std::get_if<CommandLine>(&parsed);
                if (!understood) continue;
                const Arguments& got = understood->arguments;
                const std::size_t most = takes(each, ArgumentKind::Text)    ? net::max_text_bytes
                                         : takes(each, ArgumentKind::Query) ? net::max_search_bytes
                                                                            : net::max_bio_bytes;
                EXPECT_LE(got.text.size(), most) << each.name;
                EXPECT_LE(got.secret.size(), net::max_room_passkey_bytes);
                EXPECT_LE(got.room.size(), 1024u);
                EXPECT_LE(got.user.size(), 1024u);
                EXPECT_LE(got.emoji.size(), net::max_emoji_bytes);
            }
        }
    }
}

TEST(Composer, a_secret_is_in_no_error) {
    const std::string secret = "hush-hush-" + std::string(300, 'z');
    for (const std::string& typed :
         {"/claim " + secret, "/join \"unclosed " + secret, "/join den " + secret, "/room-passkey " + secret,
          "/clam " + secret, "/rom-passkey " + secret}) {
        EXPECT_THAT(bad(typed).text, Not(HasSubstr("hush"))) << typed;
        EXPECT_TRUE(may_hold_secret(typed) || typed.starts_with("/join \"unclosed")) << typed;
    }
}

TEST(Composer, lines_that_hold_a_secret_are_told_from_others) {
    for (const char* typed : {"/claim 7K4-MP2-QXS", "/join den sesame", "/join \"the den\" sesame",
                              "/room-passkey sesame", "/calim x", "/jion den sesame"})
        EXPECT_TRUE(may_hold_secret(typed)) << typed;
    for (const char* typed : {"hello", "//claim x", "/claim", "/join den", "/join \"the den\"", "/kick bob",
                              "/kik bob", "/topic claim x", "/room-passkey"})
        EXPECT_FALSE(may_hold_secret(typed)) << typed;
}

// --- names

TEST(Composer, names_may_hold_blanks_at_the_end_of_a_line_and_in_quotation_marks) {
    EXPECT_EQ(arguments("/invite Jean Luc").user, "Jean Luc");
    EXPECT_EQ(arguments("/invite \"Jean Luc\"").user, "Jean Luc");
    EXPECT_EQ(arguments("/kick @\"Jean Luc\" too  loud").user, "@Jean Luc");
    EXPECT_EQ(arguments("/kick @\"Jean Luc\" too  loud").text, "too loud");
    EXPECT_EQ(arguments("/kick Jean Luc").user, "Jean");
    EXPECT_EQ(arguments("/switch board  games ").room, "board  games");
    EXPECT_EQ(arguments("/join \"board games\" open sesame").room, "board games");
    EXPECT_EQ(arguments("/join \"board games\" open sesame").secret, "open sesame");
    EXPECT_EQ(arguments("/leave").room, "");
    EXPECT_EQ(arguments("/role \"Jean Luc\" admin").role, net::Role::Admin);
    EXPECT_THAT(bad("/kick \"Jean Luc").text, HasSubstr("second quotation mark"));
}

TEST(Composer, new_names_keep_the_rules_of_names_before_anything_is_sent) {
    EXPECT_EQ(arguments("/create  board  games ").text, "board games");
    EXPECT_EQ(arguments("/create #den").text, "den");
    EXPECT_EQ(arguments("/nick \xef\xbc\xa1"
                        "da")
                  .text,
              "Ada")
        << "a wide letter";
    EXPECT_EQ(bad("/nick #ada").why, BadLine::Why::WrongArgument);
    EXPECT_EQ(bad("/create ##").why, BadLine::Why::WrongArgument);
    EXPECT_EQ(bad("/create " + std::string(33, 'x')).why, BadLine::Why::WrongArgument);
    EXPECT_EQ(bad("/rename server").why, BadLine::Why::WrongArgument) << "reserved";
    EXPECT_EQ(bad("/create \xe2\x80\x8b").why, BadLine::Why::WrongArgument);
}

// --- texts of one line

TEST(Composer, topics_reasons_statuses_and_bios_are_cleaned_and_have_their_limits) {
    EXPECT_EQ(arguments("/topic  Friday\nat \x1b eight ").text, "Friday at eight");
    EXPECT_TRUE(arguments("/topic -").clears);
    EXPECT_EQ(arguments("/topic - and -").text, "- and -");
    EXPECT_EQ(arguments("/topic").text, "");
    EXPECT_EQ(arguments("/topic " + std::string(256, 't')).text.size(), 256u);
    EXPECT_EQ(bad("/topic " + std::string(257, 't')).why, BadLine::Why::TooLong);
    EXPECT_EQ(bad("/kick bob " + std::string(257, 'r')).why, BadLine::Why::TooLong);
    EXPECT_EQ(arguments("/status " + std::string(100, 's')).text.size(), 100u);
    EXPECT_EQ(bad("/status " + std::string(101, 's')).why, BadLine::Why::TooLong);
    EXPECT_EQ(bad("/bio " + std::string(1025, 'b')).why, BadLine::Why::TooLong);
    EXPECT_EQ(arguments("/bio one\ntwo").text, "one\ntwo");
}

// --- messages

TEST(Composer, a_message_is_named_by_its_number_from_the_end_or_by_its_id) {
    using By = MessageName::By;
    EXPECT_EQ(arguments("/pin 17").message, (MessageName{By::Number, 17}));
    EXPECT_EQ(arguments("/pin ^").message, (MessageName{By::FromTheEnd, 1}));
    EXPECT_EQ(arguments("/pin ^3").message, (MessageName{By::FromTheEnd, 3}));
    EXPECT_EQ(arguments("/pin id:17408").message, (MessageName{By::Id, 17408}));
    for (const char* typed :
         {"/pin x", "/pin 0", "/pin ^0", "/pin 1.5", "/pin +1", "/pin ^^", "/react x :+1:"}) {
        EXPECT_EQ(bad(typed).why, BadLine::Why::WrongArgument) << typed;
        EXPECT_THAT(bad(typed).text, HasSubstr("number"));
    }
}

TEST(Composer, an_edit_is_of_the_last_message_unless_another_one_is_named) {
    EXPECT_EQ(arguments("/edit what I meant").text, "what I meant");
    EXPECT_EQ(arguments("/edit what I meant").message, std::nullopt);
    EXPECT_EQ(arguments("/edit 7 what I meant").message->value, 7u);
    EXPECT_EQ(arguments("/edit ^ 7 apples").text, "7 apples");
    EXPECT_EQ(bad("/edit 7").why, BadLine::Why::MissingArgument) << "which of the two is meant nobody knows";
    EXPECT_EQ(arguments("/delete").message, std::nullopt);
    EXPECT_EQ(bad("/delete that").why, BadLine::Why::WrongArgument);
}

TEST(Composer, replies_keep_the_lines_of_their_text) {
    EXPECT_EQ(arguments("/reply 3 one\n  two").text, "one\n  two");
    EXPECT_EQ(arguments("/reply 3\none").text, "one");
}

TEST(Composer, an_emoji_may_be_typed_as_itself_by_name_or_as_a_face) {
    EXPECT_EQ(arguments("/react ^ \xf0\x9f\x91\x8d").emoji, "\xf0\x9f\x91\x8d");
    EXPECT_EQ(arguments("/react ^ :+1:").emoji, "\xf0\x9f\x91\x8d");
    EXPECT_EQ(arguments("/react ^ :thumbsup:").emoji, "\xf0\x9f\x91\x8d");
    EXPECT_EQ(arguments("/react ^ :heart:").emoji, arguments("/react ^ \xe2\x9d\xa4").emoji);
    EXPECT_FALSE(arguments("/react ^ :)").emoji.empty());
    for (const char* typed :
         {"/react ^ nosuchthing", "/react ^ thumbsup", "/react ^ :+1: :+1:", "/react ^ a", "/react ^ 7"}) {
        EXPECT_EQ(bad(typed).why, BadLine::Why::WrongArgument) << typed;
        EXPECT_THAT(bad(typed).text, HasSubstr(":heart:"));
    }
}

// --- times

TEST(Composer, a_time_comes_before_the_reason_and_neither_is_needed) {
    const Arguments both = arguments("/ban bob 2h too loud");
    EXPECT_EQ(both.span, net::Milliseconds{7'200'000});
    EXPECT_EQ(both.text, "too loud");
    EXPECT_EQ(arguments("/ban bob too loud").span, std::nullopt);
    EXPECT_EQ(arguments("/ban bob too loud").text, "too loud");
    EXPECT_EQ(arguments("/ban bob forever spam").span, net::Milliseconds{0});
    EXPECT_EQ(arguments("/mute bob 1h30m").span, net::Milliseconds{5'400'000});
    EXPECT_EQ(arguments("/kick bob 3 strikes").text, "3 strikes") << "a kick has no time";
    EXPECT_EQ(bad("/ban bob 3 strikes").why, BadLine::Why::WrongArgument) << "three of what?";
    EXPECT_EQ(bad("/ban bob 10x spam").why, BadLine::Why::WrongArgument);
    EXPECT_EQ(bad("/ban bob 99999999999d spam").why, BadLine::Why::WrongArgument);
}

TEST(Composer, addresses_are_banned_too_when_asked_for) {
    const Arguments all = arguments("/server ban bob 2h --address spam");
    EXPECT_TRUE(all.with_addresses);
    EXPECT_EQ(all.text, "spam");
    EXPECT_TRUE(arguments("/ban bob --address").with_addresses);
    EXPECT_FALSE(arguments("/ban bob 2h no --address").with_addresses);
}

TEST(Composer, dates_and_ages_are_counted_from_where_the_line_is_typed) {
    const net::Timestamp day{1'795'129'200'000};  // 2026-11-20 00:00 at UTC+1
    EXPECT_EQ(arguments("/goto 2026-11-20").at, day);
    EXPECT_EQ(arguments("/goto today").at, day);
    EXPECT_EQ(arguments("/history yesterday").at, net::Timestamp{day.value - 86'400'000});
    EXPECT_EQ(arguments("/purge 30d den").at, net::Timestamp{friday_noon.now.value - 30ll * 86'400'000});
    EXPECT_EQ(arguments("/purge \"2026-11-20 00:00\" den").at, day);
    EXPECT_EQ(arguments("/purge 2026-11-20 the den").text, "the den");
    EXPECT_EQ(arguments("/goto 17").message->value, 17u);
    for (const char* typed :
         {"/goto whenever", "/purge soon", "/goto 2026-13-01", "/goto ^x", "/history before x"})
        EXPECT_EQ(bad(typed).why, BadLine::Why::WrongArgument) << typed;
}

TEST(Composer, history_is_asked_for_by_count_by_message_or_by_date) {
    EXPECT_EQ(arguments("/history").part, HistoryPart::Older);
    EXPECT_EQ(arguments("/history 20").part, HistoryPart::Newest);
    EXPECT_EQ(arguments("/history 20").number, 20u);
    EXPECT_EQ(arguments("/history before 17").part, HistoryPart::Before);
    EXPECT_EQ(arguments("/history after ^2").part, HistoryPart::After);
    EXPECT_EQ(arguments("/history 2026-11").part, HistoryPart::At);
    EXPECT_EQ(arguments("/history after 0").at, net::Timestamp{1}) << "from the beginning on";
    for (const char* typed : {"/history 0", "/history 201", "/history before", "/history 20 30"})
        EXPECT_EQ(
            bad(typed).why == BadLine::Why::WrongArgument || bad(typed).why == BadLine::Why::UnwantedArgument,
            true)
            << typed;
}

// --- the rest

TEST(Composer, words_of_a_few_are_checked) {
    EXPECT_EQ(arguments("/posters admins").posters, net::Posters::Admins);
    EXPECT_EQ(arguments("/slow 30").number, 30u);
    EXPECT_EQ(arguments("/slow off").number, 0u);
    EXPECT_EQ(arguments("/export f.txt").format, FileFormat::Text);
    EXPECT_EQ(arguments("/export \"my file.jsonl\" jsonl").file, "my file.jsonl");
    EXPECT_EQ(arguments("/export f.txt jsonl").format, FileFormat::JsonLines);
    EXPECT_EQ(arguments("/colour #33aaff").number, 0x33aaffu);
    EXPECT_EQ(arguments("/colour 33AAFF").number, 0x33aaffu);
    EXPECT_EQ(arguments("/colour #000000").number, 1u) << "0 is none";
    EXPECT_EQ(arguments("/colour").number, std::nullopt);
    EXPECT_EQ(arguments("/unlink 4096").id, 4096u);
    EXPECT_TRUE(arguments("/room-passkey off").clears);
    EXPECT_EQ(arguments("/room-passkey open sesame").secret, "open sesame");
    EXPECT_EQ(arguments("/make-invite 2d 10").span, net::Milliseconds{172'800'000});
    EXPECT_EQ(arguments("/make-invite 10").number, 10u);
    EXPECT_EQ(arguments("/make-invite 10").span, std::nullopt);
    for (const char* typed : {"/posters nobody", "/slow soon", "/slow -1", "/slow 86401", "/role bob king",
                              "/colour red", "/colour #33aaf", "/colour #33aaffg", "/unlink me", "/unlink 0",
                              "/make-invite 2d 0", "/make-invite soon", "/revoke-invite x", "/export f xml",
                              "/help dance", "/make-invite 0", "/claim \xe2\x80\x8b",
                              "/room-passkey "
                              "\xe2\x80\x8b"})
        EXPECT_EQ(bad(typed).why, BadLine::Why::WrongArgument) << typed;
}

TEST(Composer, a_search_is_understood_before_it_is_sent) {
    const Arguments query =
        arguments("/search pizza \"on friday\" from:bob in:#den has:link after:2026-11-01");
    EXPECT_EQ(query.text, "pizza \"on friday\"");
    EXPECT_EQ(query.query.from, std::vector<std::string>{"bob"});
    EXPECT_EQ(bad("/search before:never").why, BadLine::Why::WrongArgument);
    for (const std::string& endless : {std::string(600, 'x'), "from:" + std::string(600, 'x')})
        EXPECT_FALSE(bad("/search " + endless).text.empty());
}

TEST(Composer, server_before_a_command_that_keeps_order_is_for_the_whole_server) {
    EXPECT_EQ(command("/server kick bob").scope, Scope::Server);
    EXPECT_EQ(command("/server kick bob").command, find_command("kick"));
    EXPECT_EQ(command("/kick bob").scope, Scope::Here);
    for (const char* typed : {"/server stats", "/server server kick bob", "/server help"}) {
        EXPECT_EQ(bad(typed).why, BadLine::Why::WrongArgument) << typed;
        EXPECT_THAT(bad(typed).text, HasSubstr("kick"));
    }
    EXPECT_THAT(bad("/server kick").text, HasSubstr("/server kick USER"));
}

}  // namespace
}  // namespace crosstalk::model
