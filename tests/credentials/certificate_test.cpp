#include "net/transport/credentials/certificate.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <openssl/pem.h>

#include <filesystem>
#include <set>
#include <thread>
#include <vector>

#include "net/transport/credentials/credential_error.hpp"
#include "tests/credentials/temporary_folder.hpp"

namespace crosstalk::transport {
namespace {

using ::testing::HasSubstr;
using testing_credentials::content_of;
using testing_credentials::error_of;
using testing_credentials::put;
using testing_credentials::TemporaryFolder;
namespace fs = std::filesystem;

TEST(ServerCertificate, the_first_start_makes_a_private_file_and_the_second_finds_the_same_key) {
    const TemporaryFolder folder;
    const ServerCertificate first = ServerCertificate::load_or_create(folder / "server.pem");
    const ServerCertificate second = ServerCertificate::load_or_create(folder / "server.pem");
    EXPECT_EQ(first.fingerprint(), second.fingerprint());
    EXPECT_EQ(fs::status(folder / "server.pem").permissions(),
              fs::perms::owner_read | fs::perms::owner_write);
    EXPECT_FALSE(first.warning().has_value());
    EXPECT_FALSE(second.warning().has_value());
}

TEST(ServerCertificate, two_keys_are_different_and_so_are_their_serial_numbers) {
    const ServerCertificate one = ServerCertificate::generate();
    const ServerCertificate other = ServerCertificate::generate();
    EXPECT_NE(one.fingerprint(), other.fingerprint());
    EXPECT_NE(ASN1_INTEGER_cmp(X509_get0_serialNumber(one.certificate()),
                               X509_get0_serialNumber(other.certificate())),
              0);
}

TEST(ServerCertificate, it_is_self_signed_p256_and_valid_whatever_the_clock_says) {
    const ServerCertificate made = ServerCertificate::generate();
    EXPECT_EQ(X509_verify(made.certificate(), made.key()), 1);
    EXPECT_EQ(EVP_PKEY_get_bits(made.key()), 256);
    const time_t in_2001 = 1'000'000'000;
    const time_t in_2096 = 4'000'000'000;
    EXPECT_EQ(ASN1_TIME_cmp_time_t(X509_get0_notBefore(made.certificate()), in_2001), -1);
    EXPECT_EQ(ASN1_TIME_cmp_time_t(X509_get0_notAfter(made.certificate()), in_2096), 1);
    char name[64] = {};
    X509_NAME_get_text_by_NID(X509_get_subject_name(made.certificate()), NID_commonName, name, sizeof name);
    EXPECT_STREQ(name, "crosstalk");
}

TEST(ServerCertificate, the_fingerprint_belongs_to_the_key_and_not_to_the_certificate) {
    const ServerCertificate made = ServerCertificate::generate();
    CertificateHandle renewed(X509_dup(made.certificate()));
    ASN1_INTEGER_set(X509_get_serialNumber(renewed.get()), 42);
    ASSERT_GT(X509_sign(renewed.get(), made.key(), EVP_sha256()), 0);
    EXPECT_EQ(fingerprint_of(renewed.get()), made.fingerprint());
}

TEST(ServerCertificate, starts_at_the_same_moment_agree_on_one_key) {
    const TemporaryFolder folder;
    std::vector<Fingerprint> seen(8);
    std::vector<std::thread> starts;
    for (Fingerprint& fingerprint : seen) {
        starts.emplace_back([&folder, &fingerprint] {
            fingerprint = ServerCertificate::load_or_create(folder / "server.pem").fingerprint();
        });
    }
    for (std::thread& start : starts)
        start.join();
    EXPECT_EQ(std::set<Fingerprint>(seen.begin(), seen.end()).size(), 1u);
    EXPECT_EQ(folder.file_count(), 1u);
}

TEST(ServerCertificate, a_key_that_others_can_read_is_used_with_a_warning) {
    const TemporaryFolder folder;
    ServerCertificate::load_or_create(folder / "server.pem");
    fs::permissions(folder / "server.pem", fs::perms::others_read, fs::perm_options::add);
    const ServerCertificate loaded = ServerCertificate::load_or_create(folder / "server.pem");
    ASSERT_TRUE(loaded.warning().has_value());
    EXPECT_THAT(*loaded.warning(), HasSubstr("chmod 600"));
}

std::string without(std::string text, const std::string& from, const std::string& to) {
    const std::size_t begin = text.find(from);
    return text.erase(begin, text.find(to) + to.size() - begin);
}

std::string pem_of(EVP_PKEY* key) {
    const BioHandle bio(BIO_new(BIO_s_mem()));
    PEM_write_bio_PKCS8PrivateKey(bio.get(), key, nullptr, nullptr, 0, nullptr, nullptr);
    char* text = nullptr;
    const long size = BIO_get_mem_data(bio.get(), &text);
    return {text, static_cast<std::size_t>(size)};
}

std::string encrypted_pem_of(EVP_PKEY* key) {
    const BioHandle bio(BIO_new(BIO_s_mem()));
    PEM_write_bio_PKCS8PrivateKey(bio.get(), key, EVP_aes_128_cbc(), "pw", 2, nullptr, nullptr);
    char* text = nullptr;
    const long size = BIO_get_mem_data(bio.get(), &text);
    return {text, static_cast<std::size_t>(size)};
}

TEST(ServerCertificate, a_file_that_is_not_understood_stops_the_start_and_stays_as_it_is) {
    const TemporaryFolder folder;
    ServerCertificate::load_or_create(folder / "good.pem");
    ServerCertificate::load_or_create(folder / "other.pem");
    const std::string good = content_of(folder / "good.pem");
    const std::string other = content_of(folder / "other.pem");
    const std::string key_begin = "-----BEGIN PRIVATE KEY-----";
    const std::string key_end = "-----END PRIVATE KEY-----\n";
    const std::string certificate = without(good, key_begin, key_end);
    const KeyHandle p384(EVP_EC_gen("P-384"));
    const KeyHandle ed25519(EVP_PKEY_Q_keygen(nullptr, nullptr, "ED25519"));
    const struct {
        const char* what;
        std::string content;
        const char* said;
    } cases[] = {
        {"empty", "", "the file is empty"},
        {"garbage", std::string(500, '\xfe'), "no readable private key"},
        {"cut short", good.substr(0, 100), "no readable private key"},
        {"only the key", good.substr(0, good.find("-----BEGIN CERT")), "no readable certificate"},
        {"only the certificate", certificate, "no readable private key"},
        {"the key of another", without(other, "-----BEGIN CERT", "-----END CERTIFICATE-----\n") + certificate,
         "do not belong together"},
        {"a key on P-384", pem_of(p384.get()) + certificate, "P-256"},
        {"an Ed25519 key", pem_of(ed25519.get()) + certificate, "P-256"},
        {"an encrypted key", encrypted_pem_of(p384.get()) + certificate, "no readable private key"},
    };
    for (const auto& example : cases) {
        SCOPED_TRACE(example.what);
        put(folder / "server.pem", example.content);
        const std::string text =
            error_of<CredentialError>([&] { ServerCertificate::load_or_create(folder / "server.pem"); });
        EXPECT_THAT(text, HasSubstr(example.said));
        EXPECT_THAT(text, HasSubstr("backup")) << "it says what to do";
        EXPECT_EQ(content_of(folder / "server.pem"), example.content);
    }
}

TEST(ServerCertificate, a_directory_in_the_place_of_the_key_stops_the_start) {
    const TemporaryFolder folder;
    fs::create_directory(folder / "server.pem");
    EXPECT_THROW(ServerCertificate::load_or_create(folder / "server.pem"), CredentialError);
    EXPECT_TRUE(fs::is_directory(folder / "server.pem"));
}

TEST(Fingerprint, it_is_shown_as_sixteen_groups_of_four) {
    Fingerprint fingerprint;
    for (std::size_t i = 0; i < fingerprint.bytes.size(); ++i)
        fingerprint.bytes[i] = static_cast<std::uint8_t>(i * 8);
    fingerprint.bytes[0] = 0x7F;
    EXPECT_EQ(in_groups(fingerprint),
              "7F08 1018 2028 3038 4048 5058 6068 7078 8088 9098 A0A8 B0B8 C0C8 D0D8 E0E8 F0F8");
}

}  // namespace
}  // namespace crosstalk::transport
