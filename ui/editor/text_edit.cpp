#include "ui/editor/text_edit.hpp"

#include <algorithm>
#include <utility>

#include "net/text/graphemes.hpp"
#include "net/text/utf8.hpp"

namespace crosstalk::ui {

namespace {

constexpr std::size_t undo_steps = 200;

std::string without_controls(std::string_view text) {
    std::string clean;
    for (std::size_t at = 0; at < text.size(); ++at) {
        const char c = text[at];
        if (c == '\r') {
            if (at + 1 >= text.size() || text[at + 1] != '\n') clean += '\n';
        } else if (c == '\n' || c == '\t' || static_cast<unsigned char>(c) >= 0x20) {
            if (c != '\x7F') clean += c;
        }
    }
    return clean;
}

std::uint32_t as_byte(std::size_t position) {
    return static_cast<std::uint32_t>(position);
}

// Line breaks are always boundaries, so nothing before the line has to be looked at.
std::uint32_t line_begin(std::string_view text, std::uint32_t byte) {
    const std::size_t found = byte == 0 ? std::string_view::npos : text.rfind('\n', byte - 1);
    return found == std::string_view::npos ? 0 : as_byte(found + 1);
}

std::uint32_t character_before(std::string_view text, std::uint32_t byte) {
    if (byte == 0) return 0;
    std::uint32_t at = line_begin(text, byte);
    if (at == byte) return byte - 1;  // the line break itself
    for (;;) {
        const std::uint32_t next = at + as_byte(text::first_grapheme(text.substr(at)).size());
        if (next >= byte) return at;
        at = next;
    }
}

std::uint32_t character_behind(std::string_view text, std::uint32_t byte) {
    return byte + as_byte(text::first_grapheme(text.substr(byte)).size());
}

}  // namespace

std::uint32_t word_before(std::string_view text, std::uint32_t byte) {
    std::uint32_t at = std::min(byte, as_byte(text.size()));
    while (at > 0 && (text[at - 1] == ' ' || text[at - 1] == '\n' || text[at - 1] == '\t'))
        --at;
    return at == 0 ? 0 : word_around(text, at - 1).begin;
}

std::uint32_t word_behind(std::string_view text, std::uint32_t byte) {
    std::uint32_t at = byte < text.size() ? word_around(text, byte).end : as_byte(text.size());
    while (at < text.size() && (text[at] == ' ' || text[at] == '\n' || text[at] == '\t'))
        ++at;
    return at;
}

ByteRange TextEdit::selection() const {
    return {std::min(now_.caret, now_.fixed), std::max(now_.caret, now_.fixed)};
}

std::string_view TextEdit::selected() const {
    const ByteRange bytes = selection();
    return std::string_view(now_.text).substr(bytes.begin, bytes.end - bytes.begin);
}

void TextEdit::reset(std::string text) {
    if (text.size() > most_bytes_) text = std::string(text::first_bytes(text, most_bytes_));
    now_ = {std::move(text), 0, 0};
    now_.caret = now_.fixed = as_byte(now_.text.size());
    undo_.clear();
    redo_.clear();
    last_kind_ = Kind::None;
    ++revision_;
}

void TextEdit::remember(Kind kind, bool goes_on) {
    redo_.clear();
    const bool same_run = goes_on && kind == last_kind_ && last_caret_ == now_.caret && !has_selection();
    last_kind_ = kind;
    if (same_run) return;
    undo_.push_back(now_);
    if (undo_.size() > undo_steps) undo_.erase(undo_.begin());
}

void TextEdit::splice(ByteRange bytes, std::string_view text) {
    const std::size_t kept = now_.text.size() - (bytes.end - bytes.begin);
    const std::string_view fits = text::first_bytes(text, most_bytes_ - std::min(kept, most_bytes_));
    now_.text.replace(bytes.begin, bytes.end - bytes.begin, fits);
    now_.caret = now_.fixed = bytes.begin + as_byte(fits.size());
    last_caret_ = now_.caret;
    ++revision_;
}

void TextEdit::type(std::string_view typed) {
    if (typed.empty()) return;
    // A word that begins behind a blank is a step of its own.
    const bool begins_word = typed != " " && typed != "\n" && now_.caret > 0 &&
                             (now_.text[now_.caret - 1] == ' ' || now_.text[now_.caret - 1] == '\n');
    remember(Kind::Typing, !begins_word);
    splice(selection(), typed);
}

void TextEdit::paste(std::string_view text) {
    const std::string clean = without_controls(text);
    if (clean.empty()) return;
    remember(Kind::Other, false);
    splice(selection(), clean);
}

void TextEdit::erase(Step step, Direction direction) {
    ByteRange bytes = selection();
    if (!has_selection()) {
        const std::uint32_t other = beside(now_.caret, step, direction);
        bytes = {std::min(now_.caret, other), std::max(now_.caret, other)};
    }
    if (bytes.begin == bytes.end) return;
    remember(Kind::Erasing, step == Step::Character);
    splice(bytes, {});
}

void TextEdit::replace(ByteRange bytes, std::string_view text) {
    remember(Kind::Other, false);
    splice(bytes, text);
}

void TextEdit::wrap(std::string_view sign) {
    const ByteRange bytes = selection();
    const auto size = as_byte(sign.size());
    const std::string_view text = now_.text;
    const bool is_wrapped = bytes.begin >= size && bytes.end + size <= text.size() &&
                            text.substr(bytes.begin - size, size) == sign &&
                            text.substr(bytes.end, size) == sign;
    const std::string inner(selected());
    if (is_wrapped) {
        replace({bytes.begin - size, bytes.end + size}, inner);
        now_.fixed = bytes.begin - size;
        now_.caret = now_.fixed + as_byte(inner.size());
        return;
    }
    if (text.size() + 2 * sign.size() > most_bytes_) return;
    replace(bytes, std::string(sign) + inner + std::string(sign));
    now_.fixed = bytes.begin + size;
    now_.caret = now_.fixed + as_byte(inner.size());
}

bool TextEdit::undo() {
    if (undo_.empty()) return false;
    redo_.push_back(std::move(now_));
    now_ = std::move(undo_.back());
    undo_.pop_back();
    last_kind_ = Kind::None;
    ++revision_;
    return true;
}

bool TextEdit::redo() {
    if (redo_.empty()) return false;
    undo_.push_back(std::move(now_));
    now_ = std::move(redo_.back());
    redo_.pop_back();
    last_kind_ = Kind::None;
    ++revision_;
    return true;
}

std::uint32_t TextEdit::beside(std::uint32_t byte, Step step, Direction direction) const {
    const std::string_view text = now_.text;
    const bool back = direction == Direction::Back;
    switch (step) {
        case Step::Character:
            return back ? character_before(text, byte) : character_behind(text, byte);
        case Step::Word:
            return back ? word_before(text, byte) : word_behind(text, byte);
        case Step::All:
            return back ? 0 : as_byte(text.size());
    }
    return byte;
}

// The nearest place before or at `byte` where a caret may stand.
std::uint32_t TextEdit::boundary(std::uint32_t byte) const {
    const auto most = as_byte(now_.text.size());
    if (byte >= most) return most;
    const std::uint32_t before = character_before(now_.text, byte + 1);
    return before;
}

void TextEdit::move(Step step, Direction direction, Selecting selecting) {
    last_kind_ = Kind::None;
    if (selecting == Selecting::No && has_selection() && step == Step::Character) {
        const ByteRange bytes = selection();
        now_.caret = now_.fixed = direction == Direction::Back ? bytes.begin : bytes.end;
        return;
    }
    now_.caret = beside(now_.caret, step, direction);
    if (selecting == Selecting::No) now_.fixed = now_.caret;
}

void TextEdit::place(std::uint32_t byte, Selecting selecting) {
    last_kind_ = Kind::None;
    now_.caret = boundary(byte);
    if (selecting == Selecting::No) now_.fixed = now_.caret;
}

void TextEdit::select(ByteRange bytes) {
    last_kind_ = Kind::None;
    now_.fixed = boundary(bytes.begin);
    now_.caret = boundary(bytes.end);
}

}  // namespace crosstalk::ui
