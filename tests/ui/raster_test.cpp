// The software renderer: what a graphics card would draw, pixel by pixel.
#include "ui/raster/raster.hpp"

#include <gtest/gtest.h>
#include <imgui.h>

#include "tests/ui/off_screen.hpp"

namespace {

using namespace crosstalk::ui;
using twin::OffScreen;

constexpr Color red = rgb(0xFF0000);
constexpr Color blue = rgb(0x0000FF);

void draw(OffScreen& screen, const std::function<void(ImDrawList&)>& shapes) {
    screen.frame([&](const Context&) { shapes(*ImGui::GetWindowDrawList()); });
}

TEST(Raster, a_box_fills_its_pixels_and_no_others) {
    OffScreen screen(40, 40, {});
    draw(screen, [](ImDrawList& list) { fill_box(list, {{10, 12}, {20, 15}}, red); });
    int painted = 0;
    for (int y = 0; y < 40; ++y) {
        for (int x = 0; x < 40; ++x)
            painted += screen.pixel(x, y) == red ? 1 : 0;
    }
    EXPECT_EQ(painted, 30);
    EXPECT_EQ(screen.pixel(10, 12), red);
    EXPECT_EQ(screen.pixel(19, 14), red);
    EXPECT_EQ(screen.pixel(20, 14), screen.theme()[Role::Window]);
}

TEST(Raster, half_transparent_red_over_blue_is_purple) {
    OffScreen screen(20, 20, {});
    draw(screen, [](ImDrawList& list) {
        fill_box(list, {{0, 0}, {20, 20}}, blue);
        fill_box(list, {{0, 0}, {20, 20}}, {255, 0, 0, 128});
    });
    EXPECT_EQ(screen.pixel(5, 5), (Color{128, 0, 127, 255}));
}

TEST(Raster, triangles_that_share_edges_cover_each_pixel_once) {
    OffScreen screen(64, 64, {});
    draw(screen, [](ImDrawList& list) {
        fill_box(list, {{0, 0}, {64, 64}}, rgb(0));
        list.PushClipRectFullScreen();
        const ImDrawListFlags flags = list.Flags;
        list.Flags &= ~ImDrawListFlags_AntiAliasedFill;
        // A fan around a point off the grid, each half transparent: a double cover would be brighter, a gap darker.
        const ImVec2 middle{31.37F, 30.81F};
        constexpr int parts = 13;
        for (int part = 0; part < parts; ++part) {
            const auto corner = [&](int index) {
                const float angle = 6.2831853F * static_cast<float>(index % parts) / parts;
                return ImVec2{middle.x + 90.0F * cosf(angle), middle.y + 90.0F * sinf(angle)};
            };
            list.AddTriangleFilled(middle, corner(part), corner(part + 1), IM_COL32(255, 255, 255, 128));
        }
        list.Flags = flags;
        list.PopClipRect();
    });
    for (int y = 0; y < 64; ++y) {
        for (int x = 0; x < 64; ++x)
            ASSERT_EQ(screen.pixel(x, y), (Color{128, 128, 128, 255})) << x << " " << y;
    }
}

TEST(Raster, a_pixel_whose_centre_lies_on_a_shared_edge_belongs_to_one_side) {
    OffScreen screen(64, 64, {});
    draw(screen, [](ImDrawList& list) {
        fill_box(list, {{0, 0}, {64, 64}}, rgb(0));
        const ImDrawListFlags flags = list.Flags;
        list.Flags &= ~ImDrawListFlags_AntiAliasedFill;
        const ImU32 veil = IM_COL32(255, 255, 255, 128);
        // The diagonal and the two straight edges pass through centres of pixels.
        list.AddTriangleFilled({0, 0}, {64, 0}, {64, 64}, veil);
        list.AddTriangleFilled({0, 0}, {64, 64}, {20.5F, 64}, veil);
        list.AddTriangleFilled({0, 0}, {20.5F, 64}, {0, 64}, veil);
        list.Flags = flags;
    });
    for (int y = 0; y < 64; ++y) {
        for (int x = 0; x < 64; ++x)
            ASSERT_EQ(screen.pixel(x, y), (Color{128, 128, 128, 255})) << x << " " << y;
    }
}

TEST(Raster, a_disc_is_as_round_as_its_area) {
    OffScreen screen(100, 100, {});
    draw(screen, [](ImDrawList& list) {
        fill_box(list, {{0, 0}, {100, 100}}, rgb(0));
        list.AddCircleFilled({50.0F, 50.0F}, 30.0F, IM_COL32(255, 255, 255, 255), 128);
    });
    double area = 0;
    for (int y = 0; y < 100; ++y) {
        for (int x = 0; x < 100; ++x) {
            area += screen.pixel(x, y).red / 255.0;
            // Symmetric to the pixel: nothing is moved to whole corners.
            ASSERT_NEAR(screen.pixel(x, y).red, screen.pixel(99 - x, y).red, 2);
        }
    }
    EXPECT_NEAR(area, 3.14159 * 30.0 * 30.0, 30.0);
}

TEST(Raster, nothing_is_drawn_outside_the_clip_rectangle) {
    OffScreen screen(40, 40, {});
    draw(screen, [](ImDrawList& list) {
        list.PushClipRect({10, 10}, {20, 20});
        list.AddCircleFilled({15, 15}, 30, IM_COL32(255, 0, 0, 255));
        list.PopClipRect();
    });
    EXPECT_EQ(screen.pixel(15, 15), red);
    EXPECT_EQ(screen.pixel(9, 15), screen.theme()[Role::Window]);
    EXPECT_EQ(screen.pixel(20, 15), screen.theme()[Role::Window]);
}

TEST(Raster, a_picture_is_drawn_pixel_for_pixel_and_scaled_smoothly) {
    OffScreen screen(40, 40, {});
    const std::uint32_t pixels[] = {0xFF0000FF, 0xFFFF0000, 0xFF0000FF, 0xFFFF0000};
    const RasterTexture picture{pixels, 2, 2};
    const auto id = static_cast<ImTextureID>(reinterpret_cast<std::uintptr_t>(&picture));
    draw(screen, [&](ImDrawList& list) {
        list.AddImage(id, {0, 0}, {2, 2});
        list.AddImage(id, {10, 0}, {30, 20});
    });
    EXPECT_EQ(screen.pixel(0, 0), red);
    EXPECT_EQ(screen.pixel(1, 1), blue);
    const Color middle = screen.pixel(20, 10);
    EXPECT_NEAR(middle.red, 128, 16);
    EXPECT_NEAR(middle.blue, 128, 16);
}

}  // namespace
