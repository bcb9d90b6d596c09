// The line at the bottom: how the connection stands, how it is protected, what goes on, and the zoom.
#pragma once

#include <span>

#include "client/model/model.hpp"
#include "ui/panels/commands.hpp"
#include "ui/panels/moment.hpp"
#include "ui/panels/running_games.hpp"
#include "ui/theme/context.hpp"

namespace crosstalk::ui {

void draw_status_bar(const Context& context, const Moment& now, Box box, const model::Model& model,
                     std::span<const RunningGame> games, Commands& commands);

}  // namespace crosstalk::ui
