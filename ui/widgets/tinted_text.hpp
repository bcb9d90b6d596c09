// A text of which parts stand out: what was found in it.
#pragma once

#include <span>
#include <string_view>

#include "ui/list/text_layout.hpp"
#include "ui/theme/context.hpp"

namespace crosstalk::ui {

struct TintedLook {
    Type type;
    Color plain;
    Color tinted;
};

/// One line, at most `width` wide; what does not fit ends with an ellipsis. `ranges` in order, of `text`.
void draw_tinted_text(ImDrawList& draw, const Context& context, ImVec2 row, float width,
                      const TintedLook& look, std::string_view text, std::span<const ByteRange> ranges);
/// Wraps, at most `rows` of it. Gives the height.
float draw_tinted_paragraph(ImDrawList& draw, const Context& context, ImVec2 min, float width,
                            const TintedLook& look, std::string_view text, std::span<const ByteRange> ranges,
                            std::size_t rows);
float tinted_paragraph_height(const Context& context, float width, Type type, std::string_view text,
                              std::size_t rows);

}  // namespace crosstalk::ui
