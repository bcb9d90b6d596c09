// Addresses of asio and of the system as values. For whoever has asio or the system's own headers.
#pragma once

#include <optional>

#include "net/discovery/ip_address.hpp"

struct sockaddr;
namespace asio::ip {
class address;
}

namespace crosstalk::transport {

discovery::IpAddress ip_address_of(const asio::ip::address& address);

// Nothing of null and of what is neither IPv4 nor IPv6.
std::optional<discovery::IpAddress> ip_address_of(const sockaddr* address);

}  // namespace crosstalk::transport
