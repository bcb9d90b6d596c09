// Bytes as people compare them: two digits of 0 to 9 and a to f for each.
#pragma once

#include <cstdint>
#include <span>
#include <string>

namespace crosstalk::text {

inline std::string hexadecimal(std::span<const std::uint8_t> bytes) {
    constexpr char digits[] = "0123456789abcdef";
    std::string text;
    text.reserve(2 * bytes.size());
    for (const std::uint8_t byte : bytes) {
        text += digits[byte >> 4U];
        text += digits[byte & 15U];
    }
    return text;
}

}  // namespace crosstalk::text
