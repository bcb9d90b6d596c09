// Hexadecimal: bytes as people compare them, two digits of 0 to 9 and a to f for each, and numbers.
#pragma once

#include <array>
#include <charconv>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

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

// The bytes of an array that hexadecimal() wrote; capitals are digits too. Nothing for more, less or anything else.
template <class Bytes>
std::optional<Bytes> from_hexadecimal(std::string_view digits) {
    Bytes bytes{};
    if (digits.size() != 2 * bytes.size()) return std::nullopt;
    for (std::size_t i = 0; i < bytes.size(); ++i) {
        const char* const two = digits.data() + 2 * i;
        if (std::from_chars(two, two + 2, bytes[i], 16).ptr != two + 2) return std::nullopt;
    }
    return bytes;
}

// Without leading zeros: "0", "1f600".
inline std::string hexadecimal_number(std::uint64_t value) {
    std::array<char, 16> digits{};
    const auto end = std::to_chars(digits.data(), digits.data() + digits.size(), value, 16);
    return {digits.data(), end.ptr};
}

}  // namespace crosstalk::text
