// Checkbox, switch and segmented control: each says its state by shape as well as by colour.
#pragma once

#include <cstddef>
#include <span>
#include <string_view>

#include "ui/widgets/item.hpp"

namespace crosstalk::ui {

/// True when it was changed. The hit area is 32 high and includes the label; `middle_left` is its left edge's middle.
bool checkbox(const Context& context, const char* id, ImVec2 middle_left, std::string_view label,
              bool& checked);
/// True when it was changed. 40 x 24 in a 32 high hit area. With `disabled_reason` it cannot be, and the tooltip says why.
bool toggle_switch(const Context& context, const char* id, ImVec2 middle_left, bool& on,
                   std::string_view disabled_reason = {});
/// True when another segment was chosen.
bool segmented(const Context& context, const char* id, ImVec2 min, std::span<const std::string_view> labels,
               std::size_t& chosen);
float segmented_width(const Context& context, std::span<const std::string_view> labels);

}  // namespace crosstalk::ui
