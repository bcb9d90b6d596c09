#include "server/local/excerpt.hpp"

#include <gtest/gtest.h>

#include <array>
#include <random>
#include <string>
#include <vector>

#include "net/text/utf8.hpp"

namespace crosstalk::local {
namespace {

TEST(Excerpt, a_short_text_is_shown_as_a_whole) {
    const std::array<TextRange, 2> places{TextRange{0, 5}, TextRange{6, 5}};
    const Excerpt shown = excerpt("hello world", places);
    EXPECT_EQ(shown.snippet, "hello world");
    EXPECT_EQ(shown.highlights, (std::vector<net::Highlight>{{0, 5}, {6, 5}}));
}

TEST(Excerpt, without_places_it_is_the_beginning) {
    const std::string text(2'000, 'x');
    EXPECT_EQ(excerpt(text, {}).snippet, text.substr(0, net::max_snippet_bytes));
    EXPECT_EQ(excerpt("", {}).snippet, "");
}

TEST(Excerpt, it_begins_a_little_before_the_first_place_and_between_words) {
    std::string text;
    while (text.size() < 3'000)
        text += "filler ";
    const std::size_t at = text.size();
    text += "needle ";
    while (text.size() < 6'000)
        text += "filler ";
    const std::array<TextRange, 1> places{TextRange{at, 6}};
    const Excerpt shown = excerpt(text, places);
    EXPECT_EQ(shown.snippet.size(), net::max_snippet_bytes);
    EXPECT_TRUE(shown.snippet.starts_with("filler "));
    ASSERT_EQ(shown.highlights.size(), 1u);
    EXPECT_EQ(shown.snippet.substr(shown.highlights[0].from, shown.highlights[0].size), "needle");
    EXPECT_GT(shown.highlights[0].from, 50);
    EXPECT_LE(shown.highlights[0].from, 120);
}

TEST(Excerpt, at_the_end_of_a_text_the_snippet_is_still_full) {
    std::string text(3'000, 'x');
    text += "needle";
    const std::array<TextRange, 1> places{TextRange{3'000, 6}};
    const Excerpt shown = excerpt(text, places);
    EXPECT_EQ(shown.snippet.size(), net::max_snippet_bytes);
    EXPECT_TRUE(shown.snippet.ends_with("needle"));
    EXPECT_EQ(shown.highlights[0].from, net::max_snippet_bytes - 6);
}

TEST(Excerpt, a_place_that_is_longer_than_the_snippet_is_cut) {
    const std::string text(3'000, 'x');
    const std::array<TextRange, 1> places{TextRange{0, 3'000}};
    EXPECT_EQ(excerpt(text, places).highlights,
              (std::vector<net::Highlight>{{0, static_cast<std::uint16_t>(net::max_snippet_bytes)}}));
}

TEST(Excerpt, it_is_cut_between_code_points_wherever_the_place_is) {
    std::mt19937 random(1);
    for (int round = 0; round < 2'000; ++round) {
        std::string text;
        std::vector<std::size_t> begins;
        const std::size_t kinds = 4 + random() % 2;  // without spaces, or with some
        while (text.size() < 400 + random() % 1'200) {
            constexpr std::array<const char*, 5> characters{"a", "é", "中", "😀", " "};
            begins.push_back(text.size());
            text += characters[random() % kinds];
        }
        const std::size_t which = random() % (begins.size() - 1);
        const std::array<TextRange, 1> places{TextRange{begins[which], begins[which + 1] - begins[which]}};
        const Excerpt shown = excerpt(text, places);
        ASSERT_TRUE(text::is_valid_utf8(shown.snippet));
        ASSERT_LE(shown.snippet.size(), net::max_snippet_bytes);
        ASSERT_NE(text.find(shown.snippet), std::string::npos);
        ASSERT_EQ(shown.highlights.size(), 1u);
        ASSERT_EQ(shown.snippet.substr(shown.highlights[0].from, shown.highlights[0].size),
                  text.substr(places[0].from, places[0].size));
    }
}

TEST(Excerpt, as_many_places_are_marked_as_a_hit_may_have) {
    std::vector<TextRange> places;
    for (std::size_t at = 0; at < 400; at += 2)
        places.push_back({at, 1});
    EXPECT_EQ(excerpt(std::string(400, 'x'), places).highlights.size(), net::max_mentions);
}

TEST(Relevance, more_of_the_words_in_less_text_is_better_and_equal_ones_keep_their_order) {
    const std::vector<WordsFound> texts{
        {{}, {1}, 10},
        {{}, {1}, 2},
        {{}, {3}, 10},
        {{}, {1}, 2},
    };
    EXPECT_EQ(by_relevance(texts), (std::vector<std::size_t>{2, 1, 3, 0}));
    EXPECT_TRUE(by_relevance({}).empty());
}

// The formula of https://en.wikipedia.org/wiki/Okapi_BM25 with equal weights: 1.2 * 2.2 / (...) for each word.
TEST(Relevance, each_further_occurrence_of_a_word_counts_for_less) {
    const std::vector<WordsFound> texts{{{}, {8, 1}, 20}, {{}, {4, 4}, 20}};
    EXPECT_EQ(by_relevance(texts), (std::vector<std::size_t>{1, 0}));
}

}  // namespace
}  // namespace crosstalk::local
