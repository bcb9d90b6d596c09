#include "net/text/normal_form.hpp"

#include <gtest/gtest.h>
#include <utf8proc.h>

#include <array>
#include <fstream>
#include <sstream>

#include "net/text/utf8.hpp"
#include "tests/text/random_text.hpp"

namespace {

using namespace crosstalk::text;

TEST(normal_form, compatibility_forms_become_plain_ones) {
    EXPECT_EQ(nfkc("Ａlice"), "Alice") << "full width";
    EXPECT_EQ(nfkc("e\u0301"), "é");
    EXPECT_EQ(nfkc("ﬁ"), "fi");
    EXPECT_EQ(nfkc("a\u00A0b"), "a b");
    EXPECT_EQ(nfd("é"), "e\u0301");
    EXPECT_EQ(nfd("ﬁ"), "ﬁ");
    EXPECT_EQ(nfkc_casefold("GROẞ straße"), "gross strasse");
    EXPECT_EQ(nfkc_casefold("a\u200Db\u00ADc\uFE0F"), "abc") << "what is ignored when drawn is gone";
}

TEST(normal_form, marks_are_put_in_their_canonical_order) {
    EXPECT_EQ(nfd("a\u0301\u0323"), "a\u0323\u0301");
    EXPECT_EQ(nfkc("a\u0301\u0323"), nfkc("a\u0323\u0301"));
}

TEST(normal_form, nothing_comes_of_what_is_not_utf8) {
    EXPECT_EQ(nfkc("a\xFF"), "");
    EXPECT_EQ(nfd("\xED\xA0\x80"), "");
    EXPECT_EQ(nfkc_casefold("\xC0\x80"), "");
    EXPECT_EQ(nfkc(""), "");
}

TEST(normal_form, a_zero_byte_does_not_end_the_text) {
    EXPECT_EQ(nfkc(std::string_view("a\0é", 4)), std::string_view("a\0é", 4));
}

TEST(normal_form, nfkc_makes_no_code_point_longer_than_the_header_says) {
    for (char32_t value = 0; value <= 0x10FFFF; ++value) {
        if (value >= 0xD800 && value <= 0xDFFF) continue;
        std::string text;
        append_utf8(text, value);
        ASSERT_LE(nfkc(text).size(), 11 * text.size()) << std::hex << static_cast<unsigned>(value);
    }
}

TEST(normal_form, forms_are_forms_of_themselves) {
    RandomText random(3);
    for (int round = 0; round < 20'000; ++round) {
        const std::string text = random.text(16);
        ASSERT_EQ(nfkc(nfkc(text)), nfkc(text));
        ASSERT_EQ(nfd(nfd(text)), nfd(text));
        ASSERT_TRUE(is_valid_utf8(nfkc_casefold(text)));
    }
}

#ifdef CROSSTALK_NORMALIZATION_TEST
std::string from_hexadecimal(const std::string& column) {
    std::istringstream in(column);
    std::string text;
    for (unsigned value = 0; in >> std::hex >> value;)
        append_utf8(text, value);
    return text;
}

// Unicode's own test, where the system has it (Debian: unicode-data).
TEST(normal_form, every_line_of_unicodes_own_test_holds) {
    std::ifstream file(CROSSTALK_NORMALIZATION_TEST);
    std::string line;
    ASSERT_TRUE(std::getline(file, line)) << CROSSTALK_NORMALIZATION_TEST;
    if (line != std::string("# NormalizationTest-") + utf8proc_unicode_version() + ".txt") {
        GTEST_SKIP() << "The system's test is of another version of Unicode than its utf8proc: " << line;
    }
    std::size_t lines = 0;
    while (std::getline(file, line)) {
        if (line.empty() || line[0] == '#' || line[0] == '@') continue;
        std::array<std::string, 5> columns;
        std::istringstream in(line);
        for (std::string& each : columns) {
            std::string column;
            std::getline(in, column, ';');
            each = from_hexadecimal(column);
        }
        for (std::size_t index = 0; index < columns.size(); ++index) {
            ASSERT_EQ(nfkc(columns[index]), columns[3]) << line;
            ASSERT_EQ(nfd(columns[index]), columns[index < 3 ? 2 : 4]) << line;
        }
        ++lines;
    }
    EXPECT_GT(lines, 18'000U);
}
#endif

}  // namespace
