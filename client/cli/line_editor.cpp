#include "client/cli/line_editor.hpp"

#include <utf8proc.h>

#include <algorithm>

#include "client/cli/conversation.hpp"
#include "client/model/composer.hpp"
#include "net/text/graphemes.hpp"
#include "net/text/utf8.hpp"

namespace crosstalk::cli {

namespace {

constexpr char escape = '\x1b';

// The length of the escape sequence at the beginning, 0 if it is not complete.
std::size_t escape_length(std::string_view bytes) {
    if (bytes.size() < 2) return 0;
    if (bytes[1] == 'O') return bytes.size() < 3 ? 0 : 3;
    if (bytes[1] != '[') return 2;
    for (std::size_t i = 2; i < bytes.size(); ++i) {
        if (bytes[i] >= 0x40 && bytes[i] <= 0x7E) return i + 1;
        if (i > 32) return i;
    }
    return 0;
}

// How many bytes the code point at the beginning will have, by its first byte; 1 for what begins none.
std::size_t announced_bytes(char first) {
    const auto byte = static_cast<unsigned char>(first);
    if (byte >= 0xF0 && byte <= 0xF4) return 4;
    if (byte >= 0xE0 && byte < 0xF0) return 3;
    if (byte >= 0xC2 && byte < 0xE0) return 2;
    return 1;
}

}  // namespace

std::size_t columns_of(std::string_view text) {
    std::size_t columns = 0;
    while (!text.empty()) {
        const std::string_view grapheme = text::first_grapheme(text);
        int widest = 0;
        for (const text::CodePoint point : text::CodePoints(grapheme)) {
            widest = std::max(widest, utf8proc_charwidth(static_cast<utf8proc_int32_t>(point.value)));
        }
        columns += static_cast<std::size_t>(widest);
        text.remove_prefix(grapheme.size());
    }
    return columns;
}

std::size_t LineEditor::before(std::size_t at) const {
    std::size_t begin = 0;
    while (begin < at) {
        const std::size_t next = begin + text::first_grapheme(std::string_view(text_).substr(begin)).size();
        if (next >= at) break;
        begin = next;
    }
    return begin;
}

std::size_t LineEditor::after(std::size_t at) const {
    return at + text::first_grapheme(std::string_view(text_).substr(at)).size();
}

void LineEditor::insert(std::string_view bytes) {
    if (text_.size() + bytes.size() > max_line_bytes) return;
    text_.insert(cursor_, bytes);
    cursor_ += bytes.size();
}

void LineEditor::erase(std::size_t from, std::size_t to) {
    text_.erase(from, to - from);
    cursor_ = from;
}

void LineEditor::walk_history(int step) {
    const bool is_at_end = step < 0 ? place_ == 0 : place_ == history_.size();
    if (is_at_end) return;
    if (place_ == history_.size()) draft_ = text_;
    place_ = step < 0 ? place_ - 1 : place_ + 1;
    text_ = place_ == history_.size() ? draft_ : history_[place_];
    cursor_ = text_.size();
}

void LineEditor::take_escape(std::string_view sequence) {
    const std::string_view key = sequence.substr(1);
    if (key == "[A" || key == "OA") return walk_history(-1);
    if (key == "[B" || key == "OB") return walk_history(+1);
    if (key == "[C" || key == "OC") {
        cursor_ = after(cursor_);
    } else if (key == "[D" || key == "OD") {
        cursor_ = before(cursor_);
    } else if (key == "[H" || key == "OH" || key == "[1~" || key == "[7~") {
        cursor_ = 0;
    } else if (key == "[F" || key == "OF" || key == "[4~" || key == "[8~") {
        cursor_ = text_.size();
    } else if (key == "[3~") {
        erase(cursor_, after(cursor_));
    }
}

std::optional<Typed> LineEditor::take(char32_t code_point, std::string_view bytes) {
    switch (code_point) {
        case '\r':
        case '\n': {
            TypedLine line{std::move(text_)};
            const bool is_new = !line.text.empty() && (history_.empty() || history_.back() != line.text);
            if (is_new && !model::may_hold_secret(line.text)) history_.push_back(line.text);
            if (history_.size() > most_history) history_.erase(history_.begin());
            text_.clear();
            draft_.clear();
            cursor_ = 0;
            place_ = history_.size();
            return line;
        }
        case 3:
            return TypedInterrupt{};
        case 4:
            if (text_.empty()) return TypedEnd{};
            erase(cursor_, after(cursor_));
            return std::nullopt;
        case 1:
            cursor_ = 0;
            return std::nullopt;
        case 5:
            cursor_ = text_.size();
            return std::nullopt;
        case 8:
        case 127:
            erase(before(cursor_), cursor_);
            return std::nullopt;
        case 11:
            text_.erase(cursor_);
            return std::nullopt;
        case 21:
            erase(0, cursor_);
            return std::nullopt;
        case 23: {
            std::size_t begin = cursor_;
            while (begin > 0 && text_[begin - 1] == ' ')
                --begin;
            while (begin > 0 && text_[begin - 1] != ' ')
                --begin;
            erase(begin, cursor_);
            return std::nullopt;
        }
        default:
            if (code_point >= 32) insert(bytes);
            return std::nullopt;
    }
}

std::vector<Typed> LineEditor::feed(std::string_view bytes) {
    std::vector<Typed> typed;
    pending_ += bytes;
    std::string_view rest = pending_;
    while (!rest.empty()) {
        if (rest.front() == escape) {
            const std::size_t length = escape_length(rest);
            if (length == 0) break;
            take_escape(rest.substr(0, length));
            rest.remove_prefix(length);
            continue;
        }
        if (rest.size() < announced_bytes(rest.front()) && text::first_code_point(rest).bytes == 1) break;
        const text::CodePoint point = text::first_code_point(rest);
        if (point.is_well_formed()) {
            if (auto key = take(point.value, rest.substr(0, point.bytes))) typed.push_back(std::move(*key));
        }
        rest.remove_prefix(point.bytes);
    }
    pending_ = std::string(rest);
    return typed;
}

std::string LineEditor::draw(std::string_view prompt, std::size_t columns) const {
    const std::size_t room = columns > columns_of(prompt) + 1 ? columns - columns_of(prompt) - 1 : 1;
    // From the left end until the cursor is inside.
    std::string_view shown = text_;
    std::size_t left_of_cursor = columns_of(shown.substr(0, cursor_));
    while (left_of_cursor > room) {
        const std::string_view grapheme = text::first_grapheme(shown);
        left_of_cursor -= columns_of(grapheme);
        shown.remove_prefix(grapheme.size());
    }
    std::string visible;
    std::size_t used = 0;
    while (!shown.empty()) {
        const std::string_view grapheme = text::first_grapheme(shown);
        const std::size_t width = columns_of(grapheme);
        if (used + width > room) break;
        used += width;
        visible += grapheme;
        shown.remove_prefix(grapheme.size());
    }
    std::string out(hide());
    out += prompt;
    out += visible;
    if (used > left_of_cursor) out += "\x1b[" + std::to_string(used - left_of_cursor) + "D";
    return out;
}

}  // namespace crosstalk::cli
