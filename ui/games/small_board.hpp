// A board to be looked at in small: on cards and in lists. Where its cells stand: lay_out_small_board.
#pragma once

#include "games/position.hpp"
#include "ui/games/board_layout.hpp"
#include "ui/theme/draw.hpp"
#include "ui/theme/theme.hpp"

namespace crosstalk::ui {

/// `min` is the upper left corner; nothing if the layout is of another kind.
void draw_small_board(ImDrawList& draw, const Theme& theme, ImVec2 min, const BoardLayout& layout,
                      const games::Position& position);

}  // namespace crosstalk::ui
