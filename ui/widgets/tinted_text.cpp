#include "ui/widgets/tinted_text.hpp"

#include <algorithm>

namespace crosstalk::ui {

namespace {

// The part of the text that begins at `from` and is tinted throughout or nowhere.
struct Piece {
    std::uint32_t end;
    bool is_tinted;
};

Piece piece_at(std::uint32_t from, std::uint32_t end, std::span<const ByteRange> ranges) {
    for (const ByteRange& range : ranges) {
        if (range.end <= from) continue;
        if (range.begin <= from) return {std::min(range.end, end), true};
        return {std::min(range.begin, end), false};
    }
    return {end, false};
}

void draw_bytes(ImDrawList& draw, const Context& context, ImVec2 row, float width, const TintedLook& look,
                std::string_view text, ByteRange bytes, std::span<const ByteRange> ranges) {
    const float right = row.x + width;
    for (std::uint32_t at = bytes.begin; at < bytes.end && row.x < right;) {
        const Piece piece = piece_at(at, bytes.end, ranges);
        const std::string_view words = text.substr(at, piece.end - at);
        const Color color = piece.is_tinted ? look.tinted : look.plain;
        if (row.x + text_width(context, look.type, words) > right) {
            draw_text_within(draw, context, row, right - row.x, look.type, color, words);
            return;
        }
        row.x += draw_text(draw, context, row, look.type, color, words);
        at = piece.end;
    }
}

TextLayout layout_of(const Context& context, float width, Type type, std::string_view text) {
    const FontMeasure measure(context.fonts, context.theme);
    TextLayout layout;
    const TextRun face{0, static_cast<std::uint32_t>(text.size()), type.face, RunInk::Plain};
    lay_out_text(text, type.style, width, measure, layout, std::span(&face, 1));
    return layout;
}

}  // namespace

void draw_tinted_text(ImDrawList& draw, const Context& context, ImVec2 row, float width,
                      const TintedLook& look, std::string_view text, std::span<const ByteRange> ranges) {
    draw_bytes(draw, context, row, width, look, text, {0, static_cast<std::uint32_t>(text.size())}, ranges);
}

float draw_tinted_paragraph(ImDrawList& draw, const Context& context, ImVec2 min, float width,
                            const TintedLook& look, std::string_view text, std::span<const ByteRange> ranges,
                            std::size_t rows) {
    const TextLayout layout = layout_of(context, width, look.type, text);
    const float row = context.theme.type_row(look.type.style);
    const std::size_t count = std::min(rows, layout.lines.size());
    for (std::size_t index = 0; index < count; ++index) {
        // The last row goes on to the end of the text, as far as there is room.
        const bool is_last = index + 1 == rows;
        const auto end = is_last ? static_cast<std::uint32_t>(text.size()) : layout.lines[index].end;
        const float room = is_last ? width : width + context.px(space::control);
        draw_bytes(draw, context, {min.x, min.y + static_cast<float>(index) * row}, room, look, text,
                   {layout.lines[index].begin, end}, ranges);
    }
    return static_cast<float>(count) * row;
}

float tinted_paragraph_height(const Context& context, float width, Type type, std::string_view text,
                              std::size_t rows) {
    const TextLayout layout = layout_of(context, width, type, text);
    return static_cast<float>(std::min(rows, layout.lines.size())) * context.theme.type_row(type.style);
}

}  // namespace crosstalk::ui
