#include "net/transport/credentials/short_code.hpp"

#include <gtest/gtest.h>

#include <string>

#include "tests/credentials/seeded_random.hpp"

namespace crosstalk::transport {
namespace {

using testing_credentials::seeded_random;

Passkey passkey() {
    return *Passkey::parse("7K4-MP2-QXS", PasskeyKind::Generated);
}

TEST(ShortCode, it_is_written_as_documented) {
    EXPECT_EQ(spell_short_code({Ipv4{{192, 168, 1, 20}}, default_port, passkey()}), "R2M0-2507-K4MP-2QXM");
    EXPECT_EQ(spell_short_code({Ipv4{{10, 0, 0, 7}}, 50'000, passkey()}), "1800-01SG-TG7K-4MP2-QXH");
}

TEST(ShortCode, it_comes_back_as_it_was) {
    for (std::uint64_t seed = 0; seed < 200; ++seed) {
        const FillRandom random = seeded_random(seed);
        std::array<std::uint8_t, 6> bytes{};
        random(bytes);
        const auto port =
            static_cast<std::uint16_t>(seed % 3 == 0 ? default_port : bytes[4] * 256 + bytes[5] % 255 + 1);
        const ShortCode code{Ipv4{{bytes[0], bytes[1], bytes[2], bytes[3]}}, port, Passkey::generate(random)};
        const auto again = parse_short_code(*spell_short_code(code));
        ASSERT_TRUE(again);
        EXPECT_EQ(again->address, code.address);
        EXPECT_EQ(again->port, code.port);
        EXPECT_TRUE(again->passkey.code() == code.passkey.code());
    }
}

TEST(ShortCode, the_ports_at_both_ends_fit) {
    for (const std::uint16_t port : {std::uint16_t{1}, std::uint16_t{65'535}}) {
        EXPECT_EQ(parse_short_code(*spell_short_code({Ipv4{}, port, passkey()}))->port, port);
    }
}

TEST(ShortCode, typing_is_forgiven_much) {
    const auto code = parse_short_code(" r2mo 2507 k4mp 2qxm ");
    ASSERT_TRUE(code);
    EXPECT_EQ(to_string(code->address), "192.168.1.20");
    EXPECT_EQ(code->passkey.spelled_out(), "7K4-MP2-QXS");
}

TEST(ShortCode, every_single_wrong_symbol_is_noticed) {
    for (const std::string right : {"R2M02507K4MP2QXM", "180001SGTG7K4MP2QXH"}) {
        ASSERT_TRUE(parse_short_code(right));
        for (std::size_t position = 0; position < right.size(); ++position) {
            for (const char symbol : std::string("0123456789ABCDEFGHJKMNPQRSTVWXYZ")) {
                std::string wrong = right;
                wrong[position] = symbol;
                if (wrong == right) continue;
                ASSERT_FALSE(parse_short_code(wrong)) << wrong;
                EXPECT_EQ(parse_short_code(wrong).fault(), ShortCodeFault::Mistyped);
            }
        }
    }
}

TEST(ShortCode, an_operators_own_passkey_does_not_fit_in) {
    EXPECT_EQ(spell_short_code({Ipv4{}, default_port, *Passkey::choose("kwmqtzbxf")}), std::nullopt);
}

TEST(ShortCode, what_cannot_be_a_code_is_named) {
    EXPECT_EQ(parse_short_code("").fault(), ShortCodeFault::Empty);
    EXPECT_EQ(parse_short_code("R2M0-2507-K4MP-2QX").fault(), ShortCodeFault::WrongLength);
    EXPECT_EQ(parse_short_code("R2M0-2507-K4MP-2QXM-0").fault(), ShortCodeFault::WrongLength);
    EXPECT_EQ(parse_short_code(std::string(100'000, '0')).fault(), ShortCodeFault::WrongLength);
    EXPECT_EQ(parse_short_code("R2M0-2507-K4MP-2QX!").fault(), ShortCodeFault::UnknownSymbol);
    for (const auto fault : {ShortCodeFault::Empty, ShortCodeFault::UnknownSymbol,
                             ShortCodeFault::WrongLength, ShortCodeFault::Mistyped}) {
        EXPECT_GT(explain(fault).size(), 20u);
    }
}

TEST(ShortCode, a_long_form_of_the_default_port_and_port_zero_are_never_made_and_not_read) {
    // Both have a check symbol that fits.
    EXPECT_EQ(parse_short_code("0000000000000000000").fault(), ShortCodeFault::Mistyped);
    EXPECT_EQ(parse_short_code("00000001G740000000X").fault(), ShortCodeFault::Mistyped);
}

}  // namespace
}  // namespace crosstalk::transport
