// Where in the window the answer to a question that was typed as a command is shown.
#pragma once

#include "client/model/deed.hpp"
#include "ui/panels/scene.hpp"

namespace crosstalk::ui {

/// The dialog or panel that asks `question` and shows what comes.
WindowCommand place_of_answer(const model::Question& question, const Scene& scene);
/// The same for what has no question: a new invite, the export of a room, oneself, a room's settings.
WindowCommand place_of_deed(const model::Deed& deed, const Scene& scene);

}  // namespace crosstalk::ui
