#include "net/text/markup/markup.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include "net/text/characters.hpp"
#include "net/text/markup/scanner.hpp"
#include "net/text/markup/style_stack.hpp"
#include "net/text/utf8.hpp"

namespace crosstalk::text {
namespace {

// A piece of the source in the few bytes that writing needs. Written only when all styles are settled, since whether a
// sign marks anything is known later than the sign.
struct Item {
    Token token = Token::Text;
    std::uint8_t depth = 0;
    std::uint32_t begin = 0;  // in the source, what is shown of it
    std::uint32_t end = 0;
    std::uint32_t extra =
        0;  // Mention, CodeBlock, Emoji: the place in their lists; Delimiter: of its first mark
    std::uint32_t marks = 0;  // Delimiter: how many it is made of
};

struct Reading {
    std::vector<Item> items;
    std::vector<Mark> marks;
    std::vector<std::string> mentions;
    std::vector<std::string_view> languages;
    std::vector<std::string_view> emoji;
    std::uint64_t steps = 0;
};

std::uint32_t offset(std::size_t value) {
    return static_cast<std::uint32_t>(value);
}

Reading read(std::string_view source, const MarkupOptions& options) {
    Reading reading;
    StyleStack open(reading.marks);
    Scanner scanner(source, {.is_name = &options.is_name,
                             .names_room = options.room == RoomMentions::AsMention,
                             .has_emoticons = options.emoticons == Emoticons::AsEmoji});
    std::size_t depth = 0;
    while (!scanner.at_end()) {
        Piece piece = scanner.next();
        if (scanner.quote_depth() != std::exchange(depth, scanner.quote_depth())) open.clear();
        Item item{piece.token, static_cast<std::uint8_t>(depth), offset(piece.inner_begin),
                  offset(piece.inner_end)};
        switch (piece.token) {
            case Token::QuoteMark:
                continue;
            case Token::Mention:
                item.extra = offset(reading.mentions.size());
                reading.mentions.push_back(std::move(piece.key));
                break;
            case Token::CodeBlock:
                item.extra = offset(reading.languages.size());
                reading.languages.push_back(piece.language);
                break;
            case Token::Emoji:
                item.extra = offset(reading.emoji.size());
                reading.emoji.push_back(piece.shown);
                break;
            case Token::Delimiter:
                item.extra = offset(reading.marks.size());
                open.add(source[piece.begin], piece.end - piece.begin, piece.before, piece.after);
                item.marks = offset(reading.marks.size()) - item.extra;
                break;
            case Token::Text:
            case Token::Newline:
            case Token::CodeSpan:
            case Token::Link:
                break;
        }
        reading.items.push_back(item);
    }
    reading.steps = scanner.steps() + reading.items.size() + reading.marks.size();
    return reading;
}

class Writer {
  public:
    Writer(std::string_view source, Reading& reading) : source_(source), reading_(reading) {
        markup_.text.reserve(source.size());
    }

    Markup write() {
        for (const Item& item : reading_.items)
            add(item);
        is_line_break_due_ = false;  // at the end nobody sees it
        end_block();
        markup_.mentions = std::move(reading_.mentions);
        markup_.steps = reading_.steps + markup_.text.size();
        return std::move(markup_);
    }

  private:
    [[nodiscard]] std::string_view shown(const Item& item) const {
        return source_.substr(item.begin, item.end - item.begin);
    }

    void add(const Item& item) {
        if (item.token == Token::Newline) {
            add_line_break(item);
            return;
        }
        if (item.token == Token::CodeBlock) {
            add_code_block(item);
            return;
        }
        std::string_view text = shown(item);
        if (item.token == Token::Text && is_behind_code_)
            text.remove_prefix(std::min(text.find_first_not_of(" \t"), text.size()));
        if (text.empty() && item.token == Token::Text) return;
        switch (item.token) {
            case Token::Delimiter:
                add_marks(item);
                return;
            case Token::Mention:
                go_on(item.depth);
                begin_span(SpanKind::Mention, styles_, spoiler_, item.extra);
                markup_.text += '@';
                break;
            case Token::Emoji:
                go_on(item.depth);
                begin_span(SpanKind::Emoji, styles_, spoiler_, item.extra);
                text = reading_.emoji[item.extra];
                break;
            case Token::Link:
                go_on(item.depth);
                begin_span(SpanKind::Link, styles_, spoiler_, 0);
                break;
            case Token::CodeSpan: {
                go_on(item.depth);
                Styles styles = styles_;
                styles.is_code = true;
                begin_span(SpanKind::Text, styles, spoiler_, 0);
                break;
            }
            default:
                go_on(item.depth);
                begin_span(SpanKind::Text, styles_, spoiler_, 0);
                break;
        }
        markup_.text += text;
        end_span();
    }

    // A line break between blocks is not part of either, so it waits for what comes.
    void add_line_break(const Item& item) {
        if (std::exchange(is_behind_code_, false)) return;
        go_on(item.depth);
        is_line_break_due_ = true;
        styles_of_break_ = styles_;
        spoiler_of_break_ = spoiler_;
    }

    // Makes sure that what is added next stands in a paragraph of that depth.
    void go_on(std::uint8_t depth) {
        is_behind_code_ = false;
        if (has_block_ && markup_.blocks.back().quote_depth != depth) {
            is_line_break_due_ = false;
            end_block();
        }
        if (!has_block_) begin_block(BlockKind::Paragraph, depth);
        if (!std::exchange(is_line_break_due_, false)) return;
        begin_span(SpanKind::Text, styles_of_break_, spoiler_of_break_, 0);
        markup_.text += '\n';
        end_span();
    }

    void begin_block(BlockKind kind, std::uint8_t depth) {
        if (!markup_.blocks.empty()) markup_.text += '\n';
        Block block;
        block.kind = kind;
        block.quote_depth = depth;
        block.begin = offset(markup_.text.size());
        block.first_span = offset(markup_.spans.size());
        markup_.blocks.push_back(std::move(block));
        has_block_ = true;
    }

    void end_block() {
        if (!std::exchange(has_block_, false)) return;
        Block& block = markup_.blocks.back();
        block.end = offset(markup_.text.size());
        block.last_span = offset(markup_.spans.size());
    }

    void add_code_block(const Item& item) {
        is_line_break_due_ = false;
        drop_blanks_at_end();
        end_block();
        begin_block(BlockKind::Code, item.depth);
        markup_.blocks.back().language = std::string(reading_.languages[item.extra]);
        Styles code;
        code.is_code = true;
        begin_span(SpanKind::Text, code, spoiler_, 0);
        std::string_view text = shown(item);
        bool is_at_line_start = item.begin > 0 && source_[item.begin - 1] == '\n';
        while (!text.empty()) {
            if (item.depth > 0 && is_at_line_start) text.remove_prefix(quote_signs(text).bytes);
            const std::size_t size = std::min(text.find('\n'), text.size() - 1) + 1;
            markup_.text += text.substr(0, size);
            text.remove_prefix(size);
            is_at_line_start = true;
        }
        end_span();
        end_block();
        is_behind_code_ = true;
    }

    // Those that stand between a paragraph and the code block on the same line. Removes a paragraph of nothing else.
    void drop_blanks_at_end() {
        if (!has_block_) return;
        const Block& block = markup_.blocks.back();
        const std::size_t size = markup_.text.size();
        while (markup_.text.size() > block.begin && markup_.text.back() == ' ') {
            Span& last = markup_.spans.back();
            if (last.kind != SpanKind::Text || last.styles.is_code) break;
            markup_.text.pop_back();
            if (--last.end == last.begin) markup_.spans.pop_back();
        }
        if (markup_.text.size() == size || markup_.text.size() > block.begin) return;
        markup_.blocks.pop_back();
        has_block_ = false;
        if (!markup_.blocks.empty()) markup_.text.pop_back();
    }

    void add_marks(const Item& item) {
        std::size_t at = item.begin;
        for (std::uint32_t i = item.extra; i < item.extra + item.marks; ++i) {
            const Mark& mark = reading_.marks[i];
            const std::size_t size = size_of(mark.style);
            if (mark.role == Role::Text) {
                go_on(item.depth);
                begin_span(SpanKind::Text, styles_, spoiler_, 0);
                markup_.text += source_.substr(at, size);
                end_span();
            } else {
                set(mark.style, mark.role == Role::Begins);
            }
            at += size;
        }
    }

    void set(Style style, bool is_on) {
        switch (style) {
            case Style::Bold:
                styles_.is_bold = is_on;
                break;
            case Style::ItalicStar:
                is_italic_[0] = is_on;
                break;
            case Style::ItalicLine:
                is_italic_[1] = is_on;
                break;
            case Style::Struck:
                styles_.is_struck = is_on;
                break;
            case Style::Spoiler:
                spoiler_ = is_on ? ++spoilers_ : 0;
                break;
        }
        styles_.is_italic = is_italic_[0] || is_italic_[1];
    }

    // Text goes on in the span before it if that looks the same.
    void begin_span(SpanKind kind, const Styles& styles, std::uint32_t spoiler, std::uint32_t target) {
        const std::uint32_t here = offset(markup_.text.size());
        const bool is_first = markup_.spans.size() == markup_.blocks.back().first_span;
        if (kind == SpanKind::Text && !is_first) {
            const Span& last = markup_.spans.back();
            if (last.kind == kind && last.styles == styles && last.spoiler == spoiler) return;
        }
        markup_.spans.push_back({here, here, kind, styles, spoiler, target});
    }

    void end_span() {
        Span& last = markup_.spans.back();
        last.end = offset(markup_.text.size());
        if (last.end == last.begin) markup_.spans.pop_back();
    }

    std::string_view source_;
    Reading& reading_;
    Markup markup_;
    Styles styles_;
    std::array<bool, 2> is_italic_{};  // by * and by _
    std::uint32_t spoiler_ = 0;        // the open one
    std::uint32_t spoilers_ = 0;       // so far
    bool has_block_ = false;
    bool is_line_break_due_ = false;
    Styles styles_of_break_;  // what was open where it stands
    std::uint32_t spoiler_of_break_ = 0;
    bool is_behind_code_ = false;  // on the line of its end, with nothing but blanks so far
};

}  // namespace

Markup parse_markup(std::string_view source, const MarkupOptions& options) {
    source = first_bytes(source, max_markup_bytes);
    Reading reading = read(source, options);
    Markup markup = Writer(source, reading).write();
    if (!markup.text.empty() || source.empty()) return markup;
    // Signs around nothing, such as a lone ">": nobody sends an empty message.
    markup.text = std::string(source);
    markup.blocks = {{.end = offset(source.size()), .last_span = 1}};
    markup.spans = {{.end = offset(source.size())}};
    return markup;
}

}  // namespace crosstalk::text
