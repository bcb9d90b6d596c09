#include "net/transport/asio_dialer.hpp"

#include <algorithm>
#include <asio/error.hpp>
#include <asio/ip/address.hpp>
#include <asio/ip/tcp.hpp>
#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

#include "net/transport/connection.hpp"
#include "net/transport/credentials/tls.hpp"
#include "net/transport/lifetime.hpp"
#include "net/transport/lookup.hpp"
#include "net/transport/socket_options.hpp"

namespace crosstalk::transport {

namespace {

using asio::ip::tcp;

// Of one name; enough for a machine with several networks.
constexpr std::size_t max_addresses = 8;

std::string explain_lookup(const std::string& host, const std::error_code& error) {
    if (error == asio::error::host_not_found || error == asio::error::no_data) {
        return "There is no machine named \"" + host +
               "\" in this network. Check the spelling, or use its IP address.";
    }
    return "The name \"" + host + "\" could not be looked up (" + error.message() +
           "). Use the machine's IP address, or try again.";
}

std::string explain_connect(const std::string& shown, const std::error_code& error) {
    if (error == asio::error::connection_refused) {
        return "Nothing answers at " + shown + ". Is the server running there, and is the port right?";
    }
    if (error == asio::error::timed_out) {
        return shown +
               " does not answer. Is that machine on and in the same network, and does its firewall let the "
               "port in?";
    }
    if (error == asio::error::network_unreachable || error == asio::error::host_unreachable ||
        error == std::errc::address_not_available) {
        return "There is no way from here to " + shown + ". Are both machines in the same network?";
    }
    return shown + " cannot be reached (" + error.message() + "). Check address and port, and try again.";
}

std::string explain_handshake(const std::string& shown, const Ending& ending) {
    switch (ending.cause) {
        case Ending::Cause::Tls:
            return ending.text;
        case Ending::Cause::OutOfTime:
            return shown +
                   " answers, but not as a Crosstalk server would. Check address and port, and try again if "
                   "they are right.";
        default:
            return shown +
                   " answered and hung up. The server may be full or about to stop, or it is not Crosstalk: "
                   "check address "
                   "and port, and try again.";
    }
}

}  // namespace

struct AsioDialer::Attempt final : Connection::Home {
    Attempt(Loop& the_loop, const net::Limits& the_limits, DialTimes the_times)
        : loop(the_loop), limits(the_limits), times(the_times) {}
    Attempt(const Attempt&) = delete;
    Attempt& operator=(const Attempt&) = delete;
    ~Attempt() override { loop.cancel(timer); }

    void start(Address address, DialOwner& owner);
    void cancel();
    void look_up();
    void try_next();
    void connected(const std::error_code& error);
    void address_failed(std::string reason, bool answered);
    void give_up(const std::string& reason);

    void wants_handshake(Connection&) override {}  // asked at the server's end only
    ChannelOwner* opened(Connection& connection, const Peer& peer) override;
    void ended(Connection& connection, const Ending& ending) override;

    Loop& loop;
    const net::Limits limits;
    const DialTimes times;
    const TlsContext context = TlsContext::for_client();
    Lookups lookups{loop};
    TcpSocket socket{loop.context()};  // while it connects
    LoopTimerId timer{};               // for that
    bool timed_out = false;
    Connection* shaking_hands = nullptr;
    std::unordered_map<Connection*, std::unique_ptr<Connection>> connections;

    DialOwner* owner = nullptr;  // nullptr: nothing is being dialled
    Address address;
    std::vector<tcp::endpoint> untried;  // the next one is at the back
    std::string reason;                  // the most telling failure so far
    bool reason_of_answer = false;       // something answered there

    // Renewed by each start(): what still comes of an earlier one finds it gone.
    std::unique_ptr<Lifetime> dialling;
};

void AsioDialer::Attempt::start(Address the_address, DialOwner& the_owner) {
    cancel();
    owner = &the_owner;
    address = std::move(the_address);
    reason.clear();
    reason_of_answer = false;
    dialling = std::make_unique<Lifetime>();
    look_up();
}

void AsioDialer::Attempt::cancel() {
    owner = nullptr;
    dialling.reset();
    loop.cancel(timer);
    std::error_code ignored;
    socket.close(ignored);
    connections.erase(std::exchange(shaking_hands, nullptr));
}

void AsioDialer::Attempt::look_up() {
    std::error_code not_numeric;
    const asio::ip::address ip = asio::ip::make_address(address.host, not_numeric);
    if (!not_numeric) {
        untried = {tcp::endpoint(ip, address.port)};
        loop.post([this, alive = dialling->watch()] {
            if (!alive.expired()) try_next();
        });
        return;
    }
    lookups.look_up(address.host, address.port,
                    [this, alive = dialling->watch()](const std::error_code& error,
                                                      const std::vector<tcp::endpoint>& found) {
                        if (alive.expired()) return;
                        if (error) return give_up(explain_lookup(address.host, error));
                        untried.assign(found.begin(), found.begin() + static_cast<std::ptrdiff_t>(std::min(
                                                                          found.size(), max_addresses)));
                        std::reverse(untried.begin(), untried.end());
                        try_next();
                    });
}

void AsioDialer::Attempt::try_next() {
    if (untried.empty()) return give_up(reason);
    const tcp::endpoint endpoint = untried.back();
    untried.pop_back();
    timed_out = false;
    socket = TcpSocket(loop.context());
    timer = loop.after(untried.empty() ? times.connect : times.try_another, [this] {
        timed_out = true;
        std::error_code ignored;
        socket.close(ignored);
    });
    socket.async_connect(endpoint, [this, alive = dialling->watch()](const std::error_code& error) {
        if (!alive.expired()) connected(error);
    });
}

void AsioDialer::Attempt::connected(const std::error_code& error) {
    loop.cancel(timer);
    if (timed_out) return address_failed(explain_connect(format(address), asio::error::timed_out), false);
    if (error) return address_failed(explain_connect(format(address), error), false);
    auto made = std::make_unique<Connection>(loop, std::move(socket), context, nullptr, limits, *this);
    shaking_hands = made.get();
    connections.emplace(shaking_hands, std::move(made));
    shaking_hands->shake_hands();
}

ChannelOwner* AsioDialer::Attempt::opened(Connection& connection, const Peer& peer) {
    shaking_hands = nullptr;
    dialling.reset();
    return std::exchange(owner, nullptr)->opened(connection, peer);
}

void AsioDialer::Attempt::ended(Connection& connection, const Ending& ending) {
    const bool was_shaking_hands = &connection == shaking_hands;
    connections.erase(&connection);
    if (!was_shaking_hands) return;
    shaking_hands = nullptr;
    address_failed(explain_handshake(format(address), ending), true);
}

void AsioDialer::Attempt::address_failed(std::string why, bool answered) {
    if (reason.empty() || answered || !reason_of_answer) reason = std::move(why);
    reason_of_answer = reason_of_answer || answered;
    try_next();
}

void AsioDialer::Attempt::give_up(const std::string& why) {
    dialling.reset();
    std::exchange(owner, nullptr)->failed(why);
}

AsioDialer::AsioDialer(Loop& loop, const net::Limits& limits, DialTimes times)
    : attempt_(std::make_unique<Attempt>(loop, limits, times)) {
    ignore_broken_pipes();
}

AsioDialer::~AsioDialer() = default;

void AsioDialer::dial(Address address, DialOwner& owner) {
    attempt_->start(std::move(address), owner);
}

void AsioDialer::cancel() {
    attempt_->cancel();
}

}  // namespace crosstalk::transport
