// Draws the toolkit off screen. Each picture is kept in the test's folder for looking at.
#include <gtest/gtest.h>
#include <imgui.h>

#include "tests/ui/off_screen.hpp"
#include "ui/theme/icons.hpp"
#include "ui/theme/logo.hpp"
#include "ui/theme/person.hpp"

namespace {

using namespace crosstalk::ui;
using twin::OffScreen;

struct Look {
    const char* name;
    ThemeChoice choice;
};

const Look looks[] = {{"dark", {}},
                      {"light", {.palette = Palette::Light}},
                      {"contrast", {.palette = Palette::HighContrast}},
                      {"dark2x", {.scale = 2.0F}}};

class EveryLook : public testing::TestWithParam<Look> {};
INSTANTIATE_TEST_SUITE_P(Drawing, EveryLook, testing::ValuesIn(looks),
                         [](const auto& look) { return std::string(look.param.name); });

TEST_P(EveryLook, shows_type_icons_and_people) {
    const float scale = GetParam().choice.scale;
    OffScreen screen(static_cast<int>(900 * scale), static_cast<int>(640 * scale), GetParam().choice);
    const auto picture = [&](const Context& context) {
        ImDrawList& draw = *ImGui::GetWindowDrawList();
        const Theme& theme = context.theme;
        float y = theme.px(16);
        for (std::size_t style = 0; style < type_style_count; ++style) {
            for (const Face face : {Face::Regular, Face::SemiBold}) {
                const Type type{static_cast<TypeStyle>(style), face};
                draw_text(draw, context, {theme.px(face == Face::Regular ? 16.0F : 300.0F), y}, type,
                          theme[Role::Text],
                          "Hamburg \u0416\u0443\u043A \u03A9\u03BC 123 \u4F60\u597D \uD55C\uAD6D "
                          "\U0001F44D\U0001F389");
            }
            y += theme.type_row(static_cast<TypeStyle>(style)) + theme.px(4);
        }
        draw_text(draw, context, {theme.px(16), y}, {TypeStyle::Body, Face::Italic},
                  theme[Role::TextSecondary],
                  "Switch is in the attic, cables are labelled. Grab a seat near the window.");
        y += theme.px(32);
        float x = theme.px(24);
        for (std::size_t icon = 0; icon < icon_count; ++icon) {
            draw_icon(draw, theme, static_cast<Icon>(icon), {x, y}, theme.px(20), theme[Role::TextSecondary]);
            draw_icon(draw, theme, static_cast<Icon>(icon), {x, y + theme.px(28)}, theme.px(16),
                      theme[Role::Accent]);
            x += theme.px(32);
            if (icon % 26 == 25) {
                x = theme.px(24);
                y += theme.px(60);
            }
        }
        y += theme.px(60);
        x = theme.px(24);
        const char* names[] = {
            "quartz",  "tinsel",    "tidewater",          "meadow",       "harbor", "lantern",
            "juniper", "\u00E9lan", "\u0436\u0443\u043A", "\u4F60\u597D", "orbit",  "pebble"};
        for (std::uint64_t user = 0; user < 12; ++user) {
            const auto presence = static_cast<Presence>(user % 4);
            draw_avatar_with_presence(draw, context, {x, y}, 40, {user, names[user], presence},
                                      theme[Role::Window]);
            draw_avatar_with_presence(draw, context, {x, y + theme.px(52)}, 24,
                                      {user + 20, names[user], presence}, theme[Role::Window]);
            x += theme.px(52);
        }
        draw_logo(draw, theme, box_at({theme.px(700), y - theme.px(10)}, theme.px(72), theme.px(72)),
                  LogoTile::Shown, theme[Role::Window]);
        draw_logo(draw, theme, box_at({theme.px(790), y}, theme.px(36), theme.px(36)), LogoTile::Absent,
                  theme[Role::Window]);
        draw_logo(draw, theme, box_at({theme.px(840), y}, theme.px(16), theme.px(16)), LogoTile::Shown,
                  theme[Role::Window]);
    };
    screen.frame(picture);
    screen.frame(picture);
    screen.save_png(std::string("basics-") + GetParam().name + ".png");
    // Something of each kind arrived on the surface.
    EXPECT_GT(ImGui::GetDrawData()->TotalVtxCount, 4000);
}

TEST(Fonts, every_style_draws_every_script_that_is_embedded) {
    OffScreen screen(100, 100, {});
    screen.frame([&](const Context& context) {
        for (std::size_t style = 0; style < type_style_count; ++style) {
            for (std::size_t face = 0; face < face_count; ++face) {
                const FontRef ref =
                    context.fonts.at(context.theme, static_cast<TypeStyle>(style), static_cast<Face>(face));
                ImFontBaked* baked = ref.font->GetFontBaked(ref.size);
                for (const char32_t c :
                     U"Az\u00E9\u0416\u03A9\u0561\u10D0\u05D0\u0627\u0905\u0E01\u4F60\u3042\uD55C\u2026"
                     U"\U0001F600") {
                    if (c == 0) continue;
                    EXPECT_NE(baked->FindGlyphNoFallback(static_cast<ImWchar>(c)), nullptr)
                        << std::hex << static_cast<unsigned>(c);
                }
                EXPECT_TRUE(baked->FindGlyph(0x1F600)->Colored);
                EXPECT_FALSE(baked->FindGlyph('A')->Colored);
            }
        }
    });
}

TEST(Fonts, capitals_of_body_text_are_ten_pixels_high) {
    OffScreen screen(40, 40, {});
    screen.frame([&](const Context& context) {
        draw_text(*ImGui::GetWindowDrawList(), context, {4, 8}, {}, context.theme[Role::Text], "H");
    });
    int rows = 0;
    for (int y = 0; y < 40; ++y) {
        int brightest = 0;
        for (int x = 0; x < 40; ++x)
            brightest = std::max<int>(brightest, screen.pixel(x, y).green);
        rows += brightest > 128 ? 1 : 0;
    }
    EXPECT_EQ(rows, 10);
}

TEST(Fonts, a_hidden_text_is_drawn_in_bullets) {
    OffScreen screen(100, 100, {});
    screen.frame([&](const Context& context) {
        const FontRef hidden = context.fonts.hidden(context.theme);
        const FontRef plain = context.fonts.at(context.theme, TypeStyle::Body, Face::SemiBold);
        const ImFontGlyph shown = *hidden.font->GetFontBaked(hidden.size)->FindGlyph('*');
        const ImFontGlyph bullet = *plain.font->GetFontBaked(plain.size)->FindGlyph(0x2022);
        EXPECT_EQ(shown.AdvanceX, bullet.AdvanceX);
        EXPECT_EQ(shown.Y0, bullet.Y0);
        EXPECT_EQ(shown.Y1, bullet.Y1);
    });
}

TEST(Fonts, joiners_selectors_and_skin_tones_take_no_room) {
    OffScreen screen(100, 100, {});
    screen.frame([&](const Context& context) {
        EXPECT_EQ(text_width(context, {}, "\u2764"), text_width(context, {}, "\u2764\uFE0F"));
        EXPECT_EQ(text_width(context, {}, "\U0001F44D"), text_width(context, {}, "\U0001F44D\U0001F3FD"));
        EXPECT_EQ(text_width(context, {}, "ab"), text_width(context, {}, "a\u200D\u2060b"));
    });
}

TEST(Fonts, the_measure_is_the_width_that_is_drawn) {
    OffScreen screen(100, 100, {});
    screen.frame([&](const Context& context) {
        const FontMeasure measure(context.fonts, context.theme);
        float sum = 0;
        for (const char32_t c : std::u32string_view(U"width 42 \U0001F44D")) {
            sum += measure.advance(TypeStyle::Body, Face::Regular, c);
        }
        const float drawn = draw_text(*ImGui::GetWindowDrawList(), context, {0, 0}, {},
                                      context.theme[Role::Text], "width 42 \U0001F44D");
        EXPECT_FLOAT_EQ(sum, drawn);
    });
}

TEST(Icons, every_icon_keeps_the_safe_edge_of_its_grid) {
    for (std::size_t index = 0; index < icon_count; ++index) {
        const IconExtent extent = icon_extent(static_cast<Icon>(index));
        EXPECT_GE(extent.left, 2.0F) << icon_name(static_cast<Icon>(index));
        EXPECT_GE(extent.top, 2.0F) << icon_name(static_cast<Icon>(index));
        EXPECT_LE(extent.right, 18.0F) << icon_name(static_cast<Icon>(index));
        EXPECT_LE(extent.bottom, 18.0F) << icon_name(static_cast<Icon>(index));
    }
}

}  // namespace
