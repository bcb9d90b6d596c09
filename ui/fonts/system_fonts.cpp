#include "ui/fonts/system_fonts.hpp"

#include <imgui.h>
#include <imgui_internal.h>

#include <ft2build.h>
#include FT_FREETYPE_H

#include <algorithm>
#include <cmath>
#include <utility>

#include "net/text/characters.hpp"

namespace crosstalk::ui {

namespace {

constexpr std::size_t most_faces = 32;
constexpr std::size_t most_asked = 20'000;  // a text of nothing but strange code points must end somewhere
constexpr std::size_t most_tried = 1000;    // files for one code point
constexpr int trial_size = 20;

// Something that a font may have: letters, marks and signs that are assigned.
bool may_be_in_a_font(char32_t code_point) {
    switch (text::kind_of(code_point)) {
        case text::CharacterKind::LetterOrDigit:
        case text::CharacterKind::Mark:
        case text::CharacterKind::Other:
            return true;
        default:
            return false;
    }
}

}  // namespace

// A library of its own each: the search and the drawing share nothing.
struct SystemFonts::Face {
    FT_Library library = nullptr;
    FT_Face face = nullptr;

    explicit Face(const FontPlace& place) {
        if (place.face < 0 || FT_Init_FreeType(&library) != 0) return;
        if (FT_New_Face(library, place.file.string().c_str(), place.face, &face) != 0) face = nullptr;
        if (face == nullptr) return;
        if (!FT_IS_SCALABLE(face) || FT_Select_Charmap(face, FT_ENCODING_UNICODE) != 0) {
            FT_Done_Face(face);
            face = nullptr;
        }
    }
    Face(const Face&) = delete;
    Face& operator=(const Face&) = delete;
    ~Face() {
        if (face != nullptr) FT_Done_Face(face);
        if (library != nullptr) FT_Done_FreeType(library);
    }

    FT_UInt index_of(char32_t code_point) const {
        return face == nullptr ? 0 : FT_Get_Char_Index(face, code_point);
    }
    // The slot holds the glyph's outline at that em, in pixels; null if the font cannot give it in a sensible size.
    FT_GlyphSlot load(char32_t code_point, float em) const {
        const FT_UInt index = index_of(code_point);
        if (index == 0) return nullptr;
        if (FT_Set_Char_Size(face, 0, std::max<FT_F26Dot6>(64, std::lround(em * 64)), 72, 72) != 0)
            return nullptr;
        if (FT_Load_Glyph(face, index, FT_LOAD_TARGET_LIGHT | FT_LOAD_NO_BITMAP) != 0) return nullptr;
        if (face->glyph->format != FT_GLYPH_FORMAT_OUTLINE) return nullptr;
        const FT_Glyph_Metrics& metrics = face->glyph->metrics;
        const auto most = static_cast<FT_Pos>(std::lround(em * 64)) * 8;
        const auto is_sensible = [most](FT_Pos length) { return length > -most && length < most; };
        const bool fits = is_sensible(metrics.width) && is_sensible(metrics.height) &&
                          is_sensible(metrics.horiBearingX) && is_sensible(metrics.horiBearingY) &&
                          is_sensible(metrics.horiAdvance) && metrics.horiAdvance >= 0;
        return fits ? face->glyph : nullptr;
    }
};

bool is_usable_font(const FontPlace& place, char32_t code_point) {
    const SystemFonts::Face face(place);
    const FT_GlyphSlot slot = face.load(code_point, trial_size);
    if (slot == nullptr || FT_Render_Glyph(slot, FT_RENDER_MODE_NORMAL) != 0) return false;
    return slot->bitmap.pixel_mode == FT_PIXEL_MODE_GRAY || slot->bitmap.width == 0;
}

SystemFonts::SystemFonts() = default;

SystemFonts::~SystemFonts() {
    if (!thread_.joinable()) return;
    thread_.request_stop();
    thread_.join();
}

void SystemFonts::search_with(std::unique_ptr<FontFinder> finder, std::function<void()> found) {
    if (finder_ != nullptr || finder == nullptr) return;
    finder_ = std::move(finder);
    found_ = std::move(found);
}

const SystemFonts::Face* SystemFonts::face_with(char32_t code_point) {
    for (const auto& face : faces_) {
        if (face->index_of(code_point) != 0) return face.get();
    }
    if (finder_ == nullptr || asked_.size() == most_asked || !may_be_in_a_font(code_point)) return nullptr;
    if (!asked_.insert(code_point).second) return nullptr;
    {
        const std::scoped_lock lock(mutex_);
        wishes_.push_back(code_point);
    }
    // Most people never need it: no thread before the first wish.
    if (!thread_.joinable())
        thread_ = std::jthread([this](const std::stop_token& stopped) { search(stopped); });
    wanted_.notify_one();
    return nullptr;
}

void SystemFonts::search(const std::stop_token& stopped) {
    std::vector<FontPlace> known;
    for (;;) {
        char32_t wish = 0;
        {
            std::unique_lock lock(mutex_);
            if (!wanted_.wait(lock, stopped, [this] { return !wishes_.empty(); })) return;
            wish = wishes_.front();
            wishes_.pop_front();
        }
        // A font that was found for another letter of the same script mostly has this one too.
        std::vector<FontPlace> places = known;
        if (known.size() < most_faces) {
            const std::vector<FontPlace> more = finder_->fonts_with(wish);
            places.insert(places.end(), more.begin(),
                          more.begin() + static_cast<std::ptrdiff_t>(std::min(more.size(), most_tried)));
        }
        const auto usable = std::ranges::find_if(places, [&](const FontPlace& place) {
            return !stopped.stop_requested() && is_usable_font(place, wish);
        });
        if (usable == places.end()) continue;
        {
            const std::scoped_lock lock(mutex_);
            answered_.push_back(wish);
            if (std::ranges::find(known, *usable) == known.end()) {
                known.push_back(*usable);
                places_.push_back(*usable);
            }
        }
        if (found_) found_();
    }
}

bool SystemFonts::take_found(ImFontAtlas& atlas) {
    std::vector<char32_t> answered;
    {
        const std::scoped_lock lock(mutex_);
        if (answered_.empty()) return false;
        answered.swap(answered_);
        for (const FontPlace& place : std::exchange(places_, {}))
            faces_.push_back(std::make_unique<Face>(place));
    }
    // Dear ImGui remembers what it has not found; for these it shall look again.
    constexpr auto not_looked_for = static_cast<ImU16>(-1);
    if (atlas.Builder == nullptr) return true;
    for (int pool_index = 0; pool_index < atlas.Builder->BakedPool.Size; ++pool_index) {
        ImFontBaked& baked = atlas.Builder->BakedPool[pool_index];
        for (const char32_t code_point : answered) {
            const auto index = static_cast<int>(code_point);
            if (index >= baked.IndexLookup.Size) continue;
            baked.IndexLookup[index] = not_looked_for;
            baked.IndexAdvanceX[index] = -1.0F;
        }
    }
    return true;
}

// --- the loader

namespace {

SystemFonts& fonts_of(const ImFontConfig* source) {
    return **static_cast<SystemFonts**>(source->FontData);
}

bool initialize(ImFontAtlas*, ImFontConfig*) {
    return true;
}

bool contains(ImFontAtlas*, ImFontConfig* source, ImWchar code_point) {
    return fonts_of(source).face_with(code_point) != nullptr;
}

bool load_glyph(ImFontAtlas* atlas, ImFontConfig* source, ImFontBaked* baked, void*, ImWchar code_point,
                ImFontGlyph* glyph, float* advance) {
    const SystemFonts::Face* face = fonts_of(source).face_with(code_point);
    if (face == nullptr) return false;
    // The source's size is an em of the first source's.
    const float em = baked->Size * source->SizePixels / baked->ContainerFont->Sources[0]->SizePixels;
    const FT_GlyphSlot slot = face->load(code_point, em);
    if (slot == nullptr) return false;
    const float step = static_cast<float>(slot->linearHoriAdvance) / 65536.0F;
    if (advance != nullptr) {
        *advance = step;
        return true;
    }
    if (FT_Render_Glyph(slot, FT_RENDER_MODE_NORMAL) != 0) return false;
    const FT_Bitmap& bitmap = slot->bitmap;
    glyph->Codepoint = code_point & 0x3FFFFFFU;
    glyph->AdvanceX = step;
    if (bitmap.width == 0 || bitmap.rows == 0) return true;
    if (bitmap.pixel_mode != FT_PIXEL_MODE_GRAY || bitmap.pitch < static_cast<int>(bitmap.width))
        return false;
    const auto width = static_cast<int>(bitmap.width);
    const auto height = static_cast<int>(bitmap.rows);
    const ImFontAtlasRectId rectangle = ImFontAtlasPackAddRect(atlas, width, height);
    if (rectangle == ImFontAtlasRectId_Invalid) return false;
    glyph->X0 = static_cast<float>(slot->bitmap_left);
    glyph->Y0 = std::round(baked->Ascent) - static_cast<float>(slot->bitmap_top);
    glyph->X1 = glyph->X0 + static_cast<float>(width);
    glyph->Y1 = glyph->Y0 + static_cast<float>(height);
    glyph->Visible = true;
    glyph->PackId = rectangle;
    ImFontAtlasBakedSetFontGlyphBitmap(atlas, baked, source, glyph, ImFontAtlasPackGetRect(atlas, rectangle),
                                       bitmap.buffer, ImTextureFormat_Alpha8, bitmap.pitch);
    return true;
}

ImFontLoader make_loader() {
    ImFontLoader loader;
    loader.Name = "Crosstalk system fonts";
    loader.FontSrcInit = initialize;
    loader.FontSrcContainsGlyph = contains;
    loader.FontBakedLoadGlyph = load_glyph;
    return loader;
}

}  // namespace

const ImFontLoader* system_font_loader() {
    static const ImFontLoader loader = make_loader();
    return &loader;
}

}  // namespace crosstalk::ui
