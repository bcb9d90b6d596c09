#include "net/transport/likely_address.hpp"

#include <asio/io_context.hpp>
#include <asio/ip/udp.hpp>

namespace crosstalk::transport {

std::string likely_address() {
    // Connecting a datagram socket only asks the routing table which of our addresses would be used.
    asio::io_context context;
    asio::ip::udp::socket socket(context);
    asio::error_code error;
    socket.open(asio::ip::udp::v4(), error);
    if (!error) socket.connect({asio::ip::make_address("192.0.2.1"), 9}, error);
    if (error) return "127.0.0.1";
    const auto local = socket.local_endpoint(error);
    return error || local.address().is_unspecified() ? "127.0.0.1" : local.address().to_string();
}

}  // namespace crosstalk::transport
