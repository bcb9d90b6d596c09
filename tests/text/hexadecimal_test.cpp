#include "net/text/hexadecimal.hpp"

#include <gtest/gtest.h>

#include <array>
#include <cstdint>
#include <limits>
#include <optional>
#include <string>
#include <string_view>

namespace {

using namespace crosstalk::text;
using Three = std::array<std::uint8_t, 3>;

TEST(Hexadecimal, bytes_have_two_small_digits_each) {
    EXPECT_EQ(hexadecimal(Three{0x00, 0x0A, 0xF7}), "000af7");
    EXPECT_EQ(hexadecimal({}), "");
}

TEST(Hexadecimal, a_fingerprint_is_in_capitals_and_groups_of_two_bytes) {
    EXPECT_EQ(hexadecimal_in_groups(Three{0x7F, 0x3A, 0x91}), "7F3A 91");
}

TEST(Hexadecimal, every_byte_is_read_as_it_was_written) {
    for (unsigned value = 0; value < 256; ++value) {
        const Three bytes{static_cast<std::uint8_t>(value), 0, static_cast<std::uint8_t>(255 - value)};
        ASSERT_EQ(from_hexadecimal<Three>(hexadecimal(bytes)), bytes) << value;
    }
}

TEST(Hexadecimal, capitals_are_digits_too) {
    EXPECT_EQ(from_hexadecimal<Three>("aBCdeF"), (Three{0xAB, 0xCD, 0xEF}));
}

TEST(Hexadecimal, what_is_not_exactly_two_digits_for_each_byte_is_nothing) {
    for (const std::string_view bad : {"", "0", "0001", "00010", "0001020", "00010203", "00010g", "g00102",
                                       "0x0102", "00 102", "000 02", "-10102", "+10102", "0001-2", "00010\n"})
        EXPECT_EQ(from_hexadecimal<Three>(bad), std::nullopt) << bad;
    EXPECT_EQ(from_hexadecimal<Three>(std::string(6, '\0')), std::nullopt);
}

TEST(Hexadecimal, what_stands_behind_the_text_is_not_read) {
    EXPECT_EQ(from_hexadecimal<Three>(std::string_view("0001022").substr(0, 5)), std::nullopt);
    EXPECT_EQ(from_hexadecimal<Three>(std::string_view("0001022").substr(0, 6)), (Three{0, 1, 2}));
}

TEST(Hexadecimal, a_number_has_no_leading_zeros) {
    EXPECT_EQ(hexadecimal_number(0), "0");
    EXPECT_EQ(hexadecimal_number(0x1F600), "1f600");
    EXPECT_EQ(hexadecimal_number(std::numeric_limits<std::uint64_t>::max()), "ffffffffffffffff");
}

}  // namespace
