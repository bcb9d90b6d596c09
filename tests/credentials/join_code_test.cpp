#include "net/transport/credentials/join_code.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <cctype>
#include <string>
#include <vector>

#include "net/transport/credentials/symbol_checks.hpp"
#include "net/transport/credentials/typed_symbols.hpp"
#include "tests/credentials/seeded_random.hpp"

namespace crosstalk::transport {
namespace {

using testing::HasSubstr;
using testing_credentials::seeded_random;
using Kind = JoinCodeFault::Kind;

Passkey passkey() {
    return *Passkey::parse("7K4-MP2-QXS", PasskeyKind::Generated);
}

std::string spelled(std::array<std::uint8_t, 4> address, std::uint16_t port = default_port) {
    return *spell_join_code({Ipv4{address}, port, passkey()});
}

TEST(JoinCode, it_is_written_as_documented) {
    EXPECT_EQ(spelled({192, 168, 1, 20}), "G008M-7K4MP-2QXVD");
    EXPECT_EQ(spelled({10, 0, 0, 7}, 50'000), "0A000-0FGTG-7K4MP-2QXMH");
}

TEST(JoinCode, private_addresses_at_the_default_port_take_three_groups_and_all_else_four) {
    constexpr std::size_t three = 17;
    constexpr std::size_t four = 23;
    for (const auto& address : {std::array<std::uint8_t, 4>{10, 255, 255, 255},
                                {192, 168, 0, 0},
                                {172, 16, 0, 1},
                                {172, 31, 255, 255},
                                {169, 254, 1, 1},
                                {100, 64, 0, 1},
                                {100, 127, 255, 255},
                                {127, 0, 0, 1}}) {
        EXPECT_EQ(spelled(address).size(), three) << to_string(Ipv4{address});
        EXPECT_EQ(spelled(address, 12'346).size(), four);
        EXPECT_EQ(parse_join_code(spelled(address))->address.bytes, address);
    }
    for (const auto& address : {std::array<std::uint8_t, 4>{11, 0, 0, 0},
                                {192, 169, 0, 0},
                                {172, 32, 0, 0},
                                {172, 15, 255, 255},
                                {100, 128, 0, 0},
                                {127, 1, 0, 0},
                                {0, 0, 0, 0},
                                {255, 255, 255, 255}}) {
        EXPECT_EQ(spelled(address).size(), four) << to_string(Ipv4{address});
        EXPECT_EQ(parse_join_code(spelled(address))->address.bytes, address);
    }
}

TEST(JoinCode, it_comes_back_as_it_was) {
    for (std::uint64_t seed = 0; seed < 300; ++seed) {
        const FillRandom random = seeded_random(seed);
        std::array<std::uint8_t, 6> bytes{};
        random(bytes);
        const auto port =
            static_cast<std::uint16_t>(seed % 3 == 0 ? default_port : bytes[4] * 256 + bytes[5] % 255 + 1);
        if (seed % 2 == 0) bytes[0] = 10;
        const JoinCode code{Ipv4{{bytes[0], bytes[1], bytes[2], bytes[3]}}, port, Passkey::generate(random)};
        const auto again = parse_join_code(*spell_join_code(code));
        ASSERT_TRUE(again);
        EXPECT_EQ(again->address, code.address);
        EXPECT_EQ(again->port, code.port);
        EXPECT_TRUE(again->passkey.code() == code.passkey.code());
    }
}

TEST(JoinCode, the_ports_at_both_ends_fit) {
    for (const std::uint16_t port : {std::uint16_t{1}, std::uint16_t{65'535}}) {
        EXPECT_EQ(parse_join_code(spelled({}, port))->port, port);
    }
}

TEST(JoinCode, typing_is_forgiven_much) {
    std::string typed = spelled({192, 168, 1, 20});
    for (char& symbol : typed) {
        symbol = static_cast<char>(std::tolower(symbol));
        if (symbol == '0') symbol = 'o';
        if (symbol == '1') symbol = 'l';
        if (symbol == '-') symbol = ' ';
    }
    const auto code = parse_join_code("  " + typed + "\n");
    ASSERT_TRUE(code) << typed;
    EXPECT_EQ(to_string(code->address), "192.168.1.20");
    EXPECT_EQ(code->port, default_port);
    EXPECT_EQ(code->passkey.spelled_out(), "7K4-MP2-QXS");
}

TEST(JoinCode, every_single_wrong_symbol_is_noticed_and_its_group_named) {
    for (const std::string& right : {spelled({192, 168, 1, 20}), spelled({10, 0, 0, 7}, 50'000)}) {
        for (std::size_t position = 0; position < right.size(); ++position) {
            if (right[position] == '-') continue;
            for (const char symbol : std::string("0123456789ABCDEFGHJKMNPQRSTVWXYZ")) {
                std::string wrong = right;
                wrong[position] = symbol;
                if (wrong == right) continue;
                ASSERT_FALSE(parse_join_code(wrong)) << wrong;
                EXPECT_EQ(parse_join_code(wrong).fault(),
                          (JoinCodeFault{Kind::Mistyped, position / 6 + 1, 0}));
            }
        }
    }
    EXPECT_THAT(explain({Kind::Mistyped, 3, 0}), HasSubstr("mistyped, most likely in the third group."));
    EXPECT_THAT(explain({Kind::Mistyped, 0, 0}), HasSubstr("This join code is mistyped. Compare"));
}

TEST(JoinCode, neighbours_that_changed_places_are_noticed) {
    std::string typed = spelled({192, 168, 1, 20});
    std::swap(typed[13], typed[14]);
    ASSERT_FALSE(parse_join_code(typed));
    EXPECT_EQ(parse_join_code(typed).fault(), (JoinCodeFault{Kind::Swapped, 3, 0}));
    EXPECT_THAT(explain(parse_join_code(typed).fault()),
                HasSubstr("changed places, most likely in the third"));
}

TEST(JoinCode, an_operators_own_passkey_does_not_fit_in) {
    EXPECT_EQ(spell_join_code({Ipv4{}, default_port, *Passkey::choose("kwmqtzbxf")}), std::nullopt);
}

TEST(JoinCode, what_cannot_be_a_code_is_named) {
    const std::string right = spelled({192, 168, 1, 20});
    EXPECT_EQ(parse_join_code("").fault().kind, Kind::Empty);
    EXPECT_EQ(parse_join_code(" - ").fault().kind, Kind::Empty);
    EXPECT_EQ(parse_join_code(right.substr(0, 16)).fault(), (JoinCodeFault{Kind::WrongLength, 0, 14}));
    EXPECT_EQ(parse_join_code(right + "-0").fault(), (JoinCodeFault{Kind::WrongLength, 0, 16}));
    EXPECT_EQ(parse_join_code(std::string(100'000, '0')).fault(), (JoinCodeFault{Kind::WrongLength, 0, 21}));
    EXPECT_EQ(parse_join_code(right.substr(0, 8) + "U" + right.substr(9)).fault(),
              (JoinCodeFault{Kind::UnknownSymbol, 2, 0}));
    EXPECT_EQ(parse_join_code("\xE2\x80").fault().kind, Kind::UnknownSymbol);
    EXPECT_THAT(explain({Kind::WrongLength, 0, 14}), HasSubstr("this has 14 in all: one is missing."));
    EXPECT_THAT(explain({Kind::UnknownSymbol, 2, 0}), HasSubstr("in the second group. It has letters"));
    for (const auto kind :
         {Kind::Empty, Kind::UnknownSymbol, Kind::WrongLength, Kind::Mistyped, Kind::Swapped}) {
        EXPECT_GT(explain({kind, 0, 0}).size(), 20U);
    }
}

std::string with_checks(std::vector<std::uint8_t> values) {
    const auto checks = check_symbols(values);
    values.insert(values.end(), checks.begin(), checks.end());
    return write_symbols(values);
}

TEST(JoinCode, forms_that_are_never_made_are_not_read_though_their_check_symbols_fit) {
    std::vector<std::uint8_t> behind_the_ranges(13, 0);
    EXPECT_TRUE(parse_join_code(with_checks(behind_the_ranges)));
    std::fill_n(behind_the_ranges.begin(), 5, std::uint8_t{31});
    EXPECT_EQ(parse_join_code(with_checks(behind_the_ranges)).fault(), JoinCodeFault{});

    const std::vector<std::uint8_t> port_zero(18, 0);
    EXPECT_EQ(parse_join_code(with_checks(port_zero)).fault(), JoinCodeFault{});
    // 10.0.0.0 and port 12345 have a shorter form: zero 2, 00001010 and 24 zeros, 0011000000111001 and the passkey.
    std::vector<std::uint8_t> too_long{0b00000, 0b01010, 0, 0, 0, 0, 0b00000, 0b01100, 0b00001, 0b11001};
    too_long.resize(18);
    EXPECT_EQ(parse_join_code(with_checks(too_long)).fault(), JoinCodeFault{});
    too_long[1] = 0b01011;  // 11.0.0.0 has not
    EXPECT_TRUE(parse_join_code(with_checks(too_long)));
}

TEST(JoinCode, a_mistyped_code_is_not_taken_for_a_name_and_a_name_not_for_a_code) {
    const std::string right = spelled({192, 168, 1, 20});
    EXPECT_TRUE(looks_like_join_code(right));
    std::string joined = right;
    std::erase(joined, '-');
    EXPECT_TRUE(looks_like_join_code(joined));
    std::string wrong = right;
    wrong[0] = wrong[0] == 'A' ? 'B' : 'A';
    EXPECT_TRUE(looks_like_join_code(wrong));
    std::erase(wrong, '-');
    EXPECT_FALSE(looks_like_join_code(wrong));
    for (const char* name :
         {"", "chat", "10.0.0.1", "10.0.0.1:5000", "fe80::1", "chat.example.org", "printserver-003",
          "server.of.the.whole.house", "7K4-MP2-QXS", "abcde-fghjk", "abcd-efghj-kmnpq-r"}) {
        EXPECT_FALSE(looks_like_join_code(name)) << name;
    }
}

}  // namespace
}  // namespace crosstalk::transport
