#pragma once

#include <string>

namespace crosstalk::transport {

/// The IPv4 address that the rest of the network most likely knows this machine by; 127.0.0.1 without a network. Sends nothing.
std::string likely_address();

}  // namespace crosstalk::transport
