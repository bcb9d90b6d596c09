// The server's key and the self-signed certificate around it, kept in one file of the data folder.
#pragma once

#include <filesystem>
#include <optional>
#include <string>

#include "net/transport/credentials/fingerprint.hpp"
#include "net/transport/credentials/openssl_handles.hpp"

namespace crosstalk::transport {

/// An ECDSA P-256 key. Clients know the server by the key's fingerprint alone; nobody looks at the
/// certificate's name or dates. So it says CN=crosstalk, 2000-01-01 to the date that RFC 5280 gives to
/// "never" (clocks on a LAN are wrong), and needs no clock to be made. Immutable; any thread.
class ServerCertificate {
  public:
    /// Reads the file, or makes key and file where there is none (mode 0600, whole or not at all, never over
    /// another file; two starts at once end up with the same key). A file that cannot be read or understood
    /// is CredentialError and is left as it is: a new key would make the server a stranger to everybody.
    /// Blocks on the disk.
    static ServerCertificate load_or_create(const std::filesystem::path& file);

    /// A key that lives only in memory.
    static ServerCertificate generate();

    const Fingerprint& fingerprint() const { return fingerprint_; }

    /// For the log: set when other accounts of the machine may read the key.
    const std::optional<std::string>& warning() const { return warning_; }

    X509* certificate() const { return certificate_.get(); }
    EVP_PKEY* key() const { return key_.get(); }

  private:
    ServerCertificate(KeyHandle key, CertificateHandle certificate);

    KeyHandle key_;
    CertificateHandle certificate_;
    Fingerprint fingerprint_;
    std::optional<std::string> warning_;
};

/// The fingerprint of the key in any certificate. CredentialError when the key cannot be written as DER.
Fingerprint fingerprint_of(const X509* certificate);

}  // namespace crosstalk::transport
