// X and O as shapes, in any cell: on boards, on plates, in lists.
#pragma once

#include "games/position.hpp"
#include "ui/theme/draw.hpp"
#include "ui/theme/theme.hpp"

namespace crosstalk::ui {

Role role_of(games::Mark mark);  // X or O
/// `share` of it is drawn, 0 to 1: X one stroke after the other, O as an arc from its top.
void draw_game_mark(ImDrawList& draw, Box cell, games::Mark mark, Color color, float share = 1);

}  // namespace crosstalk::ui
