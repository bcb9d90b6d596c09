// A ring that gets shorter with the time that is left.
#pragma once

#include "ui/theme/draw.hpp"
#include "ui/theme/theme.hpp"

namespace crosstalk::ui {

inline constexpr float time_ring_side = 16;  // at 100 %

/// `share` of it is left, 0 to 1; more counts as all.
void draw_time_ring(ImDrawList& draw, const Theme& theme, ImVec2 center, float share, Role ink);

}  // namespace crosstalk::ui
