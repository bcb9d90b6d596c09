#include "net/transport/ip_addresses.hpp"

#include <asio/ip/udp.hpp>
#include <cstring>

namespace crosstalk::transport {

using discovery::IpAddress;

IpAddress ip_address_of(const asio::ip::address& address) {
    if (address.is_v4()) return IpAddress::ipv4(address.to_v4().to_bytes());
    IpAddress made{address.to_v6().to_bytes(), 0};
    if (made.is_link_local()) made.scope = static_cast<std::uint32_t>(address.to_v6().scope_id());
    return made;
}

std::optional<IpAddress> ip_address_of(const sockaddr* address) {
    if (!address || (address->sa_family != AF_INET && address->sa_family != AF_INET6)) return std::nullopt;
    const std::size_t size = address->sa_family == AF_INET ? sizeof(sockaddr_in) : sizeof(sockaddr_in6);
    asio::ip::udp::endpoint endpoint;
    std::memcpy(endpoint.data(), address, size);
    return ip_address_of(endpoint.address());
}

}  // namespace crosstalk::transport
