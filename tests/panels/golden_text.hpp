// What a panel wrote, as text files that are compared with: golden/NAME.txt beside this file.
#pragma once

#include <string>

#include "ui/theme/context.hpp"

namespace crosstalk::ui::twin {

/// A row per line: the words of one height from left to right, with " | " between them.
std::string words_of(const Writing& writing);

/// Empty, or the first line that differs and how to accept what is new. With CROSSTALK_UPDATE_GOLDEN=1 in the
/// environment the file is written instead.
std::string differs_from_golden(const std::string& name, const std::string& text);

}  // namespace crosstalk::ui::twin
