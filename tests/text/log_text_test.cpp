#include "net/text/log_text.hpp"

#include <gtest/gtest.h>

#include <algorithm>

#include "tests/text/random_text.hpp"

namespace {

using namespace crosstalk::text;

TEST(log_text, printable_ascii_is_left_as_it_is) {
    std::string all;
    for (char each = ' '; each <= '~'; ++each) {
        if (each != '\\') all += each;
    }
    EXPECT_EQ(printable(all), all);
    EXPECT_EQ(printable(""), "");
}

TEST(log_text, a_newline_can_not_forge_another_line) {
    EXPECT_EQ(printable("x\n2031-01-01 owner logged in"), "x\\x0a2031-01-01 owner logged in");
    EXPECT_EQ(printable("x\ry"), "x\\x0dy");
    EXPECT_EQ(printable("x\u2028y\u0085"), "x\\u{2028}y\\u{85}");
}

TEST(log_text, a_terminal_is_told_nothing) {
    EXPECT_EQ(printable("\x1B[2J\x7F"), "\\x1b[2J\\x7f");
}

TEST(log_text, what_was_escaped_can_be_told_from_what_was_sent) {
    EXPECT_EQ(printable("\\x0a"), "\\x5cx0a");
    EXPECT_EQ(printable("é"), "\\u{e9}");
    EXPECT_EQ(printable("\xE9"), "\\xe9");
    EXPECT_EQ(printable("😀"), "\\u{1f600}");
    EXPECT_EQ(printable(std::string_view("\0", 1)), "\\x00");
}

TEST(log_text, a_long_text_is_cut_and_says_so) {
    EXPECT_EQ(printable("abcdef", 6), "abcdef");
    EXPECT_EQ(printable("abcdefg", 6), "abc...");
    EXPECT_EQ(printable(std::string(300, 'x')).size(), 256U);
    EXPECT_EQ(printable(std::string(256, 'x')), std::string(256, 'x'));
}

TEST(log_text, a_cut_never_goes_through_an_escape) {
    EXPECT_EQ(printable("ab\n\n", 9), "ab\\x0a...");
    EXPECT_EQ(printable("ab\n\n", 8), "ab...");
    EXPECT_EQ(printable("ab\n\n", 10), "ab\\x0a\\x0a");
    EXPECT_EQ(printable("😀😀", 9), "...");
    EXPECT_EQ(printable("abcdef", 2), "..");
    EXPECT_EQ(printable("abcdef", 0), "");
}

TEST(log_text, every_result_is_printable_ascii_within_its_limit) {
    RandomText random(6);
    for (int round = 0; round < 20'000; ++round) {
        const std::size_t most = random.below(60);
        const std::string line = printable(random.below(2) == 0 ? random.bytes(40) : random.text(20), most);
        ASSERT_LE(line.size(), most);
        ASSERT_TRUE(std::ranges::all_of(line, [](char each) { return each >= ' ' && each <= '~'; })) << line;
    }
}

}  // namespace
