#include "net/transport/credentials/device_key.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sodium.h>

#include <filesystem>
#include <set>
#include <thread>
#include <vector>

#include "net/transport/credentials/credential_error.hpp"
#include "tests/credentials/seeded_random.hpp"
#include "tests/credentials/temporary_folder.hpp"

namespace crosstalk::transport {
namespace {

using ::testing::HasSubstr;
using testing_credentials::content_of;
using testing_credentials::error_of;
using testing_credentials::put;
using testing_credentials::seeded_random;
using testing_credentials::TemporaryFolder;
namespace fs = std::filesystem;

LoginTerms terms() {
    LoginTerms made;
    made.connection.bytes.fill(0x22);
    made.server.bytes.fill(0x11);
    return made;
}

TEST(DeviceKey, a_login_proof_is_accepted_for_exactly_its_terms) {
    const DeviceKey key = DeviceKey::generate(seeded_random(1));
    const LoginSignature proof = key.sign_login(terms());
    EXPECT_TRUE(verify_login(key.public_key(), terms(), proof));

    LoginTerms other_role = terms();
    other_role.role = LoginRole::File;
    EXPECT_FALSE(verify_login(key.public_key(), other_role, proof));
    LoginTerms other_connection = terms();
    other_connection.connection.bytes[0] ^= 1;
    EXPECT_FALSE(verify_login(key.public_key(), other_connection, proof));
    LoginTerms other_server = terms();
    other_server.server.bytes[31] ^= 0x80;
    EXPECT_FALSE(verify_login(key.public_key(), other_server, proof));
    EXPECT_FALSE(verify_login(DeviceKey::generate(seeded_random(2)).public_key(), terms(), proof));
}

TEST(DeviceKey, every_flipped_bit_of_the_proof_and_of_the_key_is_noticed) {
    const DeviceKey key = DeviceKey::generate(seeded_random(1));
    const LoginSignature proof = key.sign_login(terms());
    for (std::size_t bit = 0; bit < 512; ++bit) {
        LoginSignature wrong = proof;
        wrong.bytes[bit / 8] = static_cast<std::uint8_t>(wrong.bytes[bit / 8] ^ (1U << bit % 8));
        EXPECT_FALSE(verify_login(key.public_key(), terms(), wrong)) << bit;
    }
    for (std::size_t bit = 0; bit < 256; ++bit) {
        DevicePublicKey wrong = key.public_key();
        wrong.bytes[bit / 8] = static_cast<std::uint8_t>(wrong.bytes[bit / 8] ^ (1U << bit % 8));
        EXPECT_FALSE(verify_login(wrong, terms(), proof)) << bit;
    }
}

TEST(DeviceKey, a_proof_is_a_signature_over_the_documented_text) {
    const DeviceKey key = DeviceKey::generate(seeded_random(1));
    std::string text =
        "\x11"
        "crosstalk/1 login"
        "\x04"
        "chat"
        "\x20";
    text += std::string(32, '\x22') + "\x20" + std::string(32, '\x11');
    const LoginSignature proof = key.sign_login(terms());
    EXPECT_EQ(
        crypto_sign_verify_detached(proof.bytes.data(), reinterpret_cast<const unsigned char*>(text.data()),
                                    text.size(), key.public_key().bytes.data()),
        0);
}

TEST(DeviceKey, keys_of_small_order_prove_nothing) {
    // With the neutral element as the key, this signature would fit every text.
    DevicePublicKey neutral;
    neutral.bytes[0] = 1;
    LoginSignature fits_everything;
    fits_everything.bytes[0] = 1;
    EXPECT_FALSE(verify_login(neutral, terms(), fits_everything));
    EXPECT_FALSE(verify_login(DevicePublicKey{}, terms(), LoginSignature{}));
}

TEST(DeviceKey, the_first_start_makes_a_private_file_and_the_second_finds_the_same_key) {
    const TemporaryFolder folder;
    const DeviceKey first = DeviceKey::load_or_create(folder / "device.key", seeded_random(1));
    const DeviceKey second = DeviceKey::load_or_create(folder / "device.key", seeded_random(2));
    EXPECT_EQ(first.public_key(), second.public_key());
    EXPECT_TRUE(verify_login(first.public_key(), terms(), second.sign_login(terms())));
    EXPECT_EQ(fs::status(folder / "device.key").permissions(),
              fs::perms::owner_read | fs::perms::owner_write);
    EXPECT_FALSE(second.warning().has_value());
}

TEST(DeviceKey, starts_at_the_same_moment_agree_on_one_key) {
    const TemporaryFolder folder;
    std::vector<DevicePublicKey> seen(8);
    std::vector<std::thread> starts;
    for (DevicePublicKey& key : seen) {
        starts.emplace_back([&folder, &key] {
            key = DeviceKey::load_or_create(folder / "device.key", system_random()).public_key();
        });
    }
    for (std::thread& start : starts)
        start.join();
    EXPECT_EQ(std::set<DevicePublicKey>(seen.begin(), seen.end()).size(), 1u);
}

TEST(DeviceKey, a_file_that_is_not_understood_is_an_error_and_stays_as_it_is) {
    const TemporaryFolder folder;
    DeviceKey::load_or_create(folder / "good.key", seeded_random(1));
    const std::string good = content_of(folder / "good.key");
    const std::string label = "crosstalk-device-key-1 ";
    for (const std::string& content :
         {std::string(), std::string("garbage"), label, good.substr(0, good.size() - 2), good.substr(1),
          good + good, label + "!" + good.substr(label.size() + 1),
          "crosstalk-device-key-2 " + good.substr(label.size()), good.substr(0, good.size() - 1) + "A\n",
          std::string(1000, '\0')}) {
        SCOPED_TRACE(content);
        put(folder / "device.key", content);
        const std::string text = error_of<CredentialError>(
            [&] { DeviceKey::load_or_create(folder / "device.key", seeded_random(2)); });
        EXPECT_THAT(text, HasSubstr("backup"));
        EXPECT_EQ(content_of(folder / "device.key"), content);
    }
}

TEST(DeviceKey, line_ends_of_an_editor_do_no_harm) {
    const TemporaryFolder folder;
    const DeviceKey key = DeviceKey::load_or_create(folder / "device.key", seeded_random(1));
    std::string content = content_of(folder / "device.key");
    content.insert(content.size() - 1, "\r");
    put(folder / "device.key", content);
    EXPECT_EQ(DeviceKey::load_or_create(folder / "device.key", seeded_random(2)).public_key(),
              key.public_key());
}

TEST(DeviceKey, a_directory_in_the_place_of_the_key_is_an_error) {
    const TemporaryFolder folder;
    fs::create_directory(folder / "device.key");
    EXPECT_THROW(DeviceKey::load_or_create(folder / "device.key", seeded_random(1)), CredentialError);
}

TEST(DeviceKey, a_key_that_others_can_read_is_used_with_a_warning) {
    const TemporaryFolder folder;
    DeviceKey::load_or_create(folder / "device.key", seeded_random(1));
    fs::permissions(folder / "device.key", fs::perms::group_read, fs::perm_options::add);
    EXPECT_TRUE(DeviceKey::load_or_create(folder / "device.key", seeded_random(1)).warning().has_value());
}

}  // namespace
}  // namespace crosstalk::transport
