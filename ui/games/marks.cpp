#include "ui/games/marks.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace crosstalk::ui {

namespace {

constexpr float pi = std::numbers::pi_v<float>;

// Shares of the cell.
constexpr float x_half = 0.22F;
constexpr float o_radius = 0.235F;
constexpr float stroke = 0.11F;

void draw_part_of_line(ImDrawList& draw, ImVec2 from, ImVec2 to, Color color, float width, float share) {
    if (share <= 0) return;
    round_line(draw, from, {from.x + (to.x - from.x) * share, from.y + (to.y - from.y) * share}, color,
               width);
}

}  // namespace

Role role_of(games::Mark mark) {
    return mark == games::Mark::O ? Role::O : Role::X;
}

void draw_game_mark(ImDrawList& draw, Box cell, games::Mark mark, Color color, float share) {
    if (mark == games::Mark::None || share <= 0) return;
    const float side = cell.width();
    const float width = std::max(1.5F, stroke * side);
    const ImVec2 center = cell.center();
    if (mark == games::Mark::X) {
        const float half = x_half * side;
        const auto at = [&](float x, float y) { return ImVec2{center.x + x * half, center.y + y * half}; };
        draw_part_of_line(draw, at(-1, -1), at(1, 1), color, width, std::min(1.0F, share * 2));
        draw_part_of_line(draw, at(1, -1), at(-1, 1), color, width, share * 2 - 1);
        return;
    }
    const float radius = o_radius * side;
    if (share >= 1) {
        draw.AddCircle(center, radius, to_im(color), 0, width);
        return;
    }
    const float from = -pi / 2;
    const float to = from + 2 * pi * share;
    draw.PathArcTo(center, radius, from, to);
    draw.PathStroke(to_im(color), 0, width);
    for (const float angle : {from, to}) {
        const ImVec2 end{center.x + radius * std::cos(angle), center.y + radius * std::sin(angle)};
        draw.AddCircleFilled(end, width / 2, to_im(color));
    }
}

}  // namespace crosstalk::ui
