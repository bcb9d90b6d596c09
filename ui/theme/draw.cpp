#include "ui/theme/draw.hpp"

#include <cmath>
#include <numbers>

namespace crosstalk::ui {

namespace {

constexpr float pi = std::numbers::pi_v<float>;

void cut_path(ImDrawList& draw, Box box, float radius, float cut) {
    draw.PathArcTo({box.min.x + radius, box.min.y + radius}, radius, pi, pi * 1.5F);
    draw.PathLineTo({box.max.x - cut, box.min.y});
    draw.PathLineTo({box.max.x, box.min.y + cut});
    draw.PathArcTo({box.max.x - radius, box.max.y - radius}, radius, 0.0F, pi * 0.5F);
    draw.PathArcTo({box.min.x + radius, box.max.y - radius}, radius, pi * 0.5F, pi);
}

}  // namespace

ImU32 to_im(Color color) {
    return IM_COL32(color.red, color.green, color.blue, color.alpha);
}

ImVec4 to_im_vec(Color color) {
    const auto share = [](std::uint8_t channel) { return static_cast<float>(channel) / 255.0F; };
    return {share(color.red), share(color.green), share(color.blue), share(color.alpha)};
}

void fill_box(ImDrawList& draw, Box box, Color color, float radius, ImDrawFlags corners) {
    draw.AddRectFilled(box.min, box.max, to_im(color), radius, corners);
}

void outline_box(ImDrawList& draw, Box box, Color color, float radius, float width) {
    const Box inside = box.grown(-width / 2);
    const float inner = radius - width / 2;
    draw.PathRect(inside.min, inside.max, inner > 0 ? inner : 0);
    draw.PathStroke(to_im(color), ImDrawFlags_Closed, width);
}

void fill_cut_box(ImDrawList& draw, Box box, Color color, float radius, float cut) {
    cut_path(draw, box, radius, cut);
    draw.PathFillConvex(to_im(color));
}

void outline_cut_box(ImDrawList& draw, Box box, Color color, float radius, float cut, float width) {
    cut_path(draw, box.grown(-width / 2), radius - width / 2, cut);
    draw.PathStroke(to_im(color), ImDrawFlags_Closed, width);
}

void fill_ribbon(ImDrawList& draw, Box box, Color color, float cut, float depth) {
    const float far = cut + depth;
    draw.PathLineTo({box.max.x - far, box.min.y});
    draw.PathLineTo({box.max.x - cut, box.min.y});
    draw.PathLineTo({box.max.x, box.min.y + cut});
    draw.PathLineTo({box.max.x, box.min.y + far});
    draw.PathFillConvex(to_im(color));
}

void horizontal_line(ImDrawList& draw, float left, float right, float at, Color color, float width) {
    draw.AddRectFilled({left, at}, {right, at + width}, to_im(color));
}

void vertical_line(ImDrawList& draw, float at, float top, float bottom, Color color, float width) {
    draw.AddRectFilled({at, top}, {at + width, bottom}, to_im(color));
}

void round_line(ImDrawList& draw, ImVec2 from, ImVec2 to, Color color, float width) {
    draw.AddLine(from, to, to_im(color), width);
    draw.AddCircleFilled(from, width / 2, to_im(color));
    draw.AddCircleFilled(to, width / 2, to_im(color));
}

}  // namespace crosstalk::ui
