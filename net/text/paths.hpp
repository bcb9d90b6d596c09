// Paths as texts in UTF-8, as everything but the system has them, on every system. Nothing here touches a disk.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>
#include <type_traits>

namespace crosstalk::text {

inline std::string utf8_of(const std::filesystem::path& path) {
    const std::u8string text = path.u8string();
    return {text.begin(), text.end()};
}

// On Windows what is not UTF-8 throws; elsewhere a path is any bytes, and they are kept.
inline std::filesystem::path path_of(std::string_view utf8) {
    return {std::u8string(utf8.begin(), utf8.end())};
}

// As the name of something that belongs to that path, where the path itself is too long: FNV-1a, the same in every
// process on this system.
inline std::uint64_t number_of(const std::filesystem::path& path) {
    using Unsigned = std::make_unsigned_t<std::filesystem::path::value_type>;
    std::uint64_t hash = 0xcbf29ce484222325U;
    for (const auto each : path.native())
        hash = (hash ^ static_cast<Unsigned>(each)) * 0x100000001b3U;
    return hash;
}

}  // namespace crosstalk::text
