// The place to write in, under keys, pointer, clipboard and an input method.
#include "ui/editor/text_area.hpp"

#include <gtest/gtest.h>
#include <imgui.h>

#include "tests/ui/off_screen.hpp"

namespace {

using namespace crosstalk::ui;
using twin::OffScreen;

struct Desk {
    OffScreen screen{300, 200, {}};
    TextArea area{4000};
    TextAreaLook look;
    TextAreaResult last;
    int submitted = 0;
    Box box{{20, 20}, {220, 120}};

    Desk() {
        area.focus_wanted = true;
        frame();
        frame();
    }
    void frame() {
        screen.frame([&](const Context& context) {
            last = text_area(context, "area", box, area, look);
            if (last.submitted) ++submitted;
        });
    }
    // Enough frames for Dear ImGui to hand out one event after the other.
    void settle() {
        for (int count = 0; count < 8; ++count)
            frame();
    }
    void type(const std::string& text) {
        screen.type(text);
        settle();
    }
    void key(int imgui_key, int mods = 0) {
        screen.press_chord(mods, imgui_key);
        settle();
    }
    void click(float x, float y, int times = 1) {
        screen.move_mouse(x, y);
        frame();
        for (int count = 0; count < times; ++count) {
            screen.press_mouse(true);
            frame();
            screen.press_mouse(false);
            frame();
        }
    }
    const std::string& text() const { return area.edit.text(); }
};

TEST(TextArea, takes_what_is_typed_and_enter_submits) {
    Desk desk;
    EXPECT_TRUE(desk.area.has_focus);
    desk.type("hello \u4F60");
    EXPECT_EQ(desk.text(), "hello \u4F60");
    desk.key(ImGuiKey_Enter);
    EXPECT_EQ(desk.submitted, 1);
    EXPECT_EQ(desk.text(), "hello \u4F60") << "what happens to the text is the caller's business";
}

TEST(TextArea, shift_and_control_with_enter_break_the_line_and_a_setting_swaps_them) {
    Desk desk;
    desk.type("a");
    desk.key(ImGuiKey_Enter, ImGuiMod_Shift);
    desk.type("b");
    desk.key(ImGuiKey_Enter, ImGuiMod_Ctrl);
    EXPECT_EQ(desk.text(), "a\nb\n");
    EXPECT_EQ(desk.submitted, 0);
    desk.look.enter = EnterKey::BreaksLine;
    desk.key(ImGuiKey_Enter);
    EXPECT_EQ(desk.text(), "a\nb\n\n");
    desk.key(ImGuiKey_Enter, ImGuiMod_Ctrl);
    EXPECT_EQ(desk.submitted, 1);
}

TEST(TextArea, a_long_line_wraps_and_nothing_scrolls_sideways) {
    Desk desk;
    desk.type("these are some words that do not fit into two hundred pixels");
    EXPECT_GT(desk.area.layout.lines.size(), 1U);
    EXPECT_LE(desk.area.layout.width, desk.box.width());
    EXPECT_TRUE(desk.box.contains(desk.last.caret.center()));
}

TEST(TextArea, up_and_down_go_by_rows_and_keep_their_column) {
    Desk desk;
    desk.area.edit.reset("long first row\nx\nlong third row");
    desk.settle();
    desk.key(ImGuiKey_LeftArrow);
    desk.key(ImGuiKey_UpArrow);
    EXPECT_EQ(desk.area.edit.caret(), 16U) << "the end of the short row";
    desk.key(ImGuiKey_UpArrow);
    EXPECT_EQ(desk.area.edit.caret(), 13U) << "and back in the column";
    desk.key(ImGuiKey_UpArrow);
    EXPECT_EQ(desk.area.edit.caret(), 0U);
    desk.look.taken.up_and_down = true;
    desk.key(ImGuiKey_DownArrow);
    EXPECT_EQ(desk.area.edit.caret(), 0U) << "these keys were somebody else's";
}

TEST(TextArea, home_and_end_go_to_the_ends_of_the_row_and_with_control_of_the_text) {
    Desk desk;
    desk.area.edit.reset("these are some words that do not fit into one row");
    desk.settle();
    desk.key(ImGuiKey_Home, ImGuiMod_Ctrl);
    EXPECT_EQ(desk.area.edit.caret(), 0U);
    desk.key(ImGuiKey_End);
    const TextLine& row = desk.area.layout.lines[0];
    EXPECT_EQ(desk.area.edit.caret(), row.end - 1) << "before the blank that hangs over the edge";
    desk.key(ImGuiKey_DownArrow);
    desk.key(ImGuiKey_Home);
    EXPECT_EQ(desk.area.edit.caret(), row.end);
    desk.key(ImGuiKey_End, ImGuiMod_Ctrl | ImGuiMod_Shift);
    EXPECT_EQ(desk.area.edit.selection().end, desk.text().size());
    EXPECT_EQ(desk.area.edit.selection().begin, row.end);
}

TEST(TextArea, copies_cuts_and_pastes) {
    Desk desk;
    desk.type("one two");
    desk.key(ImGuiKey_LeftArrow, ImGuiMod_Ctrl | ImGuiMod_Shift);
    desk.key(ImGuiKey_X, ImGuiMod_Ctrl);
    EXPECT_EQ(desk.text(), "one ");
    EXPECT_STREQ(ImGui::GetClipboardText(), "two");
    desk.key(ImGuiKey_V, ImGuiMod_Ctrl);
    desk.key(ImGuiKey_V, ImGuiMod_Ctrl);
    EXPECT_EQ(desk.text(), "one twotwo");
    desk.key(ImGuiKey_A, ImGuiMod_Ctrl);
    desk.key(ImGuiKey_C, ImGuiMod_Ctrl);
    EXPECT_STREQ(ImGui::GetClipboardText(), "one twotwo");
}

TEST(TextArea, undoes_and_redoes_by_keys) {
    Desk desk;
    desk.type("one ");
    desk.type("two");
    desk.key(ImGuiKey_Z, ImGuiMod_Ctrl);
    EXPECT_EQ(desk.text(), "one ");
    desk.key(ImGuiKey_Z, ImGuiMod_Ctrl | ImGuiMod_Shift);
    EXPECT_EQ(desk.text(), "one two");
    desk.key(ImGuiKey_Z, ImGuiMod_Ctrl);
    desk.key(ImGuiKey_Y, ImGuiMod_Ctrl);
    EXPECT_EQ(desk.text(), "one two");
}

TEST(TextArea, signs_of_style_go_around_what_is_selected) {
    Desk desk;
    desk.type("word");
    desk.key(ImGuiKey_A, ImGuiMod_Ctrl);
    desk.key(ImGuiKey_B, ImGuiMod_Ctrl);
    EXPECT_EQ(desk.text(), "**word**");
    desk.key(ImGuiKey_B, ImGuiMod_Ctrl);
    desk.key(ImGuiKey_E, ImGuiMod_Ctrl);
    EXPECT_EQ(desk.text(), "`word`");
}

TEST(TextArea, a_click_puts_the_caret_two_select_a_word_and_three_the_row) {
    Desk desk;
    desk.area.edit.reset("one two three");
    desk.settle();
    desk.click(20, 30);
    EXPECT_EQ(desk.area.edit.caret(), 0U);
    desk.click(60, 30, 2);
    EXPECT_EQ(desk.area.edit.selected(), "two");
    desk.click(60, 30, 3);
    EXPECT_EQ(desk.area.edit.selected(), "one two three");
}

TEST(TextArea, dragging_selects) {
    Desk desk;
    desk.area.edit.reset("one two three");
    desk.settle();
    desk.screen.move_mouse(20, 30);
    desk.frame();
    desk.screen.press_mouse(true);
    desk.frame();
    desk.screen.move_mouse(210, 30);
    desk.frame();
    desk.frame();
    desk.screen.press_mouse(false);
    desk.frame();
    EXPECT_EQ(desk.area.edit.selected(), "one two three");
}

TEST(TextArea, a_click_elsewhere_takes_the_keyboard_away) {
    Desk desk;
    desk.click(280, 180);
    desk.settle();
    EXPECT_FALSE(desk.area.has_focus);
    desk.type("x");
    EXPECT_EQ(desk.text(), "");
}

TEST(TextArea, what_is_being_composed_is_seen_but_is_no_text_yet) {
    Desk desk;
    desk.type("ab");
    desk.key(ImGuiKey_LeftArrow);
    desk.screen.compose("\u306B\u307B");
    desk.frame();
    EXPECT_EQ(desk.text(), "ab");
    EXPECT_EQ(desk.area.shown, "a\u306B\u307Bb");
    desk.key(ImGuiKey_Backspace);
    desk.key(ImGuiKey_Enter);
    EXPECT_EQ(desk.text(), "ab") << "keys belong to the input method now";
    EXPECT_EQ(desk.submitted, 0);
    desk.screen.compose("");
    desk.type("\u65E5\u672C");
    EXPECT_EQ(desk.text(), "a\u65E5\u672Cb");
}

TEST(TextArea, the_caret_stays_in_sight_of_a_text_that_is_higher_than_the_area) {
    Desk desk;
    for (int row = 0; row < 12; ++row)
        desk.area.edit.paste("row\n");
    desk.settle();
    EXPECT_GT(desk.area.scroll, 0.0F);
    EXPECT_TRUE(desk.box.contains(desk.last.caret.center()));
    desk.key(ImGuiKey_Home, ImGuiMod_Ctrl);
    EXPECT_EQ(desk.area.scroll, 0.0F);
    EXPECT_TRUE(desk.box.contains(desk.last.caret.center()));
}

TEST(TextArea, bytes_that_are_no_text_and_signs_of_formats_do_no_harm) {
    Desk desk;
    desk.area.edit.reset("%s%n##x\xFF\xC0###y");
    desk.settle();
    for (int step = 0; step < 30; ++step)
        desk.key(step % 2 == 0 ? ImGuiKey_LeftArrow : ImGuiKey_Delete);
    desk.type("end");
    EXPECT_NE(desk.text().find("end"), std::string::npos);
}

}  // namespace
