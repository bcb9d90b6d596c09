#include "client/images/orientation.hpp"

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstring>
#include <optional>
#include <utility>

#include "client/images/bytes_at.hpp"

namespace crosstalk::images {

namespace {

constexpr std::array<std::uint8_t, 6> exif_begins{'E', 'x', 'i', 'f', 0, 0};
constexpr std::uint32_t orientation_tag = 0x0112;
constexpr std::uint32_t type_short = 3;
constexpr std::uint32_t most_entries = 512;

std::optional<std::endian> byte_order(std::span<const std::uint8_t> tiff) {
    const auto mark = number_at(tiff, 0, 2, std::endian::big);
    if (mark == 0x4949U) return std::endian::little;
    if (mark == 0x4D4DU) return std::endian::big;
    return std::nullopt;
}

}  // namespace

Orientation exif_orientation(std::span<const std::uint8_t> segment) {
    if (segment.size() < exif_begins.size() || !std::ranges::equal(segment.first(6), exif_begins))
        return Orientation::TopLeft;
    const std::span<const std::uint8_t> tiff = segment.subspan(6);
    const std::optional<std::endian> order = byte_order(tiff);
    if (!order || number_at(tiff, 2, 2, *order) != 42U) return Orientation::TopLeft;
    const std::size_t directory = number_at(tiff, 4, 4, *order).value_or(0);
    const std::uint32_t entries = std::min(number_at(tiff, directory, 2, *order).value_or(0), most_entries);
    for (std::uint32_t i = 0; i < entries; ++i) {
        const std::size_t entry = directory + 2 + std::size_t{i} * 12;
        if (number_at(tiff, entry, 2, *order) != orientation_tag) continue;
        if (number_at(tiff, entry + 2, 2, *order) != type_short) break;
        const std::uint32_t value = number_at(tiff, entry + 8, 2, *order).value_or(0);
        if (value >= 1 && value <= 8) return static_cast<Orientation>(value);
        break;
    }
    return Orientation::TopLeft;
}

Frame turned(Frame frame, Orientation orientation) {
    if (orientation == Orientation::TopLeft) return frame;
    using enum Orientation;
    const bool swaps = swaps_sides(orientation);
    // Where a pixel of the result comes from: mirrored along the file's own axes.
    const bool mirror_x = orientation == TopRight || orientation == BottomRight ||
                          orientation == RightBottom || orientation == LeftBottom;
    const bool mirror_y = orientation == BottomRight || orientation == BottomLeft ||
                          orientation == RightTop || orientation == RightBottom;
    Frame result{.width = swaps ? frame.height : frame.width,
                 .height = swaps ? frame.width : frame.height,
                 .delay = frame.delay,
                 .pixels = std::vector<std::uint8_t>(frame.pixels.size())};
    std::uint8_t* to = result.pixels.data();
    for (std::size_t y = 0; y < result.height; ++y) {
        for (std::size_t x = 0; x < result.width; ++x, to += 4) {
            std::size_t from_x = swaps ? y : x;
            std::size_t from_y = swaps ? x : y;
            if (mirror_x) from_x = frame.width - 1 - from_x;
            if (mirror_y) from_y = frame.height - 1 - from_y;
            std::memcpy(to, frame.pixels.data() + (from_y * frame.width + from_x) * 4, 4);
        }
    }
    return result;
}

}  // namespace crosstalk::images
