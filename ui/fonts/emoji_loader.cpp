#include "ui/fonts/emoji_loader.hpp"

#include <imgui.h>
#include <imgui_internal.h>

#include <ft2build.h>
#include FT_FREETYPE_H

#include <algorithm>
#include <cmath>
#include <memory>
#include <vector>

#include "ui/fonts/embedded_fonts.hpp"
#include "ui/fonts/emoji_glyphs.hpp"

namespace crosstalk::ui {

namespace {

// Each source has a library and a face of its own: a handful of pointers, and nothing is shared.
struct EmojiFace {
    FT_Library library = nullptr;
    FT_Face face = nullptr;

    EmojiFace() = default;
    EmojiFace(const EmojiFace&) = delete;
    EmojiFace& operator=(const EmojiFace&) = delete;
    ~EmojiFace() {
        if (face != nullptr) FT_Done_Face(face);
        if (library != nullptr) FT_Done_FreeType(library);
    }
};

bool initialize(ImFontAtlas*, ImFontConfig* source) {
    auto emoji = std::make_unique<EmojiFace>();
    if (FT_Init_FreeType(&emoji->library) != 0) return false;
    const std::span<const unsigned char> bytes =
        embedded_font(*static_cast<const FontFile*>(source->FontData));
    if (FT_New_Memory_Face(emoji->library, bytes.data(), static_cast<FT_Long>(bytes.size()), 0,
                           &emoji->face) != 0) {
        return false;
    }
    // The font has pictures of one size only.
    if (emoji->face->num_fixed_sizes < 1 || FT_Select_Size(emoji->face, 0) != 0) return false;
    source->FontLoaderData = emoji.release();
    return true;
}

void destroy(ImFontAtlas*, ImFontConfig* source) {
    delete static_cast<EmojiFace*>(source->FontLoaderData);
    source->FontLoaderData = nullptr;
}

// 0: the font has none.
FT_UInt glyph_index(FT_Face face, ImWchar code_point) {
    if (!is_drawn_emoji(code_point)) return FT_Get_Char_Index(face, code_point);
    const std::uint32_t glyph = emoji_glyph_of(code_point);
    return glyph < static_cast<std::uint32_t>(face->num_glyphs) ? glyph : 0;
}

bool contains(ImFontAtlas*, ImFontConfig* source, ImWchar code_point) {
    return glyph_index(static_cast<EmojiFace*>(source->FontLoaderData)->face, code_point) != 0;
}

// One channel-wise average over the area of the source that a pixel of the target covers. Premultiplied in and out.
void shrink(const FT_Bitmap& from, int width, int height, std::vector<float>& to) {
    const auto from_width = static_cast<float>(from.width);
    const auto from_height = static_cast<float>(from.rows);
    to.assign(static_cast<std::size_t>(width * height) * 4, 0.0F);
    for (int y = 0; y < height; ++y) {
        const float top = static_cast<float>(y) * from_height / static_cast<float>(height);
        const float bottom = static_cast<float>(y + 1) * from_height / static_cast<float>(height);
        for (int x = 0; x < width; ++x) {
            const float left = static_cast<float>(x) * from_width / static_cast<float>(width);
            const float right = static_cast<float>(x + 1) * from_width / static_cast<float>(width);
            float* pixel = &to[static_cast<std::size_t>(y * width + x) * 4];
            float area = 0;
            const int last_row = std::min(static_cast<int>(std::ceil(bottom)), static_cast<int>(from.rows));
            const int last_column =
                std::min(static_cast<int>(std::ceil(right)), static_cast<int>(from.width));
            for (int row = static_cast<int>(top); row < last_row; ++row) {
                const float tall =
                    std::min(bottom, static_cast<float>(row + 1)) - std::max(top, static_cast<float>(row));
                for (int column = static_cast<int>(left); column < last_column; ++column) {
                    const float wide = std::min(right, static_cast<float>(column + 1)) -
                                       std::max(left, static_cast<float>(column));
                    const float share = tall * wide;
                    const unsigned char* at = from.buffer + row * from.pitch + column * 4;
                    for (int channel = 0; channel < 4; ++channel)
                        pixel[channel] += share * static_cast<float>(at[channel]);
                    area += share;
                }
            }
            for (int channel = 0; channel < 4; ++channel)
                pixel[channel] /= std::max(area, 1e-6F);
        }
    }
}

bool load_glyph(ImFontAtlas* atlas, ImFontConfig* source, ImFontBaked* baked, void*, ImWchar code_point,
                ImFontGlyph* glyph, float* advance) {
    const FT_Face face = static_cast<EmojiFace*>(source->FontLoaderData)->face;
    const FT_UInt index = glyph_index(face, code_point);
    if (index == 0 || FT_Load_Glyph(face, index, FT_LOAD_COLOR) != 0) return false;
    const FT_GlyphSlot slot = face->glyph;
    if (slot->format != FT_GLYPH_FORMAT_BITMAP || slot->bitmap.pixel_mode != FT_PIXEL_MODE_BGRA) return false;

    // As in the other sources, the size is ascent plus descent, relative to the font's first source.
    const float reference = baked->ContainerFont->Sources[0]->SizePixels;
    const float size = baked->Size * (source->SizePixels / reference);
    const float em = size / emoji_extent;
    const float scale = em / static_cast<float>(face->size->metrics.y_ppem);
    const float step = std::round(static_cast<float>(slot->advance.x) / 64.0F * scale);
    if (advance != nullptr) {
        *advance = step;
        return true;
    }

    const int width =
        std::max(1, static_cast<int>(std::lround(static_cast<float>(slot->bitmap.width) * scale)));
    const int height =
        std::max(1, static_cast<int>(std::lround(static_cast<float>(slot->bitmap.rows) * scale)));
    glyph->Codepoint = code_point & 0x3FFFFFFU;
    glyph->AdvanceX = step;
    const ImFontAtlasRectId rectangle = ImFontAtlasPackAddRect(atlas, width, height);
    if (rectangle == ImFontAtlasRectId_Invalid) return false;

    std::vector<float> averaged;
    shrink(slot->bitmap, width, height, averaged);
    std::vector<ImU32> pixels(static_cast<std::size_t>(width * height));
    for (std::size_t pixel = 0; pixel < pixels.size(); ++pixel) {
        const float* bgra = &averaged[pixel * 4];
        // The bitmap is premultiplied, Dear ImGui's textures are not.
        const auto channel = [alpha = bgra[3]](float value) {
            return static_cast<ImU32>(
                std::clamp(value * 255.0F / std::max(alpha, 1.0F) + 0.5F, 0.0F, 255.0F));
        };
        pixels[pixel] = IM_COL32(channel(bgra[2]), channel(bgra[1]), channel(bgra[0]),
                                 static_cast<ImU32>(bgra[3] + 0.5F));
    }
    const float left = std::round(static_cast<float>(slot->bitmap_left) * scale);
    const float top = std::round(baked->Ascent - static_cast<float>(slot->bitmap_top) * scale);
    glyph->X0 = left;
    glyph->Y0 = top;
    glyph->X1 = left + static_cast<float>(width);
    glyph->Y1 = top + static_cast<float>(height);
    glyph->Visible = true;
    glyph->Colored = true;
    glyph->PackId = rectangle;
    ImFontAtlasBakedSetFontGlyphBitmap(atlas, baked, source, glyph, ImFontAtlasPackGetRect(atlas, rectangle),
                                       reinterpret_cast<const unsigned char*>(pixels.data()),
                                       ImTextureFormat_RGBA32, width * 4);
    return true;
}

ImFontLoader make_loader() {
    ImFontLoader loader;
    loader.Name = "Crosstalk emoji";
    loader.FontSrcInit = initialize;
    loader.FontSrcDestroy = destroy;
    loader.FontSrcContainsGlyph = contains;
    loader.FontBakedLoadGlyph = load_glyph;
    return loader;
}

}  // namespace

const ImFontLoader* emoji_font_loader() {
    static const ImFontLoader loader = make_loader();
    return &loader;
}

}  // namespace crosstalk::ui
