// The logo (assets/icon.svg) and the large X and O that decorate the connect screen and the server header.
#pragma once

#include "ui/theme/draw.hpp"
#include "ui/theme/theme.hpp"

namespace crosstalk::ui {

enum class LogoTile : std::uint8_t { Shown, Absent };

/// `side` of the tile in pixels of the screen. The gap that keeps X and O apart has the colour of the tile, or of
/// `surface` where there is no tile; without one the glyph fills the whole side.
void draw_logo(ImDrawList& draw, const Theme& theme, Box box, LogoTile tile, Color surface);

/// Half an X and half an O: strokes of `width` around `center`, clipped by the draw list's clip rectangle.
void draw_decoration_x(ImDrawList& draw, ImVec2 center, float half_length, float width, Color color);
void draw_decoration_o(ImDrawList& draw, ImVec2 center, float radius, float width, Color color);
/// Tone of a decoration on the connect screen: three quarters of the way from `window` to `panel`.
Color decoration_color(const Theme& theme);

}  // namespace crosstalk::ui
