#include <fcntl.h>
#include <sys/ioctl.h>
#include <sys/socket.h>

#include <csignal>

#ifdef __linux__
#include <linux/sockios.h>
#endif

#include "net/transport/socket_options.hpp"

namespace crosstalk::transport {

void ignore_broken_pipes() {
    std::signal(SIGPIPE, SIG_IGN);
}

void keep_private(NativeSocket socket) {
    ::fcntl(socket, F_SETFD, FD_CLOEXEC);
}

void claim_port_alone(NativeSocket socket) {
    // Lets a port be taken over from connections that are gone (TIME_WAIT), never from one that listens.
    const int yes = 1;
    ::setsockopt(socket, SOL_SOCKET, SO_REUSEADDR, &yes, sizeof yes);
}

void share_port(NativeSocket socket) {
    const int yes = 1;
    ::setsockopt(socket, SOL_SOCKET, SO_REUSEADDR, &yes, sizeof yes);
#ifndef __linux__
    // Linux would spread what is sent to one address over the programs by this.
    ::setsockopt(socket, SOL_SOCKET, SO_REUSEPORT, &yes, sizeof yes);
#endif
}

std::size_t unconfirmed_bytes(NativeSocket socket) {
#ifdef __linux__
    int bytes = 0;
    if (::ioctl(socket, SIOCOUTQ, &bytes) == 0 && bytes > 0) return static_cast<std::size_t>(bytes);
#else
    static_cast<void>(socket);
#endif
    return 0;
}

// A UDP socket that is not connected hears of no such thing.
bool tells_of_nobody(int /*error*/) {
    return false;
}

}  // namespace crosstalk::transport
