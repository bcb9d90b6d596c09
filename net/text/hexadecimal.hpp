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

// The same in capitals and groups of two bytes, for fingerprints: "7F3A 91C2".
inline std::string hexadecimal_in_groups(std::span<const std::uint8_t> bytes) {
    std::string groups;
    for (const char digit : hexadecimal(bytes)) {
        if (groups.size() % 5 == 4) groups += ' ';
        groups += digit >= 'a' ? static_cast<char>(digit - 'a' + 'A') : digit;
    }
    return groups;
}

}  // namespace crosstalk::text
