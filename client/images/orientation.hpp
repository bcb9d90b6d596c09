// How a camera was held, as EXIF says it (CIPA DC-008, tag 0x0112), and how its picture is turned upright.
#pragma once

#include <cstdint>
#include <span>

#include "client/images/picture.hpp"

namespace crosstalk::images {

// Where the first row and the first column of the file belong.
enum class Orientation : std::uint8_t {
    TopLeft = 1,  // as it is
    TopRight,     // mirrored
    BottomRight,  // turned by 180 degrees
    BottomLeft,   // upside down
    LeftTop,      // from here on width and height change places
    RightTop,
    RightBottom,
    LeftBottom
};

constexpr bool swaps_sides(Orientation orientation) {
    return orientation >= Orientation::LeftTop;
}

// `segment` is what an APP1 segment of a JPEG holds; TopLeft if it is something else or malformed.
Orientation exif_orientation(std::span<const std::uint8_t> segment);

// Upright. Copies the pixels once, but for TopLeft.
Frame turned(Frame frame, Orientation orientation);

}  // namespace crosstalk::images
