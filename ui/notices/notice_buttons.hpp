// What a notice of a game offers to be done at once: as buttons of its card at the corner and in the list of notices.
#pragma once

#include <string>
#include <vector>

#include "ui/notices/notice.hpp"
#include "ui/notices/toasts.hpp"
#include "ui/panels/scene.hpp"

namespace crosstalk::ui {

/// Accept and Decline of a challenge, Open of a game; nothing as soon as its time is past.
std::vector<CardButton> buttons_of(const Notice& notice, const model::Model& model);
/// Why that cannot be done now; empty: it can.
std::string why_disabled(const Scene& scene, const Notice& notice, CardDeed deed);
/// None of them is the one filled button of its view.
ButtonKind kind_of(const CardButton& button);

/// The same for a card at the corner.
std::vector<Toasts::Button> toast_buttons(const Notice& notice, const model::Model& model);

}  // namespace crosstalk::ui
