#include "net/transport/address.hpp"

#include <algorithm>
#include <charconv>
#include <cstddef>
#include <optional>

namespace crosstalk::transport {

namespace {

std::string_view without_blanks(std::string_view text) {
    constexpr std::string_view blanks = " \t\r\n";
    const std::size_t first = text.find_first_not_of(blanks);
    if (first == std::string_view::npos) return {};
    return text.substr(first, text.find_last_not_of(blanks) - first + 1);
}

// The name of an interface, or its number as Windows has it.
bool is_zone(std::string_view text) {
    const auto fits = [](char byte) {
        return (byte >= '0' && byte <= '9') || (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z') ||
               byte == '.' || byte == '-' || byte == '_';
    };
    return !text.empty() && std::all_of(text.begin(), text.end(), fits);
}

bool is_host(std::string_view text) {
    if (text.find(':') == std::string_view::npos) return parse_ipv4(text).has_value() || is_host_name(text);
    const std::size_t zone = text.find('%');
    return is_ipv6(text.substr(0, zone)) &&
           (zone == std::string_view::npos || is_zone(text.substr(zone + 1)));
}

std::optional<std::uint16_t> parse_port(std::string_view digits, PortZero zero) {
    unsigned value = 0;
    const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), value);
    if (error != std::errc{} || end != digits.data() + digits.size() || value > 65535) return std::nullopt;
    if (value == 0 && zero == PortZero::Refused) return std::nullopt;
    return static_cast<std::uint16_t>(value);
}

struct Parts {
    std::string_view host;
    std::optional<std::string_view> port;
};

// Nothing when brackets do not match.
std::optional<Parts> split(std::string_view text) {
    if (text.front() == '[') {
        const std::size_t end = text.find(']');
        if (end == std::string_view::npos) return std::nullopt;
        const std::string_view rest = text.substr(end + 1);
        if (rest.empty()) return Parts{text.substr(1, end - 1), std::nullopt};
        if (rest.front() != ':') return std::nullopt;
        return Parts{text.substr(1, end - 1), rest.substr(1)};
    }
    const std::size_t colon = text.find(':');
    const bool bare_ipv6 =
        colon != std::string_view::npos && text.find(':', colon + 1) != std::string_view::npos;
    if (colon == std::string_view::npos || bare_ipv6) return Parts{text, std::nullopt};
    return Parts{text.substr(0, colon), text.substr(colon + 1)};
}

}  // namespace

std::variant<Address, AddressFault> parse_address(std::string_view typed, PortZero zero) {
    const std::string_view text = without_blanks(typed);
    if (text.empty()) return AddressFault{"An address is missing. Type a name or an IP address."};
    const std::optional<Parts> parts = split(text);
    if (!parts) return AddressFault{"The brackets do not match. An IPv6 address goes like [fe80::1]:12345."};
    if (parts->host.empty()) {
        return AddressFault{"The name before the port is missing. Type a name or an IP address."};
    }
    if (!is_host(parts->host)) {
        return AddressFault{
            "This is not an address. Type a name or an IP address, like 192.168.0.10 or 192.168.0.10:12345."};
    }
    Address address{.host = std::string(parts->host)};
    if (!parts->port) return address;
    const std::optional<std::uint16_t> port = parse_port(*parts->port, zero);
    if (!port) {
        return AddressFault{std::string("The port after the colon must be a number from ") +
                            (zero == PortZero::Allowed ? "0" : "1") + " to 65535."};
    }
    address.port = *port;
    return address;
}

bool is_ip_address(std::string_view host) {
    return parse_ipv4(host).has_value() || (host.find(':') != std::string_view::npos && is_host(host));
}

std::string format(const Address& address) {
    const bool ipv6 = address.host.find(':') != std::string::npos;
    return (ipv6 ? "[" + address.host + "]" : address.host) + ":" + std::to_string(address.port);
}

}  // namespace crosstalk::transport
