// The column at the left: the server, its rooms, invitations, and oneself.
#pragma once

#include <cstdint>

#include "ui/panels/scene.hpp"
#include "ui/widgets/scrollbar.hpp"

namespace crosstalk::ui {

enum class ServerHeader : std::uint8_t { Shown, Hidden };

void draw_rooms(const Scene& scene, Box box, ScrollArea& scroll, ServerHeader header);

}  // namespace crosstalk::ui
