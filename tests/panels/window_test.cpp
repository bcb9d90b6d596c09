// The whole window with every prepared server, in every theme and at the sizes that people have: what it writes, that no
// two things share an id, and that nothing is drawn where it does not belong.
#include <gtest/gtest.h>
#include <imgui.h>

#include <algorithm>
#include <string>
#include <vector>

#include "tests/panels/golden_text.hpp"
#include "tests/panels/prepared_dialogs.hpp"
#include "tests/panels/whole_window.hpp"
#include "ui/widgets/item.hpp"

namespace crosstalk::ui {
namespace {

using twin::Size;
using twin::WholeWindow;

constexpr Size sizes[] = {{"1280x800", 1280, 800, 1.0F},
                          {"640x480", 640, 480, 1.0F},
                          {"480x800", 480, 800, 1.0F},
                          {"700x900", 700, 900, 1.0F},
                          {"1920x1080-at-75", 1920, 1080, 0.75F},
                          {"1920x1200-at-200", 1920, 1200, 2.0F}};

using Case = std::tuple<std::size_t, const char*, Size>;
class EveryWindow : public testing::TestWithParam<Case> {};

TEST_P(EveryWindow, has_one_id_for_each_thing_and_draws_within_its_bounds) {
    const auto& [index, palette, size] = GetParam();
    const twin::Prepared prepared = twin::all_prepared()[index];
    WholeWindow window(prepared, size, palette);
    window.frames(6);
    EXPECT_EQ(window.screen.id_conflicts(), 0);
    EXPECT_TRUE(window.screen.drew_within());
    EXPECT_FALSE(window.screen.writing().empty());
    // The pointer everywhere in a coarse grid: what appears under it obeys the same.
    const auto width = static_cast<float>(size.width);
    const auto height = static_cast<float>(size.height);
    for (float y = height / 14; y < height; y += height / 7) {
        for (float x = width / 10; x < width; x += width / 5) {
            window.screen.move_mouse(x, y);
            window.frames(2);
            ASSERT_EQ(window.screen.id_conflicts(), 0) << x << ", " << y;
            ASSERT_TRUE(window.screen.drew_within()) << x << ", " << y;
        }
    }
}

std::string case_name(const testing::TestParamInfo<Case>& info) {
    std::string name = twin::all_prepared()[std::get<0>(info.param)].name + "_" + std::get<1>(info.param) +
                       "_" + std::get<2>(info.param).name;
    for (char& c : name) {
        if (c == '-') c = '_';
    }
    return name;
}

INSTANTIATE_TEST_SUITE_P(Prepared, EveryWindow,
                         testing::Combine(testing::Range<std::size_t>(0, 12),
                                          testing::Values("dark", "light", "high-contrast"),
                                          testing::ValuesIn(sizes)),
                         case_name);

TEST(Window, two_things_of_one_id_would_be_found) {
    twin::OffScreen screen(200, 100, {});
    for (int count = 0; count < 2; ++count) {
        screen.frame([](const Context& context) {
            item(context, "one", box_at({10, 10}, 40, 40));
            item(context, "one", box_at({80, 10}, 40, 40));
        });
    }
    EXPECT_GT(screen.id_conflicts(), 0);
}

TEST(Window, the_bar_over_a_message_answers_it) {
    WholeWindow window(twin::busy_server(), sizes[0], "dark");
    window.frames(6);
    // The newest message of somebody else, and the bar on its row.
    const auto is_it = [](const WrittenText& each) { return each.text.starts_with("Орбита"); };
    const auto name = std::ranges::find_if(window.screen.writing(), [&](const WrittenText& each) {
        return is_it(each) && each.at.x > 340 && each.at.x < 400;
    });
    ASSERT_NE(name, window.screen.writing().end());
    const float y = name->at.y + 10;
    window.screen.move_mouse(640, y);
    window.frames(4);
    // Of its buttons, the second answers: they end 16 px before the list does, each 32 px wide.
    const float list_end = 1280 - 208;
    window.screen.move_mouse(list_end - 16 - 1.5F * 32, y - 8);
    window.frames(3);
    window.screen.press_mouse(true);
    window.frames(2);
    window.screen.press_mouse(false);
    window.frames(3);
    const auto answers = [](const WrittenText& each) { return each.text == "Replying to "; };
    EXPECT_TRUE(std::ranges::any_of(window.screen.writing(), answers));
}

TEST(Window, prepared_servers_are_as_many_as_are_walked) {
    EXPECT_EQ(twin::all_prepared().size(), 12U);
}

class Words : public testing::TestWithParam<std::size_t> {};

TEST_P(Words, are_those_of_the_golden_text) {
    const twin::Prepared prepared = twin::all_prepared()[GetParam()];
    WholeWindow window(prepared, sizes[0], "dark");
    window.frames(6);
    EXPECT_EQ(twin::differs_from_golden("window-" + prepared.name, twin::words_of(window.screen.writing())),
              "");
}

TEST(DialogWords, are_those_of_the_golden_text) {
    for (const bool is_list : {true, false}) {
        WholeWindow window(twin::busy_server(), sizes[0], "dark");
        is_list ? twin::open_games_dialog(window) : twin::open_leaderboard(window);
        EXPECT_EQ(window.screen.id_conflicts(), 0);
        EXPECT_EQ(twin::differs_from_golden(is_list ? "window-games-dialog" : "window-leaderboard",
                                            twin::words_of(window.screen.writing())),
                  "");
    }
}

INSTANTIATE_TEST_SUITE_P(Prepared, Words, testing::Range<std::size_t>(0, 12), [](const auto& test) {
    std::string name = twin::all_prepared()[test.param].name;
    std::replace(name.begin(), name.end(), '-', '_');
    return name;
});

}  // namespace
}  // namespace crosstalk::ui
