// The short code: IPv4 address, port and passkey in one string that can be read aloud and typed. It is as secret as the
// passkey in it.
//
// Bits, the most significant first, five to a symbol, then the check symbol (typed_symbols.hpp):
//   at the default port    address 32, zero 3, passkey 40              15 + 1 symbols   XXXX-XXXX-XXXX-XXXX
//   at any other           address 32, zero 2, port 16, passkey 40     18 + 1 symbols   XXXX-XXXX-XXXX-XXXX-XXX
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "net/transport/credentials/host.hpp"
#include "net/transport/credentials/outcome.hpp"
#include "net/transport/credentials/passkey.hpp"

namespace crosstalk::transport {

struct ShortCode {
    Ipv4 address;
    /// 1 to 65535.
    std::uint16_t port = default_port;
    Passkey passkey;
};

enum class ShortCodeFault {
    Empty,
    UnknownSymbol,
    WrongLength,  ///< Neither 16 nor 19 symbols.
    Mistyped,     ///< The check symbol does not fit, or the code has a form that is never made.
};

/// For people: what is wrong and what to do. Never contains what was typed.
std::string explain(ShortCodeFault fault);

Outcome<ShortCode, ShortCodeFault> parse_short_code(std::string_view typed);

/// A secret, for a terminal or a private file. Nothing when the passkey is a chosen one: it does not fit in.
std::optional<std::string> spell_short_code(const ShortCode& code);

}  // namespace crosstalk::transport
