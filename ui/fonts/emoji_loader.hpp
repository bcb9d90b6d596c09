// Loads the bitmap glyphs of Noto Color Emoji (CBDT), which the stock FreeType loader of Dear ImGui does not show.
#pragma once

struct ImFontLoader;

namespace crosstalk::ui {

/// Ascent plus descent of the font in em. FreeType does not say: a font of bitmaps has no outline metrics.
inline constexpr float emoji_extent = 1.1719F;

/// The config's FontData is a FontFile. For ImFontConfig::FontLoader of the emoji source only; it lives as long as the program.
const ImFontLoader* emoji_font_loader();

}  // namespace crosstalk::ui
