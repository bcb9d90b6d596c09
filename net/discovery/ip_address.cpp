#include "net/discovery/ip_address.hpp"

#include <algorithm>
#include <cassert>

namespace crosstalk::discovery {
namespace {

constexpr std::array<std::uint8_t, 12> ipv4_prefix{0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xFF, 0xFF};
constexpr std::uint8_t ipv4_bits = 96;

Network ipv4_network(const std::array<std::uint8_t, 4>& address, unsigned bits) {
    return {IpAddress::ipv4(address), static_cast<std::uint8_t>(ipv4_bits + bits)};
}

}  // namespace

IpAddress IpAddress::ipv4(const std::array<std::uint8_t, 4>& address) {
    IpAddress made;
    std::ranges::copy(ipv4_prefix, made.bytes.begin());
    std::ranges::copy(address, made.bytes.begin() + ipv4_prefix.size());
    return made;
}

bool IpAddress::is_ipv4() const {
    return std::equal(ipv4_prefix.begin(), ipv4_prefix.end(), bytes.begin());
}

std::array<std::uint8_t, 4> IpAddress::as_ipv4() const {
    assert(is_ipv4());
    return {bytes[12], bytes[13], bytes[14], bytes[15]};
}

bool IpAddress::is_loopback() const {
    IpAddress one;
    one.bytes[15] = 1;
    return bytes == one.bytes || ipv4_network({127, 0, 0, 0}, 8).holds(*this);
}

bool IpAddress::is_link_local() const {
    const bool ipv6 = bytes[0] == 0xFE && (bytes[1] & 0xC0U) == 0x80;
    return ipv6 || ipv4_network({169, 254, 0, 0}, 16).holds(*this);
}

bool IpAddress::is_private() const {
    if (is_loopback() || is_link_local()) return true;
    if (!is_ipv4()) return (bytes[0] & 0xFEU) == 0xFC;
    return ipv4_network({10, 0, 0, 0}, 8).holds(*this) || ipv4_network({172, 16, 0, 0}, 12).holds(*this) ||
           ipv4_network({192, 168, 0, 0}, 16).holds(*this) || ipv4_network({100, 64, 0, 0}, 10).holds(*this);
}

bool Network::holds(const IpAddress& other) const {
    assert(prefix_bits <= 128);
    const std::size_t whole = prefix_bits / 8U;
    if (!std::equal(address.bytes.begin(), address.bytes.begin() + static_cast<std::ptrdiff_t>(whole),
                    other.bytes.begin()))
        return false;
    const unsigned rest = prefix_bits % 8U;
    if (rest == 0) return true;
    const unsigned mask = 0xFFU << (8U - rest) & 0xFFU;
    return ((unsigned{address.bytes[whole]} ^ other.bytes[whole]) & mask) == 0;
}

bool is_near(const IpAddress& source, std::span<const Network> networks) {
    return source.is_private() ||
           std::ranges::any_of(networks, [&](const Network& network) { return network.holds(source); });
}

}  // namespace crosstalk::discovery
