// The tile of the first screen that leads to a game against the computer, for which no server is needed.
#pragma once

#include "ui/theme/context.hpp"

namespace crosstalk::ui {

float practice_tile_height(const Context& context);
/// True when it was pressed.
bool draw_practice_tile(const Context& context, ImVec2 min, float width);

}  // namespace crosstalk::ui
