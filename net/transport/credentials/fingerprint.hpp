// What a server is known by: the SHA-256 of its public key. Not a secret.
#pragma once

#include <array>
#include <compare>
#include <cstdint>
#include <string>

namespace crosstalk::transport {

/// SHA-256 over the DER form of the SubjectPublicKeyInfo. The certificate around the key may change, this
/// does not.
struct Fingerprint {
    std::array<std::uint8_t, 32> bytes{};

    auto operator<=>(const Fingerprint&) const = default;
};

/// For two people who compare by eye: "7F3A 91C2 ...", sixteen groups of four.
std::string in_groups(const Fingerprint& fingerprint);

}  // namespace crosstalk::transport
