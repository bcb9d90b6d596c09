// Frames as files: a PNG for the clipboard, a JPEG for a smaller copy of a picture that is to be sent (decode it into the
// box that it shall fit first).
#pragma once

#include <cstdint>
#include <vector>

#include "client/images/picture.hpp"

namespace crosstalk::images {

struct JpegQuality {
    int percent = 85;
};

// Any thread; about a tenth of a second per megapixel, so not the one that draws. `frame` is a valid one of at least one
// pixel. Empty only where memory is short.
std::vector<std::uint8_t> encode_png(const Frame& frame);
// What is transparent becomes white.
std::vector<std::uint8_t> encode_jpeg(const Frame& frame, JpegQuality quality = {});

}  // namespace crosstalk::images
