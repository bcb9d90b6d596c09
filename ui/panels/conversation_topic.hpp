// Beside the name of the room in the conversation's header: what the room is about, and the bell that says how much one is
// told of it.
#pragma once

#include "ui/panels/scene.hpp"

namespace crosstalk::ui {

/// In one line from `box`; pressed, it opens the settings of the room. Of a direct room: what the other one says it does.
void draw_room_topic(const Scene& scene, Box box, const model::Room& room);
/// An icon button with the menu of notices behind it.
void draw_room_bell(const Scene& scene, Box box, const model::Room& room);

}  // namespace crosstalk::ui
