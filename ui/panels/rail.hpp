// The narrow column at the far left: the logo and what the window can show.
#pragma once

#include "ui/panels/scene.hpp"

namespace crosstalk::ui {

/// What is shown now.
struct RailState {
    Page page{};
    Side side{};
};

void draw_rail(const Scene& scene, Box box, const RailState& state);

}  // namespace crosstalk::ui
