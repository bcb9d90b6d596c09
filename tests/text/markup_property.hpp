// What holds of the markup of any text at all: for the tests on hostile strings and for the fuzzer.
#pragma once

#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

#include "net/text/emoji.hpp"
#include "net/text/markup/links.hpp"
#include "net/text/markup/markup.hpp"
#include "net/text/utf8.hpp"

namespace crosstalk::text {

// Every step is a byte looked at, or about that. A byte is looked at by the search for what may begin with it, by the one
// that finds its end, and by the writer; near '@' for names too, whose number is bounded.
inline constexpr std::uint64_t max_steps_per_byte = 12;
inline constexpr std::uint64_t max_steps_for_names = max_name_lookups * 512;

// Empty if all is well.
class MarkupProperty {
  public:
    // Whoever has a key of an even length is there.
    static bool is_name(std::string_view key) { return key.size() % 2 == 0; }

    static std::string complaint_about(std::string_view source) {
        MarkupOptions options;
        options.is_name = is_name;
        const Markup markup = parse_markup(source, options);
        MarkupProperty property(source, markup);
        if (std::string wrong = property.of_ranges(); !wrong.empty()) return wrong;
        if (std::string wrong = property.of_text(); !wrong.empty()) return wrong;
        return property.of_others(options);
    }

  private:
    MarkupProperty(std::string_view source, const Markup& markup) : source_(source), markup_(markup) {}

    [[nodiscard]] bool is_between_code_points(std::size_t at) const {
        return at <= markup_.text.size() && (at == markup_.text.size() || !is_valid_utf8(source_) ||
                                             (static_cast<unsigned char>(markup_.text[at]) & 0xC0U) != 0x80U);
    }

    [[nodiscard]] std::string of_ranges() const {
        std::size_t at = 0;
        std::size_t span = 0;
        for (const Block& block : markup_.blocks) {
            if (&block != markup_.blocks.data()) {
                if (at >= markup_.text.size() || markup_.text[at] != '\n')
                    return "no line break between blocks";
                ++at;
            }
            if (block.begin != at || block.end < block.begin) return "a block does not follow the one before";
            if (block.first_span != span || block.last_span < span || block.last_span > markup_.spans.size())
                return "a block has not the spans behind those before";
            if (block.quote_depth > 3) return "a quote is too deep";
            for (; span < block.last_span; ++span) {
                const Span& each = markup_.spans[span];
                if (each.begin != at || each.end <= each.begin)
                    return "a span does not follow the one before";
                if (!is_between_code_points(each.begin)) return "a span begins inside a code point";
                at = each.end;
            }
            if (at != block.end) return "the spans of a block do not cover it";
        }
        if (span != markup_.spans.size()) return "a span is in no block";
        return at == markup_.text.size() ? "" : "text behind the last block";
    }

    [[nodiscard]] std::string of_text() const {
        if (is_valid_utf8(source_) && !is_valid_utf8(markup_.text)) return "valid text was made invalid";
        if (!source_.empty() && markup_.text.empty()) return "nothing is left";
        std::size_t longest = source_.size();
        for (const Span& each : markup_.spans) {
            const std::string_view text =
                std::string_view{markup_.text}.substr(each.begin, each.end - each.begin);
            switch (each.kind) {
                case SpanKind::Emoji:
                    longest += std::min<std::size_t>(32, text.size() - 2);
                    if (!is_one_emoji(text)) return "an emoji is none";
                    break;
                case SpanKind::Link:
                    if (text.find_first_of(" \n\t<>\"`|\\") != std::string_view::npos)
                        return "a link has a wrong sign";
                    if (source_.find(text) == std::string_view::npos) return "a link was changed";
                    break;
                case SpanKind::Mention:
                    if (each.target >= markup_.mentions.size() || text[0] != '@') return "a mention is none";
                    break;
                case SpanKind::Text:
                    break;
            }
        }
        return markup_.text.size() <= longest ? "" : "text has grown by more than its emoji";
    }

    [[nodiscard]] std::string of_others(const MarkupOptions& options) const {
        if (markup_.steps > max_steps_per_byte * source_.size() + max_steps_for_names)
            return "it took " + std::to_string(markup_.steps) + " steps for " +
                   std::to_string(source_.size()) + " bytes";
        const std::vector<Mention> mentions = find_mentions(source_, options.is_name);
        if (!std::ranges::equal(mentions, markup_.mentions, {}, &Mention::key))
            return "others are named than shown";
        // A name may hold what would be a link.
        const Markup nameless = parse_markup(source_);
        std::vector<std::string_view> links;
        for (const Span& each : nameless.spans)
            if (each.kind == SpanKind::Link)
                links.push_back(std::string_view{nameless.text}.substr(each.begin, each.end - each.begin));
        if (find_links(source_) != links || has_link(source_) == links.empty())
            return "other links are found than shown";
        for (const Spoilers how : {Spoilers::Hidden, Spoilers::Marked}) {
            const std::string plain = plain_text(markup_, how);
            if (is_valid_utf8(source_) && !is_valid_utf8(plain)) return "plain text is not valid";
            if (plain.empty() != markup_.text.empty()) return "plain text is missing";
        }
        if (!(parse_markup(source_, options) == markup_)) return "the second time is not like the first";
        return "";
    }

    std::string_view source_;
    const Markup& markup_;
};

}  // namespace crosstalk::text
