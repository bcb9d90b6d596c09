#include "ui/games/time_ring.hpp"

#include <algorithm>
#include <numbers>

namespace crosstalk::ui {

namespace {

constexpr float pi = std::numbers::pi_v<float>;
constexpr float ring_width = 2.5F;

}  // namespace

void draw_time_ring(ImDrawList& draw, const Theme& theme, ImVec2 center, float share, Role ink) {
    const float width = theme.px(ring_width);
    const float radius = theme.px(time_ring_side) / 2 - width / 2;
    draw.AddCircle(center, radius, to_im(theme[Role::Border]), 0, width);
    if (share <= 0) return;
    draw.PathArcTo(center, radius, -pi / 2, -pi / 2 + 2 * pi * std::min(share, 1.0F));
    draw.PathStroke(to_im(theme[ink]), 0, width);
}

}  // namespace crosstalk::ui
