// What is shown of a message that was found: its words without the signs of style, spoilers covered, and where in it the
// words stand that were searched for. Pure.
#pragma once

#include <string>
#include <vector>

#include "net/messages.hpp"
#include "net/text/markup/markup.hpp"
#include "ui/list/text_layout.hpp"

namespace crosstalk::ui {

struct FoundText {
    std::string text;
    std::vector<ByteRange> ranges;  // in order, without overlap
};

FoundText found_text(const net::Hit& hit, text::Emoticons emoticons);

}  // namespace crosstalk::ui
