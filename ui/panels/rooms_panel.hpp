// The column at the left: the server, games of one's own that run, rooms, invitations, and oneself.
#pragma once

#include <cstdint>
#include <span>

#include "ui/panels/running_games.hpp"
#include "ui/panels/scene.hpp"
#include "ui/widgets/scrollbar.hpp"

namespace crosstalk::ui {

enum class ServerHeader : std::uint8_t { Shown, Hidden };

void draw_rooms(const Scene& scene, Box box, ScrollArea& scroll, ServerHeader header,
                std::span<const RunningGame> games = {});

}  // namespace crosstalk::ui
