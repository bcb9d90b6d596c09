// What the games entry of the rail opens: the games that are there, and another one.
#pragma once

#include <span>

#include "ui/panels/games_desk.hpp"
#include "ui/panels/scene.hpp"

namespace crosstalk::ui {

inline constexpr const char* games_menu = "games-menu";  // open it with open_menu

void draw_games_menu(const Scene& scene, Box anchor, std::span<const GameLine> games);

}  // namespace crosstalk::ui
