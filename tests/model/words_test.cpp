#include "client/model/words.hpp"

#include <gtest/gtest.h>

namespace crosstalk::model {
namespace {

TEST(Words, sizes_have_three_digits_at_most_and_a_unit) {
    EXPECT_EQ(size_in_words(0), "0 bytes");
    EXPECT_EQ(size_in_words(1), "1 byte");
    EXPECT_EQ(size_in_words(999), "999 bytes");
    EXPECT_EQ(size_in_words(1'000), "1.0 KB");
    EXPECT_EQ(size_in_words(84'200'000), "84.2 MB");
    EXPECT_EQ(size_in_words(412'900'000), "412 MB");
    EXPECT_EQ(size_in_words(1'900'000'000), "1.9 GB");
    EXPECT_EQ(size_in_words(UINT64_MAX), "18446 PB");
}

}  // namespace
}  // namespace crosstalk::model
