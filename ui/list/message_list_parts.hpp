// What the parts of the message list's implementation share; nobody else includes it.
#pragma once

#include <algorithm>
#include <optional>

#include "ui/list/message_list.hpp"

namespace crosstalk::ui {

inline bool is_presence(LineKind kind) {
    return kind == LineKind::Joined || kind == LineKind::Left;
}

inline int text_width(const ListFrame& frame) {
    const Theme& theme = frame.theme;
    const int room = frame.width - theme.pixels(measure::text_left) - theme.pixels(space::group);
    return std::max(theme.pixels(measure::text_left), std::min(room, theme.pixels(measure::text_most)));
}

// Below the last line.
inline int bottom_gap(const ListFrame& frame) {
    return frame.theme.pixels(space::tiny);
}

// The first line of text of `line` that begins inside the view: its number, or nothing.
inline std::optional<std::size_t> first_text_inside(const VisibleLine& line, int view_height) {
    const LineLayout& layout = *line.layout;
    const int top = line.y + layout.body_top;
    const int hidden = top >= 0 ? 0 : (-top + layout.row_height - 1) / layout.row_height;
    if (static_cast<std::size_t>(hidden) >= layout.text.lines.size()) return std::nullopt;
    if (top + hidden * layout.row_height >= view_height) return std::nullopt;
    return static_cast<std::size_t>(hidden);
}

}  // namespace crosstalk::ui
