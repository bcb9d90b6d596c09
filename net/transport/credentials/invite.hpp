// An invite: a link that names a server, pins its key and lets in whoever has it.
//
//   crosstalk://192.168.1.20:12345/#<fingerprint>.<token>      crosstalk://[2001:db8::1]:12345/#...
//
// Fingerprint (32 bytes) and token (16 bytes) are base64url without padding: 43 and 22 characters. The fingerprint is not
// shortened: the link is copied, not typed, and a whole one can be stored as the pin. Both stand behind the #, which a
// browser does not send to anybody. The link is a bearer secret: never in a log.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>

#include "net/transport/credentials/fingerprint.hpp"
#include "net/transport/credentials/outcome.hpp"
#include "net/transport/credentials/random.hpp"
#include "net/transport/credentials/secret.hpp"

namespace crosstalk::transport {

inline constexpr std::size_t max_invite_bytes = 512;
inline constexpr std::size_t invite_token_bytes = 16;

struct Invite {
    /// An IPv4 address, an IPv6 address without brackets, or a name.
    std::string host;
    /// 1 to 65535.
    std::uint16_t port = 0;
    Fingerprint fingerprint;
    /// Takes the passkey's place in the exchange; invite_token_bytes of it.
    Secret token;
};

enum class InviteFault {
    NotAnInvite,     ///< Does not begin with crosstalk://.
    TooLong,         ///< Over max_invite_bytes.
    BadHost,         ///< No address and no name.
    BadPort,         ///< Missing or not 1 to 65535.
    Incomplete,      ///< There is nothing, or no dot, behind the address: cut off when it was copied.
    BadFingerprint,  ///< Not 32 bytes of base64url.
    BadToken,        ///< Not 16 bytes of base64url.
};

/// For people: what is wrong and what to do. Never contains a part of the link.
std::string explain(InviteFault fault);

Secret new_invite_token(const FillRandom& random);

/// Which invite a token belongs to, told without telling the token: the first 8 bytes of its SHA-256, little-endian.
std::uint64_t invite_hint(std::span<const std::uint8_t> token);

/// Blanks around the link and capitals in the scheme are forgiven, nothing else: a link has one spelling.
Outcome<Invite, InviteFault> parse_invite(std::string_view text);

/// The link: a secret, for a terminal, a private file or the clipboard. `invite` must be one that parse_invite would give.
std::string link_of(const Invite& invite);

}  // namespace crosstalk::transport
