// The emoji that somebody chose last, kept for the next start.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "ui/panels/commands.hpp"
#include "ui/settings/preferences.hpp"

namespace crosstalk::ui {

inline constexpr std::size_t most_recent_emoji = 27;  // three rows of the picker

/// The newest first, each once. What the profile holds that is no emoji is left out.
std::vector<std::string> recent_emoji(const Preferences& preferences);
void keep_recent_emoji(std::string_view emoji, Preferences& preferences, Commands& commands);

}  // namespace crosstalk::ui
