// Codes that people read aloud and type: Crockford's base 32 with a check symbol at the end.
//
// Symbols 0-9 A-Z without I L O U, five bits each, the first symbol the most significant. Reading is tolerant: case, O for
// 0, I and L for 1, spaces and dashes anywhere. The check symbol (Luhn modulo 32) finds every single wrong symbol and
// every swap of two neighbours but 0 with Z.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>

#include "net/transport/credentials/outcome.hpp"
#include "net/transport/credentials/secret.hpp"

namespace crosstalk::transport {

enum class SymbolFault { UnknownSymbol, TooMany };

/// The values 0 to 31 of the symbols in `text`, at most `max_symbols`. Secret, because codes carry passkeys.
Outcome<Secret, SymbolFault> read_symbols(std::string_view text, std::size_t max_symbols);

/// Upper case, without dashes. Values are 0 to 31.
std::string write_symbols(std::span<const std::uint8_t> values);

/// The value of the symbol that belongs after `values`.
std::uint8_t check_symbol(std::span<const std::uint8_t> values);

/// Whether the last of `values` is the check symbol of those before it.
bool check_symbol_fits(std::span<const std::uint8_t> values);

/// "ABCDEFGH", 4 -> "ABCD-EFGH".
std::string with_dashes(std::string_view symbols, std::size_t group);

}  // namespace crosstalk::transport
