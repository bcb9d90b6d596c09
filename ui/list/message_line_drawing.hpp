// How one line of the message list is drawn; the list's view calls it for each visible line.
#pragma once

#include <imgui.h>

#include <cstdint>
#include <optional>

#include "ui/list/message_list_view.hpp"

namespace crosstalk::ui {

// Everything that the drawing of one frame's lines needs.
struct LineFrame {
    const Context& context;
    const Theme& theme;
    ImDrawList& draw;
    const MessageSource& source;
    const ListOptions& options;
    const MessageList& list;
    const FontMeasure& measure;
    Box area;
    std::uint64_t hovered;
    std::optional<std::uint32_t> hovered_link;

    float px(float at_100_percent) const { return theme.px(at_100_percent); }
    float text_left() const { return area.min.x + px(measure::text_left); }
};

/// What was pressed in a line.
struct LineAction {
    enum class Kind : std::uint8_t { None, Retry, Delete, React, CopyCode, File, Game };
    Kind kind = Kind::None;
    std::size_t index = 0;    // of the reaction, the block of code or the file
    FileDeed deed{};          // with the file
    CardDeed game_deed{};     // with the game
    Box button{};             // of the game's card
    bool over_files = false;  // the pointer is on one, whatever was pressed
};

/// The part of a line that is tinted, over the whole width. `slide` is how far the line is below its place.
Box row_box(const LineFrame& frame, const VisibleLine& line, float slide);
/// Tint, hover and `flash`, 0 to 1. For all lines before the text of any.
void draw_line_ground(const LineFrame& frame, const VisibleLine& line, const MessageView& view, float slide,
                      float flash);
/// Everything else, at `opacity` 0 to 1.
LineAction draw_line(const LineFrame& frame, const VisibleLine& line, const MessageView& view, float slide,
                     float opacity);

}  // namespace crosstalk::ui
