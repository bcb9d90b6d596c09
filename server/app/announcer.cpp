#include "server/app/announcer.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include "net/text/log_text.hpp"

namespace crosstalk::server {

namespace {

using discovery::IpAddress;
using transport::Interface;

// RFC 6762 8.3: the second announcement, a second after the first.
constexpr net::Milliseconds second_announcement{1'000};
// RFC 6762 6: what others may answer as well is answered after 20 to 120 ms, so that not all speak at once.
constexpr int least_delay_ms = 20;
constexpr int delay_range_ms = 100;

bool listens_on(const IpAddress& own, const transport::Address& listening) {
    if (listening.host == "0.0.0.0") return own.is_ipv4();
    if (listening.host == "::") return !own.is_ipv4();
    return transport::parse_ip_address(listening.host) == own;
}

std::vector<IpAddress> addresses_of(const Interface& interface) {
    std::vector<IpAddress> addresses;
    for (const Interface::Address& address : interface.addresses)
        addresses.push_back(address.network.address);
    return addresses;
}

// Some networks lie behind a router: whoever is there is as near as one can tell.
bool may_be_routed(const Interface& interface, const IpAddress& source) {
    return !interface.is_loopback && source.is_private() && !source.is_link_local() &&
           !source.is_loopback() &&
           std::ranges::any_of(interface.addresses, [&](const Interface::Address& address) {
               return address.network.address.is_ipv4() == source.is_ipv4();
           });
}

void append_new(std::vector<discovery::dns::Record>& to, const std::vector<discovery::dns::Record>& from) {
    for (const auto& record : from) {
        if (std::ranges::find(to, record) == to.end()) to.push_back(record);
    }
}

}  // namespace

std::vector<Interface> reachable_interfaces(std::vector<Interface> interfaces,
                                            const std::vector<transport::Address>& listening) {
    for (Interface& interface : interfaces) {
        std::erase_if(interface.addresses, [&](const Interface::Address& address) {
            return std::ranges::none_of(listening, [&](const transport::Address& each) {
                return listens_on(address.network.address, each);
            });
        });
    }
    std::erase_if(interfaces, [](const Interface& interface) { return interface.addresses.empty(); });
    return interfaces;
}

Announcer::Announcer(Means means) : means_(std::move(means)) {}

void Announcer::open(std::optional<transport::DatagramSockets>& sockets,
                     const transport::DatagramOptions& options,
                     void (Announcer::*received)(const Source&, std::span<const std::uint8_t>),
                     const char* what) {
    sockets.emplace(means_.loop, options,
                    [this, received](const Source& from, std::span<const std::uint8_t> bytes) {
                        (this->*received)(from, bytes);
                    });
    if (!sockets->trouble().empty()) {
        means_.log(LogLevel::Warning, std::string(what) + " is not possible (" +
                                          text::printable(sockets->trouble()) +
                                          "): people may have to type this server's address");
    }
    if (!sockets->is_open()) sockets.reset();
}

void Announcer::start() {
    open(datagrams_,
         {.port = means_.port,
          .group_port = means_.port,
          .ipv4_group = std::to_array(discovery::ipv4_group),
          .ipv6_group = std::to_array(discovery::ipv6_group),
          .claims_addresses = true},
         &Announcer::asked, "announcing this server on the network");
    open(dns_,
         {.port = means_.mdns_port,
          .group_port = means_.mdns_port,
          .ipv4_group = std::to_array(discovery::mdns_ipv4_group),
          .ipv6_group = std::to_array(discovery::mdns_ipv6_group),
          .hops = discovery::mdns_hops},
         &Announcer::asked_by_dns, "announcing this server by multicast DNS");
    look_around();
    after(second_announcement, &Announcer::announce);
}

void Announcer::stop() {
    const auto farewell = discovery::encode(discovery::Farewell{server_.key, server_.port});
    for (const Interface& interface : interfaces_) {
        if (datagrams_) {
            datagrams_->send_to_groups(interface, farewell);
            datagrams_->broadcast(interface, farewell);
        }
        if (dns_) {
            dns_->send_to_groups(
                interface, discovery::dns::write(discovery::end_service(server_, addresses_of(interface))));
        }
    }
    datagrams_.reset();
    dns_.reset();
}

void Announcer::after(net::Milliseconds span, void (Announcer::*task)()) {
    means_.loop.after(span, [this, alive = lifetime_.watch(), task] {
        if (!alive.expired() && (datagrams_ || dns_)) (this->*task)();
    });
}

void Announcer::look_around() {
    auto interfaces = reachable_interfaces(means_.interfaces(), means_.listening);
    auto server = means_.server();
    if (interfaces != interfaces_ || server != server_) {
        interfaces_ = std::move(interfaces);
        server_ = std::move(server);
        announce();
    }
    // Each time: what could not be joined a moment ago may be possible now.
    if (datagrams_) datagrams_->follow(interfaces_);
    if (dns_) dns_->follow(interfaces_);
    after(means_.round, &Announcer::look_around);
}

void Announcer::announce() {
    const auto announcement = discovery::encode(discovery::Announcement{server_});
    for (const Interface& interface : interfaces_) {
        if (datagrams_) {
            datagrams_->send_to_groups(interface, announcement);
            datagrams_->broadcast(interface, announcement);
        }
        if (dns_) {
            dns_->send_to_groups(interface, discovery::dns::write(discovery::announce_service(
                                                server_, addresses_of(interface))));
        }
    }
}

const Interface* Announcer::interface_of(const IpAddress& source) const {
    for (const Interface& interface : interfaces_) {
        if (source.is_link_local() && !source.is_ipv4() && source.scope != interface.index) continue;
        for (const Interface::Address& address : interface.addresses) {
            if (address.network.holds(source)) return &interface;
        }
    }
    const auto routed = std::ranges::find_if(
        interfaces_, [&](const Interface& interface) { return may_be_routed(interface, source); });
    return routed == interfaces_.end() ? nullptr : &*routed;
}

void Announcer::asked(const Source& from, std::span<const std::uint8_t> bytes) {
    const auto datagram = discovery::decode(bytes);
    const auto* question = datagram ? std::get_if<discovery::Question>(&*datagram) : nullptr;
    if (!question || !interface_of(from.address)) return;
    if (!limiter_.take(from.address, means_.loop.now())) return;
    datagrams_->send(from, discovery::encode(discovery::Answer{question->nonce, server_}));
}

void Announcer::asked_by_dns(const Source& from, std::span<const std::uint8_t> bytes) {
    const Interface* const interface = interface_of(from.address);
    if (!interface) return;
    const auto message = discovery::dns::read(bytes);
    if (!message || message->is_response) return;
    const auto asker = from.port == means_.mdns_port ? discovery::Asker::Multicast : discovery::Asker::Legacy;
    const auto answer =
        discovery::answer_service_question(*message, asker, server_, addresses_of(*interface));
    if (!answer || !limiter_.take(from.address, means_.loop.now())) return;
    if (!answer->to_all) return dns_->send(from, discovery::dns::write(answer->message));
    answer_all_soon(*interface, answer->message);
}

void Announcer::answer_all_soon(const Interface& interface, const discovery::dns::Message& answer) {
    const bool is_first = waiting_.empty();
    const auto [place, is_new] = waiting_.try_emplace(interface.index, answer);
    if (!is_new) {
        append_new(place->second.answers, answer.answers);
        append_new(place->second.additional, answer.additional);
    }
    if (!is_first) return;
    std::array<std::uint8_t, 1> random{};
    means_.random(random);
    after({least_delay_ms + random[0] * delay_range_ms / 256}, &Announcer::answer_all);
}

void Announcer::answer_all() {
    const auto waiting = std::exchange(waiting_, {});
    for (const Interface& interface : interfaces_) {
        const auto answer = waiting.find(interface.index);
        if (answer == waiting.end() || !dns_) continue;
        dns_->send_to_groups(interface, discovery::dns::write(answer->second));
    }
}

}  // namespace crosstalk::server
