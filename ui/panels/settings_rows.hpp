// One setting as a row: name and help at the left, its control at the right, and the arrow that resets it. What is shown when
// somebody searches is the same row.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <utility>

#include "ui/panels/scene.hpp"
#include "ui/settings/setting_search.hpp"

namespace crosstalk::ui {

/// What the rows keep between frames: what is being typed or dragged.
struct SettingsMemory {
    std::map<SettingId, std::string> typed;  // in fields that have the keyboard
    std::optional<std::pair<SettingId, int>> dragged;
};

/// Settings that stand in another one's row: the two times beside the switch of the quiet time.
bool has_own_row(SettingId id);
/// Of it, and of those in its row.
bool is_row_normal(const Preferences& preferences, SettingId id);
void reset_row(Preferences& preferences, SettingId id, Commands& commands);
bool row_matches(const SettingQuery& query, SettingId id);

/// 60 at 100 %, more where the control goes below the words.
float setting_row_height(const Scene& scene, float width, SettingId id);
void draw_setting_row(const Scene& scene, Box row, SettingId id, const SettingQuery& query,
                      SettingsMemory& memory);

/// Words with what was found in them tinted.
void draw_found_text(const Scene& scene, ImVec2 min, float width, Type type, Role role, std::string_view text,
                     const SettingQuery& query);

}  // namespace crosstalk::ui
