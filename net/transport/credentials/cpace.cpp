#include "net/transport/credentials/cpace.hpp"

#include <sodium.h>

#include <algorithm>
#include <string_view>

#include "net/transport/credentials/credential_error.hpp"

namespace crosstalk::transport {
namespace {

constexpr std::string_view domain = "CPaceRistretto255";
constexpr std::string_view key_domain = "CPaceRistretto255_ISK";
// SHA-512 takes its input in blocks of this many bytes [s_in_bytes].
constexpr std::size_t hash_block_bytes = 128;
constexpr std::size_t scalar_bytes = crypto_core_ristretto255_SCALARBYTES;

Bytes bytes_of(std::string_view text) {
    return {reinterpret_cast<const std::uint8_t*>(text.data()), text.size()};
}

std::size_t prefix_size(std::size_t length) {
    std::size_t size = 1;
    for (; length >= 0x80; length >>= 7)
        ++size;
    return size;
}

std::size_t prefixed_size(Bytes part) {
    return prefix_size(part.size()) + part.size();
}

Secret sha512(Bytes input) {
    Secret hash = Secret::zeros(crypto_hash_sha512_BYTES);
    crypto_hash_sha512(hash.writable().data(), input.data(), input.size());
    return hash;
}

}  // namespace

Secret length_prefixed(std::initializer_list<Bytes> parts) {
    std::size_t size = 0;
    for (const Bytes part : parts)
        size += prefixed_size(part);
    Secret joined = Secret::zeros(size);
    auto out = joined.writable().begin();
    for (const Bytes part : parts) {
        std::size_t length = part.size();
        for (; length >= 0x80; length >>= 7)
            *out++ = static_cast<std::uint8_t>((length & 0x7F) | 0x80);
        *out++ = static_cast<std::uint8_t>(length);
        out = std::copy(part.begin(), part.end(), out);
    }
    return joined;
}

Secret cpace_generator(Bytes password, Bytes channel, Bytes session) {
    // The zeros fill the first block, so that the time does not depend on the password's length.
    const std::size_t used = 1 + prefixed_size(password) + prefixed_size(bytes_of(domain));
    const Secret padding = Secret::zeros(used < hash_block_bytes ? hash_block_bytes - used : 0);
    const Secret hash =
        sha512(length_prefixed({bytes_of(domain), password, padding.bytes(), channel, session}).bytes());
    Secret generator = Secret::zeros(crypto_core_ristretto255_BYTES);
    static_assert(crypto_core_ristretto255_HASHBYTES == crypto_hash_sha512_BYTES);
    crypto_core_ristretto255_from_hash(generator.writable().data(), hash.bytes().data());
    return generator;
}

Secret cpace_scalar(const FillRandom& random) {
    Secret scalar = Secret::zeros(scalar_bytes);
    random(scalar.writable());
    scalar.writable().back() &= 0x0F;
    return scalar;
}

CpaceShare cpace_share(const Secret& scalar, const Secret& generator) {
    CpaceShare share;
    if (crypto_scalarmult_ristretto255(share.bytes.data(), scalar.bytes().data(), generator.bytes().data()) !=
        0) {
        throw CredentialError("The source of randomness is broken: it gave nothing but zeros.");
    }
    return share;
}

std::optional<Secret> cpace_shared_element(const Secret& scalar, const CpaceShare& theirs) {
    // libsodium 1.0.18 overlooks the highest bit, which no encoding has set.
    if ((theirs.bytes.back() & 0x80) != 0) return std::nullopt;
    if (crypto_core_ristretto255_is_valid_point(theirs.bytes.data()) != 1) return std::nullopt;
    Secret element = Secret::zeros(crypto_core_ristretto255_BYTES);
    // Fails for the neutral element, which is a valid encoding but the result everybody can guess.
    if (crypto_scalarmult_ristretto255(element.writable().data(), scalar.bytes().data(),
                                       theirs.bytes.data()) != 0) {
        return std::nullopt;
    }
    return element;
}

Secret cpace_transcript(const CpaceMessage& initiator, const CpaceMessage& responder) {
    return length_prefixed(
        {initiator.share.bytes, initiator.associated, responder.share.bytes, responder.associated});
}

Secret cpace_session_key(Bytes session, const Secret& shared_element, const Secret& transcript) {
    const Secret head = length_prefixed({bytes_of(key_domain), session, shared_element.bytes()});
    Secret input = Secret::zeros(head.size() + transcript.size());
    const auto rest = std::copy(head.bytes().begin(), head.bytes().end(), input.writable().begin());
    std::copy(transcript.bytes().begin(), transcript.bytes().end(), rest);
    return sha512(input.bytes());
}

}  // namespace crosstalk::transport
