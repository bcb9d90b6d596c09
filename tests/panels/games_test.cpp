// Games in the window: begun, played by pointer and by keys, looked back on, resigned, closed and found again. The test is
// the computer player, so that every game is the same.
#include <gtest/gtest.h>
#include <imgui.h>

#include <algorithm>
#include <string>
#include <string_view>

#include "tests/panels/game_screen.hpp"
#include "tests/panels/prepared_games.hpp"
#include "tests/panels/whole_window.hpp"
#include "ui/games/game_window.hpp"
#include "ui/games/record_view.hpp"
#include "ui/panels/dialogs/practice_dialog.hpp"
#include "ui/panels/main_screen.hpp"

namespace crosstalk::ui {
namespace {

using games::Mark;
using twin::GameScreen;

TEST(Games, ctrl_t_asks_what_to_play_and_play_begins_in_a_window_that_has_the_keyboard) {
    GameScreen screen;
    screen.key(ImGuiKey_T, ImGuiMod_Ctrl);
    EXPECT_TRUE(screen.says("Who begins"));
    screen.press("Play");
    EXPECT_TRUE(screen.says("Your turn"));
    EXPECT_TRUE(screen.says("Move 1. You play X."));
    screen.digit(5);
    const auto* wanted = screen.last_asked<ThinkOfMove>();
    ASSERT_NE(wanted, nullptr);
    EXPECT_EQ(wanted->position.at({4}), Mark::X);
    EXPECT_TRUE(screen.says("The computer is thinking"));
    screen.answer(0);
    EXPECT_TRUE(screen.says("Move 3. The computer took cell 1."));
}

TEST(Games, arrows_and_enter_play_and_a_blank_too) {
    GameScreen screen;
    screen.begin();
    screen.key(ImGuiKey_LeftArrow);
    EXPECT_TRUE(screen.says("Cell 4, row 2 column 1: empty"));
    screen.key(ImGuiKey_Enter);
    EXPECT_TRUE(screen.says("Move 2. You took cell 4."));
    screen.answer(0);
    screen.key(ImGuiKey_RightArrow);
    screen.key(ImGuiKey_Space);
    EXPECT_TRUE(screen.says("Move 4. You took cell 5."));
    EXPECT_EQ(screen.stage.last_sent<model::Post>(), nullptr);
}

TEST(Games, a_letter_goes_to_the_composer_and_a_digit_to_the_board) {
    GameScreen screen;
    screen.begin();
    screen.stage.screen.type("5");
    screen.settle();
    EXPECT_EQ(screen.stage.last_sent<model::Post>(), nullptr);
    screen.stage.screen.type("hello");
    screen.settle();
    screen.key(ImGuiKey_Enter);
    const auto* post = screen.stage.last_sent<model::Post>();
    ASSERT_NE(post, nullptr);
    EXPECT_EQ(post->text, "hello");
}

TEST(Games, esc_gives_the_keyboard_back_to_the_composer_and_f6_comes_again) {
    GameScreen screen;
    screen.begin();
    screen.key(ImGuiKey_Escape);
    screen.digit(5);
    EXPECT_EQ(screen.last_asked<ThinkOfMove>(), nullptr);
    EXPECT_TRUE(screen.says("Your turn")) << "the window stays";
    screen.key(ImGuiKey_T, ImGuiMod_Ctrl | ImGuiMod_Shift);
    screen.digit(5);
    EXPECT_NE(screen.last_asked<ThinkOfMove>(), nullptr);
}

TEST(Games, resign_asks_once_and_esc_takes_the_question_back) {
    GameScreen screen;
    screen.begin();
    EXPECT_TRUE(screen.says("Abort"));
    screen.digit(5);
    screen.answer(0);
    screen.press("Resign");
    EXPECT_TRUE(screen.says("Resign this game? It counts as lost."));
    screen.key(ImGuiKey_Escape);
    EXPECT_FALSE(screen.says("Resign this game?"));
    EXPECT_TRUE(screen.says("Your turn"));
    screen.press("Resign");
    screen.press("Resign");
    EXPECT_TRUE(screen.says("The computer wins"));
    EXPECT_TRUE(screen.says("You resigned."));
    screen.press("Rematch");
    EXPECT_TRUE(screen.says("0 : 1"));
    EXPECT_TRUE(screen.says("The computer is thinking")) << "sides have changed";
}

TEST(Games, one_looks_back_by_keys_and_moves_are_not_taken_meanwhile) {
    GameScreen screen;
    screen.begin();
    screen.digit(5);
    screen.answer(0);
    screen.key(ImGuiKey_PageUp);
    EXPECT_TRUE(screen.says("Looking back"));
    EXPECT_TRUE(screen.says("Move 1 of 2"));
    screen.digit(9);
    EXPECT_TRUE(screen.says("Move 1 of 2")) << "the move was not made";
    screen.key(ImGuiKey_PageUp);
    EXPECT_TRUE(screen.says("Move 0 of 2"));
    screen.key(ImGuiKey_PageDown);
    screen.key(ImGuiKey_PageDown);
    EXPECT_TRUE(screen.says("Your turn"));
    screen.press("b2");
    EXPECT_TRUE(screen.says("Move 1 of 2"));
}

TEST(Games, are_copied_as_text) {
    GameScreen screen;
    screen.begin();
    screen.digit(5);
    screen.answer(0);
    screen.press("Copy moves");
    const auto* copied = screen.last_asked<CopyText>();
    ASSERT_NE(copied, nullptr);
    EXPECT_NE(copied->text.find("1. b2 a1"), std::string::npos) << copied->text;
    EXPECT_TRUE(screen.says("Copied"));
}

TEST(Games, moves_are_taken_back_while_the_computer_thinks_and_its_answer_comes_to_nothing) {
    GameScreen screen;
    screen.begin();
    screen.digit(5);
    screen.press("Take back");
    EXPECT_NE(screen.last_asked<StopThinking>(), nullptr);
    EXPECT_TRUE(screen.says("Move 1. You play X."));
    screen.answer(0);
    EXPECT_TRUE(screen.says("Move 1. You play X."));
}

TEST(Games, several_stand_beside_one_another_and_each_takes_its_own_keys) {
    GameScreen screen;
    screen.begin();
    screen.begin({.kind = games::Kind::Ultimate});
    EXPECT_TRUE(screen.says("Ultimate Tic Tac Toe"));
    screen.digit(1);
    EXPECT_EQ(screen.last_asked<ThinkOfMove>(), nullptr) << "the first digit chooses the board";
    screen.digit(5);
    const auto* first = screen.last_asked<ThinkOfMove>();
    ASSERT_NE(first, nullptr);
    EXPECT_EQ(first->position.at({9 + 1}), Mark::X);
    screen.key(ImGuiKey_T, ImGuiMod_Ctrl | ImGuiMod_Shift);
    screen.digit(5);
    const auto* second = screen.last_asked<ThinkOfMove>();
    ASSERT_NE(second, nullptr);
    EXPECT_EQ(second->position.kind(), games::Kind::TicTacToe);
}

TEST(Games, a_game_that_is_closed_while_the_computer_thinks_waits_and_is_found_again) {
    GameScreen screen;
    screen.begin();
    screen.digit(5);
    // The cross of the window is the last thing of Tab; the keys of the list bring the game back.
    const WrittenText* title = screen.stage.screen.find("Practice, medium");
    ASSERT_NE(title, nullptr);
    const float right = 1280 - 10;
    screen.stage.screen.click(right - 24 - 16, title->at.y + 8, [&] { screen.settle(2); });
    screen.settle();
    EXPECT_FALSE(screen.says("Practice, medium"));
    EXPECT_TRUE(screen.says("The game waits"));
    screen.answer(0);
    screen.key(ImGuiKey_T, ImGuiMod_Ctrl | ImGuiMod_Shift);
    EXPECT_TRUE(screen.says("Move 3. The computer took cell 1."));
}

TEST(Games, a_window_is_dragged_by_its_head_and_never_out_of_reach) {
    GameScreen screen;
    screen.begin();
    const auto place = [&] { return screen.stage.screen.find("Practice, medium")->at; };
    const ImVec2 before = place();
    screen.stage.screen.drag({before.x, before.y + 6}, {before.x - 200, before.y + 26},
                             [&] { screen.settle(2); });
    screen.settle(2);
    EXPECT_EQ(place().x, before.x - 200);
    screen.stage.screen.move_mouse(-4'000, -4'000);
    screen.settle(2);
    screen.stage.screen.press_mouse(false);
    screen.settle();
    EXPECT_GT(place().x, 0);
    EXPECT_GT(place().y, 0);
}

TEST(Games, where_there_is_room_for_one_pane_the_game_is_it) {
    GameScreen screen(480, 800);
    screen.begin();
    EXPECT_TRUE(screen.says("Your turn"));
    screen.digit(5);
    EXPECT_NE(screen.last_asked<ThinkOfMove>(), nullptr);
}

TEST(Games, sounds_obey_the_settings) {
    GameScreen screen;
    screen.begin();
    screen.digit(5);
    const auto* sound = screen.last_asked<PlaySound>();
    ASSERT_NE(sound, nullptr);
    EXPECT_EQ(sound->sound, Sound::Move);
    screen.stage.asked.clear();
    screen.stage.preferences.set(SettingId::NoticeSound, "off", screen.stage.commands);
    screen.key(ImGuiKey_T, ImGuiMod_Ctrl | ImGuiMod_Shift);
    screen.begin();
    screen.digit(5);
    EXPECT_EQ(screen.last_asked<PlaySound>(), nullptr);
}

TEST(Games, a_clock_warns_in_words_and_a_flag_falls_while_nothing_is_pressed) {
    GameScreen screen;
    screen.begin({.clock = {games::ClockMode::PerMove, 10'000, 0}});
    screen.digit(5);
    screen.answer(0);
    EXPECT_TRUE(screen.says("Your turn"));
    screen.stage.now.steady_ms += 6'000;
    screen.settle(2);
    EXPECT_TRUE(screen.says("Your turn, 4 seconds left"));
    EXPECT_TRUE(screen.says("time runs out"));
    screen.stage.now.steady_ms += 6'000;
    screen.settle(2);
    EXPECT_TRUE(screen.says("Your time was up."));
}

TEST(Games, that_are_too_many_are_refused_in_words) {
    GameScreen screen;
    for (std::size_t count = 0; count <= most_games; ++count)
        screen.begin();
    EXPECT_TRUE(screen.says("There are many games already"));
}

TEST(Games, are_played_from_the_first_screen_without_any_server) {
    twin::WholeWindow window({"nowhere", {model::SettingsKnown{{}}}}, {"", 1280, 800, 1.0F}, "dark");
    window.frames(6);
    const auto press = [&](std::string_view words) {
        const WrittenText* at = nullptr;
        for (const WrittenText& each : window.screen.writing()) {
            if (each.text == words) at = &each;
        }
        ASSERT_NE(at, nullptr) << words;
        window.screen.click(at->at.x + 3, at->at.y + 6, [&] { window.frames(2); });
        window.frames(6);
    };
    press("Practise Tic Tac Toe");
    EXPECT_TRUE(window.screen.says("Who begins"));
    press("Play");
    EXPECT_TRUE(window.screen.says("Move 1. You play X."));
    window.screen.press_key(ImGuiKey_5);
    window.frames(6);
    EXPECT_TRUE(window.screen.says("Move 2. You took cell 5."));
}

TEST(Board, is_played_by_the_pointer_where_it_was_pressed_and_let_go) {
    twin::OffScreen screen(500, 500, {.motion = MotionLevel::Reduced});
    games::Position position(games::Kind::TicTacToe);
    const BoardLayout layout = lay_out_board(games::Kind::TicTacToe, 400, 400, 1);
    BoardMemory memory;
    std::vector<int> played;
    const auto settle = [&] {
        for (int count = 0; count < 3; ++count)
            screen.frame([&](const Context& context) {
                const BoardShown shown{.position = position, .mine = Mark::X};
                const BoardPress press = draw_board(context, "board", {20, 20}, layout, shown, memory);
                if (press.played) played.push_back(press.played->index);
            });
    };
    const auto middle = [&](int cell) {
        const BoardSquare square = layout.square({static_cast<std::uint8_t>(cell)});
        return ImVec2{20 + square.left + square.side / 2, 20 + square.top + square.side / 2};
    };
    settle();
    screen.click(middle(7).x, middle(7).y, settle);
    EXPECT_EQ(played, std::vector{7});
    // Pressed in one cell and let go in another: nothing.
    screen.drag(middle(1), middle(2), settle);
    settle();
    screen.press_mouse(false);
    settle();
    EXPECT_EQ(played, std::vector{7});
    position.play({7});
    screen.click(middle(7).x, middle(7).y, settle);
    screen.click(middle(0).x, middle(0).y, settle);
    EXPECT_EQ(played, std::vector{7}) << "taken, and not my turn";
}

TEST(Board, a_new_mark_is_drawn_over_some_frames_and_at_once_with_reduced_motion) {
    for (const MotionLevel motion : {MotionLevel::Full, MotionLevel::Reduced}) {
        twin::OffScreen screen(400, 400, {.motion = motion});
        games::Position position(games::Kind::TicTacToe);
        const BoardLayout layout = lay_out_board(games::Kind::TicTacToe, 300, 300, 1);
        BoardMemory memory;
        const auto frame = [&] {
            screen.frame([&](const Context& context) {
                draw_board(context, "board", {20, 20}, layout, {.position = position}, memory);
            });
        };
        frame();
        frame();
        position.play({4});
        frame();
        EXPECT_EQ(screen.needs().another_frame, motion == MotionLevel::Full);
        for (int count = 0; count < 40; ++count)
            frame();
        EXPECT_FALSE(screen.needs().another_frame) << "what has been drawn stands still";
    }
}

TEST(PracticeDialog, keeps_what_was_chosen_and_reads_only_what_it_knows) {
    const PracticeTerms terms{games::Kind::Gomoku,
                              games::Level::Hard,
                              games::SideWish::Random,
                              {games::ClockMode::PerMove, 15'000, 0}};
    EXPECT_EQ(parse_kept_terms(kept_terms(terms)), terms);
    for (const char* wrong : {"", "3x3", "3x3 medium first", "9x9 medium first none", "3x3 great first none",
                              "3x3 medium never none", "3x3 medium first 4711x"})
        EXPECT_FALSE(parse_kept_terms(wrong)) << wrong;
}

}  // namespace
}  // namespace crosstalk::ui
