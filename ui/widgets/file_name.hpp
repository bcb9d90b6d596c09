// Names of files: what does not fit is left out in the middle, so that the true extension can always be read.
#pragma once

#include <string>
#include <string_view>

#include "ui/theme/context.hpp"

namespace crosstalk::ui {

/// The name as far as it fits into `width`.
std::string shortened_name(const Context& context, Type type, std::string_view name, float width);
/// Draws that on one line. Gives the width.
float draw_file_name(ImDrawList& draw, const Context& context, ImVec2 row, float width, Type type,
                     Color color, std::string_view name);

}  // namespace crosstalk::ui
