// The product's icon as pixels, with the badge that says that something is unread.
#pragma once

#include <cstdint>
#include <vector>

#include "ui/notices/badge.hpp"

namespace crosstalk::app {

struct IconPixels {
    int side = 0;
    std::vector<std::uint32_t>
        pixels;  // row by row; red in the lowest byte, then green, blue, alpha; not premultiplied
};

// The logo on its tile in the colours of the dark theme, which every taskbar shows well; `side` from 16 to 256. Any
// thread. The numbers are strokes, not glyphs, so that no font is needed.
IconPixels draw_icon(int side, const ui::Badge& badge);

}  // namespace crosstalk::app
