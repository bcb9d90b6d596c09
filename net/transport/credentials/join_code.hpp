// The join code: IPv4 address, port and passkey in one string that can be read aloud and typed. It is as secret as the
// passkey in it.
//
// Bits, the most significant first, five to a symbol, then two check symbols (symbol_checks.hpp), in groups of five:
//   private address, default port    place in the ranges 25, passkey 40             13 + 2 symbols   XXXXX-XXXXX-XXXXX
//   any other                        zero 2, address 32, port 16, passkey 40        18 + 2 symbols   XXXXX-XXXXX-XXXXX-XXXXX
//
// The ranges, one behind the other: 10.0.0.0/8, 192.168.0.0/16, 172.16.0.0/12 (RFC 1918), 169.254.0.0/16 (RFC 3927),
// 100.64.0.0/10 (RFC 6598) and 127.0.0.0/16. Places behind them are free.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "net/transport/credentials/host.hpp"
#include "net/transport/credentials/outcome.hpp"
#include "net/transport/credentials/passkey.hpp"

namespace crosstalk::transport {

struct JoinCode {
    Ipv4 address;
    /// 1 to 65535.
    std::uint16_t port = default_port;
    Passkey passkey;
};

struct JoinCodeFault {
    enum class Kind : std::uint8_t {
        Empty,
        UnknownSymbol,
        WrongLength,  ///< Neither 15 nor 20 symbols.
        Mistyped,     ///< The check symbols do not fit, or the code has a form that is never made.
        Swapped,      ///< Two neighbours have changed places.
    };
    Kind kind = Kind::Mistyped;
    /// Where to look first, from 1; 0: unknown.
    std::size_t group = 0;
    /// WrongLength: how many there are; 21 stands for more than any code has.
    std::size_t symbols = 0;

    friend bool operator==(const JoinCodeFault&, const JoinCodeFault&) = default;
};

/// For people: what is wrong and what to do. Never contains what was typed.
std::string explain(const JoinCodeFault& fault);

/// Case, O for 0, I and L for 1, blanks and dashes do not matter.
Outcome<JoinCode, JoinCodeFault> parse_join_code(std::string_view typed);

/// Whether `typed`, where an address might stand as well, is to be read as a code: it is one, or it has the shape of one,
/// three or four groups of five symbols with a dash or blank between them. Nobody who mistypes a code wants to hear that
/// there is no machine of that name.
bool looks_like_join_code(std::string_view typed);

/// A secret, for a terminal or a private file. Nothing when the passkey is a chosen one: it does not fit in.
std::optional<std::string> spell_join_code(const JoinCode& code);

}  // namespace crosstalk::transport
