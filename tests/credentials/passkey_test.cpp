#include "net/transport/credentials/passkey.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <string>
#include <utility>

#include "net/transport/credentials/typed_symbols.hpp"
#include "tests/credentials/seeded_random.hpp"

namespace crosstalk::transport {
namespace {

using testing_credentials::seeded_random;
constexpr std::string_view alphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

FillRandom fixed(std::uint8_t byte) {
    return [byte](std::span<std::uint8_t> bytes) { std::fill(bytes.begin(), bytes.end(), byte); };
}

Outcome<Passkey, PasskeyFault> typed(std::string_view text) {
    return Passkey::parse(text, PasskeyKind::Generated);
}

TEST(Passkey, forty_bits_become_eight_symbols_and_a_check_symbol) {
    EXPECT_EQ(Passkey::generate(fixed(0x00)).spelled_out(), "000-000-000");
    EXPECT_EQ(Passkey::generate(fixed(0xFF)).spelled_out(), "ZZZ-ZZZ-ZZ8");
    const FillRandom counting = [](std::span<std::uint8_t> bytes) {
        for (std::size_t i = 0; i < bytes.size(); ++i)
            bytes[i] = static_cast<std::uint8_t>(i + 1);
    };
    // 0x0102030405: 00000 00100 00001 00000 00110 00001 00000 00101
    EXPECT_EQ(Passkey::generate(counting).code().text(), "04106105");
}

TEST(Passkey, every_bit_of_randomness_counts) {
    for (std::size_t bit = 0; bit < 40; ++bit) {
        const FillRandom one_bit = [bit](std::span<std::uint8_t> bytes) {
            std::fill(bytes.begin(), bytes.end(), 0);
            bytes[bit / 8] = static_cast<std::uint8_t>(1U << bit % 8);
        };
        EXPECT_NE(Passkey::generate(one_bit).spelled_out(), Passkey::generate(fixed(0)).spelled_out());
    }
}

TEST(Passkey, what_is_shown_can_be_typed_in_many_ways) {
    for (const char* text : {"7K4-MP2-QXS", "7k4mp2qxs", " 7 K 4 - M P 2 - Q X S\n", "7K4\u2013MP2\u2011QXS",
                             "7K4\u00A0MP2\u00A0QXS", "--7K4MP2QXS--"}) {
        SCOPED_TRACE(text);
        const auto passkey = typed(text);
        ASSERT_TRUE(passkey);
        EXPECT_EQ(passkey->code().text(), "7K4MP2QX");
        EXPECT_EQ(passkey->spelled_out(), "7K4-MP2-QXS");
        EXPECT_EQ(passkey->kind(), PasskeyKind::Generated);
    }
}

TEST(Passkey, letters_that_look_like_digits_are_read_as_digits) {
    const Passkey passkey = Passkey::generate(fixed(0x00));
    EXPECT_TRUE(typed("OoO-0Oo-0o0")->code() == passkey.code());
    const std::uint8_t check = check_symbol(std::array<std::uint8_t, 8>{1, 1, 1, 1, 1, 1, 1, 1});
    EXPECT_EQ(typed("IiLl1IL1" + write_symbols({&check, 1}))->code().text(), "11111111");
}

TEST(Passkey, all_generated_passkeys_come_back_as_they_were) {
    for (std::uint64_t seed = 0; seed < 500; ++seed) {
        const Passkey passkey = Passkey::generate(seeded_random(seed));
        const auto again = typed(passkey.spelled_out());
        ASSERT_TRUE(again);
        EXPECT_TRUE(again->code() == passkey.code());
        EXPECT_EQ(again->spelled_out(), passkey.spelled_out());
    }
}

std::string symbols_of(const Passkey& passkey) {
    std::string text = passkey.spelled_out();
    std::erase(text, '-');
    return text;
}

TEST(Passkey, every_single_wrong_symbol_is_noticed_without_asking_the_server) {
    for (std::uint64_t seed = 0; seed < 50; ++seed) {
        const std::string right = symbols_of(Passkey::generate(seeded_random(seed)));
        for (std::size_t position = 0; position < right.size(); ++position) {
            for (const char symbol : alphabet) {
                if (symbol == right[position]) continue;
                std::string wrong = right;
                wrong[position] = symbol;
                EXPECT_EQ(typed(wrong).fault(), PasskeyFault::Mistyped) << right << " as " << wrong;
            }
        }
    }
}

TEST(Passkey, every_swap_of_neighbours_but_0_and_z_is_noticed) {
    for (std::uint64_t seed = 0; seed < 500; ++seed) {
        const std::string right = symbols_of(Passkey::generate(seeded_random(seed)));
        for (std::size_t position = 0; position + 1 < right.size(); ++position) {
            const std::pair pair = std::minmax(right[position], right[position + 1]);
            if (pair.first == pair.second || (pair.first == '0' && pair.second == 'Z')) continue;
            std::string wrong = right;
            std::swap(wrong[position], wrong[position + 1]);
            EXPECT_EQ(typed(wrong).fault(), PasskeyFault::Mistyped) << right << " as " << wrong;
        }
    }
}

TEST(Passkey, what_cannot_be_a_passkey_is_named) {
    EXPECT_EQ(typed("").fault(), PasskeyFault::Empty);
    EXPECT_EQ(typed(" - ").fault(), PasskeyFault::Empty);
    EXPECT_EQ(typed("7K4-MP2-QU0").fault(), PasskeyFault::UnknownSymbol);
    EXPECT_EQ(typed("7K4_MP2_QX0").fault(), PasskeyFault::UnknownSymbol);
    EXPECT_EQ(typed("\xC3\xA4").fault(), PasskeyFault::UnknownSymbol);
    EXPECT_EQ(typed(std::string_view("\0", 1)).fault(), PasskeyFault::UnknownSymbol);
    EXPECT_EQ(typed("7K4-MP2-Q").fault(), PasskeyFault::WrongLength);
    EXPECT_EQ(typed("7K4-MP2-QX00").fault(), PasskeyFault::WrongLength);
    EXPECT_EQ(typed(std::string(1'000'000, '0')).fault(), PasskeyFault::WrongLength);
}

TEST(Passkey, an_operators_own_passkey_is_kept_byte_by_byte_without_the_blanks_around_it) {
    const auto chosen = Passkey::choose("  Correct horse-Battery \n");
    ASSERT_TRUE(chosen);
    EXPECT_EQ(chosen->kind(), PasskeyKind::Chosen);
    EXPECT_EQ(chosen->code().text(), "Correct horse-Battery");
    EXPECT_EQ(chosen->spelled_out(), "Correct horse-Battery");
    const auto at_the_client = Passkey::parse("Correct horse-Battery", PasskeyKind::Chosen);
    EXPECT_TRUE(at_the_client->code() == chosen->code());
    EXPECT_FALSE(Passkey::parse("correct horse-battery", PasskeyKind::Chosen)->code() == chosen->code());
}

TEST(Passkey, weak_choices_are_refused_and_the_least_strong_ones_taken) {
    for (const char* weak : {"hunter2", "aaaaaaaaaaaaaaaaaaaa", "12345678901234567890", "abcdefghijklmnop",
                             "kwmqtzbx", "719402859341", "kw7mq2x", "ääääääääää"}) {
        EXPECT_EQ(Passkey::choose(weak).has_value(), false) << weak;
    }
    EXPECT_EQ(Passkey::choose("hunter2").fault(), PasskeyFault::Weak);
    for (const char* good : {"kwmqtzbxf", "7194028593416", "kw7mq2xt", "kW7mQ2x", "жизньпрекрасна"}) {
        EXPECT_TRUE(Passkey::choose(good)) << good;
    }
}

TEST(Passkey, only_the_operator_is_told_that_a_passkey_is_weak) {
    EXPECT_TRUE(Passkey::parse("hunter2", PasskeyKind::Chosen));
}

TEST(Passkey, choices_that_cannot_be_typed_are_refused) {
    EXPECT_EQ(Passkey::choose("").fault(), PasskeyFault::Empty);
    EXPECT_EQ(Passkey::choose(" \t\n").fault(), PasskeyFault::Empty);
    EXPECT_EQ(Passkey::choose("two\nlines of it").fault(), PasskeyFault::ControlCharacter);
    EXPECT_EQ(Passkey::choose(std::string_view("null\0inside it", 14)).fault(),
              PasskeyFault::ControlCharacter);
    std::string longest;
    while (longest.size() < max_passkey_bytes)
        longest += "kwmqtzbx"[longest.size() % 8];
    EXPECT_TRUE(Passkey::choose(longest));
    EXPECT_EQ(Passkey::choose(longest + "q").fault(), PasskeyFault::TooLong);
}

TEST(Passkey, a_generated_passkey_can_be_given_to_the_next_start) {
    const Passkey first = Passkey::generate(seeded_random(7));
    const auto second = Passkey::choose(first.spelled_out());
    ASSERT_TRUE(second);
    EXPECT_EQ(second->kind(), PasskeyKind::Generated);
    EXPECT_TRUE(second->code() == first.code());
}

TEST(Passkey, the_estimate_follows_its_definition) {
    EXPECT_DOUBLE_EQ(estimated_bits(""), 0.0);
    EXPECT_NEAR(estimated_bits("kmq"), 3 * 4.7004, 0.001);
    EXPECT_NEAR(estimated_bits("kkkmmmqqq"), 6 * 4.7004, 0.001);
    EXPECT_NEAR(estimated_bits("987654"), 2 * 3.3219, 0.001);
    EXPECT_NEAR(estimated_bits("k8"), 2 * 5.1699, 0.001);
    EXPECT_NEAR(estimated_bits("жд"), 2 * 6.6439, 0.001);
    EXPECT_NEAR(estimated_bits("жжж"), 2 * 6.6439, 0.001);
}

TEST(Passkey, each_fault_is_explained) {
    for (const auto fault :
         {PasskeyFault::Empty, PasskeyFault::UnknownSymbol, PasskeyFault::WrongLength, PasskeyFault::Mistyped,
          PasskeyFault::TooLong, PasskeyFault::ControlCharacter, PasskeyFault::Weak}) {
        EXPECT_GT(explain(fault).size(), 20u);
    }
}

}  // namespace
}  // namespace crosstalk::transport
