// The line being typed, and the lines of a pipe.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "client/cli/line_editor.hpp"
#include "client/cli/lines.hpp"

namespace crosstalk::cli {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

std::vector<std::string> typed(LineEditor& editor, std::string_view bytes) {
    std::vector<std::string> list;
    for (const Typed& each : editor.feed(bytes)) {
        if (const auto* line = std::get_if<TypedLine>(&each)) list.push_back(line->text);
        if (std::holds_alternative<TypedEnd>(each)) list.push_back("<end>");
        if (std::holds_alternative<TypedInterrupt>(each)) list.push_back("<interrupt>");
    }
    return list;
}

TEST(CliEditor, lines_come_out_when_enter_is_pressed) {
    LineEditor editor;
    EXPECT_THAT(typed(editor, "hel"), IsEmpty());
    EXPECT_EQ(editor.text(), "hel");
    EXPECT_THAT(typed(editor, "lo\rtwo\r"), ElementsAre("hello", "two"));
    EXPECT_EQ(editor.text(), "");
}

TEST(CliEditor, characters_of_several_bytes_may_come_in_pieces_and_go_as_one) {
    LineEditor editor;
    const std::string family =
        "\xF0\x9F\x91\xA9\xE2\x80\x8D\xF0\x9F\x91\xA7";  // two people joined to one picture
    for (const char byte : "a\xC3\xA4" + family)
        typed(editor, std::string(1, byte));
    EXPECT_EQ(editor.text(), "a\xC3\xA4" + family);
    typed(editor, "\x7f");
    EXPECT_EQ(editor.text(), "a\xC3\xA4");
    typed(editor, "\x7f");
    EXPECT_EQ(editor.text(), "a");
}

TEST(CliEditor, bytes_that_are_no_text_are_left_out) {
    LineEditor editor;
    EXPECT_THAT(typed(editor, "a\xff\xC3z\x07\r"), ElementsAre("az"));
}

TEST(CliEditor, the_cursor_moves_and_text_is_edited_where_it_stands) {
    LineEditor editor;
    typed(editor, "hello");
    typed(editor, "\x1b[D\x1b[D");
    typed(editor, "X");
    EXPECT_EQ(editor.text(), "helXlo");
    typed(editor, "\x1b[H\x1b[3~");
    EXPECT_EQ(editor.text(), "elXlo");
    typed(editor, "\x1b[F\x7f");
    EXPECT_EQ(editor.text(), "elXl");
    typed(editor, "\x01Y\x05Z");
    EXPECT_EQ(editor.text(), "YelXlZ");
    typed(editor, " two words\x17");
    EXPECT_EQ(editor.text(), "YelXlZ two ");
    typed(editor, "\x15");
    EXPECT_EQ(editor.text(), "");
    typed(editor, "abc\x1b[D\x0b");
    EXPECT_EQ(editor.text(), "ab");
}

TEST(CliEditor, an_escape_sequence_cut_in_the_middle_is_no_text) {
    LineEditor editor;
    typed(editor, "ab\x1b");
    typed(editor, "[");
    typed(editor, "D");
    typed(editor, "X\x1b[1;5C");
    EXPECT_EQ(editor.text(), "aXb");
}

TEST(CliEditor, up_and_down_walk_what_was_typed_and_give_the_draft_back) {
    LineEditor editor;
    typed(editor, "one\rtwo\rdraft");
    typed(editor, "\x1b[A");
    EXPECT_EQ(editor.text(), "two");
    typed(editor, "\x1b[A\x1b[A");
    EXPECT_EQ(editor.text(), "one");
    typed(editor, "\x1b[B\x1b[B");
    EXPECT_EQ(editor.text(), "draft");
}

TEST(CliEditor, lines_that_hold_a_secret_are_not_brought_back) {
    LineEditor editor;
    typed(editor, "hello\r/claim 7K4-MP2-QXS\r/join den sesame\r/room-passkey sesame\r/clam x\r");
    typed(editor, "\x1b[A");
    EXPECT_EQ(editor.text(), "hello");
    typed(editor, "\r/join den\r\x1b[A");
    EXPECT_EQ(editor.text(), "/join den");
}

TEST(CliEditor, control_d_ends_only_an_empty_line) {
    LineEditor editor;
    EXPECT_THAT(typed(editor, "a\x04"), IsEmpty());
    EXPECT_THAT(typed(editor, "\x7f\x04"), ElementsAre("<end>"));
    EXPECT_THAT(typed(editor, "\x03"), ElementsAre("<interrupt>"));
}

TEST(CliEditor, the_drawing_fits_and_shows_the_cursor) {
    LineEditor editor;
    typed(editor, "hello");
    EXPECT_EQ(editor.draw("> ", 80), "\r\x1b[K> hello");
    typed(editor, "\x1b[D\x1b[D");
    EXPECT_EQ(editor.draw("> ", 80), "\r\x1b[K> hello\x1b[2D");
    typed(editor, "\x05" + std::string(100, 'x') + "END");
    const std::string drawn = editor.draw("> ", 20);
    EXPECT_THAT(drawn, ::testing::EndsWith("END"));
    EXPECT_LE(drawn.size(), std::string("\r\x1b[K").size() + 20);
    EXPECT_EQ(columns_of("\xE6\x97\xA5"
                         "e\xCC\x81"),
              3u)
        << "a wide character and an accented one";
}

// --- lines of a pipe

std::string next_of(Lines& lines) {
    const auto line = lines.next();
    if (!line) return "<none>";
    const auto* text = std::get_if<std::string>(&*line);
    return text ? *text : "<overlong>";
}

TEST(CliLines, lines_may_come_in_pieces_and_the_last_needs_no_end) {
    Lines lines;
    lines.append("on");
    EXPECT_EQ(next_of(lines), "<none>");
    lines.append("e\r\n\ntw");
    EXPECT_EQ(next_of(lines), "one");
    EXPECT_EQ(next_of(lines), "");
    EXPECT_EQ(next_of(lines), "<none>");
    lines.append("o");
    lines.end();
    EXPECT_EQ(next_of(lines), "two");
    EXPECT_EQ(next_of(lines), "<none>");
}

TEST(CliLines, a_line_at_the_limit_passes_and_a_longer_one_is_dropped_whole) {
    Lines lines;
    lines.append(std::string(max_line_bytes, 'a') + "\n");
    EXPECT_EQ(next_of(lines).size(), max_line_bytes);
    lines.append(std::string(max_line_bytes + 1, 'b') + "\nnext\n");
    EXPECT_EQ(next_of(lines), "<overlong>");
    EXPECT_EQ(next_of(lines), "next");
    for (int i = 0; i < 100; ++i) {
        lines.append(std::string(max_line_bytes / 4, 'c'));
        EXPECT_EQ(next_of(lines), "<none>");
    }
    lines.append("c\nnext\n");
    EXPECT_EQ(next_of(lines), "<overlong>");
    EXPECT_EQ(next_of(lines), "next");
}

}  // namespace
}  // namespace crosstalk::cli
