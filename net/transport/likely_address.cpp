#include "net/transport/likely_address.hpp"

#include <asio/io_context.hpp>
#include <asio/ip/udp.hpp>
#include <optional>

#include "net/transport/datagram_sockets.hpp"
#include "net/transport/interfaces.hpp"

namespace crosstalk::transport {

namespace {

// The one that the routing table would use for strangers: connecting a datagram socket only asks it.
std::optional<std::string> address_of_the_default_route() {
    asio::io_context context;
    asio::ip::udp::socket socket(context);
    asio::error_code error;
    socket.open(asio::ip::udp::v4(), error);
    if (!error) socket.connect({asio::ip::make_address("192.0.2.1"), 9}, error);
    if (error) return std::nullopt;
    const auto local = socket.local_endpoint(error);
    if (error || local.address().is_unspecified() || local.address().is_loopback()) return std::nullopt;
    return local.address().to_string();
}

}  // namespace

std::string likely_address() {
    if (const auto address = address_of_the_default_route()) return *address;
    // Machines on a switch without a router have no such route.
    std::optional<std::string> self_given;
    for (const Interface& interface : list_interfaces()) {
        if (interface.is_loopback) continue;
        for (const Interface::Address& each : interface.addresses) {
            const discovery::IpAddress& address = each.network.address;
            if (!address.is_ipv4()) continue;
            if (!address.is_link_local()) return to_string(address);
            if (!self_given) self_given = to_string(address);
        }
    }
    return self_given.value_or("127.0.0.1");
}

}  // namespace crosstalk::transport
