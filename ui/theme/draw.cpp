#include "ui/theme/draw.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace crosstalk::ui {

namespace {

constexpr float pi = std::numbers::pi_v<float>;

// Quarters of circles with points of their own: Dear ImGui's rounding stops a pixel short of a full circle.
void rounded_path(ImDrawList& draw, Box box, float radius, ImDrawFlags corners) {
    const auto add = [&draw](ImVec2 point) {
        if (draw._Path.Size > 0) {
            const ImVec2 last = draw._Path.back();
            if (std::abs(last.x - point.x) + std::abs(last.y - point.y) < 0.01F) return;
        }
        draw.PathLineTo(point);
    };
    const auto corner = [&](ImDrawFlags flag, ImVec2 at, ImVec2 center, float from) {
        if ((corners & flag) == 0) {
            add(at);
            return;
        }
        const int parts = std::clamp(static_cast<int>(std::ceil(std::sqrt(radius) * 1.8F)), 3, 24);
        for (int part = 0; part <= parts; ++part) {
            const float angle = from + pi / 2 * static_cast<float>(part) / static_cast<float>(parts);
            add({center.x + radius * std::cos(angle), center.y + radius * std::sin(angle)});
        }
    };
    const Box inner = box.grown(-radius);
    corner(ImDrawFlags_RoundCornersTopLeft, box.min, inner.min, pi);
    corner(ImDrawFlags_RoundCornersTopRight, {box.max.x, box.min.y}, {inner.max.x, inner.min.y}, pi * 1.5F);
    corner(ImDrawFlags_RoundCornersBottomRight, box.max, inner.max, 0);
    corner(ImDrawFlags_RoundCornersBottomLeft, {box.min.x, box.max.y}, {inner.min.x, inner.max.y}, pi / 2);
    if (draw._Path.Size > 1) {
        const ImVec2 first = draw._Path.front();
        const ImVec2 last = draw._Path.back();
        if (std::abs(last.x - first.x) + std::abs(last.y - first.y) < 0.01F) draw._Path.pop_back();
    }
}

float fitting_radius(Box box, float radius, ImDrawFlags corners) {
    const bool one_side = corners == ImDrawFlags_RoundCornersLeft || corners == ImDrawFlags_RoundCornersRight;
    const float across = one_side ? box.width() : box.width() / 2;
    return std::clamp(radius, 0.0F, std::max(0.0F, std::min(across, box.height() / 2)));
}

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
    if (corners == 0) corners = ImDrawFlags_RoundCornersAll;
    const float fitting = fitting_radius(box, radius, corners);
    if (color.alpha == 0 || box.width() <= 0 || box.height() <= 0) return;
    if (fitting < 0.5F) {
        draw.AddRectFilled(box.min, box.max, to_im(color));
        return;
    }
    rounded_path(draw, box, fitting, corners);
    draw.PathFillConvex(to_im(color));
}

void outline_box(ImDrawList& draw, Box box, Color color, float radius, float width) {
    const Box inside = box.grown(-width / 2);
    rounded_path(draw, inside, fitting_radius(inside, radius - width / 2, ImDrawFlags_RoundCornersAll),
                 ImDrawFlags_RoundCornersAll);
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
