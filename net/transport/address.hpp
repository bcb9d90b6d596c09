// HOST[:PORT] as people type it.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <variant>

#include "net/transport/credentials/host.hpp"

namespace crosstalk::transport {

struct Address {
    std::string host;  // a name or an IP address, IPv6 without brackets, perhaps with a zone (%eth0)
    std::uint16_t port = default_port;
    friend bool operator==(const Address&, const Address&) = default;
};

// What is wrong with a typed address, for people.
struct AddressFault {
    std::string text;
};

// Port 0, "any free one", makes sense for listening only.
enum class PortZero : std::uint8_t { Refused, Allowed };

// Takes "host", "host:1234", "10.0.0.1:1234", "[fe80::1]:1234", "[fe80::1]" and a bare IPv6 address; blanks
// around it do not matter. Nothing is looked up.
std::variant<Address, AddressFault> parse_address(std::string_view text, PortZero zero = PortZero::Refused);

// HOST:PORT, with brackets around an IPv6 address; parse_address() gives the same address back.
std::string format(const Address& address);

// Not a name, which has to be looked up. Without brackets.
bool is_ip_address(std::string_view host);

}  // namespace crosstalk::transport
