// The pictures of emoji in the embedded fonts, and texts full of them on the screen.
#include <gtest/gtest.h>
#include <imgui.h>

#include <cmath>

#include "tests/ui/emoji_list.hpp"
#include "tests/ui/off_screen.hpp"
#include "ui/editor/text_area.hpp"
#include "ui/fonts/embedded_fonts.hpp"
#include "ui/fonts/emoji_glyphs.hpp"

namespace {

using namespace crosstalk::ui;
using twin::OffScreen;

// The executable has 22 MB for everything; a byte more here has to be gained elsewhere.
constexpr std::size_t most_font_bytes = 9'650'000;

TEST(EmojiDrawing, the_fonts_stay_in_their_budget) {
    std::size_t bytes = 0;
    for (std::size_t file = 0; file < font_file_count; ++file)
        bytes += embedded_font(static_cast<FontFile>(file)).size();
    EXPECT_LE(bytes, most_font_bytes);
    EXPECT_GT(bytes, most_font_bytes / 2);
}

TEST(EmojiDrawing, every_emoji_of_unicode_has_a_coloured_picture) {
    OffScreen screen(100, 100, {});
    screen.frame([&](const Context& context) {
        const FontRef ref = context.fonts.at(context.theme, TypeStyle::Body);
        ImFontBaked* baked = ref.font->GetFontBaked(ref.size);
        const float wide = baked->GetCharAdvance(0x1F600);
        std::size_t count = 0;
        for (const twin::EmojiLine& line : twin::emoji_lines()) {
            if (line.status != "fully-qualified") continue;
            ++count;
            DrawnText reader(line.text);
            const char32_t picture = reader.next();
            ASSERT_TRUE(reader.at_end()) << line.text;
            const ImFontGlyph* glyph = baked->FindGlyphNoFallback(static_cast<ImWchar>(picture));
            ASSERT_NE(glyph, nullptr) << line.text;
            EXPECT_TRUE(glyph->Colored && glyph->Visible) << line.text;
            EXPECT_EQ(glyph->AdvanceX, wide) << line.text;
            EXPECT_EQ(glyph->X0, static_cast<int>(glyph->X0)) << line.text;
            EXPECT_EQ(glyph->Y0, static_cast<int>(glyph->Y0)) << line.text;
        }
        EXPECT_GT(count, 3600U);
    });
}

TEST(EmojiDrawing, the_same_picture_is_found_by_its_code_point_alone) {
    OffScreen screen(100, 100, {});
    screen.frame([&](const Context& context) {
        const FontRef ref = context.fonts.at(context.theme, TypeStyle::Body);
        ImFontBaked* baked = ref.font->GetFontBaked(ref.size);
        const ImFontGlyph by_code_point = *baked->FindGlyph(0x1F44D);
        const ImFontGlyph by_picture =
            *baked->FindGlyph(static_cast<ImWchar>(picture_of("\U0001F44D")->drawn));
        EXPECT_EQ(by_code_point.AdvanceX, by_picture.AdvanceX);
        EXPECT_EQ(by_code_point.X1, by_picture.X1);
        EXPECT_EQ(by_code_point.Y1, by_picture.Y1);
    });
}

constexpr std::string_view running_text[] = {
    "Latin \u00C5ngstr\u00F6m na\u00EFve \u0141\u00F3d\u017A, "
    "\u0395\u03BB\u03BB\u03B7\u03BD\u03B9\u03BA\u03AC, "
    "\u0440\u0443\u0441\u0441\u043A\u0438\u0439",
    "CJK \u4F60\u597D\u4E16\u754C \u3053\u3093\u306B\u3061\u306F \uC548\uB155\uD558\uC138\uC694, mixed with "
    "text",
    "Faces \U0001F600\U0001F602\U0001F609 in \U0001F44D the \u2764\uFE0F row, and \U0001F3AE at its end "
    "\U0001F389",
    "Flags \U0001F1E9\U0001F1EA\U0001F1EB\U0001F1F7\U0001F1EF\U0001F1F5 "
    "\U0001F3F4\U000E0067\U000E0062\U000E0077\U000E006C\U000E0073\U000E007F \U0001F3F3\uFE0F\u200D\U0001F308 "
    "and keys 1\uFE0F\u20E3 2\uFE0F\u20E3 #\uFE0F\u20E3",
    "Joined \U0001F468\u200D\U0001F469\u200D\U0001F467\u200D\U0001F466 \U0001F469\u200D\U0001F4BB "
    "\U0001F9D1\u200D\U0001F680 \U0001F44D\U0001F3FE \u2764\uFE0F\u200D\U0001F525",
    "Unknown \U0001F3B8\u200D\U0001F3BB \U0001F1FD\U0001F1FD \uE000 \U000F0373 end"};

TEST(EmojiDrawing, what_is_copied_out_of_the_editor_is_the_text_as_it_was_written) {
    const std::string written =
        "a \U0001F468\u200D\U0001F469\u200D\U0001F467 \U0001F1E9\U0001F1EA 1\uFE0F\u20E3 "
        "\U0001F44D\U0001F3FE";
    OffScreen screen(300, 100, {});
    TextArea area(1000);
    area.edit.reset(written);
    area.focus_wanted = true;
    float left = 0;
    const auto draw = [&](const Context& context) {
        left = text_width(context, {}, "a ");
        text_area(context, "area", {{10, 10}, {290, 90}}, area, {});
    };
    const auto settle = [&] {
        for (int count = 0; count < 8; ++count)
            screen.frame(draw);
    };
    settle();
    screen.press_chord(ImGuiMod_Ctrl, ImGuiKey_A);
    settle();
    screen.press_chord(ImGuiMod_Ctrl, ImGuiKey_C);
    settle();
    EXPECT_EQ(ImGui::GetClipboardText(), written);
    // A click on the left and the right half of the family stands before and behind it, never inside.
    for (float x = 10 + left; x < 10 + left + 16; ++x) {
        screen.move_mouse(x, 16);
        screen.press_mouse(true);
        settle();
        screen.press_mouse(false);
        settle();
        EXPECT_TRUE(area.edit.caret() <= 2 || area.edit.caret() >= 20) << area.edit.caret();
        for (int count = 0; count < 30; ++count)
            screen.frame(draw);
    }
}

class EveryScale : public testing::TestWithParam<float> {};
INSTANTIATE_TEST_SUITE_P(EmojiDrawing, EveryScale, testing::Values(0.75F, 1.0F, 1.25F, 1.5F, 2.0F, 3.0F),
                         [](const auto& scale) {
                             return "at_" + std::to_string(static_cast<int>(scale.param * 100));
                         });

TEST_P(EveryScale, text_of_all_scripts_stands_on_whole_pixels) {
    const float scale = GetParam();
    OffScreen screen(static_cast<int>(560 * scale), static_cast<int>(420 * scale), {.scale = scale});
    const auto picture = [&](const Context& context) {
        ImDrawList& draw = *ImGui::GetWindowDrawList();
        float y = context.px(8);
        for (const TypeStyle style : {TypeStyle::Body, TypeStyle::Small}) {
            for (const std::string_view line : running_text) {
                const float drawn =
                    draw_text(draw, context, {context.px(8), y}, {style}, context.theme[Role::Text], line);
                EXPECT_FLOAT_EQ(drawn, text_width(context, {style}, line));
                y += context.theme.type_row(style) + context.px(2);
            }
        }
        draw_text(
            draw, context, {context.px(8), y}, {TypeStyle::Emoji}, context.theme[Role::Text],
            "\U0001F468\u200D\U0001F469\u200D\U0001F467\u200D\U0001F466\U0001F1E9\U0001F1EA3\uFE0F\u20E3"
            "\U0001F44D\u2764\uFE0F\U0001F3F3\uFE0F\u200D\U0001F308");
        for (const ImDrawVert& vertex : draw.VtxBuffer) {
            EXPECT_EQ(vertex.pos.x, std::round(vertex.pos.x));
            EXPECT_EQ(vertex.pos.y, std::round(vertex.pos.y));
        }
    };
    screen.frame(picture);
    screen.frame(picture);
    screen.save_png("emoji-" + std::to_string(static_cast<int>(scale * 100)) + ".png");
}

}  // namespace
