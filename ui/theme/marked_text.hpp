// What lies behind text that is marked, in fields and in messages.
#pragma once

#include "ui/theme/theme.hpp"

namespace crosstalk::ui {

/// The accent, thin enough to read on in every theme.
inline Color marked_text_color(const Theme& theme) {
    return with_opacity(theme[Role::Accent], 0.35F);
}

}  // namespace crosstalk::ui
