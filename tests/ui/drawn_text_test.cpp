// What is drawn of a text: emoji as one picture each, everything else as it stands, and nothing faked.
#include "ui/fonts/drawn_text.hpp"

#include <gtest/gtest.h>

#include <chrono>
#include <random>
#include <set>

#include "tests/ui/emoji_list.hpp"
#include "tests/ui/list_twins.hpp"
#include "ui/editor/text_edit.hpp"
#include "ui/fonts/emoji_glyphs.hpp"

namespace {

using namespace crosstalk::ui;
using twin::CellMeasure;
using twin::EmojiLine;

std::u32string drawn(std::string_view text) {
    std::u32string all;
    for (DrawnText reader(text); !reader.at_end();)
        all += reader.next();
    return all;
}

const std::vector<EmojiLine>& lines() {
    static const std::vector<EmojiLine> all = twin::emoji_lines();
    return all;
}

// Signs such as the copyright sign, which are emoji only with a selector.
bool is_sign_of_text(const EmojiLine& line) {
    return line.status == "unqualified" && line.code_points.size() == 1 &&
           (line.code_points[0] < 0x2300 || line.code_points[0] == 0x24C2);
}

const std::string family = "\U0001F468\u200D\U0001F469\u200D\U0001F467\u200D\U0001F466";
const std::string heart = "\u2764\uFE0F";
const std::string rainbow_flag = "\U0001F3F3\uFE0F\u200D\U0001F308";
const std::string germany = "\U0001F1E9\U0001F1EA";
const std::string wales = "\U0001F3F4\U000E0067\U000E0062\U000E0077\U000E006C\U000E0073\U000E007F";
const std::string keycap = "7\uFE0F\u20E3";
const std::string brown_hand = "\U0001F44D\U0001F3FE";
const std::string brown_astronaut = "\U0001F469\U0001F3FE\u200D\U0001F680";

TEST(DrawnText, every_emoji_of_unicode_is_one_picture) {
    ASSERT_GT(lines().size(), 4500U);
    for (const EmojiLine& line : lines()) {
        if (is_sign_of_text(line)) continue;
        const std::u32string shown = drawn(line.text);
        ASSERT_EQ(shown.size(), 1U) << line.text << " " << line.status;
        EXPECT_TRUE(is_drawn_emoji(shown[0])) << line.text;
    }
}

TEST(DrawnText, different_emoji_are_different_pictures) {
    std::set<char32_t> pictures;
    std::size_t without_tone = 0;
    for (const EmojiLine& line : lines()) {
        if (line.status != "fully-qualified" || line.has_tone()) continue;
        ++without_tone;
        pictures.insert(drawn(line.text)[0]);
    }
    // Eight islands have the flag of the country that they belong to, or of another island.
    EXPECT_GE(pictures.size() + 8, without_tone);
}

TEST(DrawnText, a_skin_tone_changes_no_picture_and_shows_by_itself) {
    EXPECT_EQ(drawn(brown_hand), drawn("\U0001F44D"));
    EXPECT_EQ(drawn(brown_astronaut), drawn("\U0001F469\u200D\U0001F680"));
    EXPECT_NE(drawn("\U0001F3FE"), drawn("\U0001F3FD"));
    EXPECT_EQ(drawn("a\U0001F3FE"), U"a" + drawn("\U0001F3FE"));
}

TEST(DrawnText, letters_digits_and_signs_stay_what_they_are) {
    EXPECT_EQ(drawn("Az 12#*\u00E9\u0416\u4F60\u00A9\u2122\u2194"),
              U"Az 12#*\u00E9\u0416\u4F60\u00A9\u2122\u2194");
    EXPECT_EQ(drawn("e\u0301"), U"e\u0301");
    EXPECT_EQ(drawn(keycap + "8").back(), U'8');
    EXPECT_TRUE(is_drawn_emoji(drawn("\u00A9\uFE0F")[0]));
}

TEST(DrawnText, every_truncation_of_an_emoji_falls_back_to_its_parts) {
    for (const EmojiLine& line : lines()) {
        for (std::size_t bytes = 1; bytes < line.text.size(); ++bytes) {
            const std::string cut = "a" + line.text.substr(0, bytes) + "b";
            std::size_t last = 0;
            std::u32string shown;
            for (DrawnText reader(cut); !reader.at_end();) {
                shown += reader.next();
                ASSERT_GT(reader.position(), last);
                last = reader.position();
            }
            ASSERT_EQ(last, cut.size());
            ASSERT_EQ(shown.front(), U'a');
            ASSERT_EQ(shown.back(), U'b');
        }
    }
    const std::u32string parts = drawn("\U0001F3B8\u200D\U0001F3BB");
    EXPECT_EQ(parts, drawn("\U0001F3B8") + U"\u200D" + drawn("\U0001F3BB"));
    // The longest part that is known is one picture.
    EXPECT_EQ(drawn(family + "\u200D\U0001F3BB")[0], drawn(family)[0]);
}

TEST(DrawnText, letters_of_flags_go_together_in_twos_from_the_first_one) {
    const std::string unknown =
        "\U0001F1FD\U0001F1E9";  // its second letter would make a flag with the next one
    const std::u32string shown = drawn(unknown + "\U0001F1EA");
    ASSERT_EQ(shown.size(), 3U);
    EXPECT_EQ(shown, U"\U0001F1FD\U0001F1E9\U0001F1EA");
    EXPECT_EQ(drawn(germany + germany), drawn(germany) + drawn(germany));
}

TEST(DrawnText, nothing_that_arrives_can_stand_for_a_picture) {
    for (const char32_t c : {U'\uE000', U'\uE373', U'\uF8FF', U'\U000F0000', U'\U000F0373', U'\U0010FFFD'}) {
        std::string text = "a";
        crosstalk::text::append_utf8(text, c);
        EXPECT_EQ(drawn(text), U"a\uFFFD");
        EXPECT_EQ(drawn(text + "\uFE0F"), U"a\uFFFD\uFE0F");
        EXPECT_EQ(drawn("\U0001F468\u200D" + text.substr(1)).back(), U'\uFFFD');
    }
}

TEST(DrawnText, what_lies_beyond_the_letters_of_this_world_costs_no_memory) {
    EXPECT_EQ(drawn("\U000E0067\U000E0100"), U"\u2060\u2060");
    EXPECT_EQ(drawn("\U000D0000\U00050000"), U"\uFFFD\uFFFD");
    EXPECT_EQ(drawn("\U00020000\U000323AF"), U"\U00020000\U000323AF");
}

TEST(DrawnText, any_bytes_are_read_to_their_end) {
    std::mt19937 random(7);
    const std::string pieces[] = {family,
                                  heart,
                                  germany.substr(0, 4),
                                  wales.substr(0, 8),
                                  keycap,
                                  brown_hand,
                                  "\u200D",
                                  "\uFE0F",
                                  "\u0301",
                                  "a",
                                  "\n",
                                  "\xF0",
                                  "\x9F",
                                  "\xE2\x80",
                                  "\r\n",
                                  "\u0915\u094D\u0937",
                                  "\uAC00\u11A8"};
    for (int round = 0; round < 3000; ++round) {
        std::string text;
        for (auto count = random() % 12; count > 0; --count)
            text += pieces[random() % std::size(pieces)];
        std::size_t last = 0;
        for (DrawnText reader(text); !reader.at_end();) {
            const char32_t c = reader.next();
            ASSERT_LE(c, 0x10FFFFU);
            ASSERT_GT(reader.position(), last);
            last = reader.position();
        }
        ASSERT_EQ(last, text.size());
    }
}

TEST(DrawnText, one_endless_character_is_read_in_linear_time) {
    for (const std::string& piece : {std::string("\U0001F468\u200D"), std::string("\uFE0F"),
                                     std::string("\U0001F3FD"), std::string("\u0301")}) {
        std::string text = "\U0001F468";
        while (text.size() < 1'000'000)
            text += piece;
        const auto begin = std::chrono::steady_clock::now();
        EXPECT_FALSE(drawn(text).empty());
        EXPECT_LT(std::chrono::steady_clock::now() - begin, std::chrono::seconds(2));
    }
}

class EverySequence : public testing::TestWithParam<std::string> {};
INSTANTIATE_TEST_SUITE_P(DrawnText, EverySequence,
                         testing::Values(family, heart, rainbow_flag, germany, wales, keycap, brown_hand,
                                         brown_astronaut));

TEST_P(EverySequence, is_one_thing_for_lines_and_the_caret) {
    const std::string& emoji = GetParam();
    const std::string text = "ab" + emoji + "cd";
    const CellMeasure measure;
    TextLayout layout;
    lay_out_text(text, TypeStyle::Body, 1000, measure, layout);
    EXPECT_EQ(layout.width, 4 * 7 + 14);
    const auto behind = static_cast<std::uint32_t>(2 + emoji.size());
    EXPECT_EQ(x_of_byte(text, layout, 0, 2, measure), 14);
    EXPECT_EQ(x_of_byte(text, layout, 0, behind, measure), 28);
    for (float x = 0; x < 60; ++x) {
        const std::uint32_t byte = byte_at_x(text, layout, 0, x, measure);
        EXPECT_TRUE(byte <= 2 || byte >= behind) << byte;
    }
    // Whatever the width, no line ends inside.
    for (int width = 1; width < 50; ++width) {
        lay_out_text(text + emoji + emoji, TypeStyle::Body, static_cast<float>(width), measure, layout);
        for (const TextLine& line : layout.lines) {
            const std::uint32_t end = line.end;
            EXPECT_TRUE(end <= 2 || end == behind || end == behind + 1 ||
                        (end >= behind + 2 && (end - behind - 2) % emoji.size() == 0))
                << end;
        }
    }
    for (std::uint32_t byte = 2; byte < behind; ++byte) {
        const ByteRange word = word_around(text, byte);
        EXPECT_TRUE(word.begin <= 2 && word.end >= behind);
    }
}

TEST_P(EverySequence, is_one_step_in_the_editor_and_is_copied_as_it_was_written) {
    const std::string& emoji = GetParam();
    TextEdit edit(1000);
    edit.reset("ab" + emoji + "c");
    edit.move(Step::Character, Direction::Back, Selecting::No);
    edit.move(Step::Character, Direction::Back, Selecting::Yes);
    EXPECT_EQ(edit.selected(), emoji);
    edit.select_all();
    EXPECT_EQ(edit.selected(), "ab" + emoji + "c");
    for (std::uint32_t byte = 2; byte < 2 + emoji.size(); ++byte) {
        edit.place(byte, Selecting::No);
        EXPECT_EQ(edit.caret(), 2U);
    }
    edit.move(Step::Character, Direction::Forward, Selecting::No);
    edit.erase(Step::Character, Direction::Back);
    EXPECT_EQ(edit.text(), "abc");
}

}  // namespace
