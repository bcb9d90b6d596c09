#include "net/transport/credentials/device_key.hpp"

#include <sodium.h>

#include <algorithm>
#include <string_view>
#include <utility>

#include "net/text/paths.hpp"
#include "net/transport/credentials/base64url.hpp"
#include "net/transport/credentials/cpace.hpp"
#include "net/transport/credentials/credential_error.hpp"
#include "net/transport/credentials/private_file.hpp"

namespace crosstalk::transport {
namespace {

constexpr std::string_view login_label = "crosstalk/1 login";
constexpr std::string_view file_label = "crosstalk-device-key-1 ";

Bytes bytes_of(std::string_view text) {
    return {reinterpret_cast<const std::uint8_t*>(text.data()), text.size()};
}

std::string_view name_of(LoginRole role) {
    return role == LoginRole::Chat ? "chat" : "file";
}

Secret signed_text(const LoginTerms& terms) {
    return length_prefixed(
        {bytes_of(login_label), bytes_of(name_of(terms.role)), terms.connection.bytes, terms.server.bytes});
}

Secret as_file(Bytes seed) {
    const Secret encoded = to_base64url(seed);
    Secret text = Secret::zeros(file_label.size() + encoded.size() + 1);
    auto out = std::copy(file_label.begin(), file_label.end(), text.writable().begin());
    out = std::copy(encoded.bytes().begin(), encoded.bytes().end(), out);
    *out = '\n';
    return text;
}

std::optional<Secret> seed_in(const Secret& file) {
    std::string_view text = file.text();
    if (!text.starts_with(file_label)) return std::nullopt;
    text.remove_prefix(file_label.size());
    while (text.ends_with('\n') || text.ends_with('\r'))
        text.remove_suffix(1);
    Secret seed = Secret::zeros(crypto_sign_SEEDBYTES);
    if (!from_base64url(text, seed.writable())) return std::nullopt;
    return seed;
}

}  // namespace

DeviceKey::DeviceKey(const Secret& seed) : secret_key_(Secret::zeros(crypto_sign_SECRETKEYBYTES)) {
    crypto_sign_seed_keypair(public_key_.bytes.data(), secret_key_.writable().data(), seed.bytes().data());
}

DeviceKey DeviceKey::generate(const FillRandom& random) {
    Secret seed = Secret::zeros(crypto_sign_SEEDBYTES);
    random(seed.writable());
    return DeviceKey(seed);
}

DeviceKey DeviceKey::load_or_create(const std::filesystem::path& file, const FillRandom& random) {
    std::optional<PrivateFile> stored = read_private_file(file);
    if (!stored) {
        Secret seed = Secret::zeros(crypto_sign_SEEDBYTES);
        random(seed.writable());
        if (write_new_private_file(file, as_file(seed.bytes()).bytes()) == NewFile::Written)
            return DeviceKey(seed);
        stored = read_private_file(file);
        if (!stored)
            throw CredentialError(text::utf8_of(file) + " came and went while it was read. Start again.");
    }
    const std::optional<Secret> seed = seed_in(stored->content);
    if (!seed) {
        throw CredentialError(
            "This device's key in " + text::utf8_of(file) +
            " can't be used: the file was changed or cut short. Put it back from a backup. Only if "
            "there is none, move it away: the next start makes a new key, and this device then needs "
            "the passkey and a code from another device or an admin to get its name back.");
    }
    DeviceKey key(*seed);
    if (stored->exposure == Exposure::ReadableByOthers) {
        key.warning_ = "Other accounts of this machine may read or change this device's key " +
                       text::utf8_of(file) + ". Allow only its owner: chmod 600.";
    }
    return key;
}

LoginSignature DeviceKey::sign_login(const LoginTerms& terms) const {
    const Secret text = signed_text(terms);
    LoginSignature signature;
    crypto_sign_detached(signature.bytes.data(), nullptr, text.bytes().data(), text.size(),
                         secret_key_.bytes().data());
    return signature;
}

bool verify_login(const DevicePublicKey& device, const LoginTerms& terms, const LoginSignature& signature) {
    const Secret text = signed_text(terms);
    return crypto_sign_verify_detached(signature.bytes.data(), text.bytes().data(), text.size(),
                                       device.bytes.data()) == 0;
}

}  // namespace crosstalk::transport
