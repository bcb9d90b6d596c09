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
    const auto& lines = layout.text.lines;
    const auto first = std::lower_bound(lines.begin(), lines.end(), -top,
                                        [](const TextLine& each, int wanted) { return each.top < wanted; });
    if (first == lines.end() || top + first->top >= view_height) return std::nullopt;
    return static_cast<std::size_t>(first - lines.begin());
}

}  // namespace crosstalk::ui
