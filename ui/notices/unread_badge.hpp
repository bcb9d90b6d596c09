// What the window's icon says about the rooms.
#pragma once

#include <cstdint>

#include "client/model/model.hpp"
#include "ui/notices/badge.hpp"
#include "ui/notices/keyword_calls.hpp"
#include "ui/settings/preferences.hpp"

namespace crosstalk::ui {

/// Mentions, keywords and what was written to oneself alone count; other unread messages make the dot. Muted rooms do neither.
Badge badge_of(const model::Model& model, Preferences& preferences, const KeywordCalls& calls,
               std::int64_t wall_ms);

}  // namespace crosstalk::ui
