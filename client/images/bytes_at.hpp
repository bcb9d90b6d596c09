// Numbers in the headers of files, read within the bytes that are there.
#pragma once

#include <bit>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>

namespace crosstalk::images {

// `size` is 1 to 4 bytes; empty if they are not all there.
inline std::optional<std::uint32_t> number_at(std::span<const std::uint8_t> bytes, std::size_t at,
                                              std::size_t size, std::endian order) {
    if (at > bytes.size() || size > bytes.size() - at) return std::nullopt;
    std::uint32_t value = 0;
    for (std::size_t i = 0; i < size; ++i) {
        const std::size_t from = order == std::endian::big ? i : size - 1 - i;
        value = value << 8U | bytes[at + from];
    }
    return value;
}

}  // namespace crosstalk::images
