// Paths of this machine as texts in UTF-8, on every system.
#pragma once

#include <filesystem>
#include <string>
#include <string_view>

namespace crosstalk::ui {

inline std::string utf8_of(const std::filesystem::path& path) {
    const std::u8string text = path.u8string();
    return {text.begin(), text.end()};
}
inline std::filesystem::path path_of(std::string_view utf8) {
    return {std::u8string(utf8.begin(), utf8.end())};
}

}  // namespace crosstalk::ui
