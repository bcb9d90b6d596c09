// What the search shows of a message: no signs of style, and the words found where they stand.
#include "ui/panels/found_text.hpp"

#include <gtest/gtest.h>

namespace crosstalk::ui {
namespace {

FoundText found(std::string snippet, std::vector<net::Highlight> highlights = {}) {
    net::Hit hit;
    hit.snippet = std::move(snippet);
    hit.highlights = std::move(highlights);
    return found_text(hit, text::Emoticons::AsEmoji);
}

std::vector<std::string> words_in(const FoundText& found) {
    std::vector<std::string> words;
    for (const ByteRange& range : found.ranges)
        words.push_back(std::to_string(range.begin) + " " +
                        found.text.substr(range.begin, range.end - range.begin));
    return words;
}

using Words = std::vector<std::string>;

TEST(FoundText, has_no_signs_of_style_and_the_word_where_it_stands) {
    const FoundText each = found("Grab a seat near the **window** in `attic`", {{23, 6}});
    EXPECT_EQ(each.text, "Grab a seat near the window in attic");
    EXPECT_EQ(words_in(each), Words{"21 window"});
}

TEST(FoundText, tints_the_occurrence_that_was_found_and_no_other) {
    EXPECT_EQ(words_in(found("steam and **tea**", {{12, 3}})), Words{"10 tea"});
    EXPECT_EQ(words_in(found("tea **and** tea", {{0, 3}, {12, 3}})), (Words{"0 tea", "8 tea"}));
}

TEST(FoundText, words_that_overlap_are_one) {
    EXPECT_EQ(words_in(found("*windows*", {{1, 6}, {1, 7}})), Words{"0 windows"});
}

TEST(FoundText, covers_spoilers_even_one_whose_end_is_cut_off) {
    EXPECT_EQ(found("he is ||the gardener||.").text, "he is [spoiler].");
    EXPECT_EQ(found("he is ||the gard").text, "he is [spoiler]");
    EXPECT_EQ(found("`a || b`").text, "a || b");
}

TEST(FoundText, a_word_under_a_spoiler_is_not_shown) {
    const FoundText each = found("tea, ||tea||, tea", {{0, 3}, {7, 3}, {14, 3}});
    EXPECT_EQ(each.text, "tea, [spoiler], tea");
    EXPECT_EQ(words_in(each), (Words{"0 tea", "16 tea"}));
}

TEST(FoundText, places_outside_of_the_text_are_none) {
    EXPECT_TRUE(found("short", {{40, 3}, {5, 1}, {2, 0}}).ranges.empty());
    EXPECT_EQ(words_in(found("short", {{3, 40}})), Words{"3 rt"});
}

}  // namespace
}  // namespace crosstalk::ui
