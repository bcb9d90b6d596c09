// Opens the sockets a server listens on. For whoever has a loop and asio.
#pragma once

#include <asio/io_context.hpp>
#include <asio/ip/tcp.hpp>
#include <vector>

#include "net/transport/address.hpp"

namespace crosstalk::transport {

using TcpAcceptor = asio::basic_socket_acceptor<asio::ip::tcp, asio::io_context::executor_type>;

// All addresses or none: as Listener::listen(), which documents ports, everywhere() and errors.
std::vector<TcpAcceptor> open_acceptors(asio::io_context& context, const std::vector<Address>& addresses);

}  // namespace crosstalk::transport
