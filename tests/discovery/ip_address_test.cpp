#include "net/discovery/ip_address.hpp"

#include <gtest/gtest.h>

#include <vector>

namespace crosstalk::discovery {
namespace {

IpAddress ipv6(std::uint8_t first, std::uint8_t second, std::uint8_t last) {
    IpAddress address;
    address.bytes[0] = first;
    address.bytes[1] = second;
    address.bytes[15] = last;
    return address;
}

TEST(IpAddress, ipv4_comes_back_as_it_was) {
    EXPECT_TRUE(IpAddress::ipv4({10, 0, 0, 7}).is_ipv4());
    EXPECT_EQ(IpAddress::ipv4({10, 0, 0, 7}).as_ipv4(), (std::array<std::uint8_t, 4>{10, 0, 0, 7}));
    EXPECT_FALSE(ipv6(0xFE, 0x80, 1).is_ipv4());
}

TEST(IpAddress, what_no_stranger_has_is_private_and_its_neighbours_are_not) {
    for (const auto& address : {std::array<std::uint8_t, 4>{10, 255, 0, 1},
                                {172, 16, 0, 1},
                                {172, 31, 255, 255},
                                {192, 168, 0, 0},
                                {169, 254, 3, 3},
                                {100, 64, 0, 1},
                                {127, 0, 0, 1}})
        EXPECT_TRUE(IpAddress::ipv4(address).is_private());
    for (const auto& address : {std::array<std::uint8_t, 4>{11, 0, 0, 1},
                                {172, 32, 0, 1},
                                {172, 15, 255, 255},
                                {192, 169, 0, 0},
                                {169, 255, 0, 0},
                                {100, 128, 0, 1},
                                {8, 8, 8, 8}})
        EXPECT_FALSE(IpAddress::ipv4(address).is_private());
    EXPECT_TRUE(ipv6(0xFE, 0x80, 1).is_private());
    EXPECT_TRUE(ipv6(0xFE, 0xBF, 1).is_link_local());
    EXPECT_FALSE(ipv6(0xFE, 0xC0, 1).is_private());
    EXPECT_TRUE(ipv6(0xFD, 0x12, 1).is_private());
    EXPECT_TRUE(ipv6(0, 0, 1).is_loopback());
    EXPECT_FALSE(ipv6(0x20, 0x01, 1).is_private());
}

TEST(IpAddress, a_stranger_is_near_only_on_a_network_of_this_machine) {
    const auto stranger = IpAddress::ipv4({131, 188, 3, 4});
    EXPECT_FALSE(is_near(stranger, {}));
    const std::vector<Network> networks{{IpAddress::ipv4({131, 188, 2, 1}), 96 + 23}};
    EXPECT_TRUE(is_near(stranger, networks));
    EXPECT_FALSE(is_near(IpAddress::ipv4({131, 188, 4, 4}), networks));
    EXPECT_TRUE(is_near(IpAddress::ipv4({10, 1, 1, 1}), networks));
}

TEST(IpAddress, a_network_holds_what_begins_with_its_bits) {
    const Network all{{}, 0};
    EXPECT_TRUE(all.holds(IpAddress::ipv4({1, 2, 3, 4})));
    const Network one{IpAddress::ipv4({1, 2, 3, 4}), 128};
    EXPECT_TRUE(one.holds(IpAddress::ipv4({1, 2, 3, 4})));
    EXPECT_FALSE(one.holds(IpAddress::ipv4({1, 2, 3, 5})));
    EXPECT_TRUE((Network{ipv6(0x20, 0x01, 1), 64}.holds(ipv6(0x20, 0x01, 9))));
}

}  // namespace
}  // namespace crosstalk::discovery
