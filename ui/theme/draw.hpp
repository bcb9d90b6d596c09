// Shapes of the look on an ImDrawList: outlines that stay sharp, cut corners, lines with round ends.
#pragma once

#include <imgui.h>

#include "ui/theme/color.hpp"

namespace crosstalk::ui {

/// Pixels of the screen; `min` inclusive, `max` exclusive.
struct Box {
    ImVec2 min;
    ImVec2 max;

    float width() const { return max.x - min.x; }
    float height() const { return max.y - min.y; }
    ImVec2 center() const { return {(min.x + max.x) / 2, (min.y + max.y) / 2}; }
    bool contains(ImVec2 point) const {
        return point.x >= min.x && point.x < max.x && point.y >= min.y && point.y < max.y;
    }
    Box grown(float by) const { return {{min.x - by, min.y - by}, {max.x + by, max.y + by}}; }
};

inline Box box_at(ImVec2 min, float width, float height) {
    return {min, {min.x + width, min.y + height}};
}

ImU32 to_im(Color color);
ImVec4 to_im_vec(Color color);

/// Which corners are rounded: ImDrawFlags_RoundCorners...; all by default.
void fill_box(ImDrawList& draw, Box box, Color color, float radius = 0, ImDrawFlags corners = 0);
/// The line stands inside the box, so that a line of whole width covers whole pixels.
void outline_box(ImDrawList& draw, Box box, Color color, float radius, float width);
/// A card: three corners of `radius` and the top right one cut by `cut`.
void fill_cut_box(ImDrawList& draw, Box box, Color color, float radius, float cut);
void outline_cut_box(ImDrawList& draw, Box box, Color color, float radius, float cut, float width);
/// The strip between the cut edge and its parallel that meets the card's edges `depth` further along.
void fill_ribbon(ImDrawList& draw, Box box, Color color, float cut, float depth);

/// Straight decorative lines; `at` is the pixel row or column that the line begins in.
void horizontal_line(ImDrawList& draw, float left, float right, float at, Color color, float width);
void vertical_line(ImDrawList& draw, float at, float top, float bottom, Color color, float width);
/// Dear ImGui's lines end flat: a disc at both ends makes them round.
void round_line(ImDrawList& draw, ImVec2 from, ImVec2 to, Color color, float width);

}  // namespace crosstalk::ui
