// Who is in a room: by role, those who are here first, and what one can do with somebody.
#pragma once

#include "ui/panels/scene.hpp"
#include "ui/widgets/scrollbar.hpp"

namespace crosstalk::ui {

void draw_members(const Scene& scene, Box box, ScrollArea& scroll, const model::Room& room);

}  // namespace crosstalk::ui
