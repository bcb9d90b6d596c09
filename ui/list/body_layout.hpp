// Lays out a formatted message: paragraphs, quotations and code under each other, each broken into lines of its own width.
#pragma once

#include <string_view>

#include "net/text/markup/markup.hpp"
#include "ui/list/text_layout.hpp"

namespace crosstalk::ui {

/// All in pixels of the screen.
struct BodyMeasures {
    TypeStyle style = TypeStyle::Body;
    float width = 0;       // of paragraphs
    float code_width = 0;  // of boxes of code, at most
    int row = 0;
    int code_row = 0;
    int code_padding = 0;    // in the box of a code block, on all sides
    float box_padding = 0;   // of code amid a sentence
    float quote_indent = 0;  // of each depth; its bar stands in there
    int block_gap = 0;       // above and below code
};

/// Fills `out`, whose memory is reused; its bytes are those of `markup.text`. A mention of `my_key` (name_key) or of
/// everybody is mine.
void lay_out_body(const text::Markup& markup, std::string_view my_key, const BodyMeasures& measures,
                  const TextMeasure& measure, TextLayout& out);

}  // namespace crosstalk::ui
