// What is said to the operating system about a socket and differs between systems.
#pragma once

#include <cstddef>
#include <cstdint>

namespace crosstalk::transport {

#ifdef _WIN32
using NativeSocket = std::uintptr_t;
#else
using NativeSocket = int;
#endif

// A write to a connection that was cut must be an error, not the end of the process. Any number of times.
void ignore_broken_pipes();

// Child processes do not inherit it.
void keep_private(NativeSocket socket);

// Before bind(): a restarted server gets its port back at once, and no second one can take it from a running one.
void claim_port_alone(NativeSocket socket);

// Before bind(), of UDP: other programs may have the port as well, and all of them hear what is sent to groups.
void share_port(NativeSocket socket);

// Bytes that were written and that the other machine has not confirmed; 0 where the system does not tell.
[[nodiscard]] std::size_t unconfirmed_bytes(NativeSocket socket);

// Whether the system's code for a failure to receive from UDP tells that something that was sent has found nobody.
[[nodiscard]] bool tells_of_nobody(int error);

}  // namespace crosstalk::transport
