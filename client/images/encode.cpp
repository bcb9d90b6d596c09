#include "client/images/encode.hpp"

#include <stb_image_write.h>

#include <algorithm>
#include <cstddef>

namespace crosstalk::images {

namespace {

// As stb wants it.
void append(void* bytes, void* data, int size) {
    const auto* begin = static_cast<const std::uint8_t*>(data);
    auto* to = static_cast<std::vector<std::uint8_t>*>(bytes);
    to->insert(to->end(), begin, begin + size);
}

std::vector<std::uint8_t> on_white(const Frame& frame) {
    std::vector<std::uint8_t> rgb;
    rgb.reserve(frame.pixels.size() / 4 * 3);
    for (std::size_t at = 0; at + 3 < frame.pixels.size(); at += 4) {
        const unsigned alpha = frame.pixels[at + 3];
        for (std::size_t i = 0; i < 3; ++i) {
            const unsigned value = frame.pixels[at + i] * alpha + 255U * (255U - alpha);
            rgb.push_back(static_cast<std::uint8_t>((value + 127U) / 255U));
        }
    }
    return rgb;
}

}  // namespace

std::vector<std::uint8_t> encode_png(const Frame& frame) {
    std::vector<std::uint8_t> file;
    const auto width = static_cast<int>(frame.width);
    const auto height = static_cast<int>(frame.height);
    if (stbi_write_png_to_func(append, &file, width, height, 4, frame.pixels.data(), width * 4) == 0)
        return {};
    return file;
}

std::vector<std::uint8_t> encode_jpeg(const Frame& frame, JpegQuality quality) {
    std::vector<std::uint8_t> file;
    const std::vector<std::uint8_t> rgb = on_white(frame);
    const int percent = std::clamp(quality.percent, 1, 100);
    if (stbi_write_jpg_to_func(append, &file, static_cast<int>(frame.width), static_cast<int>(frame.height),
                               3, rgb.data(), percent) == 0)
        return {};
    return file;
}

}  // namespace crosstalk::images
