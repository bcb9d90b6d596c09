// The servers that know this device: a press on one goes there again, without a passkey. The one of last time stands in front.
#pragma once

#include <vector>

#include "client/model/link_event.hpp"
#include "ui/theme/context.hpp"
#include "ui/theme/draw.hpp"

namespace crosstalk::ui {

enum class FirstServer : std::uint8_t { Plain, InFront };

struct SavedServersDrawn {
    const model::SavedServer* pressed = nullptr;
    float bottom = 0;
};

/// The newest server comes first; in front, it has the filled button.
SavedServersDrawn draw_saved_servers(const Context& context, ImVec2 min, float width,
                                     const std::vector<model::SavedServer>& servers, FirstServer first);
/// What it takes.
float saved_servers_height(const Context& context, const std::vector<model::SavedServer>& servers);

}  // namespace crosstalk::ui
