// What is drawn of a text: code points of the fonts in place of those of the text. An emoji of several code points (joined
// people, flags, keycaps) is one picture here, and what must not be drawn is replaced. Whoever measures or draws a text
// reads it with DrawnText, so that both always agree; the text itself, and with it what is copied, stays as it was.
#pragma once

#include <cstddef>
#include <string_view>

namespace crosstalk::ui {

/// Reads a text from one drawn code point to the next. No memory is allocated, and letters are read as quickly as before.
///
/// Characters are graphemes, as in the editor: a caret stands between them only. A character that is no known emoji is
/// drawn in its parts. The private areas of Unicode, in which the pictures have their places here, are drawn as U+FFFD
/// when a text has them.
class DrawnText {
  public:
    /// `position` stands between two characters. The text must outlive the reader.
    explicit DrawnText(std::string_view text, std::size_t position = 0)
        : text_(text), position_(position), end_of_character_(position) {}

    bool at_end() const { return position_ >= text_.size(); }
    /// Byte of the text that the next code point begins at.
    std::size_t position() const { return position_; }
    bool between_characters() const { return position_ >= end_of_character_; }
    /// Not at the end. What it stands for reaches from position() before to position() after.
    char32_t next();

  private:
    std::string_view text_;
    std::size_t position_;
    std::size_t end_of_character_;
};

/// The first character of a text, as people see them: a code point and what extends it.
std::string_view first_cluster(std::string_view text);

/// Joiners, selectors and marks of direction: they say how to draw their neighbours and have no picture of their own.
bool has_no_glyph(char32_t code_point);

/// Code point at `position`, which moves behind it. Bytes that are no UTF-8 give U+FFFD each.
char32_t next_code_point(std::string_view text, std::size_t& position);

}  // namespace crosstalk::ui
