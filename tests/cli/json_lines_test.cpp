// Lines in and the small things of lines out.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "client/cli/json_lines.hpp"

namespace crosstalk::cli {
namespace {

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

}  // namespace
}  // namespace crosstalk::cli
