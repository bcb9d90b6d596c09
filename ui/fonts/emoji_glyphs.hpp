// Which glyph of the embedded font each emoji of Unicode's list is, however many code points it takes. The table is made
// at build time by tools/make-emoji-font.
//
// Glyphs are drawn as code points of the private area of the first plane. Dear ImGui keeps six bytes for every code point
// below the highest one used, for each size of each face: plane 15 would take 6 MB each time, this 0.4.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>

namespace crosstalk::ui {

struct EmojiPicture {
    char32_t drawn = 0;     // for the fonts; never part of a text
    std::size_t bytes = 0;  // of the text, with its selectors and skin tones
};

/// The longest emoji that a character begins with; nothing if it begins with none. A skin tone does not change the
/// picture. The first call makes an index in less than a millisecond.
std::optional<EmojiPicture> picture_of(std::string_view character);

/// Whether a code point is drawn as an emoji, and the number of its glyph in the font.
constexpr bool is_drawn_emoji(char32_t drawn) {
    return drawn >= 0xE000 && drawn <= 0xF8FF;
}
constexpr std::uint32_t emoji_glyph_of(char32_t drawn) {
    return static_cast<std::uint32_t>(drawn - 0xE000);
}

}  // namespace crosstalk::ui
