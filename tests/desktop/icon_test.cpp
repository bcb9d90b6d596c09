#include <gtest/gtest.h>
#include <imgui.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <set>

#include "client/app/icon.hpp"
#include "tests/ui/off_screen.hpp"
#include "ui/theme/logo.hpp"

namespace crosstalk::app {
namespace {

struct Rgba {
    int red;
    int green;
    int blue;
    int alpha;
};

// In the units of the picture, 128 x 128.
Rgba at(const IconPixels& icon, float x, float y) {
    const auto index = [&](float unit) {
        return static_cast<std::size_t>(unit / 128 * static_cast<float>(icon.side));
    };
    const std::uint32_t pixel = icon.pixels[index(y) * static_cast<std::size_t>(icon.side) + index(x)];
    const auto byte = [pixel](unsigned shift) { return static_cast<int>(pixel >> shift & 0xFFU); };
    return {byte(0), byte(8), byte(16), byte(24)};
}

bool is(const Rgba& pixel, ui::Color color) {
    return std::abs(pixel.red - color.red) < 8 && std::abs(pixel.green - color.green) < 8 &&
           std::abs(pixel.blue - color.blue) < 8 && pixel.alpha > 250;
}

TEST(Icon, is_the_logo_that_the_window_draws) {
    constexpr int side = 128;
    const IconPixels icon = draw_icon(side, {});
    ui::twin::OffScreen screen(side, side, {});
    screen.frame([&](const ui::Context& context) {
        ImDrawList& draw = *ImGui::GetForegroundDrawList();
        ui::draw_logo(draw, context.theme, {{0, 0}, {side, side}}, ui::LogoTile::Shown, {});
    });
    // Shapes may end a pixel elsewhere: Dear ImGui draws edges a little softer.
    const auto difference = [](const Rgba& own, ui::Color drawn) {
        return std::abs(own.red - drawn.red) + std::abs(own.green - drawn.green) +
               std::abs(own.blue - drawn.blue);
    };
    const ui::Theme& theme = screen.theme();
    const std::array colors{theme[ui::Role::Panel], theme[ui::Role::O], theme[ui::Role::X]};
    int compared = 0;
    int unlike = 0;
    for (int y = 1; y + 1 < side; ++y) {
        for (int x = 1; x + 1 < side; ++x) {
            const Rgba own = at(icon, static_cast<float>(x) + 0.5F, static_cast<float>(y) + 0.5F);
            // Neither the corners outside of the tile nor edges.
            if (!std::ranges::any_of(colors, [&](ui::Color color) { return is(own, color); })) continue;
            int least = 1000;
            for (int near = 0; near < 9; ++near)
                least = std::min(least, difference(own, screen.pixel(x - 1 + near % 3, y - 1 + near / 3)));
            ++compared;
            if (least > 60) ++unlike;
        }
    }
    EXPECT_GT(compared, 10'000);
    EXPECT_EQ(unlike, 0);
}

TEST(Icon, the_corners_are_transparent_and_the_tile_is_not) {
    for (const int side : {16, 32, 64, 128, 256}) {
        const IconPixels icon = draw_icon(side, {});
        ASSERT_EQ(icon.pixels.size(), static_cast<std::size_t>(side) * static_cast<std::size_t>(side));
        EXPECT_EQ(at(icon, 0.5F, 0.5F).alpha, 0) << side;
        EXPECT_EQ(at(icon, 64, 20).alpha, 255) << side;
    }
}

TEST(Icon, a_count_and_a_dot_show_at_the_lower_right) {
    const ui::Theme theme = ui::make_theme({});
    for (const int side : {32, 64, 128}) {
        const IconPixels plain = draw_icon(side, {});
        const IconPixels counted = draw_icon(side, {.count = 3});
        const IconPixels dotted = draw_icon(side, {.dot = true});
        EXPECT_TRUE(is(at(counted, 92, 122), theme[ui::Role::DangerFill])) << side;
        EXPECT_TRUE(is(at(dotted, 107, 107), theme[ui::Role::Accent])) << side;
        EXPECT_FALSE(is(at(plain, 92, 122), theme[ui::Role::DangerFill])) << side;
        // The upper left is the logo's.
        for (const IconPixels* icon : {&counted, &dotted})
            EXPECT_EQ(at(*icon, 26, 40).green, at(plain, 26, 40).green) << side;
    }
}

TEST(Icon, every_number_up_to_nine_looks_different_and_more_look_alike) {
    std::set<std::vector<std::uint32_t>> pictures;
    for (std::uint64_t count = 0; count <= 10; ++count)
        pictures.insert(draw_icon(32, {.count = count}).pixels);
    EXPECT_EQ(pictures.size(), 11U);
    EXPECT_EQ(draw_icon(32, {.count = 10}).pixels, draw_icon(32, {.count = 1'000'000}).pixels);
}

TEST(Icon, the_side_stays_within_bounds) {
    EXPECT_EQ(draw_icon(0, {}).side, 16);
    EXPECT_EQ(draw_icon(100'000, {}).side, 256);
}

}  // namespace
}  // namespace crosstalk::app
