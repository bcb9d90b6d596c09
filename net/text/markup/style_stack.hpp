// Pairs the signs of style of a message, by the rules in markup.hpp. Internal to net/text.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <vector>

#include "net/text/utf8.hpp"

namespace crosstalk::text {

// Each may be open once at a time, so the stack never holds more than these.
enum class Style : std::uint8_t { Bold, ItalicStar, ItalicLine, Struck, Spoiler };
inline constexpr std::size_t style_count = 5;

// How many signs it takes.
constexpr std::size_t size_of(Style style) {
    return style == Style::ItalicStar || style == Style::ItalicLine ? 1 : 2;
}

enum class Role : std::uint8_t { Text, Begins, Ends };

struct Mark {
    Style style = Style::Bold;
    Role role = Role::Text;
    bool is_second = false;  // of a run of three
};

class StyleStack {
  public:
    // `marks` gets one mark per style that a run of signs stands for, in the order of the signs. Roles of earlier marks are
    // settled as their ends are found; what is still open is text.
    explicit StyleStack(std::vector<Mark>& marks) : marks_(marks) {}

    // A run as the scanner gives it, and its neighbours.
    void add(char sign, std::size_t run, CodePoint before, CodePoint after);
    // Nothing that is open reaches further.
    void clear() { size_ = 0; }

  private:
    static constexpr std::size_t none = style_count;
    [[nodiscard]] std::size_t place_of(Style style) const;
    void open(std::size_t mark);
    void close(std::size_t place);

    std::vector<Mark>& marks_;
    std::array<std::size_t, style_count> open_{};  // places in marks_, the innermost last
    std::size_t size_ = 0;
};

}  // namespace crosstalk::text
