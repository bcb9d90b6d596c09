// Ports as people write them.
#pragma once

#include <charconv>
#include <cstdint>
#include <optional>
#include <string_view>
#include <system_error>

namespace crosstalk::ui {

inline constexpr std::string_view no_port = "1 to 65535.";  // told beside the field

/// Nothing if it is no port.
inline std::optional<std::uint16_t> port_of(std::string_view written) {
    std::uint16_t port = 0;
    const char* end = written.data() + written.size();
    const auto [rest, fault] = std::from_chars(written.data(), end, port);
    if (fault != std::errc{} || rest != end || port == 0) return std::nullopt;
    return port;
}

}  // namespace crosstalk::ui
