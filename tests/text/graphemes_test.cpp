#include "net/text/graphemes.hpp"

#include <gtest/gtest.h>

#include "tests/text/random_text.hpp"

namespace {

using namespace crosstalk::text;

TEST(graphemes, what_people_see_as_one_character_counts_as_one) {
    EXPECT_EQ(count_graphemes(""), 0U);
    EXPECT_EQ(count_graphemes("abc"), 3U);
    EXPECT_EQ(count_graphemes("e\u0301"), 1U) << "a letter and its accent";
    EXPECT_EQ(count_graphemes("\r\n"), 1U);
    EXPECT_EQ(count_graphemes("\u1112\u1161\u11AB"), 1U) << "one Hangul syllable of three parts";
    EXPECT_EQ(count_graphemes("🇩🇪🇫🇷"), 2U) << "two flags of two letters each";
    EXPECT_EQ(count_graphemes("👍🏽"), 1U) << "a thumb and its skin tone";
    EXPECT_EQ(count_graphemes("👨‍👩‍👧"), 1U) << "a family joined of three";
}

TEST(graphemes, a_run_of_flags_is_split_in_pairs_from_its_beginning) {
    EXPECT_EQ(first_grapheme("🇩🇪🇫🇷"), "🇩🇪");
    EXPECT_EQ(first_graphemes("🇩🇪🇫🇷🇮", 2), "🇩🇪🇫🇷");
    EXPECT_EQ(count_graphemes("🇩🇪🇫🇷🇮"), 3U);
}

TEST(graphemes, counting_stops_one_beyond_what_was_asked_for) {
    const std::string many(100'000, 'x');
    EXPECT_EQ(count_graphemes(many, 32), 33U);
    EXPECT_EQ(count_graphemes(std::string(32, 'x'), 32), 32U);
    EXPECT_EQ(count_graphemes(std::string(31, 'x'), 32), 31U);
}

TEST(graphemes, marks_without_end_are_one_cluster_and_are_walked_once) {
    std::string tower = "a";
    for (int count = 0; count < 200'000; ++count)
        tower += "\u0301";
    EXPECT_EQ(first_grapheme(tower).size(), tower.size());
    EXPECT_EQ(count_graphemes(tower), 1U);
}

TEST(graphemes, a_bad_byte_is_a_cluster_of_its_own) {
    EXPECT_EQ(count_graphemes("a\xFF\xFE\u0301"), 4U);
    EXPECT_EQ(first_grapheme("\xE2\x82z"), "\xE2");
}

TEST(graphemes, clusters_put_together_are_the_text) {
    RandomText random(2);
    for (int round = 0; round < 5'000; ++round) {
        const std::string text = random.below(4) == 0 ? random.bytes(30) : random.text(30);
        std::string together;
        std::size_t count = 0;
        while (together.size() < text.size()) {
            const std::string_view next = first_grapheme(std::string_view{text}.substr(together.size()));
            ASSERT_FALSE(next.empty());
            together += next;
            ++count;
            ASSERT_EQ(first_graphemes(text, count), together);
        }
        ASSERT_EQ(together, text);
        ASSERT_EQ(count_graphemes(text), count);
    }
}

}  // namespace
