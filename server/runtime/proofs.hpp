// What stands in journal and memory in the place of secrets that people type.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "net/ids.hpp"
#include "net/transport/credentials/passkey.hpp"
#include "net/transport/credentials/secret.hpp"

namespace crosstalk::server {

// SHA-256 of the code's symbols, however they are written.
net::Digest digest_of(const transport::Passkey& code);
// Nothing: no code looks like that.
std::optional<net::Digest> digest_of_code(std::string_view typed);

// BLAKE2b-256 of the passkey, keyed with the salt: what a locked room keeps.
net::Digest lock_of(std::string_view passkey, const net::Digest& salt);

// Empties a secret so that no copy of it stays behind in its memory.
void forget(std::string& secret);

}  // namespace crosstalk::server
