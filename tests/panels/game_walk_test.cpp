// The window of a game in every state, theme and size: what it writes, that no two things share an id, and that nothing is
// drawn where it does not belong.
#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <string>

#include "tests/panels/golden_text.hpp"
#include "tests/panels/prepared_games.hpp"
#include "tests/ui/off_screen.hpp"
#include "ui/games/game_window.hpp"
#include "ui/widgets/card.hpp"

namespace crosstalk::ui {
namespace {

struct Size {
    const char* name;
    int width;
    int height;
    float scale;
};
constexpr Size sizes[] = {{"504x790", 504, 790, 1.0F},
                          {"480x774", 480, 774, 1.0F},
                          {"620x454", 620, 454, 1.0F},
                          {"720x1000", 720, 1000, 1.0F},
                          {"1008x1160_at_200", 1008, 1160, 2.0F},
                          {"400x600_at_75", 400, 600, 0.75F},
                          {"360x640", 360, 640, 1.0F}};

// One game that fills its surface.
struct GameStage {
    GameStage(GameView shown, const Size& size, Palette palette)
        : screen(size.width, size.height,
                 {.palette = palette, .scale = size.scale, .motion = MotionLevel::Reduced}),
          view(std::move(shown)) {}
    void frames(int count) {
        for (int each = 0; each < count; ++each) {
            screen.frame([&](const Context& context) {
                const Box box =
                    box_at({0, 0}, static_cast<float>(screen.width()), static_cast<float>(screen.height()));
                draw_cut_card(*ImGui::GetWindowDrawList(), context, box,
                              {.fill = Role::Panel, .cut = measure::cut_window, .ribbon = Role::X});
                const Box head{box.min, {box.max.x, context.px(game_head_height)}};
                draw_game_head(context, head, view);
                draw_game(context, {{0, head.max.y}, box.max}, view, memory, WindowKeys::Here);
            });
        }
    }

    twin::OffScreen screen;
    GameView view;
    GameWindowMemory memory;
};

using Case = std::tuple<std::size_t, Palette, Size>;
class EveryGame : public testing::TestWithParam<Case> {};

TEST_P(EveryGame, has_one_id_for_each_thing_and_draws_within_its_bounds) {
    const auto& [index, palette, size] = GetParam();
    const twin::PreparedGame prepared = twin::prepared_games()[index];
    GameStage stage(prepared.view, size, palette);
    stage.frames(4);
    for (float y = 20; y < static_cast<float>(size.height); y += 97) {
        stage.screen.move_mouse(static_cast<float>(size.width) * 0.4F, y);
        stage.frames(2);
        ASSERT_EQ(stage.screen.id_conflicts(), 0) << y;
        ASSERT_TRUE(stage.screen.drew_within()) << y;
    }
    EXPECT_TRUE(stage.screen.says(prepared.view.headline)) << prepared.name;
    // For who wants to look at them all.
    if (const char* folder = std::getenv("CROSSTALK_GAME_PICTURES")) {
        constexpr const char* palettes[] = {"dark", "light", "high-contrast"};
        stage.screen.take_mouse_away();
        stage.frames(20);
        stage.screen.save_png(std::string(folder) + "/" + prepared.name + "-" +
                              palettes[static_cast<std::size_t>(palette)] + "-" + size.name + ".png");
    }
}

std::string case_name(const testing::TestParamInfo<Case>& info) {
    std::string name = twin::prepared_games()[std::get<0>(info.param)].name + "_" +
                       std::to_string(static_cast<int>(std::get<1>(info.param))) + "_" +
                       std::get<2>(info.param).name;
    std::ranges::replace(name, '-', '_');
    return name;
}

INSTANTIATE_TEST_SUITE_P(Prepared, EveryGame,
                         testing::Combine(testing::Range<std::size_t>(0, 27),
                                          testing::Values(Palette::Dark, Palette::Light,
                                                          Palette::HighContrast),
                                          testing::ValuesIn(sizes)),
                         case_name);

TEST(GameWindow, prepared_games_are_as_many_as_are_walked) {
    EXPECT_EQ(twin::prepared_games().size(), 27U);
}

class GameWords : public testing::TestWithParam<std::size_t> {};

TEST_P(GameWords, are_those_of_the_golden_text) {
    const twin::PreparedGame prepared = twin::prepared_games()[GetParam()];
    GameStage stage(prepared.view, sizes[0], Palette::Dark);
    stage.frames(4);
    EXPECT_EQ(twin::differs_from_golden("game-" + prepared.name, twin::words_of(stage.screen.writing())), "");
}

INSTANTIATE_TEST_SUITE_P(Prepared, GameWords, testing::Range<std::size_t>(0, 27), [](const auto& test) {
    std::string name = twin::prepared_games()[test.param].name;
    std::ranges::replace(name, '-', '_');
    return name;
});

}  // namespace
}  // namespace crosstalk::ui
