// Line breaking, links, clusters, dates and the index of heights.
#include "ui/list/text_layout.hpp"

#include <gtest/gtest.h>

#include <random>
#include <string>
#include <vector>

#include "tests/ui/list_twins.hpp"
#include "ui/list/calendar.hpp"
#include "ui/list/height_index.hpp"

namespace {

using namespace crosstalk::ui;
using twin::CellMeasure;

std::vector<std::string> lines_of(std::string_view text, int cells) {
    TextLayout layout;
    lay_out_text(text, TypeStyle::Body, static_cast<float>(cells) * 7.0F, CellMeasure(), layout);
    std::vector<std::string> lines;
    for (const TextLine& line : layout.lines)
        lines.emplace_back(text.substr(line.begin, line.end - line.begin));
    return lines;
}

using Texts = std::vector<std::string>;

TEST(TextLayout, breaks_at_spaces_and_lets_them_hang) {
    EXPECT_EQ(lines_of("one two three", 8), (Texts{"one two ", "three"}));
    EXPECT_EQ(lines_of("one two  three", 7), (Texts{"one two  ", "three"}));
}

TEST(TextLayout, keeps_what_the_writer_broke) {
    EXPECT_EQ(lines_of("a\n\nb\n", 10), (Texts{"a", "", "b", ""}));
}

TEST(TextLayout, gives_an_empty_text_one_line) {
    EXPECT_EQ(lines_of("", 10), (Texts{""}));
}

TEST(TextLayout, breaks_a_word_that_is_too_long) {
    EXPECT_EQ(lines_of("abcdefghij", 4), (Texts{"abcd", "efgh", "ij"}));
    EXPECT_EQ(lines_of("ab cdefghijkl", 4), (Texts{"ab ", "cdef", "ghij", "kl"}));
}

TEST(TextLayout, breaks_between_ideographs_but_not_before_closing_marks) {
    EXPECT_EQ(lines_of("\u4F60\u597D\u4E16\u754C", 4), (Texts{"\u4F60\u597D", "\u4E16\u754C"}));
    EXPECT_EQ(lines_of("\u4F60\u597D\u4E16\u3002", 6), (Texts{"\u4F60\u597D", "\u4E16\u3002"}));
}

TEST(TextLayout, breaks_after_a_hyphen_inside_a_word) {
    EXPECT_EQ(lines_of("tic-tac-toe", 8), (Texts{"tic-tac-", "toe"}));
}

TEST(TextLayout, never_separates_a_mark_from_its_letter) {
    EXPECT_EQ(lines_of("aaae\u0301b", 4), (Texts{"aaae\u0301", "b"}));
    // A family is one picture, and a character that is no known emoji stays together too, even where it does not fit.
    const std::string family = "\U0001F468\u200D\U0001F469\u200D\U0001F467";
    EXPECT_EQ(lines_of("a" + family, 2), (Texts{"a", family}));
    const std::string band = "\U0001F3B8\u200D\U0001F3BB\u200D\U0001F3B9";
    EXPECT_EQ(lines_of("a" + band, 5), (Texts{"a", band}));
}

TEST(TextLayout, every_byte_stands_on_just_one_line) {
    std::mt19937 random(7);
    const Texts pieces = {"a",      "bc ", " ",       "\n",         "\u4F60",
                          "\u3002", "-",   "e\u0301", "\U0001F600", "https://x.org/ "};
    for (int round = 0; round < 2000; ++round) {
        std::string text;
        for (std::size_t k = random() % 40; k > 0; --k)
            text += pieces[random() % pieces.size()];
        std::string joined;
        for (const std::string& line : lines_of(text, 1 + static_cast<int>(random() % 12))) {
            if (joined.size() < text.size() && text[joined.size()] == '\n' && !joined.empty()) joined += '\n';
            joined += line;
        }
        std::string without;
        std::string expected;
        for (const char c : joined)
            without += c == '\n' ? std::string() : std::string(1, c);
        for (const char c : text)
            expected += c == '\n' ? std::string() : std::string(1, c);
        ASSERT_EQ(without, expected);
    }
}

TEST(TextLayout, survives_bytes_that_are_no_text) {
    std::mt19937 random(3);
    for (int round = 0; round < 2000; ++round) {
        std::string text;
        for (std::size_t k = random() % 30; k > 0; --k)
            text += static_cast<char>(random() % 256);
        TextLayout layout;
        lay_out_text(text, TypeStyle::Body, 30.0F, CellMeasure(), layout);
        ASSERT_FALSE(layout.lines.empty());
        ASSERT_EQ(layout.lines.back().end, text.size());
    }
}

TEST(TextLayout, a_run_in_a_wider_face_moves_what_comes_behind_it) {
    // The bold face of this measure is twice as wide.
    class BoldMeasure final : public TextMeasure {
      public:
        float advance(TypeStyle, Face face, char32_t) const override {
            return face == Face::SemiBold ? 14.0F : 7.0F;
        }
        std::uint64_t generation() const override { return 1; }
    };
    TextLayout layout;
    const TextRun run{.begin = 0, .end = 3, .face = Face::SemiBold, .ink = RunInk::MyMention};
    const std::string_view text = "@ab cd ef";
    lay_out_text(text, TypeStyle::Body, 70.0F, BoldMeasure(), layout, {&run, 1});
    ASSERT_EQ(layout.lines.size(), 2U);
    EXPECT_EQ(layout.lines[0].end, 7U);
    EXPECT_EQ(x_of_byte(text, layout, 0, 4, BoldMeasure()), 49.0F);
    EXPECT_EQ(byte_at_x(text, layout, 0, 30.0F, BoldMeasure()), 2U);
}

TEST(Words, a_word_is_letters_digits_and_underscore) {
    const auto word = [](std::string_view text, std::uint32_t byte) {
        const ByteRange range = word_around(text, byte);
        return std::string(text.substr(range.begin, range.end - range.begin));
    };
    EXPECT_EQ(word("hello, world_1!", 2), "hello");
    EXPECT_EQ(word("hello, world_1!", 9), "world_1");
    EXPECT_EQ(word("hello, world_1!", 5), ",");
    EXPECT_EQ(word("na\u00EFve x", 3), "na\u00EFve");
    EXPECT_EQ(word("end", 3), "end");
    EXPECT_EQ(word("", 0), "");
}

TEST(Clusters, the_first_letter_of_a_name_includes_its_marks) {
    EXPECT_EQ(first_cluster("quartz"), "q");
    EXPECT_EQ(first_cluster("e\u0301a"), "e\u0301");
    EXPECT_EQ(first_cluster(""), "");
}

TEST(Emoji, only_up_to_six_emoji_and_nothing_else_are_enlarged) {
    EXPECT_TRUE(is_emoji_only("\U0001F600"));
    EXPECT_TRUE(is_emoji_only("\U0001F600 \u2764\uFE0F"));
    EXPECT_TRUE(is_emoji_only("\U0001F600\U0001F600\U0001F600\U0001F600\U0001F600\U0001F600"));
    EXPECT_FALSE(is_emoji_only("\U0001F600\U0001F600\U0001F600\U0001F600\U0001F600\U0001F600\U0001F600"));
    EXPECT_FALSE(is_emoji_only("\U0001F600!"));
    EXPECT_FALSE(is_emoji_only("7"));
    EXPECT_FALSE(is_emoji_only(""));
}

TEST(Calendar, writes_the_time_in_the_zone_and_style_of_the_reader) {
    const std::int64_t moment = 1'794'681'720'000;  // 18:42 UTC
    EXPECT_EQ(time_of_day(moment, FixedZone(0), ClockStyle::Hours24).view(), "18:42");
    EXPECT_EQ(time_of_day(moment, FixedZone(0), ClockStyle::Hours12).view(), "6:42 pm");
    EXPECT_EQ(time_of_day(moment, FixedZone(19800), ClockStyle::Hours24).view(), "00:12");
    EXPECT_EQ(full_date(moment, FixedZone(0)).view(), "Saturday, 14 November 2026");
    EXPECT_EQ(full_date(moment, FixedZone(19800)).view(), "Sunday, 15 November 2026");
    EXPECT_EQ(exact_time(moment, FixedZone(0), ClockStyle::Hours24).view(),
              "18:42:00, Saturday, 14 November 2026");
    EXPECT_EQ(full_date(-1, FixedZone(0)).view(), "Wednesday, 31 December 1969");
}

TEST(Calendar, an_absurd_time_stamp_is_still_a_date) {
    EXPECT_FALSE(full_date(INT64_MAX, FixedZone(0)).view().empty());
    EXPECT_FALSE(full_date(INT64_MIN, FixedZone(0)).view().empty());
}

TEST(HeightIndex, equals_a_plain_list_after_any_steps) {
    std::mt19937 random(5);
    HeightIndex index;
    std::vector<int> plain;
    std::uint64_t id = 0;
    for (int round = 0; round < 4000; ++round) {
        const std::size_t at = random() % (plain.size() + 1);
        switch (random() % 4) {
            case 0: {
                const std::size_t count = random() % (round % 50 == 0 ? 2000 : 4);
                index.insert(at, count, 38);
                plain.insert(plain.begin() + static_cast<std::ptrdiff_t>(at), count, 38);
                while (index.next_without_id(0) < index.size())
                    index.set_id(index.next_without_id(0), ++id);
                break;
            }
            case 1: {
                const std::size_t count =
                    std::min<std::size_t>(random() % (round % 50 == 0 ? 900 : 4), plain.size() - at);
                index.erase(at, count);
                plain.erase(plain.begin() + static_cast<std::ptrdiff_t>(at),
                            plain.begin() + static_cast<std::ptrdiff_t>(at + count));
                break;
            }
            default:
                if (at < plain.size()) {
                    plain[at] = static_cast<int>(random() % 90);
                    index.set_height(at, plain[at], 1);
                }
        }
        ASSERT_EQ(index.size(), plain.size());
        if (plain.empty()) continue;
        const std::size_t probe = random() % plain.size();
        std::int64_t sum = 0;
        for (std::size_t k = 0; k < probe; ++k)
            sum += plain[k];
        ASSERT_EQ(index.at(probe).height, plain[probe]);
        ASSERT_EQ(index.offset_of(probe), sum);
        if (plain[probe] > 0) {
            ASSERT_EQ(index.index_at(sum), probe);
        }
        std::int64_t total = 0;
        for (const int height : plain)
            total += height;
        ASSERT_EQ(index.total(), total);
    }
}

}  // namespace
