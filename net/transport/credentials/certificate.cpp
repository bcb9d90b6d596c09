#include "net/transport/credentials/certificate.hpp"

#include <openssl/pem.h>
#include <openssl/sha.h>

#include <string_view>
#include <utility>

#include "net/text/paths.hpp"
#include "net/transport/credentials/credential_error.hpp"
#include "net/transport/credentials/private_file.hpp"

namespace crosstalk::transport {
namespace {

void require(bool done, const char* what) {
    if (!done) throw CredentialError(std::string(what) + ": " + take_openssl_error() + ".");
}

CertificateHandle self_signed(EVP_PKEY* key) {
    CertificateHandle certificate(X509_new());
    require(certificate != nullptr, "No certificate could be made");
    X509* x509 = certificate.get();

    // RFC 5280 allows 20 octets and wants a positive number.
    constexpr int serial_bits = 159;
    const BignumHandle serial(BN_new());
    X509_NAME* name = X509_get_subject_name(x509);
    constexpr std::string_view common_name = "crosstalk";
    const auto* common_name_bytes = reinterpret_cast<const unsigned char*>(common_name.data());
    require(serial != nullptr &&
                BN_rand(serial.get(), serial_bits, BN_RAND_TOP_ANY, BN_RAND_BOTTOM_ANY) == 1 &&
                BN_to_ASN1_INTEGER(serial.get(), X509_get_serialNumber(x509)) != nullptr &&
                X509_set_version(x509, X509_VERSION_3) == 1 &&
                ASN1_TIME_set_string_X509(X509_getm_notBefore(x509), "20000101000000Z") == 1 &&
                ASN1_TIME_set_string_X509(X509_getm_notAfter(x509), "99991231235959Z") == 1 &&
                X509_NAME_add_entry_by_txt(name, "CN", MBSTRING_UTF8, common_name_bytes,
                                           static_cast<int>(common_name.size()), -1, 0) == 1 &&
                X509_set_issuer_name(x509, name) == 1 && X509_set_pubkey(x509, key) == 1 &&
                X509_sign(x509, key, EVP_sha256()) > 0,
            "No certificate could be made");
    return certificate;
}

Secret as_pem(EVP_PKEY* key, X509* certificate) {
    // The secret memory BIO wipes itself.
    const BioHandle bio(BIO_new(BIO_s_secmem()));
    require(bio != nullptr &&
                PEM_write_bio_PKCS8PrivateKey(bio.get(), key, nullptr, nullptr, 0, nullptr, nullptr) == 1 &&
                PEM_write_bio_X509(bio.get(), certificate) == 1,
            "The new key could not be written as text");
    char* text = nullptr;
    const long size = BIO_get_mem_data(bio.get(), &text);
    return Secret(std::string_view(text, static_cast<std::size_t>(size)));
}

/// Without it OpenSSL would ask on the terminal for the password of an encrypted key.
int no_password(char*, int, int, void*) {
    return -1;
}

struct ParsedFile {
    KeyHandle key;
    CertificateHandle certificate;
};

ParsedFile parse_pem(const std::filesystem::path& file, const Secret& pem) {
    const auto unusable = [&file](const std::string& why) {
        take_openssl_error();
        return CredentialError(
            "The server's key in " + text::utf8_of(file) + " can't be used: " + why +
            " Put the file back from a backup. Only if there is none, move it away: the next start "
            "makes a new key, and everybody has to join again with the passkey.");
    };
    if (pem.empty()) throw unusable("the file is empty.");
    const int size = static_cast<int>(pem.size());
    const BioHandle key_text(BIO_new_mem_buf(pem.bytes().data(), size));
    const BioHandle certificate_text(BIO_new_mem_buf(pem.bytes().data(), size));
    require(key_text != nullptr && certificate_text != nullptr, "No memory to read the server's key");

    KeyHandle key(PEM_read_bio_PrivateKey(key_text.get(), nullptr, no_password, nullptr));
    if (key == nullptr) throw unusable("there is no readable private key in it.");
    CertificateHandle certificate(PEM_read_bio_X509(certificate_text.get(), nullptr, no_password, nullptr));
    if (certificate == nullptr) throw unusable("there is no readable certificate in it.");

    char group[32] = {};
    if (EVP_PKEY_get_group_name(key.get(), group, sizeof group, nullptr) != 1 ||
        std::string_view(group) != SN_X9_62_prime256v1) {
        throw unusable("it is not an ECDSA key on the curve P-256.");
    }
    if (X509_check_private_key(certificate.get(), key.get()) != 1) {
        throw unusable("key and certificate do not belong together.");
    }
    return {std::move(key), std::move(certificate)};
}

}  // namespace

ServerCertificate::ServerCertificate(KeyHandle key, CertificateHandle certificate)
    : key_(std::move(key)),
      certificate_(std::move(certificate)),
      fingerprint_(fingerprint_of(certificate_.get())) {}

ServerCertificate ServerCertificate::generate() {
    prepare_openssl();
    KeyHandle key(EVP_EC_gen("P-256"));
    require(key != nullptr, "No key could be made");
    CertificateHandle certificate = self_signed(key.get());
    return {std::move(key), std::move(certificate)};
}

ServerCertificate ServerCertificate::load_or_create(const std::filesystem::path& file) {
    prepare_openssl();
    std::optional<PrivateFile> stored = read_private_file(file);
    if (!stored) {
        ServerCertificate made = generate();
        const Secret pem = as_pem(made.key(), made.certificate());
        if (write_new_private_file(file, pem.bytes()) == NewFile::Written) return made;
        stored = read_private_file(file);
        if (!stored)
            throw CredentialError(text::utf8_of(file) + " came and went while it was read. Start again.");
    }
    ParsedFile parsed = parse_pem(file, stored->content);
    ServerCertificate loaded(std::move(parsed.key), std::move(parsed.certificate));
    if (stored->exposure == Exposure::ReadableByOthers) {
        loaded.warning_ = "Other accounts of this machine may read or change the server's key " +
                          text::utf8_of(file) + ". Allow only its owner: chmod 600.";
    }
    return loaded;
}

Fingerprint fingerprint_of(const X509* certificate) {
    unsigned char* der = nullptr;
    const int size = i2d_X509_PUBKEY(X509_get_X509_PUBKEY(certificate), &der);
    require(size > 0, "The public key could not be read");
    Fingerprint fingerprint;
    SHA256(der, static_cast<std::size_t>(size), fingerprint.bytes.data());
    OPENSSL_free(der);
    return fingerprint;
}

}  // namespace crosstalk::transport
