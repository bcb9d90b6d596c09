#include "net/transport/listening.hpp"

#include <algorithm>
#include <asio/error.hpp>
#include <asio/ip/address.hpp>
#include <asio/ip/v6_only.hpp>
#include <optional>
#include <string>

#include "net/transport/listener.hpp"
#include "net/transport/socket_options.hpp"

namespace crosstalk::transport {

namespace {

using asio::ip::tcp;

// The free port of one address may be taken on the next one; so many are tried.
constexpr int free_port_attempts = 32;

struct Failure {
    tcp::endpoint at;
    std::error_code error;
};

std::vector<tcp::endpoint> endpoints_of(const std::vector<Address>& addresses) {
    std::vector<tcp::endpoint> endpoints;
    for (const Address& address : addresses) {
        std::error_code error;
        const asio::ip::address ip = asio::ip::make_address(address.host, error);
        if (error) {
            throw ListenError(
                "\"" + address.host +
                "\" is not an IP address. To listen, give one of this machine's, like 0.0.0.0, 127.0.0.1 "
                "or [::1].");
        }
        endpoints.emplace_back(ip, address.port);
    }
    if (endpoints.empty()) throw ListenError("There is no address to listen on. Give at least one.");
    return endpoints;
}

std::optional<Failure> open(TcpAcceptor& acceptor, const tcp::endpoint& endpoint) {
    std::error_code error;
    acceptor.open(endpoint.protocol(), error);
    if (error) return Failure{endpoint, error};
    keep_private(acceptor.native_handle());
    claim_port_alone(acceptor.native_handle());
    // Otherwise [::] would also take IPv4 on some systems and then collide with 0.0.0.0.
    if (endpoint.address().is_v6()) acceptor.set_option(asio::ip::v6_only(true), error);
    if (!error) acceptor.bind(endpoint, error);
    if (!error) acceptor.listen(asio::socket_base::max_listen_connections, error);
    if (!error) acceptor.non_blocking(true, error);
    if (error) return Failure{endpoint, error};
    return std::nullopt;
}

// One of the two addresses of everywhere() on a machine that does not speak it.
bool may_be_missing(const Failure& failure) {
    return failure.at.address().is_unspecified() &&
           (failure.error == asio::error::address_family_not_supported ||
            failure.error == std::errc::address_not_available);
}

std::string explain(const Failure& failure) {
    const std::string port = std::to_string(failure.at.port());
    if (failure.error == asio::error::address_in_use) {
        return "Port " + port +
               " is already in use on this machine. Is a server running already? Stop it, or choose another "
               "port.";
    }
    if (failure.error == asio::error::access_denied) {
        return "Port " + port + " is not allowed for this account. Choose one from 1024 up.";
    }
    const Address shown{failure.at.address().to_string(), failure.at.port()};
    if (failure.error == std::errc::address_not_available) {
        return "This machine does not have the address " + shown.host +
               ". Choose one of its own, or 0.0.0.0 for all.";
    }
    return "Listening on " + format(shown) + " is not possible: " + failure.error.message() +
           ". Choose another address or port.";
}

// What there is for these endpoints; `failure` is set if that is not enough.
std::vector<TcpAcceptor> open_all(asio::io_context& context, const std::vector<tcp::endpoint>& endpoints,
                                  std::optional<Failure>& failure) {
    std::vector<TcpAcceptor> acceptors;
    std::optional<Failure> missing;
    std::uint16_t free_port = 0;
    failure.reset();
    for (tcp::endpoint endpoint : endpoints) {
        if (endpoint.port() == 0) endpoint.port(free_port);
        const bool asked_for_any = endpoint.port() == 0;
        TcpAcceptor acceptor(context);
        if (const std::optional<Failure> failed = open(acceptor, endpoint)) {
            (may_be_missing(*failed) ? missing : failure) = failed;
            if (failure) return {};
            continue;
        }
        if (asked_for_any) free_port = acceptor.local_endpoint().port();
        acceptors.push_back(std::move(acceptor));
    }
    if (acceptors.empty()) failure = missing;
    return acceptors;
}

}  // namespace

std::vector<Address> everywhere(std::uint16_t port) {
    return {{"0.0.0.0", port}, {"::", port}};
}

bool can_listen(std::uint16_t port) {
    asio::io_context context;
    std::optional<Failure> failure;
    std::vector<tcp::endpoint> endpoints;
    for (const Address& address : everywhere(port))
        endpoints.emplace_back(asio::ip::make_address(address.host), address.port);
    (void)open_all(context, endpoints, failure);
    return !failure;
}

std::vector<TcpAcceptor> open_acceptors(asio::io_context& context, const std::vector<Address>& addresses) {
    const std::vector<tcp::endpoint> endpoints = endpoints_of(addresses);
    const bool any_port = std::any_of(endpoints.begin(), endpoints.end(),
                                      [](const tcp::endpoint& endpoint) { return endpoint.port() == 0; });
    std::optional<Failure> failure;
    for (int attempt = 0; attempt < free_port_attempts; ++attempt) {
        std::vector<TcpAcceptor> acceptors = open_all(context, endpoints, failure);
        if (!failure) return acceptors;
        if (!any_port || failure->error != asio::error::address_in_use) break;
    }
    throw ListenError(explain(*failure));
}

}  // namespace crosstalk::transport
