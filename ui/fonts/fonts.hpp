// The embedded fonts as Dear ImGui fonts, and the nine text styles as (font, size) pairs.
#pragma once

#include <array>

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

  private:
    std::array<ImFont*, face_count> faces_{};
    ImFont* hidden_ = nullptr;
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
