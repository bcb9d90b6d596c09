#include "client/link/scanner.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include "net/transport/address.hpp"

namespace crosstalk::link {

namespace {

using discovery::IpAddress;
using transport::Interface;

// Answers to older questions are late by any standard of a LAN.
constexpr std::size_t most_questions = 4;
constexpr std::size_t most_also = 32;
constexpr net::Milliseconds telling_pause{100};

transport::DatagramOptions options_for(std::uint16_t port, std::uint16_t group_port) {
    return {.port = port,
            .group_port = group_port,
            .ipv4_group = std::to_array(discovery::ipv4_group),
            .ipv6_group = std::to_array(discovery::ipv6_group)};
}

transport::DatagramOptions dns_options_for(std::uint16_t port, std::uint16_t group_port) {
    return {.port = port,
            .group_port = group_port,
            .ipv4_group = std::to_array(discovery::mdns_ipv4_group),
            .ipv6_group = std::to_array(discovery::mdns_ipv6_group),
            .hops = discovery::mdns_hops};
}

}  // namespace

discovery::Nonce new_nonce(const transport::FillRandom& random) {
    std::array<std::uint8_t, sizeof(discovery::Nonce::value)> bytes{};
    random(bytes);
    discovery::Nonce nonce;
    for (const std::uint8_t byte : bytes)
        nonce.value = nonce.value << 8U | byte;
    return nonce;
}

Scanner::Scanner(Means means) : means_(std::move(means)) {
    open();
    next_round();
}

// Two sockets for each way of asking. What comes to a port of our own is passed by no firewall that knows only what was
// asked; what comes to the shared port is, where people have let that one through. A socket that fails costs its part only.
void Scanner::open() {
    const auto take_datagram = [this](const Source& from, std::span<const std::uint8_t> bytes) {
        received(from, bytes);
    };
    const auto take_dns = [this](const Source& from, std::span<const std::uint8_t> bytes) {
        received_dns(from, bytes);
    };
    asker_.emplace(means_.loop, options_for(0, means_.port), take_datagram);
    listener_.emplace(means_.loop, options_for(means_.port, means_.port), take_datagram);
    dns_asker_.emplace(means_.loop, dns_options_for(0, means_.mdns_port), take_dns);
    dns_.emplace(means_.loop, dns_options_for(means_.mdns_port, means_.mdns_port), take_dns);
}

void Scanner::after(net::Milliseconds span, void (Scanner::*task)()) {
    means_.loop.after(span, [this, alive = lifetime_.watch(), task] {
        if (!alive.expired()) (this->*task)();
    });
}

void Scanner::next_round() {
    const std::vector<Interface> interfaces = means_.interfaces();
    networks_.clear();
    for (const Interface& interface : interfaces) {
        for (const Interface::Address& address : interface.addresses)
            networks_.push_back(address.network);
    }
    listener_->follow(interfaces);
    dns_->follow(interfaces);
    asked_.push_back({new_nonce(means_.random), means_.loop.now()});
    if (asked_.size() > most_questions) asked_.pop_front();
    ask_all(interfaces);
    after(means_.round, &Scanner::next_round);
    changed(servers_.expire(means_.loop.now()));
}

void Scanner::ask_all(const std::vector<Interface>& interfaces) {
    const auto question = discovery::encode(discovery::Question{asked_.back().nonce});
    const auto dns_question = discovery::dns::write(discovery::service_question());
    for (const Interface& interface : interfaces) {
        asker_->send_to_groups(interface, question);
        asker_->broadcast(interface, question);
        dns_->send_to_groups(interface, dns_question);
        dns_asker_->send_to_groups(interface, dns_question);
    }
    for (std::size_t i = 0; i < std::min(means_.also.size(), most_also); ++i) {
        const auto parsed = transport::parse_address(means_.also[i]);
        const auto* address = std::get_if<transport::Address>(&parsed);
        if (!address) continue;
        if (const auto ip = transport::parse_ip_address(address->host)) ask(*ip);
    }
}

void Scanner::ask(const IpAddress& address) {
    asker_->send({address, means_.port}, discovery::encode(discovery::Question{asked_.back().nonce}));
}

void Scanner::received(const Source& from, std::span<const std::uint8_t> bytes) {
    const auto datagram = discovery::decode(bytes);
    if (!datagram) return;
    std::visit([&](const auto& content) { take(from, content); }, *datagram);
}

void Scanner::take(const Source&, const discovery::Question&) {}

void Scanner::take(const Source& from, const discovery::Answer& answer) {
    const auto asked = std::ranges::find(asked_, answer.nonce, &Asked::nonce);
    if (asked == asked_.end()) return;
    const net::Milliseconds now = means_.loop.now();
    changed(servers_.answered(answer.server, from.address, {now.value - asked->at.value}, now));
}

void Scanner::take(const Source& from, const discovery::Announcement& announcement) {
    if (!discovery::is_near(from.address, networks_) || !limiter_.take(from.address, means_.loop.now()))
        return;
    heard_of(announcement.server, from.address);
}

void Scanner::take(const Source& from, const discovery::Farewell& farewell) {
    if (!limiter_.take(from.address, means_.loop.now())) return;
    changed(servers_.left(farewell.key, from.address, means_.loop.now()));
}

void Scanner::received_dns(const Source& from, std::span<const std::uint8_t> bytes) {
    if (!discovery::is_near(from.address, networks_)) return;
    const auto message = discovery::dns::read(bytes);
    if (!message || !message->is_response) return;
    const auto services = discovery::services_in(*message);
    if (services.empty() || !limiter_.take(from.address, means_.loop.now())) return;
    for (const discovery::AdvertisedService& service : services) {
        if (service.is_leaving) {
            changed(servers_.left(service.server.key, from.address, means_.loop.now()));
            continue;
        }
        if (service.addresses.empty()) heard_of(service.server, from.address);
        for (IpAddress address : service.addresses) {
            // Others' link-local addresses are on the network that they were told on.
            if (address.is_link_local() && !address.is_ipv4()) {
                if (from.address.scope == 0) continue;
                address.scope = from.address.scope;
            }
            if (discovery::is_near(address, networks_) && !address.is_loopback())
                heard_of(service.server, address);
        }
    }
}

// Who is only heard of is asked, to see whether it is there.
void Scanner::heard_of(const discovery::Advertisement& server, const IpAddress& address) {
    const bool is_news = servers_.heard(server, address, means_.loop.now());
    if (is_news && !servers_.has_answered(server.key, address)) ask(address);
    changed(is_news);
}

void Scanner::changed(bool is_news) {
    if (!is_news || std::exchange(is_telling_, true)) return;
    after(telling_pause, &Scanner::tell);
}

void Scanner::tell() {
    is_telling_ = false;
    // A copy, since it may end this.
    const auto found = means_.found;
    found(servers_.list());
}

}  // namespace crosstalk::link
