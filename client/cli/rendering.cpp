#include "client/cli/rendering.hpp"

#include <algorithm>

#include "net/text/message_text.hpp"

namespace crosstalk::cli {

namespace {

constexpr const char* reset = "\x1b[0m";
constexpr std::string_view hidden = "[spoiler]";

std::string attributes_of(Style style) {
    switch (style) {
        case Style::Plain:
            return {};
        case Style::Dim:
            return "\x1b[2m";
        case Style::Bold:
            return "\x1b[1m";
        case Style::Error:
            return "\x1b[31m";
    }
    return {};
}

std::string attributes_of(const text::Span& span) {
    std::string attributes;
    if (span.styles.is_bold) attributes += "\x1b[1m";
    if (span.styles.is_italic) attributes += "\x1b[3m";
    if (span.styles.is_struck) attributes += "\x1b[9m";
    if (span.styles.is_code) attributes += "\x1b[36m";
    if (span.kind == text::SpanKind::Link) attributes += "\x1b[4m";
    if (span.kind == text::SpanKind::Mention) attributes += "\x1b[7m";
    return attributes;
}

// Writes pieces that keep their attributes over a line break, which itself has none.
class Writer {
  public:
    explicit Writer(std::string base) : base_(std::move(base)) {}

    void begin_line(std::size_t quote_depth) {
        for (; quote_depth > 0; --quote_depth)
            out_ += "\x1b[2m>\x1b[0m ";
    }
    void write(std::string_view text, const std::string& attributes, std::size_t quote_depth) {
        for (;;) {
            const std::size_t end = text.find('\n');
            const std::string_view line = text.substr(0, end);
            const bool has_style = !line.empty() && !(base_.empty() && attributes.empty());
            if (has_style) out_ += base_ + attributes;
            out_ += line;
            if (has_style) out_ += reset;
            if (end == std::string_view::npos) return;
            out_ += '\n';
            begin_line(quote_depth);
            text.remove_prefix(end + 1);
        }
    }
    void end_line() { out_ += '\n'; }
    [[nodiscard]] std::string take() { return std::move(out_); }

  private:
    std::string base_;
    std::string out_;
};

std::string with_attributes(const text::Markup& markup, Style style) {
    Writer writer(attributes_of(style));
    const std::string_view text = markup.text;
    for (const text::Block& block : markup.blocks) {
        if (&block != &markup.blocks.front()) writer.end_line();
        writer.begin_line(block.quote_depth);
        std::uint32_t spoiler = 0;
        for (std::uint32_t i = block.first_span; i < block.last_span; ++i) {
            const text::Span& span = markup.spans[i];
            const bool goes_on = span.spoiler != 0 && span.spoiler == spoiler;
            spoiler = span.spoiler;
            if (goes_on) continue;
            const std::string_view shown =
                span.spoiler != 0 ? hidden : text.substr(span.begin, span.end - span.begin);
            writer.write(shown, span.spoiler != 0 ? "\x1b[7m" : attributes_of(span), block.quote_depth);
        }
    }
    return writer.take();
}

}  // namespace

std::string in_one_line(std::string_view text) {
    std::string line = text::cap_marks(text::sanitise_message(text));
    std::replace_if(
        line.begin(), line.end(), [](char c) { return c == '\n' || c == '\t'; }, ' ');
    return line;
}

std::string styled(Colours colours, Style style, const std::string& text) {
    if (colours == Colours::None || style == Style::Plain || text.empty()) return text;
    return attributes_of(style) + text + reset;
}

std::string render(std::string_view source, const Rendering& rendering) {
    std::string clean = text::cap_marks(text::sanitise_message(source));
    std::replace(clean.begin(), clean.end(), '\t', ' ');
    const text::MarkupOptions options{
        .is_name = [&](std::string_view key) { return !rendering.my_key.empty() && key == rendering.my_key; },
        .room = rendering.room_mentioned ? text::RoomMentions::AsMention : text::RoomMentions::AsText,
        .emoticons = text::Emoticons::AsTyped};
    const text::Markup markup = text::parse_markup(clean, options);
    if (rendering.colours == Colours::Ansi) return with_attributes(markup, rendering.style);
    const bool has_spoilers =
        std::ranges::any_of(markup.spans, [](const text::Span& span) { return span.spoiler != 0; });
    return has_spoilers ? text::plain_text(markup, text::Spoilers::Hidden) : clean;
}

}  // namespace crosstalk::cli
