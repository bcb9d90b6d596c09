#include <winsock2.h>

#include "net/transport/socket_options.hpp"

namespace crosstalk::transport {

// There is no such signal.
void ignore_broken_pipes() {}

void keep_private(NativeSocket socket) {
    ::SetHandleInformation(reinterpret_cast<HANDLE>(socket), HANDLE_FLAG_INHERIT, 0);
}

void claim_port_alone(NativeSocket socket) {
    // SO_REUSEADDR would let any program take the port from a running server here.
    const int yes = 1;
    ::setsockopt(socket, SOL_SOCKET, SO_EXCLUSIVEADDRUSE, reinterpret_cast<const char*>(&yes), sizeof yes);
}

void share_port(NativeSocket socket) {
    const int yes = 1;
    ::setsockopt(socket, SOL_SOCKET, SO_REUSEADDR, reinterpret_cast<const char*>(&yes), sizeof yes);
}

std::size_t unconfirmed_bytes(NativeSocket) {
    return 0;
}

// Of a receiving that was waited for, these come as they are.
bool tells_of_nobody(int error) {
    return error == ERROR_NETWORK_UNREACHABLE || error == ERROR_HOST_UNREACHABLE ||
           error == ERROR_PROTOCOL_UNREACHABLE || error == ERROR_PORT_UNREACHABLE;
}

}  // namespace crosstalk::transport
