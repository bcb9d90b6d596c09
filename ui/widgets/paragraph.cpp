#include "ui/widgets/paragraph.hpp"

#include <algorithm>
#include <array>

#include "ui/list/text_layout.hpp"

namespace crosstalk::ui {

namespace {

TextLayout layout_of(const Context& context, float width, Type type, std::string_view text,
                     std::size_t bold_bytes) {
    TextLayout layout;
    const FontMeasure measure(context.fonts, context.theme);
    const std::array bold{TextRun{.begin = 0, .end = static_cast<std::uint32_t>(bold_bytes)}};
    lay_out_text(text, type.style, width, measure, layout, std::span(bold).first(bold_bytes > 0 ? 1 : 0));
    return layout;
}

}  // namespace

float draw_paragraph(ImDrawList& draw, const Context& context, ImVec2 min, float width, Type type,
                     Color color, std::string_view text, std::size_t bold_bytes) {
    const TextLayout layout = layout_of(context, width, type, text, bold_bytes);
    const float row = context.theme.type_row(type.style);
    float top = min.y;
    for (const TextLine& line : layout.lines) {
        const std::size_t split = std::clamp<std::size_t>(bold_bytes, line.begin, line.end);
        const std::string_view bold = text.substr(line.begin, split - line.begin);
        const std::string_view plain = text.substr(split, line.end - split);
        float left = min.x;
        if (!bold.empty())
            left += draw_text(draw, context, {left, top}, {type.style, Face::SemiBold}, color, bold);
        draw_text(draw, context, {left, top}, type, color, plain);
        top += row;
    }
    return top - min.y;
}

float paragraph_height(const Context& context, float width, Type type, std::string_view text,
                       std::size_t bold_bytes) {
    const auto lines = layout_of(context, width, type, text, bold_bytes).lines.size();
    return static_cast<float>(lines) * context.theme.type_row(type.style);
}

}  // namespace crosstalk::ui
