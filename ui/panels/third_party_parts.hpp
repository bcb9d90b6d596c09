// The parts of others that are in the program, with their licences: shown in the About dialog. A test holds the list
// against third_party/README.md.
#pragma once

#include <array>
#include <string_view>

namespace crosstalk::ui {

struct ThirdPartyPart {
    std::string_view name;  // as people know it
    std::string_view
        target;  // of third_party/README.md, without "crosstalk_dep::"; empty: a font, a table or what another part needs
    std::string_view licence;
};

inline constexpr std::array<ThirdPartyPart, 28> third_party_parts = {{
    {"Dear ImGui", "imgui", "MIT"},
    {"SDL", "sdl2", "zlib"},
    {"FreeType", "freetype", "FreeType licence"},
    {"libpng", "", "libpng licence 2"},
    {"zlib", "", "zlib"},
    {"Brotli", "", "MIT"},
    {"stb", "stb", "MIT, or public domain"},
    {"giflib", "gif", "MIT"},
    {"QR Code generator", "qrcodegen", "MIT"},
    {"OpenSSL", "openssl", "Apache 2.0"},
    {"libsodium", "sodium", "ISC"},
    {"SQLite", "sqlite", "Public domain"},
    {"Asio", "asio", "Boost 1.0"},
    {"cereal", "cereal", "BSD, 3 clauses"},
    {"utf8proc", "utf8proc", "MIT"},
    {"spdlog", "spdlog", "MIT"},
    {"fmt", "", "MIT"},
    {"CLI11", "cli11", "BSD, 3 clauses"},
    {"nlohmann JSON", "json", "MIT"},
    {"toml++", "toml", "MIT"},
    {"D-Bus", "dbus", "AFL 2.1, or GPL 2 or later; headers only"},
    {"XCB", "xcb", "MIT; headers only"},
    {"Inter", "", "SIL Open Font 1.1"},
    {"Noto Sans", "", "SIL Open Font 1.1"},
    {"Noto Sans Mono", "", "SIL Open Font 1.1"},
    {"Noto Sans CJK", "", "SIL Open Font 1.1"},
    {"Noto Color Emoji", "", "SIL Open Font 1.1"},
    {"Unicode data", "", "Unicode licence"},
}};

}  // namespace crosstalk::ui
