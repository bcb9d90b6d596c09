#include "net/transport/credentials/cpace.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <fstream>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "net/transport/credentials/credential_error.hpp"
#include "tests/credentials/seeded_random.hpp"

namespace crosstalk::transport {
namespace {

using testing_credentials::seeded_random;

std::vector<std::uint8_t> from_hex(const std::string& hex) {
    std::vector<std::uint8_t> bytes;
    for (std::size_t i = 0; i + 1 < hex.size(); i += 2) {
        bytes.push_back(static_cast<std::uint8_t>(std::stoi(hex.substr(i, 2), nullptr, 16)));
    }
    return bytes;
}

std::vector<std::uint8_t> to_vector(Bytes bytes) {
    return {bytes.begin(), bytes.end()};
}

CpaceShare to_share(const std::vector<std::uint8_t>& bytes) {
    CpaceShare share;
    std::copy(bytes.begin(), bytes.end(), share.bytes.begin());
    return share;
}

class CpaceVectors : public ::testing::Test {
  protected:
    CpaceVectors() {
        std::ifstream file(CROSSTALK_CREDENTIALS_DATA "/cpace_ristretto255_sha512.json");
        values_ = nlohmann::json::parse(file);
    }
    std::vector<std::uint8_t> value(const char* name) const {
        return from_hex(values_.at(name).get<std::string>());
    }
    Secret secret(const char* name) const { return Secret(value(name)); }

  private:
    nlohmann::json values_;
};

TEST_F(CpaceVectors, the_generator_is_the_drafts) {
    EXPECT_EQ(to_vector(cpace_generator(value("PRS"), value("CI"), value("sid")).bytes()), value("g"));
}

TEST_F(CpaceVectors, both_shares_are_the_drafts) {
    EXPECT_EQ(cpace_share(secret("ya"), secret("g")), to_share(value("Ya")));
    EXPECT_EQ(cpace_share(secret("yb"), secret("g")), to_share(value("Yb")));
}

TEST_F(CpaceVectors, the_shared_element_is_the_drafts_on_both_sides) {
    EXPECT_EQ(to_vector(cpace_shared_element(secret("ya"), to_share(value("Yb")))->bytes()), value("K"));
    EXPECT_EQ(to_vector(cpace_shared_element(secret("yb"), to_share(value("Ya")))->bytes()), value("K"));
}

TEST_F(CpaceVectors, the_session_key_is_the_drafts) {
    const auto associated_a = value("ADa");
    const auto associated_b = value("ADb");
    const Secret transcript =
        cpace_transcript({to_share(value("Ya")), associated_a}, {to_share(value("Yb")), associated_b});
    EXPECT_EQ(to_vector(cpace_session_key(value("sid"), secret("K"), transcript).bytes()), value("ISK_IR"));
}

TEST_F(CpaceVectors, what_is_no_element_of_the_group_is_rejected) {
    const std::string zeros(60, '0');
    const std::string ones(60, 'f');
    const std::pair<const char*, std::string> cases[] = {
        {"the neutral element", "0000" + zeros},
        {"an odd (negative) encoding", "0100" + zeros},
        {"the field's prime, a second zero", "edff" + ones.substr(2) + "7f"},
        {"the prime plus one", "eeff" + ones.substr(2) + "7f"},
        {"all bits set", "ffff" + ones},
        {"not on the curve", "2b3c6b8c4f3800e7aef6864025b4ed79bd599117e427c41bd47d93d654b4a51c"},
    };
    for (const auto& [what, hex] : cases) {
        SCOPED_TRACE(what);
        ASSERT_EQ(hex.size(), 64u);
        EXPECT_EQ(cpace_shared_element(secret("ya"), to_share(from_hex(hex))), std::nullopt);
    }
}

TEST_F(CpaceVectors, an_encoding_with_the_unused_bit_set_is_rejected) {
    CpaceShare share = to_share(value("Yb"));
    share.bytes.back() |= 0x80;
    EXPECT_EQ(cpace_shared_element(secret("ya"), share), std::nullopt);
}

TEST(Cpace, parts_get_their_length_in_leb128_before_them) {
    const std::vector<std::uint8_t> empty;
    const std::vector<std::uint8_t> two{7, 8};
    const std::vector<std::uint8_t> many(300, 9);
    std::vector<std::uint8_t> expected{0, 2, 7, 8, 0xAC, 0x02};
    expected.insert(expected.end(), many.begin(), many.end());
    EXPECT_EQ(to_vector(length_prefixed({empty, two, many}).bytes()), expected);
    const std::vector<std::uint8_t> just_one_byte(127, 1);
    const std::vector<std::uint8_t> just_two_bytes(128, 1);
    EXPECT_EQ(length_prefixed({just_one_byte}).size(), 128u);
    EXPECT_EQ(length_prefixed({just_two_bytes}).size(), 130u);
}

TEST(Cpace, a_password_longer_than_a_hash_block_works) {
    const std::vector<std::uint8_t> password(500, 'x');
    const Secret generator = cpace_generator(password, {}, {});
    EXPECT_NO_THROW(cpace_share(cpace_scalar(seeded_random(1)), generator));
}

TEST(Cpace, scalars_stay_below_two_to_the_252) {
    const FillRandom all_ones = [](std::span<std::uint8_t> bytes) {
        std::fill(bytes.begin(), bytes.end(), 0xFF);
    };
    EXPECT_EQ(cpace_scalar(all_ones).bytes().back(), 0x0F);
}

TEST(Cpace, a_broken_source_of_randomness_is_noticed) {
    const FillRandom zeros = [](std::span<std::uint8_t> bytes) { std::fill(bytes.begin(), bytes.end(), 0); };
    const Secret generator = cpace_generator({}, {}, {});
    EXPECT_THROW(cpace_share(cpace_scalar(zeros), generator), CredentialError);
}

}  // namespace
}  // namespace crosstalk::transport
