// A text while it is being written: caret, selection, undo. Knows nothing of rows, fonts and keys; `text_area` shows it.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "ui/list/text_layout.hpp"

namespace crosstalk::ui {

enum class Step : std::uint8_t { Character, Word, All };
enum class Direction : std::uint8_t { Back, Forward };
/// Whether a movement takes the selection along.
enum class Selecting : std::uint8_t { No, Yes };

/// Positions are bytes and stand between characters as people see them. Belongs to the thread that draws.
class TextEdit {
  public:
    /// What goes beyond `most_bytes` is not taken, at a whole character.
    explicit TextEdit(std::size_t most_bytes) : most_bytes_(most_bytes) {}

    const std::string& text() const { return now_.text; }
    std::uint32_t caret() const { return now_.caret; }
    bool has_selection() const { return now_.caret != now_.fixed; }
    /// Empty at the caret if nothing is selected.
    ByteRange selection() const;
    std::string_view selected() const;
    /// Rises with every change of the text.
    std::uint64_t revision() const { return revision_; }

    /// Another text altogether: the caret goes behind it, and there is nothing to undo.
    void reset(std::string text);

    /// --- changes; each can be undone. Typed characters in a row are undone word by word.
    void type(std::string_view typed);
    /// Line breaks become '\n', other control characters go.
    void paste(std::string_view text);
    /// The selection; without one, a step of text.
    void erase(Step step, Direction direction);
    /// The caret goes behind the new text.
    void replace(ByteRange bytes, std::string_view text);
    /// Puts the sign on both sides of the selection, or takes it away if it is there already.
    void wrap(std::string_view sign);

    bool undo();
    bool redo();

    /// --- caret and selection
    void move(Step step, Direction direction, Selecting selecting);
    void place(std::uint32_t byte, Selecting selecting);
    void select(ByteRange bytes);
    void select_all() { select({0, static_cast<std::uint32_t>(text().size())}); }

  private:
    struct State {
        std::string text;
        std::uint32_t caret = 0;
        std::uint32_t fixed = 0;  // the other end of the selection
    };
    enum class Kind : std::uint8_t { None, Typing, Erasing, Other };

    std::uint32_t beside(std::uint32_t byte, Step step, Direction direction) const;
    std::uint32_t boundary(std::uint32_t byte) const;
    /// What is there now can be undone to, unless the change goes on from the last one of its kind.
    void remember(Kind kind, bool goes_on);
    void splice(ByteRange bytes, std::string_view text);

    std::size_t most_bytes_;
    State now_;
    std::vector<State> undo_;
    std::vector<State> redo_;
    Kind last_kind_ = Kind::None;
    std::uint32_t last_caret_ = 0;  // where the last change left it
    std::uint64_t revision_ = 0;
};

/// Where words begin and end for Ctrl and the arrow keys.
std::uint32_t word_before(std::string_view text, std::uint32_t byte);
std::uint32_t word_behind(std::string_view text, std::uint32_t byte);

}  // namespace crosstalk::ui
