#include "net/transport/address.hpp"

#include <gtest/gtest.h>

namespace crosstalk::transport {
namespace {

Address parsed(std::string_view text, PortZero zero = PortZero::Refused) {
    const auto result = parse_address(text, zero);
    if (const auto* fault = std::get_if<AddressFault>(&result)) ADD_FAILURE() << text << ": " << fault->text;
    return std::holds_alternative<Address>(result) ? std::get<Address>(result) : Address{};
}

std::string fault_of(std::string_view text) {
    const auto result = parse_address(text);
    if (const auto* fault = std::get_if<AddressFault>(&result)) return fault->text;
    ADD_FAILURE() << text << " should be refused";
    return {};
}

TEST(Address, a_host_alone_gets_the_default_port) {
    EXPECT_EQ(parsed("party.local"), (Address{"party.local", 12345}));
}

TEST(Address, a_host_and_a_port_are_taken_apart) {
    EXPECT_EQ(parsed("127.0.0.1:80"), (Address{"127.0.0.1", 80}));
    EXPECT_EQ(parsed("[fe80::1%eth0]:80"), (Address{"fe80::1%eth0", 80}));
}

TEST(Address, ipv6_needs_brackets_only_for_a_port) {
    EXPECT_EQ(parsed("::1"), (Address{"::1", 12345}));
    EXPECT_EQ(parsed("[::1]"), (Address{"::1", 12345}));
    EXPECT_EQ(parsed("fe80::1%12"), (Address{"fe80::1%12", 12345}));
}

TEST(Address, blanks_around_it_do_not_matter) {
    EXPECT_EQ(parsed("  localhost:1 \n"), (Address{"localhost", 1}));
}

TEST(Address, what_is_formatted_can_be_parsed_again) {
    for (const Address& address : {Address{"a", 1}, Address{"::1", 65535}, Address{"10.0.0.1", 12345}})
        EXPECT_EQ(parsed(format(address)), address);
    EXPECT_EQ(format({"::1", 7}), "[::1]:7");
}

TEST(Address, what_is_no_address_is_refused_with_a_sentence) {
    for (const char* text :
         {"",          "  ",      ":80",   "a:",        "a:x", "a:65536",   "a:-1", "a:99999999999",
          "[::1",      "[::1]80", "[]:80", "two words", "a/b", "https://a", "a@b",  "1.2.3",
          "1.2.3.256", "a:b:c",   "::1%",  "::1%a b"})
        EXPECT_EQ(fault_of(text).back(), '.') << text;
}

TEST(Address, port_zero_is_for_listening_only) {
    EXPECT_EQ(parsed("0.0.0.0:0", PortZero::Allowed), (Address{"0.0.0.0", 0}));
    EXPECT_NE(fault_of("127.0.0.1:0").find("from 1 to 65535"), std::string::npos);
}

}  // namespace
}  // namespace crosstalk::transport
