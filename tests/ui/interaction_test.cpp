// Widgets and message list under a pointer and a keyboard.
#include <gtest/gtest.h>
#include <imgui.h>

#include <algorithm>

#include "tests/ui/list_twins.hpp"
#include "tests/ui/off_screen.hpp"
#include "ui/list/message_list_view.hpp"
#include "ui/widgets/button.hpp"
#include "ui/widgets/field.hpp"
#include "ui/widgets/toggle.hpp"

namespace {

using namespace crosstalk::ui;
using twin::Line;
using twin::OffScreen;
using twin::Room;

constexpr std::int64_t evening = 1'794'681'720'000;  // Saturday, 14 November 2026, 18:42 UTC
const Box button_box{{40, 40}, {140, 72}};

// Presses and releases at a point, with the frames that Dear ImGui needs to see both.
void click(OffScreen& screen, const std::function<void(const Context&)>& draw, float x, float y) {
    screen.click(x, y, [&] { screen.frame(draw); });
}

TEST(Tooltip, goes_with_any_key_and_comes_back_when_the_pointer_moves) {
    OffScreen screen(300, 160, {});
    const auto draw = [](const Context& context) {
        icon_button(context, "add", button_box, Icon::Plus, "Create a room");
    };
    const auto shows = [&] {
        for (int count = 0; count < 60; ++count)
            screen.frame(draw);
        return std::ranges::any_of(screen.writing(),
                                   [](const WrittenText& each) { return each.text == "Create a room"; });
    };
    screen.move_mouse(60, 50);
    EXPECT_TRUE(shows());
    screen.press_key(ImGuiKey_A);
    EXPECT_FALSE(shows()) << "the pointer only happens to rest there";
    EXPECT_FALSE(screen.needs().another_frame) << "and nothing is drawn while it does";
    screen.move_mouse(90, 60);
    EXPECT_TRUE(shows());
}

TEST(Button, is_pressed_by_a_click_inside_and_not_by_one_outside) {
    OffScreen screen(200, 120, {});
    int presses = 0;
    const auto draw = [&](const Context& context) {
        presses += button(context, "go", button_box, "Go ##%s%n", {}) ? 1 : 0;
    };
    screen.frame(draw);
    click(screen, draw, 60, 50);
    EXPECT_EQ(presses, 1);
    click(screen, draw, 180, 100);
    EXPECT_EQ(presses, 1);
}

TEST(Button, a_disabled_one_is_never_pressed) {
    OffScreen screen(200, 120, {});
    int presses = 0;
    const auto draw = [&](const Context& context) {
        presses += button(context, "go", button_box, "Send", {.disabled_reason = "Nothing to send."}) ? 1 : 0;
    };
    screen.frame(draw);
    click(screen, draw, 60, 50);
    EXPECT_EQ(presses, 0);
}

TEST(Button, the_focus_ring_shows_after_a_key_and_hides_after_the_mouse) {
    OffScreen screen(200, 120, {});
    int presses = 0;
    const auto draw = [&](const Context& context) {
        presses += button(context, "go", button_box, "Go", {.kind = ButtonKind::Primary}) ? 1 : 0;
    };
    // Two pixels outside the button, in the middle of its upper edge.
    const auto ring = [&] { return screen.pixel(90, 37) == screen.theme()[Role::Focus]; };
    screen.frame(draw);
    EXPECT_FALSE(ring());
    screen.press_key(ImGuiKey_Tab);
    for (int frame = 0; frame < 4; ++frame)
        screen.frame(draw);
    EXPECT_TRUE(ring());
    screen.press_key(ImGuiKey_Space);
    for (int frame = 0; frame < 4; ++frame)
        screen.frame(draw);
    EXPECT_EQ(presses, 1);
    click(screen, draw, 180, 100);
    screen.frame(draw);
    EXPECT_FALSE(ring());
}

TEST(Button, a_screen_at_rest_asks_for_no_further_frame) {
    OffScreen screen(200, 120, {});
    const auto draw = [&](const Context& context) { button(context, "go", button_box, "Go", {}); };
    screen.frame(draw);
    EXPECT_FALSE(screen.needs().another_frame);
    screen.move_mouse(60, 50);
    screen.frame(draw);
    screen.frame(draw);
    EXPECT_TRUE(screen.needs().another_frame);
    for (int frame = 0; frame < 60; ++frame)
        screen.frame(draw);
    EXPECT_FALSE(screen.needs().another_frame);
}

TEST(Toggle, a_click_on_the_label_of_a_checkbox_checks_it) {
    OffScreen screen(240, 120, {});
    bool checked = false;
    const auto draw = [&](const Context& context) {
        checkbox(context, "keep", {20, 40}, "Remember", checked);
    };
    screen.frame(draw);
    click(screen, draw, 80, 30);
    EXPECT_TRUE(checked);
    screen.move_mouse(200, 100);
    for (int frame = 0; frame < 12; ++frame)
        screen.frame(draw);
    EXPECT_EQ(screen.pixel(23, 33), screen.theme()[Role::Accent]);
}

struct FieldBench {
    OffScreen screen{400, 160, {}};
    std::string text;
    Secrecy secrecy = Secrecy::Plain;
    FieldLook look{.label = "Name"};
    FieldResult result;

    void frame() {
        screen.frame([&](const Context& context) {
            result = field(context, "name", {{20, 60}, {300, 100}}, text, secrecy, look);
            look.request = FieldRequest::Nothing;
        });
    }
};

TEST(Field, takes_what_is_typed_and_gives_it_with_enter) {
    FieldBench bench;
    bench.look.request = FieldRequest::Focus;
    bench.frame();
    bench.frame();
    bench.screen.type("quartz \xC3\xA9");
    bench.frame();
    bench.frame();
    EXPECT_EQ(bench.text, "quartz \xC3\xA9");
    EXPECT_TRUE(bench.result.focused);
    EXPECT_EQ(bench.screen.pixel(20, 80), bench.screen.theme()[Role::Accent]);
    bench.screen.press_key(ImGuiKey_Enter);
    bool submitted = false;
    for (int frame = 0; frame < 4; ++frame) {
        bench.frame();
        submitted = submitted || bench.result.submitted;
    }
    EXPECT_TRUE(submitted);
}

TEST(Field, a_request_with_select_all_replaces_the_text_with_what_is_typed) {
    FieldBench bench;
    bench.text = "wrong";
    bench.look.error = "Wrong passkey. 2 tries left.";
    bench.look.request = FieldRequest::FocusAndSelectAll;
    bench.frame();
    bench.frame();
    bench.screen.type("right");
    bench.frame();
    bench.frame();
    EXPECT_EQ(bench.text, "right");
    EXPECT_EQ(bench.screen.pixel(20, 80), bench.screen.theme()[Role::Danger]);
}

TEST(Field, what_is_typed_while_the_keyboard_is_on_its_way_is_not_lost) {
    FieldBench bench;
    bench.text = "99999";
    bench.look.request = FieldRequest::FocusAndSelectAll;
    bench.screen.type("3");
    bench.frame();
    bench.look.request = FieldRequest::Nothing;
    bench.screen.type("6");
    bench.frame();
    bench.screen.type("795");
    for (int count = 0; count < 6; ++count)
        bench.frame();
    EXPECT_EQ(bench.text, "36795");
}

TEST(Field, cuts_what_is_too_long_at_a_whole_character) {
    FieldBench bench;
    bench.look.bytes_most = 6;
    bench.text = "abcd\xE4\xBD\xA0\xE5\xA5\xBD";
    bench.frame();
    EXPECT_EQ(bench.text, "abcd");
}

TEST(Field, show_reveals_a_hidden_text_and_hides_it_again) {
    FieldBench bench;
    bench.text = "7K4-MP2-QXS";
    bench.secrecy = Secrecy::Hidden;
    const auto draw = [&](const Context& context) {
        field(context, "name", {{20, 60}, {300, 100}}, bench.text, bench.secrecy, bench.look);
    };
    bench.screen.frame(draw);
    const std::vector<std::uint32_t> hidden(bench.screen.pixels().begin(), bench.screen.pixels().end());
    bench.text = "ABC-DEF-GHI";
    bench.screen.frame(draw);
    // Nothing on the screen depends on a hidden text but its length.
    EXPECT_TRUE(std::equal(hidden.begin(), hidden.end(), bench.screen.pixels().begin()));
    click(bench.screen, draw, 270, 80);
    EXPECT_EQ(bench.secrecy, Secrecy::Shown);
    click(bench.screen, draw, 270, 80);
    EXPECT_EQ(bench.secrecy, Secrecy::Hidden);
}

struct ListBench {
    OffScreen screen{600, 400, {}};
    Room room;
    MessageListView view;
    FixedZone zone{0};
    ListWishes wishes;
    ListWishes kept;  // what any frame asked for

    explicit ListBench(int lines) {
        for (int index = 0; index < lines; ++index)
            say("line number " + std::to_string(index), 1 + index / 2 % 3);
    }
    void say(std::string text, int author) {
        Line line;
        line.id = room.fresh_id();
        line.author = static_cast<std::uint64_t>(author);
        line.author_name = "user" + std::to_string(author);
        line.time_ms = evening;
        line.text = std::move(text);
        room.append(line);
    }
    std::function<void(const Context&)> drawing() {
        return [this](const Context& context) {
            ListOptions options{zone};
            options.markup.is_name = [](std::string_view key) { return key == "bob"; };
            wishes = draw_message_list(context, view, room, {{0, 0}, {600, 400}}, options);
            if (wishes.open_link) kept.open_link = wishes.open_link;
            if (wishes.person != 0) kept.person = wishes.person;
            if (wishes.mentioned) kept.mentioned = wishes.mentioned;
            if (wishes.retry != 0) kept.retry = wishes.retry;
            if (wishes.context_menu != 0) kept.context_menu = wishes.context_menu;
        };
    }
    void frame() { screen.frame(drawing()); }
    void drag(ImVec2 from, ImVec2 to) {
        screen.drag(from, to, [this] { frame(); });
    }
    // What Ctrl+C copies.
    std::string copied() {
        ImGui::GetIO().AddKeyEvent(ImGuiMod_Ctrl, true);
        ImGui::GetIO().AddKeyEvent(ImGuiKey_C, true);
        for (int count = 0; count < 3; ++count)
            frame();
        return ImGui::GetClipboardText();
    }
    // The middle of the first row of text of a line.
    float text_y(std::size_t index) {
        const VisibleLine* line = view.list.line_of(room.id_at(index));
        return static_cast<float>(line->y + line->layout->body_top) + 10;
    }
};

TEST(MessageListView, the_wheel_scrolls_by_whole_pixels) {
    ListBench bench(100);
    bench.frame();
    bench.screen.move_mouse(300, 200);
    bench.frame();
    const std::uint64_t id = bench.view.list.lines()[2].id;
    const int y = bench.view.list.lines()[2].y;
    ImGui::GetIO().AddMouseWheelEvent(0, 1);
    bench.frame();
    EXPECT_EQ(bench.view.list.line_of(id)->y, y + 60);
    EXPECT_FALSE(bench.view.list.at_bottom());
}

TEST(MessageListView, a_drag_selects_across_messages_and_ctrl_c_copies) {
    ListBench bench(4);
    bench.frame();
    bench.drag({60, bench.text_y(1)}, {500, bench.text_y(2)});
    bench.frame();
    bench.frame();
    bench.screen.press_mouse(false);
    bench.frame();
    EXPECT_EQ(bench.copied(), "[18:42] user1: line number 1\n[18:42] user2: line number 2");
}

TEST(MessageListView, a_quick_drag_selects_to_where_it_was_let_go_though_the_frame_was_slow) {
    ListBench bench(4);
    bench.frame();
    bench.drag({60, bench.text_y(1)}, {500, bench.text_y(2)});
    bench.screen.press_mouse(false);
    bench.frame();
    EXPECT_EQ(bench.copied(), "[18:42] user1: line number 1\n[18:42] user2: line number 2");
}

TEST(MessageListView, a_click_on_a_link_asks_to_open_it_and_a_drag_over_it_does_not) {
    ListBench bench(1);
    bench.say("see https://example.org/x now", 2);
    bench.frame();
    const float y = bench.text_y(1);
    click(bench.screen, bench.drawing(), 130, y);
    EXPECT_EQ(bench.kept.open_link, "https://example.org/x");
    bench.kept = {};
    bench.drag({110, y}, {160, y});
    bench.frame();
    bench.frame();
    bench.screen.press_mouse(false);
    bench.frame();
    EXPECT_FALSE(bench.kept.open_link.has_value());
    EXPECT_TRUE(bench.view.list.has_selection());
}

TEST(MessageListView, a_click_on_a_name_asks_for_the_person) {
    ListBench bench(2);
    bench.frame();
    const VisibleLine* line = bench.view.list.line_of(bench.room.id_at(0));
    click(bench.screen, bench.drawing(), 75, static_cast<float>(line->y + line->layout->header_top + 10));
    EXPECT_EQ(bench.kept.person, 1U);
}

TEST(MessageListView, a_click_on_a_mention_asks_for_whom_it_names) {
    ListBench bench(1);
    bench.say("@bob and @all: see @nobody", 2);
    bench.frame();
    const auto press = [&](std::string_view words) {
        bench.kept = {};
        const auto at = std::ranges::find_if(bench.screen.writing(), [&](const WrittenText& each) {
            return each.text.find(words) != std::string::npos;
        });
        ASSERT_NE(at, bench.screen.writing().end()) << words;
        click(bench.screen, bench.drawing(), at->at.x + 12, at->at.y + 8);
    };
    press("@bob");
    EXPECT_EQ(bench.kept.mentioned, "bob");
    press("@all");
    EXPECT_FALSE(bench.kept.mentioned) << "everybody is nobody in particular";
    press(" and ");
    EXPECT_FALSE(bench.kept.mentioned);
    EXPECT_EQ(bench.kept.person, 0U);
}

TEST(MessageListView, a_mention_under_a_spoiler_is_uncovered_first) {
    ListBench bench(1);
    bench.say("||@bob||", 2);
    bench.frame();
    click(bench.screen, bench.drawing(), 74, bench.text_y(1));
    EXPECT_FALSE(bench.kept.mentioned);
    bench.frame();
    click(bench.screen, bench.drawing(), 98, bench.text_y(1));
    EXPECT_EQ(bench.kept.mentioned, "bob");
}

TEST(MessageListView, the_pill_counts_what_came_and_leads_to_it) {
    ListBench bench(100);
    bench.frame();
    bench.view.list.scroll_by(-500);
    bench.frame();
    bench.say("new", 2);
    bench.say("newer", 2);
    bench.frame();
    EXPECT_EQ(bench.view.list.new_below(), 2U);
    // The pill is filled with the accent, centred, 10 px above the lower edge.
    EXPECT_EQ(bench.screen.pixel(300, 386), bench.screen.theme()[Role::Accent]);
    click(bench.screen, bench.drawing(), 300, 374);
    bench.frame();
    EXPECT_TRUE(bench.view.list.at_bottom());
}

TEST(MessageListView, a_message_that_was_not_sent_offers_retry) {
    ListBench bench(2);
    bench.room.line(1).state = SendState::Failed;
    bench.room.line(1).origin = Origin::Own;
    bench.frame();
    const VisibleLine* line = bench.view.list.line_of(bench.room.id_at(1));
    const auto y = static_cast<float>(line->y + line->layout->action_top + 12);
    click(bench.screen, bench.drawing(), 175, y);
    EXPECT_EQ(bench.kept.retry, bench.room.id_at(1));
}

TEST(MessageListView, a_new_message_slides_in_and_then_the_screen_rests) {
    ListBench bench(3);
    bench.frame();
    for (int frame = 0; frame < 90; ++frame)
        bench.frame();
    bench.say("hello", 3);
    bench.frame();
    EXPECT_TRUE(bench.screen.needs().another_frame);
    for (int frame = 0; frame < 90; ++frame)
        bench.frame();
    EXPECT_FALSE(bench.screen.needs().another_frame);
}

TEST(MessageListView, text_with_the_signs_of_labels_and_formats_is_drawn_as_it_is) {
    ListBench plain(0);
    ListBench odd(0);
    plain.say("aaaaaaaaaa", 1);
    odd.say("%s%n##x###y", 1);
    plain.frame();
    odd.frame();
    EXPECT_EQ(odd.view.list.lines().size(), 1U);
    EXPECT_EQ(odd.view.list.lines()[0].layout->text.lines.size(), 1U);
}

}  // namespace
