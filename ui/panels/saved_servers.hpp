// The servers that know this device: a press on one goes there again, without a passkey. The one of last time stands in front.
#pragma once

#include <span>
#include <vector>

#include "client/model/found_server.hpp"
#include "client/model/link_event.hpp"
#include "ui/theme/context.hpp"
#include "ui/theme/draw.hpp"

namespace crosstalk::ui {

enum class FirstServer : std::uint8_t { Plain, InFront };

struct SavedServersDrawn {
    const model::SavedServer* pressed = nullptr;
    float bottom = 0;
};

/// The newest server comes first; in front, it has the filled button. Those among `found` say how many are there.
SavedServersDrawn draw_saved_servers(const Context& context, ImVec2 min, float width,
                                     const std::vector<model::SavedServer>& servers,
                                     std::span<const model::FoundServer> found, FirstServer first);
/// What it takes.
float saved_servers_height(const Context& context, const std::vector<model::SavedServer>& servers);

}  // namespace crosstalk::ui
