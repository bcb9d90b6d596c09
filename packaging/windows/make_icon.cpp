// make_icon FILE: writes the product's icon as Windows' .ico, in the sizes that Windows shows. Compiled and run on the
// machine that builds.
//
//   header   0, 1 (icon), how many                                     3 x 16 bits
//   entries  width, height, colours, 0; planes, bits; bytes, offset    16 bytes each; a side of 256 is written as 0
//   images   BITMAPINFOHEADER with twice the height, pixels from the bottom up (blue, green, red, alpha), then one bit a
//            pixel that nobody reads where there is alpha, rows padded to 32 bits; all numbers little-endian
#include <array>
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <fstream>
#include <string>

#include "client/app/icon.hpp"

namespace {

using crosstalk::app::draw_icon;
using crosstalk::app::IconPixels;

constexpr std::array sides{16, 20, 24, 32, 40, 48, 64, 256};
constexpr std::size_t header_bytes = 6;
constexpr std::size_t entry_bytes = 16;
constexpr std::uint32_t bitmap_header_bytes = 40;

class Bytes {
  public:
    void put(std::uint32_t value, int count) {
        for (int i = 0; i < count; ++i)
            text_ += static_cast<char>(value >> (8 * i) & 0xFFU);
    }
    void put(const std::string& bytes) { text_ += bytes; }
    [[nodiscard]] const std::string& text() const { return text_; }

  private:
    std::string text_;
};

std::string image_of(const IconPixels& icon) {
    const auto side = static_cast<std::uint32_t>(icon.side);
    Bytes image;
    image.put(bitmap_header_bytes, 4);
    image.put(side, 4);
    image.put(2 * side, 4);
    image.put(1, 2);   // planes
    image.put(32, 2);  // bits a pixel
    for (int i = 0; i < 6; ++i)
        image.put(0, 4);
    for (std::size_t row = side; row-- > 0;) {
        for (std::size_t column = 0; column < side; ++column) {
            const std::uint32_t pixel = icon.pixels[row * side + column];
            image.put((pixel & 0xFF00FF00U) | (pixel & 0xFFU) << 16U | (pixel >> 16U & 0xFFU), 4);
        }
    }
    const std::size_t mask_row = (side + 31) / 32 * 4;
    image.put(std::string(mask_row * side, '\0'));
    return image.text();
}

std::string icon_file() {
    Bytes head;
    head.put(0, 2);
    head.put(1, 2);
    head.put(sides.size(), 2);
    std::string images;
    for (const int side : sides) {
        const std::string image = image_of(draw_icon(side, {}));
        head.put(static_cast<std::uint32_t>(side) & 0xFFU, 1);
        head.put(static_cast<std::uint32_t>(side) & 0xFFU, 1);
        head.put(0, 2);
        head.put(1, 2);
        head.put(32, 2);
        head.put(static_cast<std::uint32_t>(image.size()), 4);
        head.put(static_cast<std::uint32_t>(header_bytes + entry_bytes * sides.size() + images.size()), 4);
        images += image;
    }
    return head.text() + images;
}

}  // namespace

int main(int argc, char** argv) {
    if (argc != 2) {
        std::fputs("usage: make_icon FILE\n", stderr);
        return 2;
    }
    std::ofstream file(argv[1], std::ios::binary);
    file << icon_file();
    file.close();
    if (!file) {
        std::fprintf(stderr, "make_icon: %s could not be written\n", argv[1]);
        return 1;
    }
    return 0;
}
