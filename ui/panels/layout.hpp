// Where the panels of the main screen stand, by the width that there is. Pure.
#pragma once

#include <cstdint>
#include <optional>

#include "ui/theme/draw.hpp"
#include "ui/theme/theme.hpp"

namespace crosstalk::ui {

/// The one that is shown where there is room for one only.
enum class Pane : std::uint8_t { Rooms, Conversation, Side };

struct Layout {
    bool one_pane = false;
    std::optional<Box> rail;
    std::optional<Box> rooms;
    std::optional<Box> conversation;
    std::optional<Box> side;
    bool side_slides_over = false;    // it covers the conversation's right side
    bool server_header_shown = true;  // goes first where there is little height
    std::optional<Box> status;
};

/// `window` in pixels of the screen; breakpoints count in pixels at 100 %. `side_width`: of what stands at the right, at
/// 100 %; 0: nothing does.
Layout lay_out_main(const Theme& theme, Box window, Pane pane, float side_width);

}  // namespace crosstalk::ui
