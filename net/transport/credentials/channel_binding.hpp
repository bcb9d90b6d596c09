// The value that two ends of one TLS connection share and nobody else has (RFC 9266, tls-exporter).
// Signatures and passkey proofs cover it, so that they are worth nothing on any other connection.
#pragma once

#include <array>
#include <compare>
#include <cstdint>

namespace crosstalk::transport {

struct ChannelBinding {
    std::array<std::uint8_t, 32> bytes{};

    auto operator<=>(const ChannelBinding&) const = default;
};

}  // namespace crosstalk::transport
