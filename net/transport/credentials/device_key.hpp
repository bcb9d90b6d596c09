// The key a device is known by: made at its first start, kept in one private file, never sent anywhere.
#pragma once

#include <array>
#include <compare>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>

#include "net/transport/credentials/channel_binding.hpp"
#include "net/transport/credentials/fingerprint.hpp"
#include "net/transport/credentials/random.hpp"
#include "net/transport/credentials/secret.hpp"

namespace crosstalk::transport {

/// Ed25519, 32 bytes of RFC 8032. Not a secret.
struct DevicePublicKey {
    std::array<std::uint8_t, 32> bytes{};

    auto operator<=>(const DevicePublicKey&) const = default;
};

struct LoginSignature {
    std::array<std::uint8_t, 64> bytes{};
};

/// Which connection the device logs in on; a proof for one is worth nothing on the other.
enum class LoginRole { Chat, File };

/// What a login proves, beside knowing the key: for which connection and to which server.
struct LoginTerms {
    LoginRole role = LoginRole::Chat;
    ChannelBinding connection;
    Fingerprint server;
};

/// Immutable; any thread.
class DeviceKey {
  public:
    static DeviceKey generate(const FillRandom& random);

    /// Reads the file, or makes key and file where there is none (mode 0600, whole or not at all, never over another file;
    /// two starts at once end up with the same key). A file that cannot be read or understood is CredentialError and is
    /// left as it is. Blocks on the disk. The file: "crosstalk-device-key-1 ", the seed in base64url, a line break.
    static DeviceKey load_or_create(const std::filesystem::path& file, const FillRandom& random);

    const DevicePublicKey& public_key() const { return public_key_; }

    /// Signs, each with its length before it (cpace.hpp): "crosstalk/1 login", "chat" or "file", the channel binding, the
    /// server's fingerprint.
    LoginSignature sign_login(const LoginTerms& terms) const;

    /// For the log: set when other accounts of the machine may read the key.
    const std::optional<std::string>& warning() const { return warning_; }

  private:
    explicit DeviceKey(const Secret& seed);

    // As libsodium keeps it: seed and public key.
    Secret secret_key_;
    DevicePublicKey public_key_;
    std::optional<std::string> warning_;
};

/// Whether the owner of `device` signed exactly these terms. Keys of small order are refused.
bool verify_login(const DevicePublicKey& device, const LoginTerms& terms, const LoginSignature& signature);

}  // namespace crosstalk::transport
