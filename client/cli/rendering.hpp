// A message's text as a terminal shows it: styles as attributes, spoilers hidden, nothing of it able to do anything else.
#pragma once

#include <string>
#include <string_view>

#include "net/text/markup/markup.hpp"

namespace crosstalk::cli {

enum class Colours : std::uint8_t { None, Ansi };

// The attributes of a piece of text; lines end without any.
enum class Style : std::uint8_t { Plain, Dim, Bold, Error };
std::string styled(Colours colours, Style style, const std::string& text);

struct Rendering {
    Colours colours = Colours::None;
    Style style = Style::Plain;  // of all of it
    std::string my_key;          // of one's own name: highlighted where it is mentioned; empty: nowhere
    bool room_mentioned = false;
};

// Lines without a break at the end. Without colours it is what was typed, unless there are spoilers to hide.
std::string render(std::string_view source, const Rendering& rendering);

// Foreign text of one line: no controls, no line breaks.
std::string in_one_line(std::string_view text);

}  // namespace crosstalk::cli
