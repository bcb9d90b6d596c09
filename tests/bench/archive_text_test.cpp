#include "bench/load/archive_text.hpp"

#include <gtest/gtest.h>

#include <set>

#include "bench/load/message_text.hpp"

namespace {

using namespace crosstalk::bench;

std::size_t texts_with(const std::string& word, std::uint64_t texts) {
    std::size_t found = 0;
    for (std::uint64_t i = 0; i < texts; ++i)
        found += (" " + archive_text({i})).find(" " + word) != std::string::npos ? 1U : 0U;
    return found;
}

TEST(ArchiveTexts, have_one_hundred_bytes_and_are_the_same_in_every_run) {
    for (std::uint64_t i = 0; i < 1000; ++i)
        ASSERT_EQ(archive_text({i}).size(), message_bytes) << i;
    EXPECT_EQ(archive_text({7}), archive_text({7}));
    EXPECT_NE(archive_text({7}), archive_text({8}));
}

TEST(ArchiveTexts, hold_the_first_word_often_and_the_hundredth_seldom) {
    const std::size_t first = texts_with(archive_word({0}), 2000);
    const std::size_t hundredth = texts_with(archive_word({99}), 2000);
    EXPECT_GT(first, 1000u);
    EXPECT_GT(hundredth, 1u);
    EXPECT_LT(hundredth, 200u);
}

TEST(ArchiveTexts, hold_other_words_than_their_neighbours) {
    std::set<std::string> endings;
    for (std::uint64_t i = 1; i < 1000; ++i)
        endings.insert(archive_text({i}).substr(40, 20));
    EXPECT_EQ(endings.size(), 999u);
}

TEST(ArchiveTexts, never_hold_the_two_words_that_stay_apart) {
    std::size_t with_one = 0;
    for (std::uint64_t i = 0; i < 2000; ++i) {
        const std::string text = archive_text({i});
        const bool has_first = text.find(first_apart) != std::string::npos;
        const bool has_second = text.find(second_apart) != std::string::npos;
        EXPECT_FALSE(has_first && has_second) << text;
        with_one += has_first || has_second ? 1U : 0U;
    }
    EXPECT_EQ(with_one, 200u);
}

TEST(ArchiveTexts, are_chinese_every_fiftieth_time) {
    EXPECT_EQ(archive_character({0}), "\u4e00");
    EXPECT_EQ(archive_text({50}).find(' '), std::string::npos);
    EXPECT_NE(archive_text({51}).find(' '), std::string::npos);
}

TEST(ArchiveWords, differ) {
    std::set<std::string> words;
    for (std::uint32_t rank = 0; rank < archive_words; ++rank)
        words.insert(archive_word({rank}));
    EXPECT_EQ(words.size(), archive_words);
}

}  // namespace
