// The line being typed in a terminal: keys in, finished lines out, and how to draw it. Knows UTF-8 and what people see as
// one character; does no input or output itself.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace crosstalk::cli {

struct TypedLine {
    std::string text;
};
// Ctrl+D in an empty line.
struct TypedEnd {};
// Ctrl+C, where the terminal sends it as a key.
struct TypedInterrupt {};
using Typed = std::variant<TypedLine, TypedEnd, TypedInterrupt>;

// Keys: arrows, Home, End (Ctrl+A, Ctrl+E), Backspace, Delete, Ctrl+W (word), Ctrl+U (to the beginning), Ctrl+K (to the end),
// Up and Down walk what was typed before, except for lines that hold a passkey or a code.
class LineEditor {
  public:
    // Any bytes, cut anywhere.
    std::vector<Typed> feed(std::string_view bytes);

    // Clears the terminal's line and draws prompt and text in at most `columns`, scrolled so that the cursor is seen.
    [[nodiscard]] std::string draw(std::string_view prompt, std::size_t columns) const;
    // Takes the drawing away, so that other lines can be printed.
    [[nodiscard]] static std::string_view hide() { return "\r\x1b[K"; }

    [[nodiscard]] const std::string& text() const { return text_; }
    [[nodiscard]] std::size_t cursor() const { return cursor_; }

  private:
    static constexpr std::size_t most_history = 200;

    std::optional<Typed> take(char32_t code_point, std::string_view bytes);
    void take_escape(std::string_view sequence);
    void insert(std::string_view bytes);
    void erase(std::size_t from, std::size_t to);
    void walk_history(int step);
    [[nodiscard]] std::size_t before(std::size_t at) const;
    [[nodiscard]] std::size_t after(std::size_t at) const;

    std::string text_;
    std::size_t cursor_ = 0;  // in bytes, at the boundary of a character
    std::string pending_;     // bytes of a key that is not complete
    std::vector<std::string> history_;
    std::size_t place_ = 0;  // in the history; its size: the draft
    std::string draft_;
};

// Columns that a terminal gives to the text.
std::size_t columns_of(std::string_view text);

}  // namespace crosstalk::cli
