// What kind of picture a file is and how large, from its first bytes: nothing is decoded or allocated, so it may
// be asked of any file in the process of the client itself. Whoever sends a picture announces its size by this.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <variant>

#include "client/images/orientation.hpp"
#include "client/images/picture.hpp"

namespace crosstalk::images {

// Enough for nearly all files; only a JPEG may carry more before it says its size.
inline constexpr std::size_t usual_probe_bytes = 64U << 10U;

struct NotAPicture {};
// The answer stands behind these many bytes of the file, if it has as many.
struct NeedsMoreBytes {
    std::size_t at_least = 0;
};
using Probe = std::variant<NotAPicture, NeedsMoreBytes, PictureInfo>;

// `beginning` is the beginning of a file or all of it. PNG, JPEG (baseline and progressive with 8 bits), BMP and GIF are
// pictures, and what the client cannot decode is none; a size that is too large is told as it is. Linear in `beginning`.
Probe probe_beginning(std::span<const std::uint8_t> beginning);

// The same of a whole file, or where more cannot be had.
std::optional<PictureInfo> probe(std::span<const std::uint8_t> file);

// How a JPEG has to be turned to be upright; TopLeft for everything else.
Orientation orientation_of(std::span<const std::uint8_t> file);

}  // namespace crosstalk::images
