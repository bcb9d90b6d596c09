// Connections between simulated processes. Bytes are late, readers stall, and a connection can break after any
// byte, in either direction; each end learns of it in its own time, or never.
//
//   sender's queue --flush--> socket (bounded) --delay, pieces--> receiver's frames
#pragma once

#include <cstdint>
#include <deque>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "net/limits.hpp"
#include "net/transport/channel.hpp"
#include "net/transport/dialer.hpp"
#include "tests/support/virtual_runtime.hpp"

namespace crosstalk::testing {

enum class Side : std::uint8_t { Client, Server };

// The moods of the network, asked whenever they matter; they may change at any time. Empty: no delay, no bounds.
struct Weather {
    std::function<net::Milliseconds()> delay;   // of one piece, on its way to the other end
    std::function<std::size_t()> piece;         // at most so many bytes arrive together; at least 1
    std::function<std::size_t()> socket;        // bytes that fit between the ends; asked once per connection
    std::function<net::Milliseconds()> notice;  // how long until an end learns that its connection broke
};

class Network;

// One connection. It lives in the network from dialing until both ends are closed or dead. Thread: the loop's.
class Connection {
  public:
    Connection(Network& network, std::uint64_t id, transport::Peer peer);
    Connection(const Connection&) = delete;
    Connection& operator=(const Connection&) = delete;
    ~Connection();

    [[nodiscard]] std::uint64_t id() const { return id_; }
    [[nodiscard]] const transport::Peer& peer() const { return peer_; }
    [[nodiscard]] transport::Channel& channel(Side side);
    void set_owner(Side side, transport::ChannelOwner* owner);

    // Breaks it now: what is on its way is lost, both ends will notice.
    void cut();
    // Breaks it after so many more bytes have arrived at that side; 0 is now.
    void cut_after(Side receiver, std::size_t bytes);
    // The receiver does not read from now on, or does again.
    void stall(Side receiver);
    void read_on(Side receiver);
    // The process of that side died: its owner hears nothing any more.
    void abandon(Side side);
    // Both ends have been told, or are dead.
    [[nodiscard]] bool is_over() const;
    [[nodiscard]] bool is_broken() const { return broken_; }
    // Bytes that have arrived at that side so far.
    [[nodiscard]] std::size_t arrived(Side receiver) const;

  private:
    class End;

    End& end(Side side) { return *ends_[static_cast<std::size_t>(side)]; }
    End& other(Side side) { return end(side == Side::Client ? Side::Server : Side::Client); }

    Network& network_;
    std::uint64_t id_;
    transport::Peer peer_;
    bool broken_ = false;
    std::unique_ptr<End> ends_[2];
};

// Thread: the loop's. The loop must outlive it, and it must outlive the processes that talk.
class Network {
  public:
    explicit Network(VirtualLoop& loop) : loop_(loop) {}
    Network(const Network&) = delete;
    Network& operator=(const Network&) = delete;
    ~Network() { gone_ = true; }

    Weather weather;
    net::Limits limits;  // of the server's end: bytes and time of a reader that does not read
    // What an end was given to send, before anything else happens to it.
    std::function<void(Connection&, const net::SharedFrame&)> on_server_sends;
    std::function<void(Connection&, const net::SharedFrame&)> on_client_sends;
    // Drawn for each connection.
    std::function<transport::ChannelBinding()> draw_binding;
    transport::Fingerprint server_key;

    // Who answers. Empty: nobody does.
    struct Listener {
        std::function<bool(const std::string& address)> admit;
        std::function<transport::ChannelOwner*(transport::Channel&, const transport::Peer&)> open;
    };
    void listen(Listener listener) { listener_ = std::move(listener); }
    void stop_listening() { listener_ = {}; }

    // Connects without a Dialer: both ends exist, the server's owner has been asked for. nullptr: nobody answers.
    Connection* connect(const std::string& address);

    [[nodiscard]] const std::map<std::uint64_t, std::unique_ptr<Connection>>& connections() const {
        return connections_;
    }
    [[nodiscard]] Connection* connection(std::uint64_t id);
    // The server's process died: all its ends with it.
    void server_died();
    // How many were ever made.
    [[nodiscard]] std::uint64_t made() const { return last_id_; }

  private:
    friend class Connection;
    [[nodiscard]] net::Milliseconds delay() const {
        return weather.delay ? weather.delay() : net::Milliseconds{};
    }
    void forget_later(std::uint64_t connection);

    VirtualLoop& loop_;
    Listener listener_;
    std::map<std::uint64_t, std::unique_ptr<Connection>> connections_;
    std::uint64_t last_id_ = 0;
    bool gone_ = false;
};

// A client's way into the network; dies with the client's process.
class NetworkDialer final : public transport::Dialer {
  public:
    // All must outlive it. `address` is the client's own.
    NetworkDialer(Network& network, ports::Runtime& runtime, std::string address)
        : network_(network), runtime_(runtime), address_(std::move(address)) {}
    ~NetworkDialer() override;

    void dial(transport::Address address, transport::DialOwner& owner) override;
    void cancel() override;

    // How long a call takes; empty: the next task. Whether the network is there at all for this client.
    std::function<net::Milliseconds()> delay;
    bool is_plugged_in = true;
    [[nodiscard]] Connection* newest() const { return network_.connection(newest_); }

  private:
    void answer(transport::DialOwner& owner);

    Network& network_;
    ports::Runtime& runtime_;
    std::string address_;
    ports::TimerId calling_;
    std::uint64_t newest_ = 0;
    std::vector<std::uint64_t> mine_;
};

}  // namespace crosstalk::testing
