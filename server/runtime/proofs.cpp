#include "server/runtime/proofs.hpp"

#include <sodium.h>

#include <array>
#include <stdexcept>

namespace crosstalk::server {

namespace {

net::Digest sha256(std::span<const std::uint8_t> bytes) {
    static_assert(std::tuple_size_v<net::Digest> == crypto_hash_sha256_BYTES);
    net::Digest digest;
    crypto_hash_sha256(digest.data(), bytes.data(), bytes.size());
    return digest;
}

}  // namespace

net::Digest digest_of(const transport::Passkey& code) {
    return sha256(code.code().bytes());
}

std::optional<net::Digest> digest_of_code(std::string_view typed) {
    const auto code = transport::Passkey::parse(typed, transport::PasskeyKind::Generated);
    if (!code) return std::nullopt;
    return digest_of(*code);
}

net::Digest lock_of(std::string_view passkey, const net::Digest& salt) {
    net::Digest lock;
    const auto* bytes = reinterpret_cast<const unsigned char*>(passkey.data());
    const int status =
        crypto_generichash(lock.data(), lock.size(), bytes, passkey.size(), salt.data(), salt.size());
    if (status != 0) throw std::logic_error("BLAKE2b refused the sizes of a room's lock");
    return lock;
}

void forget(std::string& secret) {
    sodium_memzero(secret.data(), secret.size());
    secret.clear();
}

}  // namespace crosstalk::server
