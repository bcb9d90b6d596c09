// Windows of Dear ImGui of which nothing is seen and that nobody moves: what is in them is drawn by hand.
#pragma once

#include <imgui.h>

#include "ui/theme/draw.hpp"

namespace crosstalk::ui {

/// Begins one there, with these flags beside its own. ImGui::End() ends it.
void begin_bare_window(const char* name, Box box, ImGuiWindowFlags more);

/// Begins one over all others, which are dimmed and wait. False: it was closed; otherwise ImGui::EndPopup() ends it.
[[nodiscard]] bool begin_bare_modal(const char* id, Box box);

}  // namespace crosstalk::ui
