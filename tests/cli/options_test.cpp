// What may stand on the command line.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "client/cli/options.hpp"
#include "client/model/composer.hpp"

namespace crosstalk::cli {
namespace {

using namespace std::chrono_literals;
using ::testing::HasSubstr;
using ::testing::Not;
using ::testing::StartsWith;

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

TEST(CliOptions, a_join_code_or_an_invite_may_stand_in_either_place) {
    const std::string code = "g008m 7k4mp 2qxvd";
    EXPECT_EQ(accepted({code}).connect.address, code);
    EXPECT_EQ(accepted({code}).connect.invite, "");
    EXPECT_EQ(accepted({"--connect", code}).connect.address, code);
    EXPECT_EQ(accepted({"--connect", invite}).connect.invite, invite);
    EXPECT_EQ(accepted({"--connect", invite}).connect.address, "");
}

TEST(CliOptions, a_mistyped_join_code_is_told_from_a_name) {
    for (const auto& arguments :
         {std::vector<std::string>{"G008M-7K5MP-2QXVD"}, {"--connect", "G008M-7K5MP-2QXVD"}}) {
        EXPECT_EQ(answered(arguments).exit, Exit::Usage);
        EXPECT_THAT(answered(arguments).text, HasSubstr("mistyped, most likely in the second group"));
    }
}

TEST(CliOptions, looking_for_servers_needs_no_address) {
    EXPECT_EQ(accepted({"--find"}).find, 4s);
    EXPECT_EQ(accepted({"--find", "0.5"}).find, 500ms);
    EXPECT_EQ(accepted({"--find", "--json"}).output, Output::JsonLines);
    EXPECT_EQ(accepted({"--connect", "home"}).find, std::nullopt);
    EXPECT_EQ(answered({"--find", "0"}).exit, Exit::Usage);
    EXPECT_EQ(answered({"--find", "--connect", "home"}).exit, Exit::Usage);
}

TEST(CliOptions, everything_can_be_set) {
    const Options options =
        accepted({"--connect", "[::1]:999", "--name", "Jean Luc", "--passkey", "7K4-MP2-QXS", "--profile",
                  "/p q", "--json", "--wait", "0.5", "--drain", "0", "--code", "7K4-MP2-QXS"});
    EXPECT_EQ(options.connect.code, "7K4-MP2-QXS");
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
                                                      {"--connect", "home", "--what"},
                                                      {"--connect", "home", "--code", " "},
                                                      {"--connect", "home", "--code", std::string(33, 'x')}};
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
    for (const char* option : {"--connect", "--name", "--passkey", "--code", "--profile", "--json", "--wait",
                               "--drain", "--version", "INVITE"}) {
        EXPECT_THAT(help.text, HasSubstr(option));
    }
    for (const auto& command : model::composer_commands()) {
        EXPECT_THAT(help.text, HasSubstr("/" + std::string(command.name)));
    }
    EXPECT_THAT(help.text, HasSubstr("5 unsent messages"));
    EXPECT_THAT(answered({"--version"}).text, StartsWith("crosstalk-cli "));
}

}  // namespace
}  // namespace crosstalk::cli
