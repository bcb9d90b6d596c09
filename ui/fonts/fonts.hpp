// The embedded fonts as Dear ImGui fonts, and the nine text styles as (font, size) pairs.
#pragma once

#include <array>
#include <cstdint>
#include <functional>
#include <memory>

#include "ui/fonts/system_fonts.hpp"
#include "ui/list/text_layout.hpp"
#include "ui/theme/theme.hpp"

struct ImFont;
struct ImFontAtlas;

namespace crosstalk::ui {

/// What a text is drawn with. The size is in whole pixels of the screen: other sizes would be blurred.
struct FontRef {
    ImFont* font = nullptr;
    float size = 0;
};

/// Belongs to one atlas, which owns the fonts. Glyphs are loaded when they are first drawn, at any size.
class Fonts {
  public:
    /// Adds the five faces to the atlas, each with the fallbacks behind it. Once per atlas.
    static Fonts load(ImFontAtlas& atlas);

    /// The style at the theme's scale. Code is always mono, whatever the face.
    FontRef at(const Theme& theme, TypeStyle style, Face face = Face::Regular) const;
    /// A face of Inter at an em of that many pixels of the screen, for letters that grow with what they stand in.
    FontRef with_em(Face face, float em) const;

    /// Body text whose every glyph is a bullet, for the field of a passkey.
    FontRef hidden(const Theme& theme) const;

    /// What the embedded fonts lack is looked for in the system's from now on. `found` is called on another thread:
    /// a frame shall begin, and before it take_found().
    void search_system(std::unique_ptr<FontFinder> finder, std::function<void()> found);
    /// Between two frames. True if there is more to draw with than before.
    bool take_found();
    /// Rises whenever a glyph may have changed.
    std::uint32_t generation() const { return generation_; }

  private:
    std::array<ImFont*, face_count> faces_{};
    ImFont* hidden_ = nullptr;
    std::shared_ptr<SystemFonts> system_ = std::make_shared<SystemFonts>();
    std::uint32_t generation_ = 0;
};

/// The measure of these fonts at the theme's scale. Cheap to make, used within a frame.
class FontMeasure final : public TextMeasure {
  public:
    FontMeasure(const Fonts& fonts, const Theme& theme) : fonts_(fonts), theme_(theme) {}
    float advance(TypeStyle style, Face face, char32_t code_point) const override;
    std::uint64_t generation() const override;

  private:
    const Fonts& fonts_;
    const Theme& theme_;
};

}  // namespace crosstalk::ui
