// Tells the network that this server is there, and answers who asks: by datagrams of our own and by multicast DNS. Only
// what net/discovery/datagram.hpp says of a server goes out, to neighbours only, on the networks that it listens on.
#pragma once

#include <functional>
#include <map>
#include <optional>
#include <vector>

#include "net/discovery/advertised_service.hpp"
#include "net/discovery/datagram.hpp"
#include "net/discovery/source_limiter.hpp"
#include "net/transport/address.hpp"
#include "net/transport/credentials/random.hpp"
#include "net/transport/datagram_sockets.hpp"
#include "net/transport/lifetime.hpp"
#include "net/transport/loop.hpp"
#include "server/runtime/options.hpp"

namespace crosstalk::server {

// Of `interfaces`, what somebody can connect to where a server listens on `listening`: addresses, and interfaces that have one.
std::vector<transport::Interface> reachable_interfaces(std::vector<transport::Interface> interfaces,
                                                       const std::vector<transport::Address>& listening);

// Thread: the loop's. A port that cannot be opened costs that part only, and a line in the log.
class Announcer {
  public:
    struct Means {
        transport::Loop& loop;  // outlives it
        std::vector<transport::Address> listening;
        std::function<discovery::Advertisement()> server;  // as it is now
        transport::FillRandom random;
        Log log;
        // Tests have networks of their own.
        std::function<std::vector<transport::Interface>()> interfaces = transport::list_interfaces;
        // How soon a change is told, and a network that came noticed.
        net::Milliseconds round{5'000};
        std::uint16_t port = discovery::port;
        std::uint16_t mdns_port = discovery::mdns_port;
    };

    explicit Announcer(Means means);
    Announcer(const Announcer&) = delete;
    Announcer& operator=(const Announcer&) = delete;

    void start();
    // Says goodbye; afterwards nobody is answered.
    void stop();

  private:
    using Source = transport::DatagramSource;

    void open(std::optional<transport::DatagramSockets>& sockets, const transport::DatagramOptions& options,
              void (Announcer::*received)(const Source&, std::span<const std::uint8_t>), const char* what);
    void look_around();
    void announce();
    void asked(const Source& from, std::span<const std::uint8_t> bytes);
    void asked_by_dns(const Source& from, std::span<const std::uint8_t> bytes);
    void answer_all_soon(const transport::Interface& by, const discovery::dns::Message& answer);
    void answer_all();
    void after(net::Milliseconds span, void (Announcer::*task)());
    // By which a source is connected to this machine; nullptr: it is no neighbour, or the server does not listen there.
    [[nodiscard]] const transport::Interface* interface_of(const discovery::IpAddress& source) const;

    Means means_;
    discovery::Advertisement server_;  // as it was told last
    std::vector<transport::Interface> interfaces_;
    discovery::SourceLimiter limiter_;
    std::optional<transport::DatagramSockets> datagrams_;
    std::optional<transport::DatagramSockets> dns_;
    // What waits to be said to all by multicast DNS, by interface.
    std::map<std::uint32_t, discovery::dns::Message> waiting_;
    transport::Lifetime lifetime_;
};

}  // namespace crosstalk::server
