// The narrow column at the far left: the logo, what the window can show, and the look.
#pragma once

#include <cstdint>

#include "ui/theme/context.hpp"

namespace crosstalk::ui {

struct RailWish {
    bool next_palette = false;
};

RailWish draw_rail(const Context& context, Box box, std::uint64_t unread);

}  // namespace crosstalk::ui
