// Files of pictures made by hand, so that every field of theirs can be wrong. Compression is "stored": valid, and no
// encoder is needed.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

namespace crosstalk::images::testing_files {

using Bytes = std::vector<std::uint8_t>;

struct Rgba {
    std::uint8_t red = 0;
    std::uint8_t green = 0;
    std::uint8_t blue = 0;
    std::uint8_t alpha = 255;
    friend bool operator==(const Rgba&, const Rgba&) = default;
};

struct PngShape {
    std::uint32_t width = 5;
    std::uint32_t height = 4;
    int colour_type = 6;  // 0 grey, 2 RGB, 3 palette, 4 grey and alpha, 6 RGBA
    int depth = 8;        // bits of a sample
    bool interlaced = false;
};

// The samples are noise, always the same; `shown` is what a decoder has to make of them.
struct PngFile {
    Bytes bytes;
    std::vector<Rgba> shown;
};
PngFile noisy_png(const PngShape& shape);

// The 15 combinations of colour type and depth, as they stand and interlaced.
std::vector<PngShape> all_png_shapes();

// RGBA of one colour.
Bytes plain_png(std::uint32_t width, std::uint32_t height, Rgba colour);
// Claims a size and has no pixels.
Bytes hollow_png(std::uint32_t width, std::uint32_t height);
Bytes hollow_jpeg(std::uint16_t width, std::uint16_t height);

// 24 bits, rows from below, or from above where `height` is negative.
Bytes bmp(std::int32_t width, std::int32_t height, const std::function<Rgba(int x, int y)>& colour);

// An APP1 segment with its marker, to be put behind the first two bytes of a JPEG.
enum class Endian : std::uint8_t { Little, Big };
Bytes exif_segment(std::uint16_t orientation, Endian endian);
Bytes with_segment(const Bytes& jpeg, const Bytes& segment);

struct GifFrame {
    std::uint16_t left = 0;
    std::uint16_t top = 0;
    std::uint16_t width = 0;
    std::uint16_t height = 0;
    std::vector<std::uint8_t> indices;  // row by row, as they stand in the file
    int disposal = 0;
    int delay = 10;        // hundredths of a second
    int transparent = -1;  // index
    bool interlaced = false;
    bool has_own_colours = false;
};

struct GifShape {
    std::uint16_t width = 0;
    std::uint16_t height = 0;
    std::vector<GifFrame> frames;
    bool has_colours = true;
};

// The colours of all GIFs here.
Rgba gif_colour(std::uint8_t index);
Bytes gif(const GifShape& shape);
GifFrame gif_frame(std::uint16_t width, std::uint16_t height, std::uint8_t index);

// The seeds of the fuzzer, which were made by other programs.
Bytes seed(const std::string& name);
std::vector<std::string> seed_names();

}  // namespace crosstalk::images::testing_files
