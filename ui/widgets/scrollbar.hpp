// The scrollbar: a thumb without a track, that grows under the pointer and fades when nothing scrolls.
#pragma once

#include <optional>

#include "ui/widgets/item.hpp"

namespace crosstalk::ui {

/// What a scrollbar remembers; one per scrolled area.
struct ScrollbarMemory {
    std::int64_t last_scroll_ms = -100'000;
    double last_top = 0;
    float grabbed_at = 0;  // of the thumb's length, where the pointer holds it
};

/// `area` is the scrolled area, the bar stands at its right edge. `top` and `size` are shares of the whole. Gives the
/// share of the whole that the area's top shall have, if the thumb is dragged or the bar is pressed beside it.
std::optional<double> scrollbar(const Context& context, const char* id, Box area, double top, double size,
                                ScrollbarMemory& memory);

/// A child area with plain contents that scrolls in whole pixels, with this scrollbar instead of Dear ImGui's.
struct ScrollArea {
    float offset = 0;
    ScrollbarMemory bar;
    std::uint32_t followed = 0;    // what had the keyboard and was brought into view
    bool focus_is_before = false;  // what has the keyboard was drawn before the contents
};
/// Clips to the area, takes the wheel, and gives the screen position of the content's top left corner. What gets the
/// keyboard inside is brought into view.
ImVec2 begin_scroll_area(const Context& context, const char* id, Box area, ScrollArea& scroll);
/// `content_height` of what was drawn.
void end_scroll_area(const Context& context, Box area, float content_height, ScrollArea& scroll);

}  // namespace crosstalk::ui
