// The narrow column at the far left: the logo, which opens the server's menu, and what the window can show.
#pragma once

#include <cstddef>

#include "ui/panels/scene.hpp"

namespace crosstalk::ui {

/// What is shown now.
struct RailState {
    Page page{};
    Side side{};
    std::size_t notices = 0;    // not seen yet
    std::size_t transfers = 0;  // under way
    std::size_t failed = 0;     // transfers that need somebody
    std::size_t turns = 0;      // games that wait for my move
    bool menu_marked = false;   // the logo says that it opens the server's menu: nothing else does
};

void draw_rail(const Scene& scene, Box box, const RailState& state);
/// Where there is room for one pane only: the same in a row above the rooms. Gives what is left of the box.
Box draw_rail_strip(const Scene& scene, Box box, const RailState& state);

}  // namespace crosstalk::ui
