#include "ui/list/body_layout.hpp"

#include <algorithm>

namespace crosstalk::ui {

namespace {

Face face_of(const text::Styles& styles) {
    if (styles.is_bold) return styles.is_italic ? Face::SemiBoldItalic : Face::SemiBold;
    return styles.is_italic ? Face::Italic : Face::Regular;
}

void add_runs(const text::Markup& markup, const text::Block& block, std::string_view my_key,
              TextLayout& out) {
    const bool is_block = block.kind == text::BlockKind::Code;
    for (std::uint32_t index = block.first_span; index < block.last_span; ++index) {
        const text::Span& span = markup.spans[index];
        if (span.begin == span.end) continue;
        TextRun run{.begin = span.begin,
                    .end = span.end,
                    .face = face_of(span.styles),
                    .ink = RunInk::Plain,
                    .mono = span.styles.is_code || is_block,
                    .boxed = span.styles.is_code && !is_block,
                    .struck = span.styles.is_struck,
                    .spoiler = span.spoiler};
        if (run.mono) run.ink = RunInk::Code;
        if (span.kind == text::SpanKind::Link) {
            run.ink = RunInk::Link;
            out.links.push_back({span.begin, span.end});
        } else if (span.kind == text::SpanKind::Mention) {
            const std::string& key = markup.mentions[span.target];
            run.ink = key.empty() || key == my_key ? RunInk::MyMention : RunInk::Mention;
            run.face = Face::SemiBold;
        }
        const bool is_plain =
            run.ink == RunInk::Plain && run.face == Face::Regular && !run.struck && run.spoiler == 0;
        if (!is_plain) out.runs.push_back(run);
    }
}

}  // namespace

void lay_out_body(const text::Markup& markup, std::string_view my_key, const BodyMeasures& measures,
                  const TextMeasure& measure, TextLayout& out) {
    lay_out_text({}, measures.style, measures.width, measure, out, {}, measures.row);
    if (markup.blocks.empty()) return;
    out.lines.clear();
    out.height = 0;
    out.box_padding = measures.box_padding;
    for (const text::Block& from : markup.blocks)
        add_runs(markup, from, my_key, out);

    int y = 0;
    for (const text::Block& from : markup.blocks) {
        const bool is_code = from.kind == text::BlockKind::Code;
        const bool is_first = out.blocks.empty();
        const bool after_code = !is_first && out.blocks.back().is_code;
        const bool leaves_quote =
            !is_first && (out.blocks.back().quote_depth == 0) != (from.quote_depth == 0);
        if (!is_first && (is_code || after_code || leaves_quote)) y += measures.block_gap;
        const int padding = is_code ? measures.code_padding : 0;
        TextBlock block{.is_code = is_code,
                        .quote_depth = from.quote_depth,
                        .begin = from.begin,
                        .end = from.end,
                        .first_line = out.lines.size(),
                        .top = y,
                        .left = static_cast<float>(from.quote_depth) * measures.quote_indent};
        const float room = std::max(is_code ? measures.code_width : measures.width, block.left) - block.left;
        const float inner = std::max(room - 2.0F * static_cast<float>(padding), 1.0F);
        block.right = block.left + room;
        y += padding;
        break_lines(markup.text, {from.begin, from.end}, inner, measure, out);
        block.last_line = out.lines.size();
        for (std::size_t index = block.first_line; index < block.last_line; ++index) {
            TextLine& line = out.lines[index];
            line.left = block.left + static_cast<float>(padding);
            line.top = y;
            line.height = is_code ? measures.code_row : measures.row;
            y += line.height;
        }
        y += padding;
        block.bottom = y;
        out.blocks.push_back(block);
    }
    out.height = y;
    place_links(markup.text, measure, out);
}

}  // namespace crosstalk::ui
