// The composer under keys and pointer: what is sent, answered, corrected, completed and brought back.
#include "ui/panels/composer.hpp"

#include <gtest/gtest.h>
#include <imgui.h>

#include "tests/panels/stage.hpp"

namespace crosstalk::ui {
namespace {

struct Desk {
    twin::Stage stage{600, 500};
    twin::OffScreen& screen = stage.screen;
    model::Model& model = stage.model;
    Composer composer;
    std::optional<Written> written;
    bool typed = false;
    bool took_escape = false;
    bool edit_last = false;

    Desk() {
        composer.take_focus();
        settle();
    }
    void frame() {
        stage.frame([&](const Scene& scene) {
            const Box pane{{0, 0}, {600, 500}};
            const float height = composer.height(scene.context, pane);
            Composer::Result result =
                composer.draw(scene, {{20, 480 - height}, {580, 480}}, *model.room(net::lobby));
            if (result.written) written = std::move(result.written);
            typed |= result.typed;
            took_escape |= result.took_escape;
            edit_last |= result.edit_last;
        });
    }
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
    std::string said() {
        if (!written || !std::holds_alternative<Said>(*written)) return "(nothing)";
        return std::get<Said>(*std::exchange(written, {})).text;
    }
};

TEST(Composer, enter_sends_and_leaves_an_empty_box_that_has_the_focus) {
    Desk desk;
    desk.type("hello");
    EXPECT_TRUE(desk.typed);
    desk.key(ImGuiKey_Enter);
    EXPECT_EQ(desk.said(), "hello");
    EXPECT_EQ(desk.composer.draft(), "");
    desk.type("more");
    EXPECT_EQ(desk.composer.draft(), "more");
}

TEST(Composer, asks_before_a_long_text_from_the_clipboard_goes_in) {
    Desk desk;
    ImGui::SetClipboardText("a short one");
    desk.key(ImGuiKey_V, ImGuiMod_Ctrl);
    EXPECT_EQ(desk.composer.draft(), "a short one");
    EXPECT_TRUE(desk.stage.shown.empty());
    ImGui::SetClipboardText((std::string(3'000, 'x') + "\nend").c_str());
    desk.key(ImGuiKey_V, ImGuiMod_Ctrl);
    EXPECT_EQ(desk.composer.draft(), "a short one") << "nothing goes in before it is answered";
    ASSERT_EQ(desk.stage.shown.size(), 1U);
    EXPECT_TRUE(std::holds_alternative<OpenDialog>(desk.stage.shown.front()));
}

TEST(Composer, blank_text_is_never_sent) {
    Desk desk;
    desk.type("   ");
    desk.key(ImGuiKey_Enter);
    EXPECT_FALSE(desk.written);
    EXPECT_EQ(desk.composer.draft(), "");
}

TEST(Composer, an_unknown_command_stays_with_its_fault_until_something_is_typed) {
    Desk desk;
    desk.type("/nonsense x");
    EXPECT_FALSE(desk.typed) << "a command is no message that others wait for";
    desk.key(ImGuiKey_Enter);
    EXPECT_FALSE(desk.written);
    EXPECT_EQ(desk.composer.draft(), "/nonsense x");
    EXPECT_NE(desk.composer.fault(), "");
    desk.type("y");
    EXPECT_EQ(desk.composer.fault(), "");
}

TEST(Composer, two_slashes_send_one) {
    Desk desk;
    desk.type("//x");
    desk.key(ImGuiKey_Enter);
    EXPECT_EQ(desk.said(), "/x");
}

TEST(Composer, an_answer_carries_what_it_answers_once) {
    Desk desk;
    desk.composer.answer(model::message(2, "**a question** ||secret||"));
    desk.type("yes");
    desk.key(ImGuiKey_Enter);
    ASSERT_TRUE(desk.written);
    EXPECT_EQ(std::get<Said>(*desk.written).reply_to, net::MessageId{1002});
    desk.type("and");
    desk.key(ImGuiKey_Enter);
    EXPECT_EQ(std::get<Said>(*desk.written).reply_to, net::MessageId{});
}

TEST(Composer, escape_leaves_an_answer_and_keeps_the_text) {
    Desk desk;
    desk.composer.answer(model::message(2));
    desk.type("yes");
    desk.key(ImGuiKey_Escape);
    EXPECT_TRUE(desk.took_escape);
    desk.key(ImGuiKey_Enter);
    EXPECT_EQ(std::get<Said>(*desk.written).reply_to, net::MessageId{});
}

TEST(Composer, correcting_brings_the_draft_back_afterwards) {
    Desk desk;
    desk.type("a draft");
    desk.composer.correct(model::message(3, "old text", model::me));
    desk.settle();
    EXPECT_EQ(desk.composer.draft(), "a draft") << "what is kept is the draft, not the correction";
    desk.type("!");
    desk.key(ImGuiKey_Enter);
    ASSERT_TRUE(desk.written);
    EXPECT_EQ(std::get<Corrected>(*desk.written).text, "old text!");
    EXPECT_EQ(std::get<Corrected>(*desk.written).message, net::MessageId{1003});
    EXPECT_EQ(desk.composer.draft(), "a draft");
    desk.key(ImGuiKey_Enter);
    EXPECT_EQ(std::get<Said>(*desk.written).text, "a draft");
}

TEST(Composer, a_correction_to_nothing_is_refused_and_escape_leaves_it) {
    Desk desk;
    desk.composer.correct(model::message(3, "x", model::me));
    desk.settle();
    desk.key(ImGuiKey_Backspace);
    desk.key(ImGuiKey_Enter);
    EXPECT_FALSE(desk.written);
    EXPECT_NE(desk.composer.fault(), "");
    desk.key(ImGuiKey_Escape);
    EXPECT_EQ(desk.composer.draft(), "");
    EXPECT_EQ(desk.composer.fault(), "");
}

TEST(Composer, up_in_an_empty_box_asks_for_the_last_message_and_only_there) {
    Desk desk;
    desk.type("x");
    desk.key(ImGuiKey_UpArrow);
    EXPECT_FALSE(desk.edit_last) << "there it goes to the beginning";
    desk.key(ImGuiKey_Delete);
    desk.key(ImGuiKey_UpArrow);
    EXPECT_TRUE(desk.edit_last);
}

TEST(Composer, control_and_the_arrows_walk_what_was_sent_and_come_back_to_the_draft) {
    Desk desk;
    for (const char* text : {"one", "two"}) {
        desk.type(text);
        desk.key(ImGuiKey_Enter);
    }
    desk.type("draft");
    desk.key(ImGuiKey_UpArrow, ImGuiMod_Ctrl);
    EXPECT_EQ(desk.composer.draft(), "two");
    desk.key(ImGuiKey_UpArrow, ImGuiMod_Ctrl);
    desk.key(ImGuiKey_UpArrow, ImGuiMod_Ctrl);
    EXPECT_EQ(desk.composer.draft(), "one");
    desk.key(ImGuiKey_DownArrow, ImGuiMod_Ctrl);
    desk.key(ImGuiKey_DownArrow, ImGuiMod_Ctrl);
    EXPECT_EQ(desk.composer.draft(), "draft");
}

TEST(Composer, what_holds_a_secret_is_not_kept) {
    Desk desk;
    desk.type("/claim 7K4-MP2-QXS");
    desk.key(ImGuiKey_Enter);
    EXPECT_TRUE(desk.written);
    desk.key(ImGuiKey_UpArrow, ImGuiMod_Ctrl);
    EXPECT_EQ(desk.composer.draft(), "");
}

TEST(Composer, enter_and_tab_take_what_completion_offers) {
    Desk desk;
    desk.type("hi @al");
    desk.key(ImGuiKey_Enter);
    EXPECT_FALSE(desk.written) << "the popup had the key";
    EXPECT_EQ(desk.composer.draft(), "hi @alice ");
    desk.key(ImGuiKey_Enter);
    EXPECT_EQ(desk.said(), "hi @alice ");
    desk.type("@al");
    desk.key(ImGuiKey_DownArrow);
    desk.key(ImGuiKey_Enter);
    EXPECT_EQ(desk.composer.draft(), "@alina ");
}

TEST(Composer, enter_sends_a_command_that_stands_there_complete) {
    Desk desk;
    for (const char* line : {"/help", "/rooms"}) {
        desk.type(line);
        EXPECT_TRUE(desk.composer.offers_choices()) << line;
        desk.key(ImGuiKey_Enter);
        ASSERT_TRUE(desk.written && std::holds_alternative<model::CommandLine>(*desk.written)) << line;
        EXPECT_EQ(desk.composer.last_sent(), line);
        EXPECT_EQ(desk.composer.draft(), "");
        desk.written.reset();
    }
}

TEST(Composer, enter_goes_on_with_a_command_that_still_needs_something) {
    Desk desk;
    desk.type("/kick");
    desk.key(ImGuiKey_Enter);
    EXPECT_FALSE(desk.written);
    EXPECT_EQ(desk.composer.fault(), "");
    EXPECT_EQ(desk.composer.draft(), "/kick ");
}

TEST(Composer, enter_sends_behind_a_whole_name_or_room_and_tab_still_chooses) {
    Desk desk;
    desk.type("hi @alice");
    desk.key(ImGuiKey_Enter);
    EXPECT_EQ(desk.said(), "hi @alice");
    desk.type("see #den");
    desk.key(ImGuiKey_Enter);
    EXPECT_EQ(desk.said(), "see #den");
    desk.type("hi @alice");
    desk.key(ImGuiKey_Tab);
    EXPECT_EQ(desk.composer.draft(), "hi @alice ");
    desk.key(ImGuiKey_Enter);
    EXPECT_EQ(desk.said(), "hi @alice ");
}

TEST(Composer, tab_completes_a_bare_name_and_goes_round) {
    Desk desk;
    desk.type("al");
    desk.key(ImGuiKey_Tab);
    EXPECT_EQ(desk.composer.draft(), "alice: ");
    desk.key(ImGuiKey_Tab);
    EXPECT_EQ(desk.composer.draft(), "alina: ");
    desk.key(ImGuiKey_Tab);
    EXPECT_EQ(desk.composer.draft(), "alice: ");
    desk.key(ImGuiKey_Tab, ImGuiMod_Shift);
    EXPECT_EQ(desk.composer.draft(), "alina: ");
    desk.type("hi");
    EXPECT_EQ(desk.composer.draft(), "alina: hi");
}

TEST(Composer, escape_closes_the_popup_first) {
    Desk desk;
    desk.type("@al");
    desk.key(ImGuiKey_Escape);
    EXPECT_TRUE(desk.took_escape);
    desk.key(ImGuiKey_Enter);
    EXPECT_EQ(desk.said(), "@al");
}

TEST(Composer, a_click_takes_a_choice_and_the_focus_comes_back) {
    Desk desk;
    desk.type("@al");
    // The popup's last row ends above the box, which is 44 high.
    desk.screen.move_mouse(120, 480 - 44 - 6 - 4 - 17);
    desk.frame();
    desk.screen.press_mouse(true);
    desk.frame();
    desk.screen.press_mouse(false);
    desk.settle();
    EXPECT_EQ(desk.composer.draft(), "@alina ");
    desk.type("x");
    EXPECT_EQ(desk.composer.draft(), "@alina x");
}

TEST(Composer, a_text_over_the_limit_is_not_sent_and_not_lost) {
    Desk desk;
    const std::string text(net::max_text_code_points + 1, 'x');
    desk.composer.insert(text);
    desk.settle();
    desk.key(ImGuiKey_Enter);
    EXPECT_FALSE(desk.written);
    EXPECT_EQ(desk.composer.draft(), text);
    EXPECT_NE(desk.composer.fault(), "");
    desk.key(ImGuiKey_Backspace);
    desk.key(ImGuiKey_Enter);
    EXPECT_EQ(desk.said().size(), net::max_text_code_points);
}

TEST(Composer, grows_with_its_rows_up_to_its_share_of_the_pane) {
    Desk desk;
    float one = 0;
    float many = 0;
    const Box pane{{0, 0}, {600, 500}};
    desk.screen.frame([&](const Context& context) { one = desk.composer.height(context, pane); });
    desk.composer.insert(std::string(50, '\n'));
    desk.settle();
    desk.screen.frame([&](const Context& context) { many = desk.composer.height(context, pane); });
    EXPECT_EQ(one, 44);
    EXPECT_EQ(many, 200);
}

}  // namespace
}  // namespace crosstalk::ui
