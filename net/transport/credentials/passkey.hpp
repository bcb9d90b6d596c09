// The passkey: what somebody is told to join a server. Made by the server (7K4-MP2-QXS) or chosen by its operator.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "net/transport/credentials/outcome.hpp"
#include "net/transport/credentials/random.hpp"
#include "net/transport/credentials/secret.hpp"

namespace crosstalk::transport {

enum class PasskeyKind {
    Generated,  ///< Eight symbols of 5 random bits and a check symbol; typing is forgiven much (typed_symbols.hpp).
    Chosen,  ///< The operator's own; compared byte by byte once blanks around it are gone.
};

enum class PasskeyFault {
    Empty,
    UnknownSymbol,     ///< Generated: something that is no symbol.
    WrongLength,       ///< Generated: not nine symbols.
    Mistyped,          ///< Generated: the check symbol does not fit. Known without asking the server.
    TooLong,           ///< Chosen: over max_passkey_bytes.
    ControlCharacter,  ///< Chosen: a line break or the like inside.
    Weak,              ///< Chosen: under min_passkey_bits.
};

/// For people: what is wrong and what to do. Never contains what was typed.
std::string explain(PasskeyFault fault);

inline constexpr std::size_t max_passkey_bytes = 128;
inline constexpr double min_passkey_bits = 40.0;

/// How hard a chosen passkey is to guess, in bits: the characters that count, times log2 of the size of the alphabet they
/// come from. The alphabet is the sum of the classes that occur: 10 digits, 26 small and 26 capital letters, 33 other ASCII
/// characters, 100 for everything else. A character does not count when it only goes on with a run ("aaa", "abc", "321"): the
/// step from the one before it is at most one in the code table and the same as the step before that. An upper bound:
/// words of a dictionary are not recognised.
double estimated_bits(std::string_view text);

/// Immutable; any thread.
class Passkey {
  public:
    /// Takes 40 bits from `random`.
    static Passkey generate(const FillRandom& random);

    /// What somebody typed, once the server's hello said which kind it wants.
    static Outcome<Passkey, PasskeyFault> parse(std::string_view typed, PasskeyKind kind);

    /// An operator's choice; the only place where weak ones are refused. A passkey that was once generated and is written
    /// with its dashes stays a generated one, so that a server can be started again with the same.
    static Outcome<Passkey, PasskeyFault> choose(std::string_view text);

    PasskeyKind kind() const { return kind_; }

    /// What goes into the exchange: the eight symbols in upper case without the check symbol, or the bytes of the chosen
    /// text as they are (no Unicode normalisation: an operator who uses more than ASCII should expect trouble).
    const Secret& code() const { return code_; }

    /// The secret as people write it. For a terminal or a private file only, never for a log.
    std::string spelled_out() const;

  private:
    Passkey(PasskeyKind kind, Secret code) : kind_(kind), code_(std::move(code)) {}

    PasskeyKind kind_;
    Secret code_;
};

}  // namespace crosstalk::transport
