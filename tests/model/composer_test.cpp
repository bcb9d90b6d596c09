#include "client/model/composer.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "net/limits.hpp"

namespace crosstalk::model {
namespace {

using ::testing::HasSubstr;

template <class Meaning>
Meaning parsed(std::string_view typed) {
    const Line line = parse_line(typed);
    const Meaning* meaning = std::get_if<Meaning>(&line);
    EXPECT_NE(meaning, nullptr) << typed;
    return meaning ? *meaning : Meaning{};
}

TEST(Composer, a_line_without_a_slash_is_text_exactly_as_typed) {
    EXPECT_EQ(parsed<SayText>("  hello /quit ").text, "  hello /quit ");
    EXPECT_EQ(parsed<SayText>("two\nlines").text, "two\nlines");
}

TEST(Composer, two_slashes_send_one) {
    EXPECT_EQ(parsed<SayText>("//quit now").text, "/quit now");
}

TEST(Composer, every_listed_command_is_understood) {
    for (const ComposerCommand& command : composer_commands()) {
        const std::string typed =
            "/" + std::string(command.name) + (command.argument.empty() ? "" : " thing");
        EXPECT_FALSE(std::holds_alternative<BadLine>(parse_line(typed))) << typed;
        EXPECT_FALSE(command.help.empty());
    }
}

TEST(Composer, arguments_keep_their_inner_spaces) {
    EXPECT_EQ(parsed<MakeRoom>("/create  board  games ").name, "board  games");
    EXPECT_TRUE(parsed<MakeRoom>("/create-private den").is_private);
    EXPECT_EQ(parsed<InvitePerson>("/invite Jean Luc").user, "Jean Luc");
    EXPECT_EQ(parsed<ExitRoom>("/leave").room, "");
    EXPECT_EQ(parsed<ExitRoom>("/leave #den").room, "#den");
}

TEST(Composer, an_unknown_command_is_an_error_that_shows_the_ways_out) {
    const BadLine line = parsed<BadLine>("/dance");
    EXPECT_EQ(line.why, BadLine::Why::UnknownCommand);
    EXPECT_THAT(line.text, HasSubstr("/help"));
    EXPECT_THAT(line.text, HasSubstr("//"));
    EXPECT_EQ(parsed<BadLine>("/").why, BadLine::Why::UnknownCommand);
    EXPECT_EQ(parsed<BadLine>("/Help").why, BadLine::Why::UnknownCommand);
}

TEST(Composer, a_missing_and_an_unwanted_argument_are_said) {
    EXPECT_EQ(parsed<BadLine>("/join").why, BadLine::Why::MissingArgument);
    EXPECT_THAT(parsed<BadLine>("/join  ").text, HasSubstr("/join ROOM"));
    EXPECT_EQ(parsed<BadLine>("/quit now").why, BadLine::Why::UnwantedArgument);
}

TEST(Composer, blank_text_is_never_sent) {
    EXPECT_EQ(parsed<BadLine>("").why, BadLine::Why::Blank);
    EXPECT_EQ(parsed<BadLine>(" \t\n").why, BadLine::Why::Blank);
    EXPECT_EQ(parsed<BadLine>("\xe2\x80\x8b").why, BadLine::Why::Blank) << "a zero-width space";
}

TEST(Composer, the_longest_message_fits_and_one_character_more_does_not) {
    std::string text;
    for (std::size_t i = 0; i < net::max_text_code_points; ++i)
        text += "\xf0\x9f\x98\x80";
    EXPECT_EQ(parsed<SayText>(text).text, text);
    const BadLine line = parsed<BadLine>(text + "x");
    EXPECT_EQ(line.why, BadLine::Why::TooLong);
    EXPECT_THAT(line.text, HasSubstr("4001"));
}

}  // namespace
}  // namespace crosstalk::model
