#include "net/transport/datagram_sockets.hpp"

#include <algorithm>
#include <asio/io_context.hpp>
#include <asio/ip/multicast.hpp>
#include <asio/ip/udp.hpp>
#include <asio/ip/v6_only.hpp>
#include <map>
#include <set>
#include <utility>

#include "net/transport/ip_addresses.hpp"
#include "net/transport/receive_faults.hpp"
#include "net/transport/socket_options.hpp"

namespace crosstalk::transport {

namespace {

using asio::ip::udp;
using discovery::IpAddress;
using UdpSocket = asio::basic_datagram_socket<udp, asio::io_context::executor_type>;
namespace multicast = asio::ip::multicast;

// RFC 6762 17; ours are shorter.
constexpr std::size_t longest_datagram = 9'000;
// What comes to further ones is heard as if they were not claimed.
constexpr std::size_t most_claimed = 64;
// After a failure of the system that may last.
constexpr net::Milliseconds pause{1'000};

asio::ip::address as_asio(const IpAddress& address) {
    if (address.is_ipv4()) return asio::ip::address_v4(address.as_ipv4());
    return asio::ip::address_v6(address.bytes, address.scope);
}

}  // namespace

// Lives as long as a wait of it does, so that a late answer finds it.
struct DatagramSockets::Sockets : std::enable_shared_from_this<Sockets> {
    struct Half {
        explicit Half(asio::io_context& context) : socket(context.get_executor()) {}
        UdpSocket socket;
        udp::endpoint from;
        std::array<std::uint8_t, longest_datagram> buffer{};
        ReceiveFaults faults;
    };
    // By which something was joined.
    using Membership = std::pair<std::uint32_t, IpAddress>;

    Sockets(Loop& the_loop, const DatagramOptions& the_options, Received the_received)
        : loop(the_loop),
          options(the_options),
          received(std::move(the_received)),
          ipv4(the_loop.context()),
          ipv6(the_loop.context()) {}

    void open();
    void open(Half& half, const udp& protocol);
    // Closed again if it fails.
    [[nodiscard]] std::error_code bind(Half& half, const udp::endpoint& at) const;
    // Its buffer has to be there until what is waited for has come or the end of it has been told.
    void wait(const std::shared_ptr<Half>& half);
    void arrived(const std::shared_ptr<Half>& half, const std::error_code& error, std::size_t size);
    void close();
    bool join(const Membership& membership);
    void leave(const Membership& membership);
    void claim(const std::set<IpAddress>& addresses);

    Loop& loop;
    DatagramOptions options;
    Received received;
    Half ipv4;
    Half ipv6;
    std::string trouble;
    std::set<Membership> joined;
    std::map<IpAddress, std::shared_ptr<Half>> claimed;
};

void DatagramSockets::Sockets::open() {
    open(ipv4, udp::v4());
    open(ipv6, udp::v6());
}

void DatagramSockets::Sockets::open(Half& half, const udp& protocol) {
    const bool is_ipv6 = protocol == udp::v6();
    const std::error_code error = bind(half, {protocol, options.port});
    if (!error) return wait({shared_from_this(), &half});
    // This machine may have no IPv6, or has it switched off.
    if (is_ipv6 && error != asio::error::address_in_use) return;
    trouble += (trouble.empty() ? "" : "; ") + std::string(is_ipv6 ? "IPv6" : "IPv4") + ", port of UDP " +
               std::to_string(options.port) + ": " + error.message();
}

std::error_code DatagramSockets::Sockets::bind(Half& half, const udp::endpoint& at) const {
    const bool is_ipv6 = at.protocol() == udp::v6();
    std::error_code error;
    const auto step = [&](auto&&... arguments) {
        if (!error) half.socket.set_option(std::forward<decltype(arguments)>(arguments)..., error);
    };
    half.socket.open(at.protocol(), error);
    if (error) return error;
    keep_private(half.socket.native_handle());
    if (options.port != 0) share_port(half.socket.native_handle());
    if (is_ipv6) step(asio::ip::v6_only(true));
    if (!is_ipv6) step(asio::socket_base::broadcast(true));
    step(multicast::hops(options.hops));
    step(multicast::enable_loopback(true));
    if (!error) half.socket.non_blocking(true, error);
    if (!error) half.socket.bind(at, error);
    std::error_code ignored;
    if (error) half.socket.close(ignored);
    return error;
}

void DatagramSockets::Sockets::wait(const std::shared_ptr<Half>& half) {
    half->socket.async_receive_from(
        asio::buffer(half->buffer), half->from,
        [self = shared_from_this(), half](const std::error_code& error, std::size_t size) {
            self->arrived(half, error, size);
        });
}

void DatagramSockets::Sockets::arrived(const std::shared_ptr<Half>& half, const std::error_code& error,
                                       std::size_t size) {
    if (!half->socket.is_open() || error == asio::error::operation_aborted) return;
    if (!error) {
        half->faults.received();
        received({ip_address_of(half->from.address()), half->from.port()},
                 std::span(half->buffer).first(size));
        if (half->socket.is_open()) wait(half);
        return;
    }
    if (half->faults.pass_over(error)) return wait(half);
    loop.after(pause, [weak = weak_from_this(), paused = std::weak_ptr(half)] {
        const auto self = weak.lock();
        const auto again = paused.lock();
        if (self && again && again->socket.is_open()) self->wait(again);
    });
}

void DatagramSockets::Sockets::close() {
    std::error_code ignored;
    ipv4.socket.close(ignored);
    ipv6.socket.close(ignored);
    for (auto& [address, half] : claimed)
        half->socket.close(ignored);
    claimed.clear();
}

// What is not there yet, or taken by a program that does not share, is tried again the next time. On Windows these hear
// broadcasts as well: whoever is listening has to bear with hearing one twice.
void DatagramSockets::Sockets::claim(const std::set<IpAddress>& addresses) {
    std::erase_if(claimed, [&](auto& old) {
        std::error_code ignored;
        if (!addresses.contains(old.first)) old.second->socket.close(ignored);
        return !addresses.contains(old.first);
    });
    for (const IpAddress& address : addresses) {
        if (claimed.size() >= most_claimed) return;
        if (claimed.contains(address)) continue;
        const auto half = std::make_shared<Half>(loop.context());
        if (bind(*half, {as_asio(address), options.port})) continue;
        claimed.emplace(address, half);
        wait(half);
    }
}

bool DatagramSockets::Sockets::join(const Membership& membership) {
    const auto& [index, own] = membership;
    std::error_code error;
    if (own.is_ipv4()) {
        if (!ipv4.socket.is_open()) return false;
        ipv4.socket.set_option(multicast::join_group(asio::ip::address_v4(options.ipv4_group),
                                                     asio::ip::address_v4(own.as_ipv4())),
                               error);
    } else {
        if (!ipv6.socket.is_open()) return false;
        ipv6.socket.set_option(multicast::join_group(asio::ip::address_v6(options.ipv6_group), index), error);
    }
    return !error || error == asio::error::address_in_use;
}

void DatagramSockets::Sockets::leave(const Membership& membership) {
    const auto& [index, own] = membership;
    // Where the interface is gone, so is the membership.
    std::error_code ignored;
    if (own.is_ipv4()) {
        ipv4.socket.set_option(multicast::leave_group(asio::ip::address_v4(options.ipv4_group),
                                                      asio::ip::address_v4(own.as_ipv4())),
                               ignored);
    } else {
        ipv6.socket.set_option(multicast::leave_group(asio::ip::address_v6(options.ipv6_group), index),
                               ignored);
    }
}

DatagramSockets::DatagramSockets(Loop& loop, const DatagramOptions& options, Received received)
    : sockets_(std::make_shared<Sockets>(loop, options, std::move(received))) {
    sockets_->open();
}

DatagramSockets::~DatagramSockets() {
    sockets_->close();
}

bool DatagramSockets::is_open() const {
    return sockets_->ipv4.socket.is_open() || sockets_->ipv6.socket.is_open();
}

const std::string& DatagramSockets::trouble() const {
    return sockets_->trouble;
}

namespace {

// The first of a family, by which an interface is joined and spoken on.
const Interface::Address* first_address(const Interface& by, bool is_ipv4) {
    const auto found = std::ranges::find_if(by.addresses, [&](const Interface::Address& address) {
        return address.network.address.is_ipv4() == is_ipv4;
    });
    return found == by.addresses.end() ? nullptr : &*found;
}

}  // namespace

void DatagramSockets::follow(const std::vector<Interface>& interfaces) {
    if (sockets_->options.port == 0) return;
    std::set<Sockets::Membership> wanted;
    std::set<IpAddress> addresses;
    for (const Interface& by : interfaces) {
        for (const Interface::Address& address : by.addresses)
            addresses.insert(address.network.address);
        if (!by.has_multicast) continue;
        if (const auto* own = first_address(by, true)) wanted.emplace(by.index, own->network.address);
        if (first_address(by, false)) wanted.emplace(by.index, IpAddress{});
    }
    for (const auto& old : sockets_->joined) {
        if (!wanted.contains(old)) sockets_->leave(old);
    }
    std::erase_if(sockets_->joined, [&](const auto& old) { return !wanted.contains(old); });
    for (const auto& each : wanted) {
        if (!sockets_->joined.contains(each) && sockets_->join(each)) sockets_->joined.insert(each);
    }
    if (sockets_->options.claims_addresses) sockets_->claim(addresses);
}

void DatagramSockets::send(const DatagramSource& to, std::span<const std::uint8_t> bytes) {
    UdpSocket& socket = to.address.is_ipv4() ? sockets_->ipv4.socket : sockets_->ipv6.socket;
    if (!socket.is_open()) return;
    std::error_code ignored;
    socket.send_to(asio::buffer(bytes.data(), bytes.size()), {as_asio(to.address), to.port}, 0, ignored);
}

void DatagramSockets::send_to_groups(const Interface& by, std::span<const std::uint8_t> bytes) {
    if (!by.has_multicast) return;
    const DatagramOptions& options = sockets_->options;
    std::error_code error;
    const auto* ipv4 = first_address(by, true);
    if (ipv4 && sockets_->ipv4.socket.is_open()) {
        sockets_->ipv4.socket.set_option(
            multicast::outbound_interface(asio::ip::address_v4(ipv4->network.address.as_ipv4())), error);
        if (!error) send({IpAddress::ipv4(options.ipv4_group), options.group_port}, bytes);
    }
    if (first_address(by, false) && sockets_->ipv6.socket.is_open()) {
        sockets_->ipv6.socket.set_option(multicast::outbound_interface(by.index), error);
        if (!error) send({{options.ipv6_group, by.index}, options.group_port}, bytes);
    }
}

void DatagramSockets::broadcast(const Interface& by, std::span<const std::uint8_t> bytes) {
    for (const Interface::Address& address : by.addresses) {
        if (address.broadcast) send({*address.broadcast, sockets_->options.group_port}, bytes);
    }
}

std::string to_string(const discovery::IpAddress& address) {
    return as_asio(address).to_string();
}

std::optional<discovery::IpAddress> parse_ip_address(const std::string& text) {
    std::error_code error;
    const auto address = asio::ip::make_address(text, error);
    return error ? std::nullopt : std::optional(ip_address_of(address));
}

}  // namespace crosstalk::transport
