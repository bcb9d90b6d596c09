// Looks for servers on the network: asks in rounds by group, broadcast and multicast DNS, listens to what servers say
// unasked, and keeps the list of who is there.
#pragma once

#include <cstdint>
#include <deque>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "client/link/found_servers.hpp"
#include "net/discovery/advertised_service.hpp"
#include "net/discovery/source_limiter.hpp"
#include "net/transport/credentials/random.hpp"
#include "net/transport/datagram_sockets.hpp"
#include "net/transport/lifetime.hpp"
#include "net/transport/loop.hpp"

namespace crosstalk::link {

// Of a question, so that nobody who has not heard it can answer it.
discovery::Nonce new_nonce(const transport::FillRandom& random);

// Thread: the loop's. From its making to its end.
class Scanner {
  public:
    struct Means {
        transport::Loop& loop;  // outlives it
        transport::FillRandom random;
        // All that are there, at most ten times a second and only if something has changed. May end the scanner.
        std::function<void(std::vector<model::FoundServer>)> found;
        // Asked alone as well, wherever they are: the addresses of saved servers, HOST:PORT. Names are not looked up.
        std::vector<std::string> also{};
        // Tests have networks of their own.
        std::function<std::vector<transport::Interface>()> interfaces = transport::list_interfaces;
        net::Milliseconds round{3'000};  // from questions to questions
        std::uint16_t port = discovery::port;
        std::uint16_t mdns_port = discovery::mdns_port;
    };

    explicit Scanner(Means means);
    Scanner(const Scanner&) = delete;
    Scanner& operator=(const Scanner&) = delete;

  private:
    using Source = transport::DatagramSource;
    struct Asked {
        discovery::Nonce nonce;
        net::Milliseconds at;
    };

    void open();
    void next_round();
    void ask_all(const std::vector<transport::Interface>& interfaces);
    void ask(const discovery::IpAddress& address);
    void received(const Source& from, std::span<const std::uint8_t> bytes);
    void take(const Source& from, const discovery::Question& question);
    void take(const Source& from, const discovery::Answer& answer);
    void take(const Source& from, const discovery::Announcement& announcement);
    void take(const Source& from, const discovery::Farewell& farewell);
    void received_dns(const Source& from, std::span<const std::uint8_t> bytes);
    void heard_of(const discovery::Advertisement& server, const discovery::IpAddress& address);
    void changed(bool is_news);
    void after(net::Milliseconds span, void (Scanner::*task)());
    void tell();

    Means means_;
    FoundServers servers_;
    discovery::SourceLimiter limiter_;
    std::vector<discovery::Network> networks_;
    std::deque<Asked> asked_;  // the newest last
    bool is_telling_ = false;
    transport::Lifetime lifetime_;
    std::optional<transport::DatagramSockets> asker_;
    std::optional<transport::DatagramSockets> listener_;
    std::optional<transport::DatagramSockets> dns_asker_;
    std::optional<transport::DatagramSockets> dns_;
};

}  // namespace crosstalk::link
