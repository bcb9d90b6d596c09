#include "net/transport/credentials/host.hpp"

#include <algorithm>
#include <cstddef>

namespace crosstalk::transport {
namespace {

bool is_digit(char character) {
    return character >= '0' && character <= '9';
}

bool is_letter(char character) {
    return (character >= 'a' && character <= 'z') || (character >= 'A' && character <= 'Z');
}

bool is_hex_digit(char character) {
    return is_digit(character) || (character >= 'a' && character <= 'f') ||
           (character >= 'A' && character <= 'F');
}

/// Removes what stands before the next `separator`, and it too.
std::string_view take_until(std::string_view& text, char separator) {
    const std::size_t end = text.find(separator);
    const std::string_view part = text.substr(0, end);
    text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
    return part;
}

/// How many groups of 16 bits `text` has between its colons; nothing when it is not a list of groups.
std::optional<int> count_groups(std::string_view text) {
    if (text.empty()) return 0;
    int groups = 0;
    for (;;) {
        const std::size_t colon = text.find(':');
        const std::string_view group = text.substr(0, colon);
        if (colon == std::string_view::npos && parse_ipv4(group)) return groups + 2;
        if (group.empty() || group.size() > 4 || !std::all_of(group.begin(), group.end(), is_hex_digit)) {
            return std::nullopt;
        }
        ++groups;
        if (colon == std::string_view::npos) return groups;
        text.remove_prefix(colon + 1);
    }
}

bool is_label(std::string_view label) {
    constexpr std::size_t max_label = 63;
    if (label.empty() || label.size() > max_label || label.front() == '-' || label.back() == '-')
        return false;
    return std::all_of(label.begin(), label.end(), [](char character) {
        return is_letter(character) || is_digit(character) || character == '-' || character == '_';
    });
}

}  // namespace

std::optional<Ipv4> parse_ipv4(std::string_view text) {
    Ipv4 address;
    for (std::size_t i = 0; i < address.bytes.size(); ++i) {
        const bool is_last = i + 1 == address.bytes.size();
        if ((text.find('.') == std::string_view::npos) != is_last) return std::nullopt;
        const std::string_view part = take_until(text, '.');
        if (part.empty() || part.size() > 3 || !std::all_of(part.begin(), part.end(), is_digit))
            return std::nullopt;
        if (part.size() > 1 && part.front() == '0') return std::nullopt;
        int number = 0;
        for (const char digit : part)
            number = number * 10 + (digit - '0');
        if (number > 255) return std::nullopt;
        address.bytes[i] = static_cast<std::uint8_t>(number);
    }
    return address;
}

std::string to_string(const Ipv4& address) {
    std::string text;
    for (const std::uint8_t byte : address.bytes) {
        if (!text.empty()) text += '.';
        text += std::to_string(byte);
    }
    return text;
}

bool is_ipv6(std::string_view text) {
    constexpr int all_groups = 8;
    const std::size_t gap = text.find("::");
    if (gap == std::string_view::npos) return count_groups(text) == all_groups;
    const std::string_view before = text.substr(0, gap);
    // An IPv4 tail stands at the very end only.
    if (before.find('.') != std::string_view::npos) return false;
    const std::optional<int> left = count_groups(before);
    const std::optional<int> right = count_groups(text.substr(gap + 2));
    return left && right && *left + *right < all_groups;
}

bool is_host_name(std::string_view text) {
    constexpr std::size_t max_name = 253;
    if (text.empty() || text.size() > max_name || text.back() == '.') return false;
    std::string_view label;
    while (!text.empty()) {
        label = take_until(text, '.');
        if (!is_label(label)) return false;
    }
    return !std::all_of(label.begin(), label.end(), is_digit);
}

}  // namespace crosstalk::transport
