// Writing: what keys do to a text, its caret and its selection, and how it is undone.
#include "ui/editor/text_edit.hpp"

#include <gtest/gtest.h>

#include <random>

#include "net/text/graphemes.hpp"
#include "net/text/utf8.hpp"

namespace {

using namespace crosstalk;
using namespace crosstalk::ui;

constexpr Direction back = Direction::Back;
constexpr Direction forward = Direction::Forward;

TextEdit written(std::string text) {
    TextEdit edit(1000);
    edit.reset(std::move(text));
    return edit;
}

// With the caret as | and the other end of a selection as [.
std::string shown(const TextEdit& edit) {
    std::string text = edit.text();
    const ByteRange selection = edit.selection();
    const std::uint32_t other = edit.caret() == selection.begin ? selection.end : selection.begin;
    if (!edit.has_selection()) return text.insert(edit.caret(), "|");
    text.insert(std::max(edit.caret(), other), edit.caret() > other ? "|" : "[");
    return text.insert(std::min(edit.caret(), other), edit.caret() < other ? "|" : "[");
}

void type_all(TextEdit& edit, std::string_view text) {
    for (const text::CodePoint each : text::CodePoints(text)) {
        std::string one;
        text::append_utf8(one, each.value);
        edit.type(one);
    }
}

TEST(TextEdit, what_is_typed_stands_before_the_caret) {
    TextEdit edit = written("held");
    edit.place(3, Selecting::No);
    edit.type("l");
    EXPECT_EQ(shown(edit), "hell|d");
}

TEST(TextEdit, typing_replaces_what_is_selected) {
    TextEdit edit = written("one two");
    edit.select({4, 7});
    edit.type("x");
    EXPECT_EQ(shown(edit), "one x|");
}

TEST(TextEdit, a_step_is_a_character_as_people_see_it) {
    const std::string family = "\U0001F468\u200D\U0001F469\u200D\U0001F467";
    TextEdit edit = written("e\u0301" + family + "x");
    edit.move(Step::Character, back, Selecting::No);
    edit.erase(Step::Character, back);
    EXPECT_EQ(shown(edit), "e\u0301|x");
    edit.erase(Step::Character, back);
    EXPECT_EQ(shown(edit), "|x");
    edit.erase(Step::Character, back);
    EXPECT_EQ(shown(edit), "|x") << "nothing is before the beginning";
}

TEST(TextEdit, steps_cross_line_breaks) {
    TextEdit edit = written("a\nb");
    edit.move(Step::Character, back, Selecting::No);
    edit.move(Step::Character, back, Selecting::No);
    EXPECT_EQ(shown(edit), "a|\nb");
    edit.erase(Step::Character, forward);
    EXPECT_EQ(shown(edit), "a|b");
}

TEST(TextEdit, words_are_jumped_over_and_erased_whole) {
    TextEdit edit = written("one, two  three");
    edit.move(Step::Word, back, Selecting::No);
    EXPECT_EQ(shown(edit), "one, two  |three");
    edit.move(Step::Word, back, Selecting::No);
    EXPECT_EQ(shown(edit), "one, |two  three");
    edit.move(Step::Word, forward, Selecting::Yes);
    EXPECT_EQ(shown(edit), "one, [two  |three");
    edit.erase(Step::Word, back);
    EXPECT_EQ(shown(edit), "one, |three");
    edit.erase(Step::Word, back);
    EXPECT_EQ(shown(edit), "one|three");
}

TEST(TextEdit, leaving_a_selection_goes_to_its_end) {
    TextEdit edit = written("abcd");
    edit.select({1, 3});
    edit.move(Step::Character, back, Selecting::No);
    EXPECT_EQ(shown(edit), "a|bcd");
    edit.select({1, 3});
    edit.move(Step::Character, forward, Selecting::No);
    EXPECT_EQ(shown(edit), "abc|d");
}

TEST(TextEdit, words_are_undone_one_by_one_and_come_back) {
    TextEdit edit = written("");
    type_all(edit, "hello big world");
    EXPECT_TRUE(edit.undo());
    EXPECT_EQ(edit.text(), "hello big ");
    EXPECT_TRUE(edit.undo());
    EXPECT_EQ(edit.text(), "hello ");
    EXPECT_TRUE(edit.redo());
    EXPECT_EQ(shown(edit), "hello big |");
    edit.type("x");
    EXPECT_FALSE(edit.redo()) << "what was undone is another story now";
    while (edit.undo()) {
    }
    EXPECT_EQ(shown(edit), "|");
}

TEST(TextEdit, erasing_in_a_row_is_one_step_and_moving_ends_it) {
    TextEdit edit = written("abcdef");
    edit.erase(Step::Character, back);
    edit.erase(Step::Character, back);
    edit.move(Step::Character, back, Selecting::No);
    edit.erase(Step::Character, back);
    EXPECT_EQ(shown(edit), "ab|d");
    edit.undo();
    EXPECT_EQ(edit.text(), "abcd");
    edit.undo();
    EXPECT_EQ(edit.text(), "abcdef");
}

TEST(TextEdit, what_is_pasted_has_no_control_characters) {
    TextEdit edit = written("");
    edit.paste("a\r\nb\rc\x01\x1B[31m\td\x7F");
    EXPECT_EQ(edit.text(), "a\nb\nc[31m\td");
    edit.undo();
    EXPECT_EQ(edit.text(), "");
}

TEST(TextEdit, no_more_is_taken_than_fits_and_never_half_a_character) {
    TextEdit edit(5);
    edit.paste("ab\u20AC\u20AC");
    EXPECT_EQ(edit.text(), "ab\u20AC");
    edit.type("x");
    EXPECT_EQ(edit.text(), "ab\u20AC");
    edit.select({0, 2});
    edit.type("xyz");
    EXPECT_EQ(shown(edit), "xy|\u20AC");
}

TEST(TextEdit, signs_are_put_around_a_selection_and_taken_away_again) {
    TextEdit edit = written("make bold now");
    edit.select({5, 9});
    edit.wrap("**");
    EXPECT_EQ(shown(edit), "make **[bold|** now");
    edit.wrap("**");
    EXPECT_EQ(shown(edit), "make [bold| now");
    edit.undo();
    EXPECT_EQ(edit.text(), "make **bold** now");
    TextEdit empty = written("");
    empty.wrap("`");
    EXPECT_EQ(shown(empty), "`|`") << "ready to write between them";
}

TEST(TextEdit, a_caret_never_stands_inside_a_character) {
    TextEdit edit = written("a\u0301b\U0001F469\u200D\U0001F467c");
    for (std::uint32_t byte = 0; byte <= edit.text().size() + 3; ++byte) {
        edit.place(byte, Selecting::No);
        const std::string_view before = std::string_view(edit.text()).substr(0, edit.caret());
        const std::string_view behind = std::string_view(edit.text()).substr(edit.caret());
        EXPECT_EQ(text::count_graphemes(before) + text::count_graphemes(behind),
                  text::count_graphemes(edit.text()));
    }
}

TEST(TextEdit, whatever_is_done_the_text_stays_whole_and_all_of_it_can_be_undone) {
    for (std::uint32_t seed = 1; seed <= 200; ++seed) {
        std::mt19937 random(seed);
        TextEdit edit(400);
        for (int step = 0; step < 150; ++step) {
            const auto direction = random() % 2 == 0 ? back : forward;
            const auto size = static_cast<Step>(random() % 3);
            const auto selecting = random() % 3 == 0 ? Selecting::Yes : Selecting::No;
            const char* typed[] = {"a", " ", "\n", "\u20AC", "\U0001F468\u200D\U0001F469", "e\u0301"};
            switch (random() % 9) {
                case 0:
                    edit.erase(size == Step::All ? Step::Word : size, direction);
                    break;
                case 1:
                    edit.move(size, direction, selecting);
                    break;
                case 2:
                    edit.place(static_cast<std::uint32_t>(random() % 450), selecting);
                    break;
                case 3:
                    edit.wrap("**");
                    break;
                case 4:
                    edit.paste("paste\r\n\U0001F600 ");
                    break;
                case 5:
                    edit.undo();
                    break;
                default:
                    edit.type(typed[random() % 6]);
            }
            ASSERT_TRUE(text::is_valid_utf8(edit.text())) << "seed " << seed;
            ASSERT_LE(edit.text().size(), 400U);
            ASSERT_LE(edit.selection().end, edit.text().size());
        }
        while (edit.redo()) {
        }
        const std::string last = edit.text();
        while (edit.undo()) {
        }
        EXPECT_EQ(edit.text(), "") << "seed " << seed;
        while (edit.redo()) {
        }
        EXPECT_EQ(edit.text(), last) << "seed " << seed;
    }
}

}  // namespace
