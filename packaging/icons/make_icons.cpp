// Writes the product's icon as PNG files in the folders of an icon theme: crosstalk_make_icons FOLDER makes
// FOLDER/48x48/apps/crosstalk.png and its brothers. Run by the build, for packages.
#include <cstdint>
#include <cstdio>
#include <exception>
#include <filesystem>
#include <fstream>
#include <stdexcept>
#include <string>
#include <vector>

#include "client/app/icon.hpp"
#include "client/images/encode.hpp"

namespace {

using namespace crosstalk;

// What desktops ask for; larger ones are made from the drawing (assets/icon.svg).
constexpr int sides[] = {16, 22, 24, 32, 48, 64, 128, 256};

images::Frame frame_of(const app::IconPixels& icon) {
    const auto side = static_cast<std::uint32_t>(icon.side);
    images::Frame frame{.width = side, .height = side, .pixels = {}};
    frame.pixels.reserve(icon.pixels.size() * 4);
    for (const std::uint32_t pixel : icon.pixels) {
        for (const unsigned shift : {0U, 8U, 16U, 24U})
            frame.pixels.push_back(static_cast<std::uint8_t>(pixel >> shift & 0xFFU));
    }
    return frame;
}

void write_icon(const std::filesystem::path& theme, int side) {
    const std::string size = std::to_string(side) + "x" + std::to_string(side);
    const std::filesystem::path file = theme / size / "apps" / "crosstalk.png";
    std::filesystem::create_directories(file.parent_path());
    const std::vector<std::uint8_t> bytes = images::encode_png(frame_of(app::draw_icon(side, {})));
    std::ofstream out(file, std::ios::binary);
    out.write(reinterpret_cast<const char*>(bytes.data()), static_cast<std::streamsize>(bytes.size()));
    out.close();
    if (!out || bytes.empty()) throw std::runtime_error(file.string() + " could not be written");
}

}  // namespace

int main(int argc, char** argv) {
    if (argc != 2) {
        std::fprintf(stderr, "usage: crosstalk_make_icons FOLDER\n");
        return 2;
    }
    try {
        for (const int side : sides)
            write_icon(argv[1], side);
    } catch (const std::exception& error) {
        std::fprintf(stderr, "crosstalk_make_icons: %s\n", error.what());
        return 1;
    }
    return 0;
}
