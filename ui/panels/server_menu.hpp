// The head of the left column: the server's name, how many are here, and what can be done with the server.
#pragma once

#include "ui/panels/scene.hpp"

namespace crosstalk::ui {

void draw_server_header(const Scene& scene, Box box);

}  // namespace crosstalk::ui
