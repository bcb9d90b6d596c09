// What the window's icon says about the rooms.
#pragma once

#include <cstdint>

#include "client/model/model.hpp"
#include "ui/notices/badge.hpp"
#include "ui/settings/preferences.hpp"

namespace crosstalk::ui {

/// Mentions and what was written to oneself alone count; other unread messages make the dot. Muted rooms do neither.
Badge badge_of(const model::Model& model, Preferences& preferences, std::int64_t wall_ms);

}  // namespace crosstalk::ui
