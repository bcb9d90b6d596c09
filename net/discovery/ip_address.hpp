// An address of a machine as a value: what datagrams come from and go to.
#pragma once

#include <array>
#include <compare>
#include <cstdint>
#include <span>

namespace crosstalk::discovery {

struct IpAddress {
    /// IPv4 as ::ffff:0:0/96.
    std::array<std::uint8_t, 16> bytes{};
    /// Of link-local IPv6: the index of the interface by which it is meant; else 0.
    std::uint32_t scope = 0;

    static IpAddress ipv4(const std::array<std::uint8_t, 4>& address);
    [[nodiscard]] bool is_ipv4() const;
    /// Only of one that is IPv4.
    [[nodiscard]] std::array<std::uint8_t, 4> as_ipv4() const;
    [[nodiscard]] bool is_loopback() const;
    [[nodiscard]] bool is_link_local() const;
    /// RFC 1918, 3927, 6598, 4193, link-local and loopback: no stranger of the Internet has one of these.
    [[nodiscard]] bool is_private() const;

    auto operator<=>(const IpAddress&) const = default;
};

/// All addresses that begin with the same bits.
struct Network {
    IpAddress address;
    /// Of the 16 bytes: 96 more than an IPv4 mask says. At most 128.
    std::uint8_t prefix_bits = 128;

    /// The scope does not count.
    [[nodiscard]] bool holds(const IpAddress& other) const;

    friend bool operator==(const Network&, const Network&) = default;
};

/// Whether datagrams from `source` are looked at: it is private, or on a network of this machine. Everybody else is no
/// neighbour, and a machine that can be reached from the Internet tells nobody there who is on it.
bool is_near(const IpAddress& source, std::span<const Network> networks);

}  // namespace crosstalk::discovery
