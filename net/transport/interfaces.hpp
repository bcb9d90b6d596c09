// The networks this machine is on now: interfaces_posix.cpp, interfaces_windows.cpp.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "net/discovery/ip_address.hpp"

namespace crosstalk::transport {

struct Interface {
    struct Address {
        discovery::Network network;                       // its address is the machine's own there
        std::optional<discovery::IpAddress> broadcast{};  // IPv4 only
        friend bool operator==(const Address&, const Address&) = default;
    };

    std::uint32_t index = 0;
    std::string name;  // as the system calls it, for people: "eth0", "Wi-Fi 2"
    bool is_loopback = false;
    bool has_multicast = false;
    std::vector<Address> addresses;

    friend bool operator==(const Interface&, const Interface&) = default;
};

// Those that are up and have an address, by index. Any thread; some system calls. Nothing where the system does not tell.
std::vector<Interface> list_interfaces();

}  // namespace crosstalk::transport
