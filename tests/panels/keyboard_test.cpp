// The main screen without a mouse: from room to room, from pane to pane, and out again step by step.
#include <gtest/gtest.h>
#include <imgui.h>

#include <algorithm>
#include <string_view>
#include <utility>

#include "tests/panels/stage.hpp"
#include "ui/panels/dialogs/shortcuts_dialog.hpp"
#include "ui/panels/main_screen.hpp"
#include "ui/panels/shell.hpp"
#include "ui/widgets/keys.hpp"

namespace crosstalk::ui {
namespace {

struct Screen {
    explicit Screen(int width = 1200, int height = 700) : stage(width, height) {
        stage.hear(model::RoomsListed{
            {model::mine(net::lobby, "lobby", 40, 40), model::mine(model::den, "den"),
             model::mine(model::attic, "games", 5, 5), model::direct(net::RoomId{9000}, model::bob)},
            {}});
        stage.hear(model::synced(net::lobby, 0, 1, 40));
        settle(12);
    }
    void frame() {
        stage.here = screen.room_in(stage.model);
        stage.frame([&](const Scene& scene) {
            screen.draw(scene, {{0, 0},
                                {static_cast<float>(stage.screen.width()),
                                 static_cast<float>(stage.screen.height())}});
            screen.carry_out(scene);
        });
    }
    void settle(int frames = 8) {
        for (int count = 0; count < frames; ++count)
            frame();
    }
    void key(int imgui_key, int mods = 0) {
        stage.screen.press_chord(mods, imgui_key);
        settle(8);
    }
    void press(float x, float y) {
        stage.screen.click(x, y, [this] { settle(2); });
        settle();
    }
    bool says(std::string_view words) const { return stage.screen.says(words); }
    net::RoomId here() { return screen.room_in(stage.model); }
    std::uint64_t said() {
        const auto* post = stage.last_sent<model::Post>();
        return post == nullptr ? 0 : post->reply_to.value;
    }

    twin::Stage stage;
    MainScreen screen;
};

TEST(Keyboard, alt_with_up_and_down_goes_from_room_to_room_and_round_the_end) {
    Screen screen;
    screen.key(ImGuiKey_DownArrow, ImGuiMod_Alt);
    EXPECT_EQ(screen.here(), model::den);
    screen.key(ImGuiKey_UpArrow, ImGuiMod_Alt);
    screen.key(ImGuiKey_UpArrow, ImGuiMod_Alt);
    EXPECT_EQ(screen.here(), net::RoomId{9000});
}

TEST(Keyboard, with_shift_only_unread_rooms_count) {
    Screen screen;
    screen.key(ImGuiKey_DownArrow, ImGuiMod_Alt | ImGuiMod_Shift);
    EXPECT_EQ(screen.here(), model::attic);
}

TEST(Keyboard, ctrl_with_a_digit_goes_to_that_room_and_alt_left_and_right_back_and_forward) {
    Screen screen;
    screen.key(ImGuiKey_3, ImGuiMod_Ctrl);
    EXPECT_EQ(screen.here(), model::attic);
    screen.key(ImGuiKey_2, ImGuiMod_Ctrl);
    EXPECT_EQ(screen.here(), model::den);
    screen.key(ImGuiKey_LeftArrow, ImGuiMod_Alt);
    EXPECT_EQ(screen.here(), model::attic);
    screen.key(ImGuiKey_LeftArrow, ImGuiMod_Alt);
    EXPECT_EQ(screen.here(), net::lobby);
    screen.key(ImGuiKey_RightArrow, ImGuiMod_Alt);
    EXPECT_EQ(screen.here(), model::attic);
    screen.key(ImGuiKey_9, ImGuiMod_Ctrl);
    EXPECT_EQ(screen.here(), model::attic) << "there is no ninth room";
}

TEST(Keyboard, ctrl_k_opens_the_switcher_and_what_is_typed_goes_there) {
    Screen screen;
    screen.key(ImGuiKey_K, ImGuiMod_Ctrl);
    screen.stage.screen.type("gam");
    screen.settle();
    screen.key(ImGuiKey_Enter);
    EXPECT_EQ(screen.here(), model::attic);
    // The composer has the keyboard again.
    screen.stage.screen.type("hello");
    screen.settle();
    screen.key(ImGuiKey_Enter);
    ASSERT_NE(screen.stage.last_sent<model::Post>(), nullptr);
    EXPECT_EQ(screen.stage.last_sent<model::Post>()->text, "hello");
}

TEST(Keyboard, f6_walks_from_pane_to_pane_with_a_visible_focus_and_back) {
    Screen screen;
    std::vector<float> lefts;
    for (int step = 0; step < 5; ++step) {
        screen.key(ImGuiKey_F6);
        Box box;
        bool visible = false;
        screen.stage.here = screen.here();
        screen.stage.frame([&](const Scene& scene) {
            screen.screen.draw(scene, {{0, 0}, {1200, 700}});
            box = focused_box();
            visible = ImGui::GetIO().NavVisible || ImGui::IsAnyItemActive();
        });
        EXPECT_TRUE(visible) << "step " << step;
        lefts.push_back(box.center().x);
    }
    // From the composer: members, rail, rooms, messages, and the composer again.
    EXPECT_GT(lefts[0], 1200 - 208);
    EXPECT_LT(lefts[1], 56);
    EXPECT_GT(lefts[2], 56);
    EXPECT_LT(lefts[2], 56 + 232);
    EXPECT_GT(lefts[3], 56 + 232);
    EXPECT_LT(lefts[3], 1200 - 208);
    screen.stage.screen.type("typed");
    screen.settle();
    screen.key(ImGuiKey_Enter);
    ASSERT_NE(screen.stage.last_sent<model::Post>(), nullptr);
    EXPECT_EQ(screen.stage.last_sent<model::Post>()->text, "typed");
}

TEST(Keyboard, in_the_list_arrows_walk_from_message_to_message_and_enter_answers) {
    Screen screen;
    screen.key(ImGuiKey_F6, ImGuiMod_Shift);
    screen.key(ImGuiKey_UpArrow);
    screen.key(ImGuiKey_UpArrow);
    screen.key(ImGuiKey_Enter);
    screen.stage.screen.type("an answer");
    screen.settle();
    screen.key(ImGuiKey_Enter);
    EXPECT_EQ(screen.said(), 1038U) << "two above the newest";
}

TEST(Keyboard, home_goes_to_the_oldest_message_and_the_menu_key_opens_its_menu) {
    Screen screen;
    screen.key(ImGuiKey_F6, ImGuiMod_Shift);
    screen.key(ImGuiKey_Home);
    screen.key(ImGuiKey_F10, ImGuiMod_Shift);
    EXPECT_TRUE(ImGui::IsPopupOpen("", ImGuiPopupFlags_AnyPopupId | ImGuiPopupFlags_AnyPopupLevel));
    // Below a first few reactions and all the others.
    screen.key(ImGuiKey_DownArrow);
    screen.key(ImGuiKey_DownArrow);
    screen.key(ImGuiKey_Enter);
    screen.stage.screen.type("an answer");
    screen.settle();
    screen.key(ImGuiKey_Enter);
    EXPECT_EQ(screen.said(), 1001U);
}

TEST(Keyboard, a_message_is_deleted_after_a_question_that_enter_answers) {
    Screen screen;
    screen.stage.hear(model::StandingChanged{
        {.room = net::lobby, .role = net::Role::Owner, .muted_until = {}, .by = {}, .reason = {}}});
    screen.key(ImGuiKey_F6, ImGuiMod_Shift);
    screen.key(ImGuiKey_F10, ImGuiMod_Shift);
    screen.key(ImGuiKey_UpArrow);
    screen.key(ImGuiKey_Enter);
    EXPECT_TRUE(screen.says("Delete this message?"));
    EXPECT_EQ(screen.stage.last_performed<net::DeleteMessage>(), nullptr);
    screen.key(ImGuiKey_Enter);
    ASSERT_NE(screen.stage.last_performed<net::DeleteMessage>(), nullptr);
    EXPECT_EQ(screen.stage.last_performed<net::DeleteMessage>()->target.message, net::MessageId{1040});
    EXPECT_FALSE(screen.says("Delete this message?"));
}

TEST(Keyboard, a_menu_that_a_key_opens_stands_at_its_message_wherever_the_pointer_went) {
    Screen screen;
    screen.key(ImGuiKey_F6, ImGuiMod_Shift);
    screen.key(ImGuiKey_UpArrow);
    screen.stage.screen.move_mouse(3, 3);
    screen.settle();
    screen.key(ImGuiKey_F10, ImGuiMod_Shift);
    const WrittenText* entry = screen.stage.screen.find("Reply");
    ASSERT_NE(entry, nullptr);
    EXPECT_GT(entry->at.x, 56 + 232);
}

TEST(Keyboard, a_tip_stands_at_the_thing_that_the_arrows_went_to) {
    Screen screen;
    screen.stage.screen.move_mouse(3, 3);
    screen.settle();
    screen.key(ImGuiKey_F6);
    screen.key(ImGuiKey_UpArrow);
    // The last button of the conversation's header, and not where the pointer is.
    const WrittenText* tip = screen.stage.screen.find("Members");
    ASSERT_NE(tip, nullptr);
    EXPECT_GT(tip->at.x, 900);
    EXPECT_LT(tip->at.y, 100);
}

TEST(Keyboard, in_a_messages_menu_arrows_and_enter_react) {
    Screen screen;
    screen.key(ImGuiKey_F6, ImGuiMod_Shift);
    screen.key(ImGuiKey_F10, ImGuiMod_Shift);
    screen.key(ImGuiKey_RightArrow);
    screen.key(ImGuiKey_Enter);
    const auto* second = screen.stage.last_performed<net::React>();
    ASSERT_NE(second, nullptr);
    EXPECT_EQ(second->target.message, net::MessageId{1040});
    EXPECT_EQ(second->emoji, "\u2764\uFE0F");
    // All the others by their names.
    screen.key(ImGuiKey_F10, ImGuiMod_Shift);
    screen.key(ImGuiKey_DownArrow);
    EXPECT_TRUE(screen.says("React\u2026"));
    screen.key(ImGuiKey_Enter);
    screen.stage.screen.type("rocket");
    screen.settle();
    screen.key(ImGuiKey_Enter);
    EXPECT_EQ(screen.stage.last_performed<net::React>()->emoji, "\U0001F680");
}

TEST(Keyboard, the_bar_and_the_time_stand_where_the_ring_is_until_the_pointer_moves) {
    Screen screen;
    const auto height_of_time = [&] {
        float y = 0;
        // In the gutter, left of the texts; the one that stands in a head is further right.
        for (const WrittenText& each : screen.stage.screen.writing()) {
            if (each.text.find("00:") != std::string::npos && each.at.x < 56 + 232 + 60) y = each.at.y;
        }
        return y;
    };
    screen.stage.screen.move_mouse(600, 200);
    screen.settle();
    const float by_pointer = height_of_time();
    EXPECT_NEAR(by_pointer, 200, 30);
    screen.key(ImGuiKey_F6, ImGuiMod_Shift);
    screen.key(ImGuiKey_UpArrow);
    const float by_keys = height_of_time();
    EXPECT_GT(by_keys, 400) << "near the newest";
    screen.stage.screen.take_mouse_away();
    screen.settle();
    screen.key(ImGuiKey_UpArrow);
    EXPECT_LT(height_of_time(), by_keys) << "a pointer that is nowhere";
    EXPECT_GT(height_of_time(), 400);
    screen.stage.screen.move_mouse(600, 200);
    screen.settle();
    screen.stage.screen.move_mouse(602, 200);
    screen.settle();
    EXPECT_EQ(height_of_time(), by_pointer);
}

TEST(Keyboard, a_panel_that_closes_leaves_what_stood_there_before) {
    Screen screen;
    EXPECT_TRUE(screen.says("alina"));
    screen.key(ImGuiKey_U, ImGuiMod_Ctrl | ImGuiMod_Shift);
    EXPECT_FALSE(screen.says("alina"));
    screen.key(ImGuiKey_F, ImGuiMod_Ctrl | ImGuiMod_Shift);
    screen.key(ImGuiKey_P, ImGuiMod_Ctrl | ImGuiMod_Shift);
    screen.key(ImGuiKey_Escape);
    EXPECT_FALSE(screen.says("alina")) << "the people were hidden";
    screen.key(ImGuiKey_U, ImGuiMod_Ctrl | ImGuiMod_Shift);
    screen.key(ImGuiKey_F, ImGuiMod_Ctrl | ImGuiMod_Shift);
    screen.key(ImGuiKey_Escape);
    EXPECT_TRUE(screen.says("alina"));
}

TEST(Keyboard, up_in_an_empty_box_shows_the_message_that_is_changed) {
    Screen screen;
    net::MessagePosted mine;
    mine.id = {1041};
    mine.author = model::me;
    mine.text = "far above";
    screen.stage.hear(model::happened(net::lobby, 41, mine));
    for (std::uint64_t sequence = 42; sequence < 100; ++sequence)
        screen.stage.hear(model::posted(net::lobby, sequence));
    screen.settle();
    const auto lines = [&] {
        return std::ranges::count_if(screen.stage.screen.writing(), [](const WrittenText& each) {
            return each.at.y < 600 && each.text.find("far above") != std::string::npos;
        });
    };
    EXPECT_EQ(lines(), 0);
    screen.key(ImGuiKey_UpArrow);
    EXPECT_EQ(lines(), 1) << "in the list, above the box";
}

TEST(Keyboard, far_from_the_end_a_press_leads_back_to_it) {
    Screen screen;
    EXPECT_FALSE(screen.says("Jump to newest"));
    screen.key(ImGuiKey_F6, ImGuiMod_Shift);
    screen.key(ImGuiKey_Home);
    ASSERT_TRUE(screen.says("Jump to newest"));
    const auto pill = std::ranges::find(screen.stage.screen.writing(), "Jump to newest", &WrittenText::text);
    screen.press(pill->at.x, pill->at.y + 6);
    EXPECT_FALSE(screen.says("Jump to newest"));
}

TEST(Composer, says_why_nothing_can_be_written_and_takes_nothing_meanwhile) {
    Screen screen;
    screen.stage.now.wall_ms = 1'000'000;
    screen.stage.screen.type("a draft");
    screen.settle();
    screen.stage.hear(model::StandingChanged{{.room = net::lobby,
                                              .role = net::Role::Member,
                                              .muted_until = {1'000'000 + 2 * 3'600'000},
                                              .by = {},
                                              .reason = {}}});
    screen.settle();
    EXPECT_TRUE(screen.says("You are muted and may only read for 2 hours"));
    screen.stage.screen.type("more");
    screen.settle();
    screen.key(ImGuiKey_Enter);
    EXPECT_EQ(screen.stage.last_sent<model::Post>(), nullptr);
    for (int step = 0; step < 5; ++step)
        screen.key(ImGuiKey_F6);
    screen.stage.now.wall_ms += 2 * 3'600'000;
    screen.settle();
    EXPECT_TRUE(screen.says("a draft")) << "it stays for later";
    EXPECT_FALSE(screen.says("more"));
}

TEST(Keyboard, esc_takes_one_step_at_a_time) {
    Screen screen;
    // An answer is being written, the search is open beside it, a dialog above, and the choices of a word.
    screen.key(ImGuiKey_F6, ImGuiMod_Shift);
    screen.key(ImGuiKey_Enter);
    screen.key(ImGuiKey_F, ImGuiMod_Ctrl);
    screen.key(ImGuiKey_F1);
    screen.key(ImGuiKey_Escape);  // the dialog
    screen.key(ImGuiKey_Escape);  // the bar that finds
    screen.stage.screen.type("@b");
    screen.settle();
    screen.key(ImGuiKey_Escape);  // the choices
    screen.stage.screen.type(" x");
    screen.settle();
    screen.key(ImGuiKey_Enter);
    ASSERT_NE(screen.stage.last_sent<model::Post>(), nullptr);
    EXPECT_EQ(screen.said(), 1040U) << "still an answer";
    EXPECT_EQ(screen.stage.last_sent<model::Post>()->text, "@b x");

    screen.key(ImGuiKey_F6, ImGuiMod_Shift);
    screen.key(ImGuiKey_Enter);
    screen.key(ImGuiKey_Escape);  // the answer
    screen.stage.screen.type("plain");
    screen.settle();
    screen.key(ImGuiKey_Enter);
    EXPECT_EQ(screen.said(), 0U);
}

TEST(Keyboard, the_last_step_of_esc_goes_to_the_newest_message_and_reads_it) {
    Screen screen;
    screen.key(ImGuiKey_F6, ImGuiMod_Shift);
    screen.key(ImGuiKey_Home);
    screen.stage.hear(model::posted(net::lobby, 41, "new"));
    screen.settle();
    screen.stage.sent.clear();
    EXPECT_EQ(screen.stage.last_sent<model::MarkRead>(), nullptr);
    screen.key(ImGuiKey_Escape);
    ASSERT_NE(screen.stage.last_sent<model::MarkRead>(), nullptr);
    EXPECT_EQ(screen.stage.last_sent<model::MarkRead>()->read.sequence, net::Sequence{41});
}

TEST(Keyboard, keys_of_the_window_do_nothing_under_a_dialog) {
    Screen screen;
    screen.key(ImGuiKey_F1);
    screen.key(ImGuiKey_DownArrow, ImGuiMod_Alt);
    EXPECT_EQ(screen.here(), net::lobby);
}

TEST(Keyboard, esc_leads_back_to_the_conversation_from_a_panel_in_a_narrow_window) {
    Screen screen(520);
    screen.key(ImGuiKey_N, ImGuiMod_Ctrl | ImGuiMod_Shift);
    screen.key(ImGuiKey_Escape);
    screen.stage.screen.type("hello");
    screen.settle();
    screen.key(ImGuiKey_Enter);
    ASSERT_NE(screen.stage.last_sent<model::Post>(), nullptr);
    EXPECT_EQ(screen.stage.last_sent<model::Post>()->text, "hello");
}

TEST(Keyboard, f10_opens_the_servers_menu_in_windows_of_every_size) {
    for (const auto& [width, height] : {std::pair{1200, 700}, {853, 533}, {640, 480}, {480, 800}}) {
        Screen screen(width, height);
        screen.key(ImGuiKey_F10);
        EXPECT_TRUE(screen.says("Leave this server")) << width << "x" << height;
        for (const WrittenText& each : screen.stage.screen.writing())
            EXPECT_LT(each.at.y, static_cast<float>(height)) << each.text;
        screen.key(ImGuiKey_Escape);
        EXPECT_FALSE(screen.says("Leave this server"));
    }
}

TEST(ServerMenu, is_opened_by_the_logo_where_the_servers_name_has_no_room) {
    Screen screen(853, 533);
    EXPECT_FALSE(screen.says("people online")) << "the head has given its place to the rooms";
    screen.stage.hear(model::Offline{.reason = "The server went away.", .retry_in = {4000}, .at = {}});
    screen.settle();
    screen.press(28, 30);
    EXPECT_TRUE(screen.says("Server information"));
    screen.key(ImGuiKey_DownArrow);
    screen.key(ImGuiKey_UpArrow);
    screen.key(ImGuiKey_Enter);
    EXPECT_NE(screen.stage.last_sent<model::RetryNow>(), nullptr) << "the status bar has no room either";
}

TEST(Keyboard, a_blank_presses_what_has_the_focus_and_is_not_written) {
    Screen screen;
    screen.key(ImGuiKey_F6);
    screen.key(ImGuiKey_F6);
    screen.stage.screen.type(" ");
    screen.settle();
    screen.key(ImGuiKey_F6);
    screen.key(ImGuiKey_F6);
    screen.key(ImGuiKey_F6);
    screen.stage.screen.type("x");
    screen.settle();
    screen.key(ImGuiKey_Enter);
    ASSERT_NE(screen.stage.last_sent<model::Post>(), nullptr);
    EXPECT_EQ(screen.stage.last_sent<model::Post>()->text, "x");
}

TEST(Keyboard, ctrl_plus_minus_and_0_change_the_size_which_is_kept) {
    twin::OffScreen screen(900, 700, {});
    const FixedZone zone{0};
    const Moment now{.zone = zone};
    const model::Model model;
    Commands commands;
    Shell shell{{}};
    const auto press = [&](int key, int mods) {
        screen.press_chord(mods, key);
        for (int count = 0; count < 8; ++count)
            screen.bare_frame([&] { shell.draw(screen.fonts(), now, model, commands); });
        std::string kept;
        for (const model::LinkCommand& command : commands.take_link()) {
            const auto* setting = std::get_if<model::KeepSetting>(&command);
            if (setting != nullptr && setting->name == "look.zoom") kept = setting->value;
        }
        return kept;
    };
    EXPECT_EQ(press(ImGuiKey_Equal, ImGuiMod_Ctrl), "110");
    EXPECT_EQ(press(ImGuiKey_KeypadAdd, ImGuiMod_Ctrl), "120");
    EXPECT_EQ(press(ImGuiKey_Minus, ImGuiMod_Ctrl), "110");
    EXPECT_FLOAT_EQ(shell.theme().scale(), 1.1F);
    press(ImGuiKey_0, ImGuiMod_Ctrl);
    EXPECT_FLOAT_EQ(shell.theme().scale(), 1.0F);
}

}  // namespace
}  // namespace crosstalk::ui
