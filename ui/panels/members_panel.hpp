// Who is in a room, those who are here first.
#pragma once

#include "client/model/model.hpp"
#include "ui/panels/commands.hpp"
#include "ui/theme/context.hpp"
#include "ui/widgets/scrollbar.hpp"

namespace crosstalk::ui {

void draw_members(const Context& context, Box box, ScrollArea& scroll, const model::Model& model,
                  const model::Room& room, Commands& commands);

}  // namespace crosstalk::ui
