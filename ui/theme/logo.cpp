#include "ui/theme/logo.hpp"

namespace crosstalk::ui {

void draw_logo(ImDrawList& draw, const Theme& theme, Box box, LogoTile tile, Color surface) {
    // In the units of the picture: 128 x 128 with a tile of 120. Without the tile the glyph reaches from 22 to 108.
    const bool tiled = tile == LogoTile::Shown;
    const float unit = box.width() / (tiled ? 128.0F : 92.0F);
    const ImVec2 origin = tiled ? box.min : ImVec2{box.min.x - 19.0F * unit, box.min.y - 16.0F * unit};
    const auto at = [&](float x, float y) { return ImVec2{origin.x + x * unit, origin.y + y * unit}; };
    const Color ground = tiled ? theme[Role::Panel] : surface;
    const ImU32 ring = to_im(theme[Role::O]);
    if (tiled) fill_box(draw, {at(4, 4), at(124, 124)}, ground, 28.0F * unit);

    // The ring with its tail is the speech bubble.
    draw.AddTriangleFilled(at(26, 72), at(24, 108), at(58, 96), ring);
    for (const auto& [from, to] :
         {std::pair{at(26, 72), at(24, 108)}, {at(24, 108), at(58, 96)}, {at(58, 96), at(26, 72)}}) {
        round_line(draw, from, to, theme[Role::O], 4.0F * unit);
    }
    draw.AddCircleFilled(at(61, 65), 35.0F * unit, to_im(ground), 48);
    draw.AddCircle(at(61, 65), 35.0F * unit, ring, 64, 12.0F * unit);
    draw.AddLine(at(61, 65), at(102, 24), to_im(ground), 25.0F * unit);
    round_line(draw, at(47, 51), at(75, 79), theme[Role::X], 12.0F * unit);
    round_line(draw, at(47, 79), at(101, 25), theme[Role::X], 12.0F * unit);
}

void draw_decoration_x(ImDrawList& draw, ImVec2 center, float half_length, float width, Color color) {
    round_line(draw, {center.x - half_length, center.y - half_length},
               {center.x + half_length, center.y + half_length}, color, width);
    round_line(draw, {center.x - half_length, center.y + half_length},
               {center.x + half_length, center.y - half_length}, color, width);
}

void draw_decoration_o(ImDrawList& draw, ImVec2 center, float radius, float width, Color color) {
    draw.AddCircle(center, radius, to_im(color), 0, width);
}

Color decoration_color(const Theme& theme) {
    return mix(theme[Role::Window], theme[Role::Panel], 0.75F);
}

}  // namespace crosstalk::ui
