#include "net/transport/listener.hpp"

#include <algorithm>
#include <asio/error.hpp>
#include <asio/ip/tcp.hpp>
#include <deque>
#include <unordered_map>
#include <utility>

#include "net/transport/connection.hpp"
#include "net/transport/credentials/certificate.hpp"
#include "net/transport/lifetime.hpp"
#include "net/transport/listening.hpp"
#include "net/transport/socket_options.hpp"

namespace crosstalk::transport {

namespace {

using asio::ip::tcp;

// So many are accepted before others on the loop get their turn.
constexpr int accepts_per_turn = 64;
constexpr net::Milliseconds pause_after_failure{100};

}  // namespace

struct Listener::Intake final : Connection::Home {
    Intake(Loop& the_loop, TlsContext the_context, const net::Limits& the_limits, ListenerHooks the_hooks)
        : loop(the_loop),
          context(std::move(the_context)),
          server_key(fingerprint_of(SSL_CTX_get0_certificate(context.get()))),
          limits(the_limits),
          hooks(std::move(the_hooks)) {}
    Intake(const Intake&) = delete;
    Intake& operator=(const Intake&) = delete;
    ~Intake() override { loop.cancel(pause); }

    void wait(std::size_t acceptor);
    void accept(std::size_t acceptor, std::error_code error, TcpSocket socket);
    void take_in(TcpSocket socket);
    void rest(std::size_t acceptor, const std::error_code& error);
    void serve_waiting();
    void serve_waiting_soon();
    [[nodiscard]] bool has_free_turn() const {
        return handshakes < static_cast<std::size_t>(limits.handshakes);
    }

    void wants_handshake(Connection& connection) override;
    ChannelOwner* opened(Connection& connection, const Peer& peer) override;
    void ended(Connection& connection, const Ending& ending) override;
    Traffic* traffic() override { return &counts.traffic; }

    Loop& loop;
    TlsContext context;
    Fingerprint server_key;
    const net::Limits& limits;
    ListenerHooks hooks;
    std::vector<TcpAcceptor> acceptors;
    std::vector<std::size_t> resting;  // acceptors that wait for the end of a pause
    LoopTimerId pause{};
    bool in_trouble = false;
    std::unordered_map<Connection*, std::unique_ptr<Connection>> connections;
    std::deque<Connection*> waiting;
    std::size_t handshakes = 0;
    ListenerCounts counts;  // what only goes up
    Lifetime lifetime;
};

// Windows tells of a socket that listens only by accepting.
void Listener::Intake::wait(std::size_t index) {
    acceptors[index].async_accept(loop.context(), [this, index, alive = lifetime.watch()](
                                                      const std::error_code& error, TcpSocket socket) {
        if (alive.expired() || error == asio::error::operation_aborted || acceptors.empty()) return;
        accept(index, error, std::move(socket));
    });
}

// The one that was waited for, and those that came with it.
void Listener::Intake::accept(std::size_t index, std::error_code error, TcpSocket socket) {
    for (int taken = 1;; ++taken) {
        const bool is_gone = error == asio::error::connection_aborted;  // it went before its turn
        if (error && !is_gone) return rest(index, error);
        if (!is_gone) {
            in_trouble = false;
            take_in(std::move(socket));
            if (acceptors.empty()) return;
        }
        if (taken == accepts_per_turn) break;
        socket = acceptors[index].accept(loop.context(), error);
        if (error == asio::error::would_block) break;
    }
    wait(index);
}

// Mostly for want of descriptors. The connection stays ready to be accepted: without a pause this would spin.
void Listener::Intake::rest(std::size_t index, const std::error_code& error) {
    resting.push_back(index);
    if (!std::exchange(in_trouble, true) && hooks.trouble) {
        hooks.trouble("No more connections can be taken in at the moment: " + error.message() +
                      ". Allow this process more open files, or more memory.");
    }
    if (pause) return;
    pause = loop.after(pause_after_failure, [this] {
        pause = {};
        for (const std::size_t acceptor : std::exchange(resting, {}))
            wait(acceptor);
    });
}

void Listener::Intake::take_in(TcpSocket socket) {
    std::error_code gone;
    const tcp::endpoint peer = socket.remote_endpoint(gone);
    if (gone) return;
    if (!hooks.admit(peer.address().to_string())) {
        ++counts.turned_away;
        return;
    }
    ++counts.taken_in;
    auto made = std::make_unique<Connection>(loop, std::move(socket), context, &server_key, limits, *this);
    Connection& connection = *made;
    connections.emplace(&connection, std::move(made));
    connection.await_first_byte();
}

void Listener::Intake::wants_handshake(Connection& connection) {
    if (!has_free_turn() || !waiting.empty()) {
        waiting.push_back(&connection);
        return;
    }
    ++handshakes;
    connection.shake_hands();
}

void Listener::Intake::serve_waiting() {
    while (has_free_turn() && !waiting.empty()) {
        Connection& next = *waiting.front();
        waiting.pop_front();
        ++handshakes;
        next.shake_hands();
    }
}

// Not at once: a handshake that fails immediately would free the next turn inside the last one.
void Listener::Intake::serve_waiting_soon() {
    if (waiting.empty()) return;
    loop.post([this, alive = lifetime.watch()] {
        if (!alive.expired()) serve_waiting();
    });
}

ChannelOwner* Listener::Intake::opened(Connection& connection, const Peer& peer) {
    --handshakes;
    serve_waiting_soon();
    return hooks.opened(connection, peer);
}

void Listener::Intake::ended(Connection& connection, const Ending& ending) {
    const Connection::Stage stage = connection.stage();
    const std::string address = connection.address();
    if (stage == Connection::Stage::Handshake) --handshakes;
    if (stage == Connection::Stage::Waiting) std::erase(waiting, &connection);
    connections.erase(&connection);
    if (stage < Connection::Stage::Open) ++counts.failed_to_open;
    if (ending.cause == Ending::Cause::OutOfTime) ++counts.out_of_time;
    serve_waiting_soon();
    if (stage < Connection::Stage::Open && hooks.left) hooks.left(address, ending.text);
}

Listener::Listener(Loop& loop, TlsContext context, const net::Limits& limits, ListenerHooks hooks)
    : intake_(std::make_unique<Intake>(loop, std::move(context), limits, std::move(hooks))) {
    ignore_broken_pipes();
}

Listener::~Listener() = default;

std::uint16_t Listener::listen(const std::vector<Address>& addresses) {
    intake_->acceptors = open_acceptors(intake_->loop.context(), addresses);
    for (std::size_t index = 0; index < intake_->acceptors.size(); ++index)
        intake_->wait(index);
    return intake_->acceptors.front().local_endpoint().port();
}

void Listener::stop_listening() {
    intake_->acceptors.clear();
    intake_->resting.clear();
    intake_->waiting.clear();
    std::erase_if(intake_->connections, [this](const auto& entry) {
        const Connection::Stage stage = entry.second->stage();
        if (stage == Connection::Stage::Handshake) --intake_->handshakes;
        return stage < Connection::Stage::Open;
    });
}

ListenerCounts Listener::counts() const {
    ListenerCounts counts = intake_->counts;
    counts.connections = intake_->connections.size();
    counts.handshakes = intake_->handshakes;
    counts.waiting = intake_->waiting.size();
    return counts;
}

}  // namespace crosstalk::transport
