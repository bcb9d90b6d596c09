// The foot of the left column: oneself, how one is seen, and what one says one does.
#pragma once

#include "ui/panels/scene.hpp"

namespace crosstalk::ui {

void draw_own_bar(const Scene& scene, Box box);

}  // namespace crosstalk::ui
