#include "net/transport/credentials/host.hpp"

#include <gtest/gtest.h>

#include <string>

namespace crosstalk::transport {
namespace {

TEST(Host, ipv4_addresses_have_one_spelling) {
    EXPECT_EQ(parse_ipv4("192.168.1.20"), (Ipv4{{192, 168, 1, 20}}));
    EXPECT_EQ(parse_ipv4("0.0.0.0"), Ipv4{});
    EXPECT_EQ(to_string(*parse_ipv4("255.255.255.255")), "255.255.255.255");
    for (const char* wrong :
         {"", "1", "1.2.3", "1.2.3.4.5", "1.2.3.256", "1.2.3.04", "01.2.3.4", "1.2.3.", ".1.2.3", "1..2.3",
          "1.2.3.4 ", "+1.2.3.4", "0x1.2.3.4", "1.2.3.4000", "a.b.c.d"}) {
        EXPECT_EQ(parse_ipv4(wrong), std::nullopt) << wrong;
    }
}

TEST(Host, ipv6_addresses_are_recognised) {
    for (const char* right :
         {"::", "::1", "1::", "fe80::1", "2001:db8::8:800:200C:417A", "1:2:3:4:5:6:7:8",
          "1:2:3:4:5:6:7::", "::2:3:4:5:6:7:8", "::ffff:192.168.1.20", "1:2:3:4:5:6:1.2.3.4"}) {
        EXPECT_TRUE(is_ipv6(right)) << right;
    }
    for (const char* wrong :
         {"", ":", ":::", "1", "1:2:3:4:5:6:7", "1:2:3:4:5:6:7:8:9", "1::2::3",
          "12345::", "g::", "fe80::1%eth0", "::1.2.3", "1.2.3.4::", "::1.2.3.4:5", "1:2:3:4:5:6:7:1.2.3.4",
          ":1::", "1:2:3:4:5:6:7:8::", "::1:2:3:4:5:6:7:8", "[::1]", "::1 "}) {
        EXPECT_FALSE(is_ipv6(wrong)) << wrong;
    }
}

TEST(Host, names_are_recognised_and_mistyped_addresses_are_not_names) {
    for (const char* right :
         {"localhost", "my-pc", "my_pc.local", "chat.example.org", "xn--mnchen-3ya.de", "1and1.com"}) {
        EXPECT_TRUE(is_host_name(right)) << right;
    }
    const std::string label(63, 'a');
    EXPECT_TRUE(is_host_name(label));
    EXPECT_FALSE(is_host_name(label + "a"));
    EXPECT_TRUE(is_host_name(label + "." + label + "." + label + "." + std::string(61, 'b')));
    EXPECT_FALSE(is_host_name(label + "." + label + "." + label + "." + std::string(62, 'b')));
    for (const char* wrong : {"", ".", "a.", ".a", "a..b", "-a", "a-", "a b", "a@b", "münchen.de",
                              "1.2.3.256", "12345", "a:b", "a/b", "a%b"}) {
        EXPECT_FALSE(is_host_name(wrong)) << wrong;
    }
}

}  // namespace
}  // namespace crosstalk::transport
