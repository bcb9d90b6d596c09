// Bytes as text for links and key files: base64url of RFC 4648 without padding, in its one spelling.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>

#include "net/transport/credentials/secret.hpp"

namespace crosstalk::transport {

Secret to_base64url(std::span<const std::uint8_t> bytes);

/// True when `text` is what to_base64url gives for `into.size()` bytes, which then stand in `into`.
bool from_base64url(std::string_view text, std::span<std::uint8_t> into);

}  // namespace crosstalk::transport
