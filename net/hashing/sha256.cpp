#include "net/hashing/sha256.hpp"

#include <openssl/evp.h>

#include <new>
#include <stdexcept>

namespace crosstalk::net {

struct Sha256::Context {
    EVP_MD_CTX* handle = EVP_MD_CTX_new();
    Context() {
        if (handle == nullptr) throw std::bad_alloc();
        if (EVP_DigestInit_ex(handle, EVP_sha256(), nullptr) != 1) {
            EVP_MD_CTX_free(handle);
            throw std::runtime_error("OpenSSL on this machine offers no SHA-256. Reinstall OpenSSL.");
        }
    }
    Context(const Context&) = delete;
    Context& operator=(const Context&) = delete;
    ~Context() { EVP_MD_CTX_free(handle); }
};

Sha256::Sha256() : context_(std::make_unique<Context>()) {}
Sha256::Sha256(Sha256&&) noexcept = default;
Sha256& Sha256::operator=(Sha256&&) noexcept = default;
Sha256::~Sha256() = default;

void Sha256::add(std::span<const std::uint8_t> bytes) {
    EVP_DigestUpdate(context_->handle, bytes.data(), bytes.size());
}

Digest Sha256::finish() {
    Digest digest{};
    EVP_DigestFinal_ex(context_->handle, digest.data(), nullptr);
    return digest;
}

Digest sha256(std::span<const std::uint8_t> bytes) {
    Sha256 hash;
    hash.add(bytes);
    return hash.finish();
}

}  // namespace crosstalk::net
