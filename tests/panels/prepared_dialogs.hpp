// What is opened in the whole window to be looked at, with the answers that it asks for.
#pragma once

#include "tests/panels/whole_window.hpp"

namespace crosstalk::ui::twin {

/// Running games of everybody, by the typed command.
void open_games_dialog(WholeWindow& window);
void open_leaderboard(WholeWindow& window);
/// The list of notices, at the side.
void open_notices(WholeWindow& window);

}  // namespace crosstalk::ui::twin
