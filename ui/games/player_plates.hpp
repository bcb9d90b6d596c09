// The two players of a game with mark, clock and wins, around the score of the series.
#pragma once

#include "ui/games/game_view.hpp"
#include "ui/theme/context.hpp"

namespace crosstalk::ui {

/// Whose clock is about to run out.
bool is_urgent(const PlayerView& player);

/// Beside one another, or one below the other where it is narrow. Gives the height.
float draw_plates(const Context& context, ImVec2 min, float width, const GameView& view);

}  // namespace crosstalk::ui
