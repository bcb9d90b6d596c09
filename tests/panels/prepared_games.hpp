// Games in every state that a window can show, as views: what boards, themes and sizes are tried with.
#pragma once

#include <string>
#include <vector>

#include "ui/games/game_view.hpp"

namespace crosstalk::ui::twin {

struct PreparedGame {
    std::string name;
    GameView view;
};

std::vector<PreparedGame> prepared_games();
/// One of them; throws if there is none.
PreparedGame prepared_game(const std::string& name);

}  // namespace crosstalk::ui::twin
