// A few sentences that wrap: errors, explanations. Not for messages, which have the list.
#pragma once

#include <cstddef>
#include <string_view>

#include "ui/theme/context.hpp"

namespace crosstalk::ui {

/// Draws from `min` on, at most `width` wide, the first `bold_bytes` in semibold. Gives the height.
float draw_paragraph(ImDrawList& draw, const Context& context, ImVec2 min, float width, Type type,
                     Color color, std::string_view text, std::size_t bold_bytes = 0);
float paragraph_height(const Context& context, float width, Type type, std::string_view text,
                       std::size_t bold_bytes = 0);

}  // namespace crosstalk::ui
