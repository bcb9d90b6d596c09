#include "net/transport/credentials/random.hpp"

#include <sodium.h>

#include "net/transport/credentials/credential_error.hpp"

namespace crosstalk::transport {

FillRandom system_random() {
    if (sodium_init() < 0) throw CredentialError("libsodium could not be started.");
    return [](std::span<std::uint8_t> bytes) { randombytes_buf(bytes.data(), bytes.size()); };
}

}  // namespace crosstalk::transport
