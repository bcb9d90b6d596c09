// The head of the left column: the server's name, how many are here; and the menu of what can be done with the server, which
// the head, the logo and a key open.
#pragma once

#include "ui/panels/scene.hpp"

namespace crosstalk::ui {

inline constexpr const char* server_menu = "server-menu";

void draw_server_header(const Scene& scene, Box box);
/// Below the anchor, once it was opened with open_menu(server_menu) in the same id scope. Once a frame.
void draw_server_menu(const Scene& scene, Box anchor);

}  // namespace crosstalk::ui
