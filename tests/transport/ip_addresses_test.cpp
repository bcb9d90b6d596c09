#include "net/transport/ip_addresses.hpp"

#include <arpa/inet.h>
#include <gtest/gtest.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <sys/un.h>

namespace crosstalk::transport {
namespace {

using discovery::IpAddress;

template <class Socket>
std::optional<IpAddress> read(const Socket& socket) {
    return ip_address_of(reinterpret_cast<const sockaddr*>(&socket));
}

sockaddr_in6 ipv6(const char* text, std::uint32_t scope) {
    sockaddr_in6 socket{};
    socket.sin6_family = AF_INET6;
    socket.sin6_port = htons(5000);
    socket.sin6_scope_id = scope;
    EXPECT_EQ(::inet_pton(AF_INET6, text, &socket.sin6_addr), 1);
    return socket;
}

TEST(IpAddresses, an_ipv4_address_of_the_system_is_read) {
    sockaddr_in socket{};
    socket.sin_family = AF_INET;
    socket.sin_port = htons(5000);
    EXPECT_EQ(::inet_pton(AF_INET, "192.168.7.20", &socket.sin_addr), 1);
    EXPECT_EQ(read(socket), IpAddress::ipv4({192, 168, 7, 20}));
}

TEST(IpAddresses, only_a_link_local_address_keeps_its_interface) {
    const IpAddress near{{0xFE, 0x80, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 7}, 3};
    EXPECT_EQ(read(ipv6("fe80::7", 3)), near);
    const IpAddress other{{0xFD, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 7}, 0};
    EXPECT_EQ(read(ipv6("fd01::7", 3)), other);
}

TEST(IpAddresses, what_is_no_address_of_the_internet_is_nothing) {
    sockaddr_un file{};
    file.sun_family = AF_UNIX;
    EXPECT_EQ(read(file), std::nullopt);
    EXPECT_EQ(ip_address_of(static_cast<const sockaddr*>(nullptr)), std::nullopt);
}

}  // namespace
}  // namespace crosstalk::transport
