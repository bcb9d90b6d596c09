#include "net/text/markup/scanner.hpp"

#include <algorithm>
#include <vector>

#include "net/limits.hpp"
#include "net/text/ascii.hpp"
#include "net/text/emoji_table.hpp"
#include "net/text/emoticons.hpp"
#include "net/text/graphemes.hpp"
#include "net/text/markup/links.hpp"
#include "net/text/message_text.hpp"
#include "net/text/names.hpp"

namespace crosstalk::text {
namespace {

constexpr std::size_t max_quote_depth = 3;
constexpr std::size_t code_block_run = 3;
constexpr std::size_t max_language = 20;
constexpr std::size_t max_shortcode = 96;
// As typed a name may be longer than as stored: full-width letters take three bytes, accents of their own two more.
constexpr std::size_t max_typed_name_bytes = 2 * net::max_name_bytes;
constexpr auto nowhere = std::string_view::npos;

bool is_everybody(std::string_view name) {
    const std::string typed = ascii_lower(name.substr(0, max_typed_name_bytes));
    return typed == "room" || typed == "everyone";
}

bool is_delimiter(char sign, std::size_t run) {
    switch (sign) {
        case '*':
            return run <= 3;
        case '_':
            return run == 1;
        case '~':
        case '|':
            return run == 2;
        default:
            return false;
    }
}

}  // namespace

QuoteSigns quote_signs(std::string_view line) {
    QuoteSigns found;
    std::size_t at = 0;
    for (std::size_t depth = 1; depth <= max_quote_depth && at < line.size() && line[at] == '>'; ++depth) {
        ++at;
        const bool is_last_of_line = at == line.size() || line[at] == '\n';
        const bool has_blank = !is_last_of_line && line[at] == ' ';
        if (has_blank) ++at;
        if (has_blank || is_last_of_line) found = {depth, at};
    }
    return found;
}

CodePoint Scanner::before(std::size_t index) const {
    if (index == 0) return {};
    for (std::size_t back = 1; back <= 4 && back <= index; ++back) {
        const CodePoint each = first_code_point(text_.substr(index - back));
        if (each.bytes == back && each.is_well_formed()) return each;
    }
    return {replacement_character, 1};
}

std::size_t Scanner::run_length(std::size_t from) const {
    return std::min(text_.find_first_not_of(text_[from], from), text_.size()) - from;
}

bool Scanner::is_special(std::size_t index) const {
    switch (text_[index]) {
        case '\n':
        case '\\':
        case '`':
        case '<':
        case '@':
        case '*':
        case '_':
        case '~':
        case '|':
        case ':':
            return true;
        case 'c':
        case 'C':
        case 'h':
        case 'H':
            if (begins_link(rest(index))) return true;
            [[fallthrough]];
        default:
            return options_.has_emoticons && may_begin_emoticon(text_[index]) && begins_word(index);
    }
}

Piece Scanner::next() {
    Piece piece;
    piece.begin = piece.inner_begin = at_;
    if (at_line_start_) {
        at_line_start_ = false;
        const QuoteSigns signs = quote_signs(rest(at_));
        depth_ = signs.depth;
        if (signs.depth > 0) {
            piece.token = Token::QuoteMark;
            piece.end = piece.inner_end = at_ + signs.bytes;
        }
    }
    if (piece.end == 0 && is_special(at_) && try_special(piece)) {
        at_line_start_ = piece.token == Token::Newline;
    } else if (piece.end == 0) {
        const char sign = at(at_);
        piece.end =
            at_ +
            (sign == '`' || sign == '*' || sign == '_' || sign == '~' || sign == '|' ? run_length(at_) : 1);
        while (piece.end < text_.size() && !is_special(piece.end))
            ++piece.end;
        piece.inner_end = piece.end;
    }
    steps_ += piece.end - at_ + 1;
    at_ = piece.end;
    return piece;
}

// Each sets the token and the ends of what it recognised.
bool Scanner::try_special(Piece& piece) {
    if (try_emoticon(piece)) return true;
    switch (at(at_)) {
        case '\n':
            return try_newline(piece);
        case '\\':
            return try_escape(piece);
        case '`':
            return try_backticks(piece);
        case '<':
        case 'c':
        case 'C':
        case 'h':
        case 'H':
            return try_link(piece);
        case '@':
            return try_mention(piece);
        case ':':
            return try_emoji(piece);
        default:
            return try_delimiter(piece);
    }
}

bool Scanner::try_newline(Piece& piece) {
    piece.token = Token::Newline;
    piece.end = piece.inner_end = at_ + 1;
    return true;
}

bool Scanner::try_escape(Piece& piece) {
    if (!is_ascii_punctuation(at(at_ + 1))) return false;
    piece.end = piece.inner_end = at_ + 2;
    // The arm of the one who shrugs.
    if (before(at_).value != U'\u00AF') piece.inner_begin = at_ + 1;
    return true;
}

bool Scanner::try_backticks(Piece& piece) {
    const std::size_t run = run_length(at_);
    return run == code_block_run ? try_code_block(piece) : run < code_block_run && try_code_span(piece, run);
}

bool Scanner::try_code_span(Piece& piece, std::size_t run) {
    const std::size_t begin = at_ + run;
    std::size_t end = begin;
    while (end < text_.size() && text_[end] != '\n') {
        if (text_[end] != '`') {
            ++end;
            continue;
        }
        const std::size_t found = run_length(end);
        if (found == run) {
            steps_ += end - begin;
            piece.token = Token::CodeSpan;
            piece.inner_begin = begin;
            piece.inner_end = end;
            piece.end = end + run;
            const std::string_view code = text_.substr(begin, end - begin);
            const bool is_padded = code.size() > 2 && code.starts_with(' ') && code.ends_with(' ');
            if (is_padded && code.find_first_not_of(' ') != nowhere) {
                ++piece.inner_begin;
                --piece.inner_end;
            }
            return true;
        }
        end += found;
    }
    steps_ += end - begin;
    return false;
}

// In a quotation a block ends with it; otherwise lines that look quoted belong to the code.
std::size_t Scanner::end_of_code_block(std::size_t from) {
    const std::string_view stops = depth_ > 0 ? "`\n" : "`";
    std::size_t at = from;
    for (;;) {
        at = std::min(text_.find_first_of(stops, at), text_.size());
        if (at == text_.size()) break;
        if (text_[at] == '\n') {
            ++at;
            if (quote_signs(rest(at)).depth != depth_) break;
            continue;
        }
        const std::size_t run = run_length(at);
        if (run == code_block_run) {
            steps_ += at - from;
            return at;
        }
        at += run;
    }
    steps_ += at - from;
    return nowhere;
}

bool Scanner::try_code_block(Piece& piece) {
    const std::size_t opened = at_ + code_block_run;
    const std::size_t closed = end_of_code_block(opened);
    if (closed == nowhere || is_blank(text_.substr(opened, closed - opened))) return false;

    std::size_t begin = opened;
    const auto may_stand_in_language = [](char c) {
        return is_ascii_letter_or_digit(c) || std::string_view{"_+.#-"}.find(c) != nowhere;
    };
    while (begin - opened < max_language && may_stand_in_language(at(begin)))
        ++begin;
    const bool has_language = at(begin) == '\n' && !is_blank(text_.substr(begin, closed - begin));
    if (has_language) piece.language = text_.substr(opened, begin - opened);
    begin = has_language ? begin + 1 : opened;
    // The line of the closing signs is not of the code, nor are signs of quotation before them.
    std::size_t end = closed;
    if (const std::size_t last_break = text_.substr(begin, closed - begin).rfind('\n');
        last_break != nowhere) {
        const std::size_t line = begin + last_break + 1;
        const std::size_t signs = depth_ > 0 ? quote_signs(rest(line)).bytes : 0;
        if (text_.find_first_not_of(' ', line + signs) == closed) end = line - 1;
    }
    steps_ += closed - opened;
    piece.token = Token::CodeBlock;
    piece.inner_begin = begin;
    piece.inner_end = end;
    piece.end = closed + code_block_run;
    return true;
}

bool Scanner::try_link(Piece& piece) {
    const bool is_bracketed = at(at_) == '<';
    const std::size_t begin = at_ + (is_bracketed ? 1 : 0);
    if (!begins_link(rest(begin)) || (!is_bracketed && is_in_word(before(at_)))) return false;
    const LinkEnd link = end_of_link(rest(begin));
    steps_ += link.bracketed;
    if (link.bare == 0 || (is_bracketed && at(begin + link.bracketed) != '>')) return false;
    piece.token = Token::Link;
    piece.inner_begin = begin;
    piece.inner_end = begin + (is_bracketed ? link.bracketed : link.bare);
    piece.end = piece.inner_end + (is_bracketed ? 1 : 0);
    return true;
}

bool Scanner::is_named(std::string_view name, std::string& key) {
    if (is_everybody(name)) {
        key.clear();
        return options_.names_room;
    }
    if (lookups_ >= max_name_lookups) return false;
    ++lookups_;
    steps_ += name.size();
    key = name_key(normalized_name(name));
    return !key.empty() && (*options_.is_name)(key);
}

bool Scanner::try_quoted_mention(Piece& piece) {
    const std::size_t begin = at_ + 2;
    const std::string_view typed = first_bytes(rest(begin), max_typed_name_bytes + 1);
    const std::size_t size = typed.find_first_of("\"\n");
    steps_ += std::min(size, typed.size());
    ++lookups_;
    if (size == nowhere || typed[size] == '\n' || !is_named(typed.substr(0, size), piece.key)) return false;
    piece.token = Token::Mention;
    piece.inner_begin = begin;
    piece.inner_end = begin + size;
    piece.end = begin + size + 1;
    return true;
}

bool Scanner::try_mention(Piece& piece) {
    if (options_.is_name == nullptr || !*options_.is_name || lookups_ >= max_name_lookups) return false;
    if (const CodePoint previous = before(at_); is_in_word(previous) || previous.value == U'@') return false;
    const char first = at(at_ + 1);
    if (first == '"') return try_quoted_mention(piece);
    if (first == ' ' || first == '\n' || first == '\0') return false;

    const std::size_t begin = at_ + 1;
    std::string_view typed = first_bytes(rest(begin), max_typed_name_bytes);
    typed = typed.substr(0, typed.find_first_of("\n\t"));
    typed = first_graphemes(typed, net::max_name_graphemes);
    std::vector<std::size_t> ends;
    for (std::size_t end = 0; end < typed.size();) {
        const CodePoint each = first_code_point(typed.substr(end));
        end += each.bytes;
        if (each.value == U' ') continue;
        const CodePoint next = first_code_point(rest(begin + end));
        if (is_in_word(next) || next.value == U'@') continue;
        const bool is_joint = next.value == U'-' || next.value == U'.' || next.value == U'_';
        if (is_joint && is_in_word(first_code_point(rest(begin + end + next.bytes)))) continue;
        ends.push_back(end);
    }
    steps_ += typed.size();
    if (ends.empty()) ++lookups_;  // it was work all the same
    for (auto end = ends.rbegin(); end != ends.rend(); ++end) {
        if (!is_named(typed.substr(0, *end), piece.key)) continue;
        piece.token = Token::Mention;
        piece.inner_begin = begin;
        piece.end = piece.inner_end = begin + *end;
        return true;
    }
    return false;
}

bool Scanner::try_delimiter(Piece& piece) {
    const std::size_t run = run_length(at_);
    if (!is_delimiter(at(at_), run)) return false;
    piece.token = Token::Delimiter;
    piece.end = piece.inner_end = at_ + run;
    piece.before = before(at_);
    piece.after = first_code_point(rest(piece.end));
    return true;
}

// 10:100:20 is a time or a score.
bool Scanner::try_emoji(Piece& piece) {
    if (at_ > 0 && is_ascii_digit(text_[at_ - 1])) return false;
    const auto may_stand_in_shortcode = [](char c) {
        return is_ascii_letter_or_digit(c) || c == '_' || c == '+' || c == '-';
    };
    std::size_t end = at_ + 1;
    while (end - at_ <= max_shortcode && may_stand_in_shortcode(at(end)))
        ++end;
    steps_ += end - at_;
    if (at(end) != ':') return false;
    const Emoji* const emoji = emoji_named(text_.substr(at_ + 1, end - at_ - 1));
    if (emoji == nullptr) return false;
    piece.token = Token::Emoji;
    piece.end = piece.inner_end = end + 1;
    piece.shown = emoji->text;
    return true;
}

bool Scanner::begins_word(std::size_t index) const {
    return index == 0 || std::string_view{" \n\t*_~|"}.find(text_[index - 1]) != nowhere;
}

bool Scanner::try_emoticon(Piece& piece) {
    if (!options_.has_emoticons || !may_begin_emoticon(at(at_)) || !begins_word(at_)) return false;
    for (std::size_t size = longest_emoticon; size >= shortest_emoticon; --size) {
        const std::size_t end = at_ + size;
        const bool ends_word =
            end == text_.size() ||
            (end < text_.size() && std::string_view{" \n\t.,!?*_~|"}.find(text_[end]) != nowhere);
        if (!ends_word) continue;
        const std::string_view emoji = emoji_of_emoticon(text_.substr(at_, size));
        if (emoji.empty()) continue;
        piece.token = Token::Emoji;
        piece.end = piece.inner_end = end;
        piece.shown = emoji;
        return true;
    }
    return false;
}

}  // namespace crosstalk::text
