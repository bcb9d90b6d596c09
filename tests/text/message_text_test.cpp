#include "net/text/message_text.hpp"

#include <gtest/gtest.h>

#include <vector>

#include "net/limits.hpp"
#include "net/text/utf8.hpp"
#include "tests/text/random_text.hpp"

namespace {

using namespace crosstalk::text;

std::string between_letters(char32_t code_point) {
    std::string text = "a";
    append_utf8(text, code_point);
    return text + "b";
}

TEST(message_text, ordinary_text_of_every_script_is_kept) {
    for (const std::string text :
         {"hello", "Grüße, 日本語, Привет", "שלום \u200Fעולם", "می\u200Cخواهم",
          "👨‍👩‍👧 ❤️ 🇩🇪", "🏴\U000E0067\U000E0062\U000E007F", "tab\tand\nline", ""}) {
        EXPECT_EQ(sanitise_message(text), text);
    }
}

TEST(message_text, every_kind_of_line_break_becomes_a_newline) {
    EXPECT_EQ(sanitise_message("a\r\nb"), "a\nb");
    EXPECT_EQ(sanitise_message("a\rb"), "a\nb");
    EXPECT_EQ(sanitise_message("a\r\rb"), "a\n\nb");
    EXPECT_EQ(sanitise_message("a\n\rb"), "a\n\nb");
    EXPECT_EQ(sanitise_message("a\r\x01\nb"), "a\n\nb");
    EXPECT_EQ(sanitise_message("a\u2028b\u2029c"), "a\nb\nc");
    EXPECT_EQ(sanitise_message("a\r"), "a\n");
}

TEST(message_text, all_controls_but_newline_and_tab_are_dropped) {
    for (char32_t value = 0; value < 0xA0; ++value) {
        const bool is_control = value < 0x20 || value >= 0x7F;
        if (value == U'\n' || value == U'\t' || !is_control) {
            EXPECT_EQ(sanitise_message(between_letters(value)), between_letters(value));
        } else {
            EXPECT_EQ(sanitise_message(between_letters(value)), value == U'\r' ? "a\nb" : "ab");
        }
    }
    EXPECT_EQ(sanitise_message(between_letters(0xA0)), between_letters(0xA0));
}

struct Dropped {
    const char* what;
    char32_t first;
    char32_t last;
};

TEST(message_text, what_is_dropped_is_dropped_to_its_last_code_point_and_not_beyond) {
    for (const Dropped& each : std::vector<Dropped>{{"bidi embeddings and overrides", 0x202A, 0x202E},
                                                    {"bidi isolates", 0x2066, 0x2069},
                                                    {"noncharacters of the BMP", 0xFDD0, 0xFDEF},
                                                    {"the end of plane 0", 0xFFFE, 0xFFFF},
                                                    {"the end of plane 1", 0x1FFFE, 0x1FFFF},
                                                    {"the end of plane 14 and plane 15", 0xEFFFE, 0xFFFFF},
                                                    {"the end of plane 16", 0x10FFFE, 0x10FFFF}}) {
        for (char32_t value = each.first; value <= each.last; ++value) {
            ASSERT_EQ(sanitise_message(between_letters(value)), "ab") << each.what;
        }
        const char32_t before = each.first == 0x202A ? U'\u2027' : each.first - 1;  // U+2029 is a line break
        EXPECT_EQ(sanitise_message(between_letters(before)), between_letters(before)) << each.what;
        if (each.last == 0x10FFFF) continue;
        EXPECT_EQ(sanitise_message(between_letters(each.last + 1)), between_letters(each.last + 1))
            << each.what;
    }
}

TEST(message_text, marks_of_direction_stay_because_right_to_left_writers_need_them) {
    for (const char32_t value : {char32_t{0x200E}, char32_t{0x200F}, char32_t{0x061C}}) {
        EXPECT_EQ(sanitise_message(between_letters(value)), between_letters(value));
    }
}

TEST(message_text, bytes_that_are_not_utf8_never_come_out) {
    EXPECT_EQ(sanitise_message("a\xFF"
                               "b"),
              "ab");
    EXPECT_EQ(sanitise_message("a\xE2\x82"), "a");
    EXPECT_EQ(sanitise_message("\xE2\xFF\x80\xA8"), "") << "the halves of a line separator are not joined";
    EXPECT_EQ(sanitise_message("\xED\xA0\x80x"), "x");
}

TEST(message_text, the_longest_message_passes_whole_and_is_counted_right) {
    std::string longest;
    for (std::size_t count = 0; count < crosstalk::net::max_text_code_points; ++count)
        longest += "😀";
    EXPECT_EQ(sanitise_message(longest), longest);
    EXPECT_EQ(longest.size(), crosstalk::net::max_text_bytes);
    EXPECT_EQ(count_code_points(sanitise_message(longest)), crosstalk::net::max_text_code_points);
    EXPECT_EQ(count_code_points(sanitise_message(longest + "a")), crosstalk::net::max_text_code_points + 1);
}

TEST(message_text, sanitising_twice_is_sanitising_once_and_never_grows) {
    RandomText random(4);
    for (int round = 0; round < 50'000; ++round) {
        const std::string text = random.below(3) == 0 ? random.bytes(40) : random.text(30);
        const std::string once = sanitise_message(text);
        ASSERT_TRUE(is_valid_utf8(once));
        ASSERT_LE(once.size(), text.size());
        ASSERT_EQ(sanitise_message(once), once);
    }
}

TEST(message_text, a_line_has_no_breaks_no_tabs_and_single_blanks) {
    EXPECT_EQ(sanitise_line("the  kitchen\r\n\tat  night "), "the kitchen at night");
    EXPECT_EQ(sanitise_line("\n a\u2028b\u00A0\u3000c\x07\u202E"), "a b c");
    EXPECT_EQ(sanitise_line("❤️ 👨‍👩‍👧 שלום \u200Fעולם"),
              "❤️ 👨‍👩‍👧 שלום \u200Fעולם");
    EXPECT_EQ(sanitise_line(" \n\t "), "");
    EXPECT_EQ(sanitise_line("a\xFF"), "a");
}

TEST(message_text, paragraphs_lose_what_is_empty_around_them) {
    EXPECT_EQ(sanitise_paragraphs("\n  I make things.\r\n\n\tMostly noise. \n"),
              "I make things.\n\n\tMostly noise.");
    EXPECT_EQ(sanitise_paragraphs(" \n\t"), "");
}

TEST(message_text, a_line_made_twice_is_made_once_and_never_grows) {
    RandomText random(6);
    for (int round = 0; round < 20'000; ++round) {
        const std::string text = random.below(3) == 0 ? random.bytes(40) : random.text(30);
        const std::string line = sanitise_line(text);
        ASSERT_TRUE(is_valid_utf8(line));
        ASSERT_LE(line.size(), text.size());
        ASSERT_EQ(line.find_first_of("\n\t"), std::string::npos);
        ASSERT_EQ(sanitise_line(line), line);
        const std::string paragraphs = sanitise_paragraphs(text);
        ASSERT_LE(paragraphs.size(), text.size());
        ASSERT_EQ(sanitise_paragraphs(paragraphs), paragraphs);
    }
}

TEST(message_text, a_message_of_nothing_to_see_is_blank) {
    for (const char* text : {"", " ", "\n\t \r\n", "\u00A0\u3000", "\u200B\u200D\uFEFF", "\u2800",
                             "\u3164\u115F", "\u202E", "\uFE0F", "\u00AD"}) {
        EXPECT_TRUE(is_blank(text)) << text;
    }
    for (const char* text : {"a", " . ", "\u200B!", "\u0301", "\U0001F600", "日"})
        EXPECT_FALSE(is_blank(text)) << text;
}

std::string with_marks(std::size_t count) {
    std::string text = "z";
    for (; count > 0; --count)
        text += "\u0301";
    return text;
}

TEST(message_text, eight_marks_are_shown_and_the_ninth_is_cut) {
    EXPECT_EQ(cap_marks(with_marks(7)), with_marks(7));
    EXPECT_EQ(cap_marks(with_marks(8)), with_marks(8));
    EXPECT_EQ(cap_marks(with_marks(9)), with_marks(8));
    EXPECT_EQ(cap_marks(with_marks(100'000) + "!"), with_marks(8) + "!");
    EXPECT_EQ(cap_marks(with_marks(3), 0), "z");
}

TEST(message_text, each_base_has_its_own_count_of_marks) {
    EXPECT_EQ(cap_marks(with_marks(9) + with_marks(8) + with_marks(9)),
              with_marks(8) + with_marks(8) + with_marks(8));
}

TEST(message_text, invisible_characters_between_marks_do_not_start_a_new_count) {
    std::string sneaky = with_marks(8);
    for (int count = 0; count < 5; ++count)
        sneaky += "\u200D\u0301\u200B\u0301\u034F\u0301";
    const std::string shown = cap_marks(sneaky);
    std::size_t marks = 0;
    for (const CodePoint each : CodePoints(shown))
        marks += each.value == 0x301 ? 1U : 0U;
    EXPECT_EQ(marks, 8U);
}

TEST(message_text, emoji_and_indic_words_keep_all_their_marks) {
    for (const char* text : {"❤️", "1️⃣", "क्षत्रिय", "የኢትዮጵያ", "ทั้งนี้"})
        EXPECT_EQ(cap_marks(text), text);
}

TEST(message_text, capping_twice_is_capping_once) {
    RandomText random(5);
    for (int round = 0; round < 10'000; ++round) {
        std::string text;
        for (int part = 0; part < 4; ++part)
            text += random.text(4) + with_marks(random.below(12));
        const std::string once = cap_marks(text, 3);
        ASSERT_TRUE(is_valid_utf8(once));
        ASSERT_LE(once.size(), text.size());
        ASSERT_EQ(cap_marks(once, 3), once);
    }
}

}  // namespace
