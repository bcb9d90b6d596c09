// The line at the bottom: how the connection stands, how it is protected, and the zoom.
#pragma once

#include "client/model/model.hpp"
#include "ui/panels/commands.hpp"
#include "ui/panels/moment.hpp"
#include "ui/theme/context.hpp"

namespace crosstalk::ui {

void draw_status_bar(const Context& context, const Moment& now, Box box, const model::Model& model,
                     Commands& commands);

}  // namespace crosstalk::ui
