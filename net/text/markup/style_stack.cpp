#include "net/text/markup/style_stack.hpp"

#include <algorithm>
#include <utility>

#include "net/text/ascii.hpp"

namespace crosstalk::text {
namespace {

bool is_space(CodePoint each) {
    if (each.bytes == 0) return true;
    const CharacterKind kind = kind_of(each.value);
    return kind == CharacterKind::Space || kind == CharacterKind::OtherSpace ||
           kind == CharacterKind::Control;
}

// Whether the neighbour on its outer side lets this sign mark a style.
bool allows(Style style, CodePoint outer) {
    if (style == Style::ItalicStar) return outer.value >= 0x80 || !is_in_word(outer);
    return style != Style::ItalicLine || !is_in_word(outer);
}

}  // namespace

std::size_t StyleStack::place_of(Style style) const {
    for (std::size_t place = 0; place < size_; ++place)
        if (marks_[open_[place]].style == style) return place;
    return none;
}

void StyleStack::open(std::size_t mark) {
    if (const std::size_t place = place_of(marks_[mark].style); place != none) {
        std::copy(open_.begin() + static_cast<std::ptrdiff_t>(place) + 1,
                  open_.begin() + static_cast<std::ptrdiff_t>(size_),
                  open_.begin() + static_cast<std::ptrdiff_t>(place));
        --size_;
    }
    open_[size_++] = mark;
}

void StyleStack::close(std::size_t place) {
    marks_[open_[place]].role = Role::Begins;
    size_ = place;
}

void StyleStack::add(char sign, std::size_t run, CodePoint before, CodePoint after) {
    const std::size_t first = marks_.size();
    if (sign == '*') {
        if (run >= 2) marks_.push_back({Style::Bold});
        if (run != 2) marks_.push_back({Style::ItalicStar, Role::Text, run == 3});
    } else {
        marks_.push_back({sign == '_' ? Style::ItalicLine : sign == '~' ? Style::Struck : Style::Spoiler});
    }
    const std::size_t last = marks_.size();

    // Of two styles the inner one ends first, so the signs in front end it.
    std::size_t next = first;
    while (next < last && !is_space(before)) {
        std::size_t innermost = none;
        std::size_t closing = next;
        for (std::size_t mark = next; mark < last; ++mark) {
            const std::size_t place = place_of(marks_[mark].style);
            if (place == none || !allows(marks_[mark].style, after)) continue;
            if (innermost != none && place < innermost) continue;
            innermost = place;
            closing = mark;
        }
        if (innermost == none) break;
        // "***a** b*": of two that began together the inner one is that which ends first.
        if (innermost + 2 == size_ && marks_[open_[innermost + 1]].is_second &&
            open_[innermost] + 1 == open_[innermost + 1]) {
            std::swap(marks_[open_[innermost]].style, marks_[open_[innermost + 1]].style);
            ++innermost;
        }
        close(innermost);
        std::swap(marks_[next].style, marks_[closing].style);
        marks_[next++].role = Role::Ends;
    }
    for (; next < last && !is_space(after); ++next)
        if (allows(marks_[next].style, before)) open(next);
}

}  // namespace crosstalk::text
