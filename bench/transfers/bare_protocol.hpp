// What is spoken with the bare copy, one order per connection, nothing framed. Numbers have 8 bytes, little-endian.
//
//   client: 'p' size, then so many bytes      server: how much is durable, again and again; SHA-256 of all
//   client: 'g' size                          server: so many bytes of the file that was put last; its SHA-256
//   client: 'r' size                          server: the same, unhashed; zeros
#pragma once

#include <array>
#include <cstdint>
#include <span>

namespace crosstalk::bench {

enum class BareOrder : std::uint8_t { Put = 'p', Get = 'g', GetUnhashed = 'r' };

inline constexpr std::size_t bare_order_bytes = 9;
inline constexpr std::size_t bare_number_bytes = 8;
inline constexpr std::size_t bare_digest_bytes = 32;
// How much is made durable at once: half of what may be on its way.
inline constexpr std::size_t bare_step_bytes = 512 * 1024;

using BareNumber = std::array<std::uint8_t, bare_number_bytes>;

inline BareNumber to_bare(std::uint64_t number) {
    BareNumber bytes{};
    for (std::size_t i = 0; i < bytes.size(); ++i)
        bytes[i] = static_cast<std::uint8_t>(number >> (8 * i));
    return bytes;
}

inline std::uint64_t from_bare(std::span<const std::uint8_t, bare_number_bytes> bytes) {
    std::uint64_t number = 0;
    for (std::size_t i = bytes.size(); i-- > 0;)
        number = number << 8U | bytes[i];
    return number;
}

}  // namespace crosstalk::bench
