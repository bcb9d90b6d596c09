// What a picture is here: its kind and size as a file, its frames once it is decoded, and the limits of both.
#pragma once

#include <algorithm>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <vector>

namespace crosstalk::images {

enum class PictureKind : std::uint8_t { Png, Jpeg, Bmp, Gif };
inline constexpr std::uint8_t picture_kinds = 4;

// In pixels, as the picture is shown: a photograph that was taken upright is higher than wide.
struct PictureInfo {
    PictureKind kind{};
    std::uint32_t width = 0;
    std::uint32_t height = 0;
    friend bool operator==(const PictureInfo&, const PictureInfo&) = default;
};

// Room for a picture, in pixels.
struct Box {
    std::uint32_t width = 0;
    std::uint32_t height = 0;
    friend bool operator==(const Box&, const Box&) = default;
};

// RGBA, 8 bits each, sRGB, alpha not multiplied in, rows from above without gaps: 4 * width * height bytes.
struct Frame {
    std::uint32_t width = 0;
    std::uint32_t height = 0;
    std::chrono::milliseconds delay{
        0};  // until the next frame of an animation; 0 for a picture that stands still
    std::vector<std::uint8_t> pixels;
    friend bool operator==(const Frame&, const Frame&) = default;
};

// What is more is refused by what the header says, before anything is decoded.
inline constexpr std::uint32_t max_picture_side = 8192;
inline constexpr std::uint64_t max_picture_pixels = 16ULL << 20U;
inline constexpr std::size_t max_picture_file_bytes = 64U << 20U;

// What one answer holds at most; an animation with more ends early.
inline constexpr std::size_t max_frames = 2000;
inline constexpr std::size_t max_animation_bytes = 128U << 20U;
// Pixels that an animation may cost to decode, a still picture's worth several times over: about half a second.
inline constexpr std::uint64_t max_animation_work = 96ULL << 20U;

constexpr bool is_too_large(std::uint64_t width, std::uint64_t height) {
    return width > max_picture_side || height > max_picture_side || width * height > max_picture_pixels;
}

// The largest size of the same shape that fits, at least one pixel; never larger than the picture.
constexpr Box fitted(Box picture, Box box) {
    if (picture.width <= box.width && picture.height <= box.height) return picture;
    const std::uint64_t wide = std::uint64_t{picture.width} * box.height;
    const std::uint64_t high = std::uint64_t{picture.height} * box.width;
    const auto rounded = [](std::uint64_t a, std::uint64_t b) {
        return std::max<std::uint32_t>(1, static_cast<std::uint32_t>((a + b / 2) / b));
    };
    if (wide >= high) return {std::max(1U, box.width), rounded(high, std::max(1U, picture.width))};
    return {rounded(wide, std::max(1U, picture.height)), std::max(1U, box.height)};
}

}  // namespace crosstalk::images
