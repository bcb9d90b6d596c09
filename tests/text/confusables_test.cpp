#include "net/text/confusables.hpp"

#include <gtest/gtest.h>

#include "net/text/normal_form.hpp"
#include "net/text/utf8.hpp"

namespace {

using namespace crosstalk::text;

TEST(confusables, the_examples_of_uts_39_have_their_skeletons) {
    EXPECT_EQ(skeleton("раураl"), "paypal") << "Cyrillic";
    EXPECT_EQ(skeleton("m"), "rn");
    EXPECT_EQ(skeleton("1I|l"), "llll");
    EXPECT_EQ(skeleton("0"), "O");
    EXPECT_EQ(skeleton("Ѕсоре"), "Scope") << "Cyrillic";
    EXPECT_EQ(skeleton("hello"), "hello");
    EXPECT_EQ(skeleton(""), "");
}

TEST(confusables, the_first_and_the_last_row_of_the_table_are_found) {
    EXPECT_EQ(skeleton("\""), "''");
    EXPECT_NE(skeleton("\U00016F08"), "\U00016F08");
}

TEST(confusables, accents_are_compared_in_one_order) {
    EXPECT_EQ(skeleton("ǻ"), skeleton("å\u0301"));
}

TEST(confusables, a_skeleton_is_in_canonical_decomposition) {
    for (char32_t value = 0; value <= 0x10FFFF; ++value) {
        if (value >= 0xD800 && value <= 0xDFFF) continue;
        std::string text;
        append_utf8(text, value);
        const std::string drawn = skeleton(text);
        ASSERT_EQ(nfd(drawn), drawn) << std::hex << static_cast<unsigned>(value);
    }
}

TEST(confusables, a_small_letter_becomes_what_its_capital_looks_like) {
    EXPECT_EQ(with_capital_twins("i"), "l");
    EXPECT_EQ(with_capital_twins("νυηβ"), "nyhb") << "Greek";
    EXPECT_EQ(with_capital_twins("abcdefgh"), "abcdefgh");
}

TEST(confusables, twins_make_no_two_ascii_letters_one_but_i_and_l) {
    for (char each = 'a'; each <= 'z'; ++each) {
        const std::string letter(1, each);
        EXPECT_EQ(with_capital_twins(letter), each == 'i' ? "l" : letter);
    }
}

}  // namespace
