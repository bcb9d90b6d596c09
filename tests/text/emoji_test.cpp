#include "net/text/emoji.hpp"

#include <gtest/gtest.h>

#include "net/limits.hpp"

namespace {

using namespace crosstalk::text;

TEST(emoji, every_shape_of_one_emoji_is_one) {
    for (const char* text :
         {"😀", "❤️", "❤", "👍", "👍🏽", "👨‍👩‍👧", "🏳️‍🌈", "🏴‍☠️", "🇩🇪",
          "1️⃣", "#️⃣", "*⃣", "👩🏻‍❤️‍💋‍👩🏿",
          "🏴\U000E0067\U000E0062\U000E0065\U000E006E\U000E0067\U000E007F", "🧑🏾‍🚀", "✌🏼",
          "🫠"}) {
        EXPECT_TRUE(is_one_emoji(text)) << text;
        EXPECT_FALSE(one_emoji(text).empty()) << text;
    }
}

TEST(emoji, text_parts_of_emoji_and_two_of_them_are_not_one) {
    for (const char* text : {"",
                             "a",
                             "1",
                             "#",
                             ":)",
                             ":smile:",
                             "😀😀",
                             "😀 ",
                             " 😀",
                             "😀a",
                             "🇩",
                             "🇩🇪🇫",
                             "🇩🇪🇫🇷",
                             "\u200D",
                             "👨‍",
                             "‍👧",
                             "\uFE0F",
                             "\u20E3",
                             "🏽",
                             "日",
                             "é",
                             "1️",
                             "❤︎",
                             "👍🏽🏽",
                             "🏴\U000E0067",
                             "\xF0\x9F\x98",
                             "😀\xFF",
                             "1⃣⃣"}) {
        EXPECT_FALSE(is_one_emoji(text)) << text;
        EXPECT_EQ(one_emoji(text), "") << text;
    }
}

TEST(emoji, a_joined_sequence_has_its_limit) {
    std::string family = "👨";
    while (family.size() + 7 <= crosstalk::net::max_emoji_bytes)
        family += "\u200D👨";
    EXPECT_EQ(family.size(), 60U);
    EXPECT_TRUE(is_one_emoji(family));
    EXPECT_FALSE(is_one_emoji(family + "\u200D👨"));
}

TEST(emoji, a_text_of_emoji_alone_is_counted_and_any_other_is_not) {
    EXPECT_EQ(only_emoji("😀"), 1U);
    EXPECT_EQ(only_emoji("😀 👨‍👩‍👧\n🇩🇪🇫🇷 "), 4U);
    EXPECT_EQ(only_emoji("😀!"), 0U);
    EXPECT_EQ(only_emoji("10"), 0U);
    EXPECT_EQ(only_emoji(""), 0U);
    EXPECT_EQ(only_emoji(" \n"), 0U);
    EXPECT_EQ(only_emoji("😀😀😀", 3), 3U);
    EXPECT_EQ(only_emoji("😀😀😀😀", 3), 0U);
}

}  // namespace
