// What may stand as a host in an address: IPv4, IPv6 or a name. Only the spelling is judged; nothing is looked up.
#pragma once

#include <array>
#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace crosstalk::transport {

/// Used where no port is given.
inline constexpr std::uint16_t default_port = 12345;

struct Ipv4 {
    std::array<std::uint8_t, 4> bytes{};

    auto operator<=>(const Ipv4&) const = default;
};

/// Four numbers up to 255 without leading zeros, which some systems would read as octal.
std::optional<Ipv4> parse_ipv4(std::string_view text);
std::string to_string(const Ipv4& address);

/// RFC 4291 without brackets. Zone identifiers (%eth0) are refused: they mean nothing on another machine.
bool is_ipv6(std::string_view text);

/// Letters, digits, dashes and underscores in labels of 1 to 63, 253 in all; the last label is not a number, so that a
/// mistyped IPv4 address is not taken for a name. Names of other scripts come in their ASCII form (xn--).
bool is_host_name(std::string_view text);

}  // namespace crosstalk::transport
