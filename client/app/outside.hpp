// What the window's program does at once for the panels: invites drawn at random, rooms written to files.
#pragma once

#include <memory>

#include "ui/panels/outside.hpp"

namespace crosstalk::app {

// Thread: the one that draws.
std::unique_ptr<ui::Outside> make_outside();

}  // namespace crosstalk::app
