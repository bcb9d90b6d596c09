#include "tests/images/picture_files.hpp"

#include <algorithm>
#include <array>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <random>
#include <stdexcept>
#include <string_view>

namespace crosstalk::images::testing_files {

namespace {

void put(Bytes& bytes, std::string_view text) {
    bytes.insert(bytes.end(), text.begin(), text.end());
}
void put(Bytes& bytes, const Bytes& more) {
    bytes.insert(bytes.end(), more.begin(), more.end());
}
void put_big(Bytes& bytes, std::uint32_t value, int size) {
    for (int i = size - 1; i >= 0; --i)
        bytes.push_back(static_cast<std::uint8_t>(value >> (8 * i)));
}
void put_little(Bytes& bytes, std::uint32_t value, int size) {
    for (int i = 0; i < size; ++i)
        bytes.push_back(static_cast<std::uint8_t>(value >> (8 * i)));
}

std::uint32_t crc(const Bytes& bytes) {
    std::uint32_t value = 0xFFFFFFFFU;
    for (const std::uint8_t byte : bytes) {
        value ^= byte;
        for (int bit = 0; bit < 8; ++bit)
            value = (value & 1U) != 0 ? value >> 1U ^ 0xEDB88320U : value >> 1U;
    }
    return ~value;
}

void put_chunk(Bytes& png, std::string_view type, const Bytes& content) {
    put_big(png, static_cast<std::uint32_t>(content.size()), 4);
    Bytes checked;
    put(checked, type);
    put(checked, content);
    put(png, checked);
    put_big(png, crc(checked), 4);
}

Bytes stored(const Bytes& raw) {
    Bytes zlib{0x78, 0x01};
    std::uint32_t a = 1;
    std::uint32_t b = 0;
    for (const std::uint8_t byte : raw) {
        a = (a + byte) % 65521;
        b = (b + a) % 65521;
    }
    for (std::size_t at = 0; at < raw.size() || at == 0;) {
        const std::size_t size = std::min<std::size_t>(raw.size() - at, 65535);
        zlib.push_back(at + size == raw.size() ? 1 : 0);
        put_little(zlib, static_cast<std::uint32_t>(size), 2);
        put_little(zlib, static_cast<std::uint32_t>(~size & 0xFFFFU), 2);
        zlib.insert(zlib.end(), raw.begin() + static_cast<std::ptrdiff_t>(at),
                    raw.begin() + static_cast<std::ptrdiff_t>(at + size));
        at += std::max<std::size_t>(size, 1);
    }
    put_big(zlib, b << 16U | a, 4);
    return zlib;
}

Bytes png_head(const PngShape& shape) {
    Bytes png;
    put(png, "\x89PNG\r\n\x1a\n");
    Bytes header;
    put_big(header, shape.width, 4);
    put_big(header, shape.height, 4);
    for (const int value : {shape.depth, shape.colour_type, 0, 0, shape.interlaced ? 1 : 0})
        header.push_back(static_cast<std::uint8_t>(value));
    put_chunk(png, "IHDR", header);
    return png;
}

int channels_of(int colour_type) {
    switch (colour_type) {
        case 2:
            return 3;
        case 4:
            return 2;
        case 6:
            return 4;
        default:
            return 1;
    }
}

// Samples of a picture, and how its pixels are packed into rows.
struct Samples {
    const PngShape& shape;
    std::vector<unsigned> values;

    [[nodiscard]] unsigned at(std::uint32_t x, std::uint32_t y, int channel) const {
        const auto channels = static_cast<std::size_t>(channels_of(shape.colour_type));
        return values[(std::size_t{y} * shape.width + x) * channels + static_cast<std::size_t>(channel)];
    }

    // The pixels at first, first + step, ... as one pass, each row behind its filter byte.
    void put_pass(Bytes& raw, std::uint32_t x0, std::uint32_t y0, std::uint32_t dx, std::uint32_t dy) const {
        if (x0 >= shape.width) return;
        for (std::uint32_t y = y0; y < shape.height; y += dy) {
            raw.push_back(0);
            unsigned packed = 0;
            int bits = 0;
            for (std::uint32_t x = x0; x < shape.width; x += dx) {
                for (int channel = 0; channel < channels_of(shape.colour_type); ++channel) {
                    packed = packed << static_cast<unsigned>(shape.depth) | at(x, y, channel);
                    for (bits += shape.depth; bits >= 8; bits -= 8)
                        raw.push_back(static_cast<std::uint8_t>(packed >> static_cast<unsigned>(bits - 8)));
                }
            }
            if (bits > 0) raw.push_back(static_cast<std::uint8_t>(packed << static_cast<unsigned>(8 - bits)));
        }
    }

    [[nodiscard]] Rgba shown(std::uint32_t x, std::uint32_t y) const {
        const auto eight = [&](int channel) {
            const unsigned value = at(x, y, channel);
            if (shape.depth == 16) return static_cast<std::uint8_t>(value >> 8U);
            return static_cast<std::uint8_t>(value * 255U /
                                             ((1U << static_cast<unsigned>(shape.depth)) - 1U));
        };
        switch (shape.colour_type) {
            case 2:
                return {eight(0), eight(1), eight(2), 255};
            case 3:
                return gif_colour(static_cast<std::uint8_t>(at(x, y, 0)));
            case 4:
                return {eight(0), eight(0), eight(0), eight(1)};
            case 6:
                return {eight(0), eight(1), eight(2), eight(3)};
            default:
                return {eight(0), eight(0), eight(0), 255};
        }
    }
};

void put_colours(Bytes& bytes, int count) {
    for (int i = 0; i < count; ++i) {
        const Rgba colour = gif_colour(static_cast<std::uint8_t>(i));
        for (const std::uint8_t value : {colour.red, colour.green, colour.blue})
            bytes.push_back(value);
    }
}

}  // namespace

PngFile noisy_png(const PngShape& shape) {
    Samples samples{shape, {}};
    std::minstd_rand random(7);
    const std::size_t count =
        std::size_t{shape.width} * shape.height * static_cast<std::size_t>(channels_of(shape.colour_type));
    for (std::size_t i = 0; i < count; ++i)
        samples.values.push_back(static_cast<unsigned>(random() >> 3U) &
                                 ((1U << static_cast<unsigned>(shape.depth)) - 1U));

    Bytes raw;
    if (shape.interlaced) {
        struct Pass {
            std::uint32_t x0, y0, dx, dy;
        };
        constexpr std::array<Pass, 7> passes{{{0, 0, 8, 8},
                                              {4, 0, 8, 8},
                                              {0, 4, 4, 8},
                                              {2, 0, 4, 4},
                                              {0, 2, 2, 4},
                                              {1, 0, 2, 2},
                                              {0, 1, 1, 2}}};
        for (const Pass& pass : passes)
            samples.put_pass(raw, pass.x0, pass.y0, pass.dx, pass.dy);
    } else {
        samples.put_pass(raw, 0, 0, 1, 1);
    }
    PngFile file{png_head(shape), {}};
    if (shape.colour_type == 3) {
        Bytes colours;
        put_colours(colours, 1 << shape.depth);
        put_chunk(file.bytes, "PLTE", colours);
    }
    put_chunk(file.bytes, "IDAT", stored(raw));
    put_chunk(file.bytes, "IEND", {});
    for (std::uint32_t y = 0; y < shape.height; ++y)
        for (std::uint32_t x = 0; x < shape.width; ++x)
            file.shown.push_back(samples.shown(x, y));
    return file;
}

std::vector<PngShape> all_png_shapes() {
    constexpr std::array<std::array<int, 2>, 15> kinds{{{0, 1},
                                                        {0, 2},
                                                        {0, 4},
                                                        {0, 8},
                                                        {0, 16},
                                                        {2, 8},
                                                        {2, 16},
                                                        {3, 1},
                                                        {3, 2},
                                                        {3, 4},
                                                        {3, 8},
                                                        {4, 8},
                                                        {4, 16},
                                                        {6, 8},
                                                        {6, 16}}};
    std::vector<PngShape> shapes;
    for (const auto& [type, depth] : kinds) {
        for (const bool interlaced : {false, true}) {
            shapes.push_back(
                {.width = 13, .height = 9, .colour_type = type, .depth = depth, .interlaced = interlaced});
            shapes.push_back(
                {.width = 1, .height = 1, .colour_type = type, .depth = depth, .interlaced = interlaced});
        }
    }
    return shapes;
}

Bytes plain_png(std::uint32_t width, std::uint32_t height, Rgba colour) {
    Bytes raw;
    for (std::uint32_t y = 0; y < height; ++y) {
        raw.push_back(0);
        for (std::uint32_t x = 0; x < width; ++x)
            put(raw, Bytes{colour.red, colour.green, colour.blue, colour.alpha});
    }
    Bytes png = png_head({.width = width, .height = height});
    put_chunk(png, "IDAT", stored(raw));
    put_chunk(png, "IEND", {});
    return png;
}

Bytes hollow_png(std::uint32_t width, std::uint32_t height) {
    Bytes png = png_head({.width = width, .height = height});
    put_chunk(png, "IDAT", stored({}));
    put_chunk(png, "IEND", {});
    return png;
}

Bytes hollow_jpeg(std::uint16_t width, std::uint16_t height) {
    Bytes jpeg{0xFF, 0xD8, 0xFF, 0xC0, 0, 17, 8};
    put_big(jpeg, height, 2);
    put_big(jpeg, width, 2);
    put(jpeg, Bytes{3, 1, 0x11, 0, 2, 0x11, 0, 3, 0x11, 0});
    return jpeg;
}

Bytes bmp(std::int32_t width, std::int32_t height, const std::function<Rgba(int, int)>& colour) {
    const int rows = std::abs(height);
    const auto stride = static_cast<std::uint32_t>((width * 3 + 3) / 4 * 4);
    Bytes file;
    put(file, "BM");
    put_little(file, 54 + stride * static_cast<std::uint32_t>(rows), 4);
    put_little(file, 0, 4);
    put_little(file, 54, 4);
    put_little(file, 40, 4);
    put_little(file, static_cast<std::uint32_t>(width), 4);
    put_little(file, static_cast<std::uint32_t>(height), 4);
    put_little(file, 1, 2);
    put_little(file, 24, 2);
    file.resize(54, 0);
    for (int row = 0; row < rows; ++row) {
        const int y = height < 0 ? row : rows - 1 - row;
        const std::size_t begin = file.size();
        for (int x = 0; x < width; ++x) {
            const Rgba pixel = colour(x, y);
            put(file, Bytes{pixel.blue, pixel.green, pixel.red});
        }
        file.resize(begin + stride, 0);
    }
    return file;
}

Bytes exif_segment(std::uint16_t orientation, Endian endian) {
    const auto number = [&](Bytes& to, std::uint32_t value, int size) {
        endian == Endian::Big ? put_big(to, value, size) : put_little(to, value, size);
    };
    Bytes content;
    put(content, std::string_view("Exif\0\0", 6));
    put(content, endian == Endian::Big ? "MM" : "II");
    number(content, 42, 2);
    number(content, 8, 4);
    number(content, 2, 2);
    for (const auto& [tag, value] :
         {std::pair<std::uint32_t, std::uint32_t>{0x0100, 7}, {0x0112, orientation}}) {
        number(content, tag, 2);
        number(content, 3, 2);
        number(content, 1, 4);
        number(content, value, 2);
        number(content, 0, 2);
    }
    number(content, 0, 4);
    Bytes segment{0xFF, 0xE1};
    put_big(segment, static_cast<std::uint32_t>(content.size() + 2), 2);
    put(segment, content);
    return segment;
}

Bytes with_segment(const Bytes& jpeg, const Bytes& segment) {
    Bytes file(jpeg.begin(), jpeg.begin() + 2);
    put(file, segment);
    file.insert(file.end(), jpeg.begin() + 2, jpeg.end());
    return file;
}

Rgba gif_colour(std::uint8_t index) {
    return {static_cast<std::uint8_t>(index * 37), static_cast<std::uint8_t>(255 - index),
            static_cast<std::uint8_t>(index * 5 + 3), 255};
}

GifFrame gif_frame(std::uint16_t width, std::uint16_t height, std::uint8_t index) {
    return {.width = width,
            .height = height,
            .indices = std::vector<std::uint8_t>(std::size_t{width} * height, index)};
}

Bytes gif(const GifShape& shape) {
    Bytes file;
    put(file, "GIF89a");
    put_little(file, shape.width, 2);
    put_little(file, shape.height, 2);
    put(file, Bytes{static_cast<std::uint8_t>(shape.has_colours ? 0xF7 : 0x70), 0, 0});
    if (shape.has_colours) put_colours(file, 256);
    for (const GifFrame& frame : shape.frames) {
        put(file, Bytes{0x21, 0xF9, 4,
                        static_cast<std::uint8_t>(frame.disposal << 2 | (frame.transparent >= 0 ? 1 : 0))});
        put_little(file, static_cast<std::uint32_t>(frame.delay), 2);
        put(file, Bytes{static_cast<std::uint8_t>(std::max(frame.transparent, 0)), 0, 0x2C});
        for (const std::uint16_t value : {frame.left, frame.top, frame.width, frame.height})
            put_little(file, value, 2);
        file.push_back(
            static_cast<std::uint8_t>((frame.has_own_colours ? 0x87 : 0) | (frame.interlaced ? 0x40 : 0)));
        if (frame.has_own_colours) put_colours(file, 256);
        // Codes of 9 bits; a clear code comes before the table would need more.
        Bytes codes;
        std::uint32_t packed = 0;
        int bits = 0;
        const auto code = [&](std::uint32_t value) {
            packed |= value << bits;
            for (bits += 9; bits >= 8; bits -= 8) {
                codes.push_back(static_cast<std::uint8_t>(packed));
                packed >>= 8U;
            }
        };
        for (std::size_t i = 0; i < frame.indices.size(); ++i) {
            if (i % 250 == 0) code(256);
            code(frame.indices[i]);
        }
        code(257);
        if (bits > 0) codes.push_back(static_cast<std::uint8_t>(packed));
        file.push_back(8);
        for (std::size_t at = 0; at < codes.size(); at += 255) {
            const std::size_t size = std::min<std::size_t>(255, codes.size() - at);
            file.push_back(static_cast<std::uint8_t>(size));
            file.insert(file.end(), codes.begin() + static_cast<std::ptrdiff_t>(at),
                        codes.begin() + static_cast<std::ptrdiff_t>(at + size));
        }
        file.push_back(0);
    }
    file.push_back(0x3B);
    return file;
}

namespace {

const std::filesystem::path seeds{CROSSTALK_IMAGE_SEEDS};

}  // namespace

Bytes seed(const std::string& name) {
    std::ifstream file(seeds / name, std::ios::binary);
    if (!file) throw std::runtime_error("there is no seed " + (seeds / name).string());
    return {std::istreambuf_iterator<char>(file), {}};
}

std::vector<std::string> seed_names() {
    std::vector<std::string> names;
    for (const auto& entry : std::filesystem::directory_iterator(seeds))
        names.push_back(entry.path().filename().string());
    std::ranges::sort(names);
    return names;
}

}  // namespace crosstalk::images::testing_files
