// Paths as texts in UTF-8, as everything but the system has them, on every system. Nothing here touches a disk.
#pragma once

#include <filesystem>
#include <string>
#include <string_view>

namespace crosstalk::text {

inline std::string utf8_of(const std::filesystem::path& path) {
    const std::u8string text = path.u8string();
    return {text.begin(), text.end()};
}

// On Windows what is not UTF-8 throws; elsewhere a path is any bytes, and they are kept.
inline std::filesystem::path path_of(std::string_view utf8) {
    return {std::u8string(utf8.begin(), utf8.end())};
}

}  // namespace crosstalk::text
