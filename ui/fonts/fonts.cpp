#include "ui/fonts/fonts.hpp"

#include <imgui.h>
#include <imgui_freetype.h>
#include <imgui_internal.h>

#include <bit>
#include <cmath>
#include <cstdio>
#include <utility>

#include "ui/fonts/embedded_fonts.hpp"
#include "ui/fonts/emoji_loader.hpp"

namespace crosstalk::ui {

namespace {

// Ascent plus descent in em: what Dear ImGui calls the size. A merged source is scaled by the ratio of its own to that
// of the first source, so that all have the same em.
constexpr float inter_extent = 1.2102F;
constexpr float mono_extent = 1.362F;
constexpr float reference_em = 14.0F;

struct Fallback {
    FontFile file;
    float extent;
};
// In the order of the search. Emoji stand before the fonts that have some of them in black and white.
constexpr std::array<Fallback, 10> fallbacks = {{{FontFile::Emoji, emoji_extent},
                                                 {FontFile::Sans, 1.362F},
                                                 {FontFile::SansArmenian, 1.36F},
                                                 {FontFile::SansGeorgian, 1.36F},
                                                 {FontFile::SansHebrew, 1.36F},
                                                 {FontFile::SansArabic, 2.112F},
                                                 {FontFile::SansDevanagari, 1.304F},
                                                 {FontFile::SansThai, 1.511F},
                                                 {FontFile::Symbols, 1.699F},
                                                 {FontFile::Cjk, 1.448F}}};

// The stock FreeType loader, but for where the bytes are: Dear ImGui would copy every font for every face it stands
// behind (40 MB). The config holds a FontFile instead, and the bytes stay in the executable.
bool initialize_embedded(ImFontAtlas* atlas, ImFontConfig* source) {
    void* file = source->FontData;
    const int file_size = source->FontDataSize;
    const std::span<const unsigned char> bytes = embedded_font(*static_cast<const FontFile*>(file));
    // FreeType only reads the bytes; the interface has no const.
    source->FontData = const_cast<unsigned char*>(bytes.data());
    source->FontDataSize = static_cast<int>(bytes.size());
    const bool done = ImGuiFreeType::GetFontLoader()->FontSrcInit(atlas, source);
    source->FontData = file;
    source->FontDataSize = file_size;
    return done;
}

bool load_embedded_glyph(ImFontAtlas* atlas, ImFontConfig* source, ImFontBaked* baked, void* data,
                         ImWchar code_point, ImFontGlyph* glyph, float* advance) {
    if (has_no_glyph(code_point)) {
        // Found, empty and without width, or a question mark would stand for each.
        if (advance != nullptr) *advance = 0;
        if (glyph != nullptr) glyph->AdvanceX = 0;
        return true;
    }
    return ImGuiFreeType::GetFontLoader()->FontBakedLoadGlyph(atlas, source, baked, data, code_point, glyph,
                                                              advance);
}

ImFontLoader make_embedded_loader() {
    ImFontLoader loader = *ImGuiFreeType::GetFontLoader();
    loader.Name = "Crosstalk embedded";
    loader.LoaderInit = nullptr;
    loader.LoaderShutdown = nullptr;
    loader.FontSrcInit = initialize_embedded;
    loader.FontBakedLoadGlyph = load_embedded_glyph;
    return loader;
}

const ImFontLoader* embedded_loader() {
    static const ImFontLoader loader = make_embedded_loader();
    return &loader;
}

ImFont* add_source(ImFontAtlas& atlas, FontFile file, float extent, ImFont* merged_into) {
    ImFontConfig config;
    config.FontData = &file;
    config.FontDataSize = sizeof(file);
    config.FontDataOwnedByAtlas = false;  // it copies the FontFile
    config.MergeMode = merged_into != nullptr;
    config.DstFont = merged_into;
    config.SizePixels = reference_em * extent;
    std::snprintf(config.Name, sizeof(config.Name), "crosstalk %d", static_cast<int>(file));
    config.FontLoader = file == FontFile::Emoji ? emoji_font_loader() : embedded_loader();
    if (file != FontFile::Emoji) config.FontLoaderFlags = ImGuiFreeTypeLoaderFlags_LightHinting;
    return atlas.AddFont(&config);
}

// Behind all the others.
void add_system_source(ImFontAtlas& atlas, SystemFonts* system, ImFont* merged_into) {
    ImFontConfig config;
    config.FontData = &system;
    config.FontDataSize = sizeof(void*);
    config.FontDataOwnedByAtlas = false;  // it copies the pointer
    config.MergeMode = true;
    config.DstFont = merged_into;
    config.SizePixels = reference_em;
    std::snprintf(config.Name, sizeof(config.Name), "crosstalk system");
    config.FontLoader = system_font_loader();
    atlas.AddFont(&config);
}

}  // namespace

Fonts Fonts::load(ImFontAtlas& atlas) {
    struct Base {
        FontFile file;
        float extent;
    };
    constexpr std::array<Base, face_count> bases = {{{FontFile::InterRegular, inter_extent},
                                                     {FontFile::InterSemiBold, inter_extent},
                                                     {FontFile::InterItalic, inter_extent},
                                                     {FontFile::InterSemiBoldItalic, inter_extent},
                                                     {FontFile::Mono, mono_extent}}};
    // The library that the embedded sources are read with belongs to the atlas.
    atlas.SetFontLoader(ImGuiFreeType::GetFontLoader());
    Fonts fonts;
    for (std::size_t face = 0; face < face_count; ++face) {
        ImFont* font = add_source(atlas, bases[face].file, bases[face].extent, nullptr);
        for (const Fallback& fallback : fallbacks)
            add_source(atlas, fallback.file, fallback.extent, font);
        add_system_source(atlas, fonts.system_.get(), font);
        // Light hinting makes stems crisp in height; widths stay those of the design.
        for (ImFontConfig* source : font->Sources)
            source->PixelSnapH = false;
        fonts.faces_[face] = font;
    }
    // Dear ImGui shows a hidden text in asterisks: in this font they are bullets.
    fonts.hidden_ = add_source(atlas, FontFile::InterSemiBold, inter_extent, nullptr);
    fonts.hidden_->AddRemapChar('*', 0x2022);
    return fonts;
}

void Fonts::search_system(std::unique_ptr<FontFinder> finder, std::function<void()> found) {
    system_->search_with(std::move(finder), std::move(found));
}

bool Fonts::take_found() {
    if (!system_->take_found(*faces_[0]->ContainerAtlas)) return false;
    ++generation_;
    return true;
}

FontRef Fonts::at(const Theme& theme, TypeStyle style, Face face) const {
    const Face used = style == TypeStyle::Code ? Face::Mono : face;
    return {faces_[static_cast<std::size_t>(used)], std::round(theme.type_size(style))};
}

FontRef Fonts::hidden(const Theme& theme) const {
    return {hidden_, std::round(theme.type_size(TypeStyle::Body))};
}

FontRef Fonts::with_em(Face face, float em) const {
    return {faces_[static_cast<std::size_t>(face)], std::round(em * inter_extent)};
}

float FontMeasure::advance(TypeStyle style, Face face, char32_t code_point) const {
    const FontRef ref = fonts_.at(theme_, style, face);
    ImFontBaked* baked = ref.font->GetFontBaked(ref.size);
    // A tab is as wide as four spaces, as in Dear ImGui's own text.
    if (code_point == U'\t') return 4.0F * baked->GetCharAdvance(' ');
    return baked->GetCharAdvance(static_cast<ImWchar>(code_point));
}

std::uint64_t FontMeasure::generation() const {
    return std::uint64_t{fonts_.generation()} << 32U | std::bit_cast<std::uint32_t>(theme_.scale());
}

}  // namespace crosstalk::ui
