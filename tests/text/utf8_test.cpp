#include "net/text/utf8.hpp"

#include <gtest/gtest.h>

#include <vector>

#include "tests/text/random_text.hpp"

namespace {

using namespace crosstalk::text;
using namespace std::string_literals;

struct Bytes {
    const char* why;
    std::string bytes;
};

std::vector<Bytes> malformed() {
    return {
        {"a continuation byte alone", "\x80"},
        {"the last continuation byte alone", "\xBF"},
        {"a lead of two bytes at the end", "\xC3"},
        {"a lead of two bytes and no continuation", "\xC3("},
        {"two bytes of three at the end", "\xE2\x82"},
        {"two bytes of three and then a letter", "\xE2\x82(x"},
        {"a lead of three bytes and then another lead", "\xE2\xE2\x82\xAC"},
        {"three bytes of four at the end", "\xF0\x9F\x98"},
        {"three bytes of four and then a letter", "\xF0\x9F\x98(x"},
        {"an overlong NUL", "\xC0\x80"},
        {"an overlong slash of two bytes", "\xC0\xAF"},
        {"the last overlong form of two bytes", "\xC1\xBF"},
        {"an overlong slash of three bytes", "\xE0\x80\xAF"},
        {"the last overlong form of three bytes", "\xE0\x9F\xBF"},
        {"an overlong slash of four bytes", "\xF0\x80\x80\xAF"},
        {"the last overlong form of four bytes", "\xF0\x8F\xBF\xBF"},
        {"the first surrogate", "\xED\xA0\x80"},
        {"the last surrogate", "\xED\xBF\xBF"},
        {"a pair of surrogates (CESU-8)", "\xED\xA0\xBD\xED\xB8\x80"},
        {"the first code point above U+10FFFF", "\xF4\x90\x80\x80"},
        {"a lead for U+140000", "\xF5\x80\x80\x80"},
        {"a sequence of five bytes", "\xF8\x88\x80\x80\x80"},
        {"a sequence of six bytes", "\xFC\x84\x80\x80\x80\x80"},
        {"0xFE", "\xFE"},
        {"0xFF", "\xFF"},
    };
}

TEST(utf8, every_kind_of_malformed_sequence_is_refused_wherever_it_stands) {
    for (const Bytes& each : malformed()) {
        EXPECT_FALSE(is_valid_utf8(each.bytes)) << each.why;
        // Behind, before and between whole words of ASCII, where the quick path is taken.
        for (std::size_t before = 0; before < 20; ++before) {
            EXPECT_FALSE(is_valid_utf8(std::string(before, 'a') + each.bytes))
                << each.why << " after " << before;
            EXPECT_FALSE(is_valid_utf8(std::string(before, 'a') + each.bytes + std::string(20, 'b')))
                << each.why;
        }
    }
}

TEST(utf8, the_first_and_last_code_point_of_each_length_is_read_whole) {
    const std::vector<std::pair<std::string, CodePoint>> boundaries{
        {"\0"s, {0, 1}},
        {"\x7F", {0x7F, 1}},
        {"\xC2\x80", {0x80, 2}},
        {"\xDF\xBF", {0x7FF, 2}},
        {"\xE0\xA0\x80", {0x800, 3}},
        {"\xED\x9F\xBF", {0xD7FF, 3}},
        {"\xEE\x80\x80", {0xE000, 3}},
        {"\xEF\xBF\xBF", {0xFFFF, 3}},
        {"\xF0\x90\x80\x80", {0x10000, 4}},
        {"\xF4\x8F\xBF\xBF", {0x10FFFF, 4}},
    };
    for (const auto& [bytes, expected] : boundaries) {
        EXPECT_TRUE(is_valid_utf8(bytes));
        EXPECT_EQ(first_code_point(bytes + "x"), expected);
        std::string encoded;
        append_utf8(encoded, expected.value);
        EXPECT_EQ(encoded, bytes);
    }
}

TEST(utf8, every_scalar_value_survives_encoding_and_decoding) {
    for (char32_t value = 0; value <= 0x10FFFF; ++value) {
        if (value >= 0xD800 && value <= 0xDFFF) continue;
        std::string encoded;
        append_utf8(encoded, value);
        const CodePoint decoded = first_code_point(encoded);
        ASSERT_EQ(decoded.value, value);
        ASSERT_EQ(decoded.bytes, encoded.size());
        ASSERT_TRUE(decoded.is_well_formed());
    }
}

// The definition again, by another way: 2^32 sequences are too many, but all of two bytes and what follows a lead is not.
TEST(utf8, of_all_pairs_of_bytes_only_the_well_formed_ones_are_valid) {
    std::size_t valid = 0;
    for (unsigned first = 0; first < 256; ++first) {
        for (unsigned second = 0; second < 256; ++second) {
            if (is_valid_utf8(std::string{static_cast<char>(first), static_cast<char>(second)})) ++valid;
        }
    }
    EXPECT_EQ(valid, 128U * 128U + 30U * 64U);
}

TEST(utf8, of_all_triples_of_bytes_only_the_well_formed_ones_are_valid) {
    std::size_t valid = 0;
    std::string bytes(3, '\0');
    for (unsigned number = 0; number < (1U << 24U); ++number) {
        bytes[0] = static_cast<char>(number >> 16U);
        bytes[1] = static_cast<char>(number >> 8U);
        bytes[2] = static_cast<char>(number);
        if (is_valid_utf8(bytes)) ++valid;
    }
    const unsigned three_bytes = 0x10000 - 0x800 - 0x800;  // without shorter forms and surrogates
    EXPECT_EQ(valid, 128U * 128U * 128U + 2U * 128U * 30U * 64U + three_bytes);
}

TEST(utf8, a_replacement_character_that_was_sent_is_not_taken_for_a_fault) {
    EXPECT_TRUE(is_valid_utf8("\uFFFD"));
    EXPECT_TRUE(first_code_point("\uFFFD").is_well_formed());
    EXPECT_FALSE(first_code_point("\xFF").is_well_formed());
}

TEST(utf8, code_points_are_counted_across_quick_and_slow_parts) {
    EXPECT_EQ(count_code_points(""), 0U);
    EXPECT_EQ(count_code_points("hello"), 5U);
    EXPECT_EQ(count_code_points("häß 日本 😀"), 8U);
    std::string most;
    for (int count = 0; count < 4000; ++count)
        most += "😀";
    EXPECT_EQ(count_code_points(most), 4000U);
    EXPECT_EQ(count_code_points(most + "a"), 4001U);
    EXPECT_EQ(count_code_points("a\xFF\xE2\x82z"), 5U) << "each bad byte counts as one";
}

TEST(utf8, a_loop_sees_each_code_point_and_each_bad_byte_once) {
    std::vector<CodePoint> seen;
    for (const CodePoint each : CodePoints("aé\xFF😀"))
        seen.push_back(each);
    const std::vector<CodePoint> expected{{U'a', 1}, {U'é', 2}, {replacement_character, 1}, {U'😀', 4}};
    EXPECT_EQ(seen, expected);
    EXPECT_TRUE(CodePoints("").begin() == CodePoints("").end());
}

TEST(utf8, a_cut_by_bytes_never_goes_through_a_code_point) {
    const std::string text = "aé€😀b";
    const std::vector<std::string> expected{"",    "a",   "a",   "aé",   "aé",    "aé",   "aé€",
                                            "aé€", "aé€", "aé€", "aé€😀", "aé€😀b", "aé€😀b"};
    for (std::size_t most = 0; most < expected.size(); ++most) {
        EXPECT_EQ(first_bytes(text, most), expected[most]) << most;
    }
}

TEST(utf8, a_cut_by_code_points_gives_as_many_as_asked) {
    EXPECT_EQ(first_code_points("aé€😀b", 0), "");
    EXPECT_EQ(first_code_points("aé€😀b", 3), "aé€");
    EXPECT_EQ(first_code_points("aé€😀b", 5), "aé€😀b");
    EXPECT_EQ(first_code_points("aé€😀b", 6), "aé€😀b");
}

TEST(utf8, counting_and_cutting_agree_on_random_bytes) {
    RandomText random(1);
    for (int round = 0; round < 20'000; ++round) {
        const std::string text = random.below(2) == 0 ? random.bytes(40) : random.text(20);
        std::size_t count = 0;
        std::size_t bytes = 0;
        bool well_formed = true;
        for (const CodePoint each : CodePoints(text)) {
            ++count;
            bytes += each.bytes;
            well_formed = well_formed && each.is_well_formed();
        }
        ASSERT_EQ(bytes, text.size());
        ASSERT_EQ(count, count_code_points(text));
        ASSERT_EQ(well_formed, is_valid_utf8(text));
        const std::size_t most = random.below(text.size() + 2);
        const std::string_view cut = first_bytes(text, most);
        ASSERT_LE(cut.size(), most);
        if (well_formed) {
            ASSERT_TRUE(is_valid_utf8(cut));
            ASSERT_TRUE(cut.size() == text.size() || cut.size() + 4 > most)
                << "no more than one code point is lost";
        }
        ASSERT_LE(count_code_points(first_code_points(text, most)), most);
    }
}

TEST(utf8, ascii_is_told_from_everything_else_at_every_place) {
    for (std::size_t size = 0; size < 40; ++size) {
        std::string text(size, 'x');
        EXPECT_TRUE(is_ascii(text));
        for (std::size_t at = 0; at < size; ++at) {
            std::string other = text;
            other[at] = '\x80';
            EXPECT_FALSE(is_ascii(other)) << at << " of " << size;
        }
    }
}

}  // namespace
