// The column at the left: the server, its rooms, invitations, and oneself.
#pragma once

#include <optional>

#include "client/model/model.hpp"
#include "ui/panels/commands.hpp"
#include "ui/theme/context.hpp"
#include "ui/widgets/scrollbar.hpp"

namespace crosstalk::ui {

enum class ServerHeader : std::uint8_t { Shown, Hidden };

/// Returns the room that was chosen, if one was.
std::optional<net::RoomId> draw_rooms(const Context& context, Box box, ScrollArea& scroll,
                                      ServerHeader header, net::RoomId current, const model::Model& model,
                                      Commands& commands);

}  // namespace crosstalk::ui
