// One UDP port of this machine, shared with other programs, heard and spoken on every interface over IPv4 and IPv6: by
// multicast, broadcast and to single addresses.
#pragma once

#include <array>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "net/discovery/ip_address.hpp"
#include "net/transport/interfaces.hpp"
#include "net/transport/loop.hpp"

namespace crosstalk::transport {

struct DatagramSource {
    discovery::IpAddress address;
    std::uint16_t port = 0;
};

struct DatagramOptions {
    std::uint16_t port = 0;        // 0: any free one, and no groups are joined
    std::uint16_t group_port = 0;  // of those that are spoken to by group and broadcast
    std::array<std::uint8_t, 4> ipv4_group{};
    std::array<std::uint8_t, 16> ipv6_group{};
    int hops = 1;  // of what is sent to groups
    // Each address of the interfaces followed gets a socket of its own. Of programs that share a port, what is sent to one address
    // reaches a single one: whose socket has that address, else whoever came last.
    bool claims_addresses = false;
};

// Thread: the loop's, which must outlive it. Nothing is received after it is gone.
class DatagramSockets {
  public:
    using Received = std::function<void(const DatagramSource& from, std::span<const std::uint8_t> bytes)>;

    // What cannot be opened is left out: trouble() says what and why, for the log.
    DatagramSockets(Loop& loop, const DatagramOptions& options, Received received);
    DatagramSockets(const DatagramSockets&) = delete;
    DatagramSockets& operator=(const DatagramSockets&) = delete;
    ~DatagramSockets();

    [[nodiscard]] bool is_open() const;
    // Empty: all is well. A machine without IPv6 is well.
    [[nodiscard]] const std::string& trouble() const;

    // From now on these are heard and spoken on. What cannot be joined is tried again at the next call.
    void follow(const std::vector<Interface>& interfaces);

    // All of these go out at once or not at all; nobody is told which.
    void send(const DatagramSource& to, std::span<const std::uint8_t> bytes);
    // To the groups on one of the interfaces followed.
    void send_to_groups(const Interface& by, std::span<const std::uint8_t> bytes);
    // To all machines of its IPv4 networks.
    void broadcast(const Interface& by, std::span<const std::uint8_t> bytes);

  private:
    struct Sockets;
    std::shared_ptr<Sockets> sockets_;
};

// "10.0.0.7", "fd00::1", "fe80::1%eth0".
std::string to_string(const discovery::IpAddress& address);

// Nothing for a name. With a zone that this machine has, or none.
std::optional<discovery::IpAddress> parse_ip_address(const std::string& text);

}  // namespace crosstalk::transport
