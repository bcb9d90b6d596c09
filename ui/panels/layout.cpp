#include "ui/panels/layout.hpp"

namespace crosstalk::ui {

namespace {

// Widths at 100 % at which columns come and go.
constexpr float all_columns_from = 1100;
constexpr float two_columns_from = 720;
constexpr float little_height = 600;

constexpr float rail_width = 56;
constexpr float rooms_width = 232;
constexpr float rooms_width_narrow = 216;

Box cut_left(Box& from, float width) {
    const Box cut{from.min, {from.min.x + width, from.max.y}};
    from.min.x += width;
    return cut;
}

Box cut_right(Box& from, float width) {
    const Box cut{{from.max.x - width, from.min.y}, from.max};
    from.max.x -= width;
    return cut;
}

}  // namespace

Layout lay_out_main(const Theme& theme, Box window, Pane pane, float side_width) {
    Layout layout;
    const float width = window.width() / theme.scale();
    const bool is_low = window.height() / theme.scale() < little_height;
    layout.server_header_shown = !is_low;
    if (!is_low) {
        const float top = window.max.y - theme.px(measure::status_bar);
        layout.status = Box{{window.min.x, top}, window.max};
        window.max.y = top;
    }
    if (width < two_columns_from) {
        layout.one_pane = true;
        (pane == Pane::Rooms  ? layout.rooms
         : pane == Pane::Side ? layout.side
                              : layout.conversation) = window;
        return layout;
    }
    const bool is_wide = width >= all_columns_from;
    layout.rail = cut_left(window, theme.px(rail_width));
    layout.rooms = cut_left(window, theme.px(is_wide ? rooms_width : rooms_width_narrow));
    if (side_width > 0) {
        Box rest = window;
        layout.side = cut_right(rest, theme.px(side_width));
        layout.side_slides_over = !is_wide;
        if (is_wide) window = rest;
    }
    layout.conversation = window;
    return layout;
}

}  // namespace crosstalk::ui
