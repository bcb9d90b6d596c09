// Servers that could be on a network.
#pragma once

#include "net/discovery/datagram.hpp"

namespace crosstalk::discovery {

inline Advertisement sample_server() {
    Advertisement server;
    for (std::size_t i = 0; i < server.key.size(); ++i)
        server.key[i] = static_cast<std::uint8_t>(0xA0 + i);
    server.name = "Café im Keller";
    server.version = "0.9.1";
    server.min_protocol = server.max_protocol = 1;
    server.port = 12345;
    server.users = 7;
    server.max_sessions = 1000;
    return server;
}

}  // namespace crosstalk::discovery
