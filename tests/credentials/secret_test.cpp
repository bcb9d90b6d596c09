#include "net/transport/credentials/secret.hpp"

#include <gtest/gtest.h>

#include <array>
#include <ostream>
#include <string>
#include <type_traits>
#include <utility>

#include "net/transport/credentials/random.hpp"

namespace crosstalk::transport {
namespace {

template <class T, class = void>
struct CanBePrinted : std::false_type {};
template <class T>
struct CanBePrinted<T, std::void_t<decltype(std::declval<std::ostream&>() << std::declval<const T&>())>>
    : std::true_type {};

TEST(Secret, it_cannot_be_printed) {
    static_assert(CanBePrinted<std::string>::value);
    static_assert(!CanBePrinted<Secret>::value);
    static_assert(!std::is_convertible_v<Secret, std::string>);
}

TEST(Secret, copies_are_equal_and_independent) {
    const Secret original(std::string_view("passkey"));
    Secret copy = original;
    EXPECT_TRUE(copy == original);
    copy.writable()[0] = 'P';
    EXPECT_FALSE(copy == original);
    EXPECT_EQ(original.text(), "passkey");
}

TEST(Secret, assigning_replaces_the_whole_content) {
    Secret longer(std::string_view("a rather long secret"));
    const Secret shorter(std::string_view("short"));
    longer = shorter;
    EXPECT_EQ(longer.text(), "short");
    longer = Secret(std::string_view("moved"));
    EXPECT_EQ(longer.text(), "moved");
    EXPECT_EQ(shorter.text(), "short");
}

TEST(Secret, different_lengths_are_different) {
    EXPECT_FALSE(Secret(std::string_view("a")) == Secret(std::string_view("ab")));
    EXPECT_TRUE(Secret() == Secret(std::string_view("")));
}

TEST(Secret, wiping_leaves_only_zeros) {
    std::array<std::uint8_t, 4> bytes{1, 2, 3, 4};
    wipe(bytes);
    EXPECT_EQ(bytes, (std::array<std::uint8_t, 4>{}));
}

TEST(Random, the_systems_randomness_is_not_the_same_twice) {
    std::array<std::uint8_t, 32> one{};
    std::array<std::uint8_t, 32> other{};
    system_random()(one);
    system_random()(other);
    EXPECT_NE(one, other);
}

}  // namespace
}  // namespace crosstalk::transport
