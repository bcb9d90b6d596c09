// A network in memory: a Dialer and Channels whose frames travel one by one on the virtual loop, and can be cut
// between any two of them.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "net/transport/dialer.hpp"
#include "tests/support/virtual_runtime.hpp"

namespace crosstalk::testing {

// Who answers at an address. Returns who is told of the server's end.
using Acceptor = std::function<transport::ChannelOwner*(transport::Channel&, const transport::Peer&)>;

class MemoryNetwork {
  public:
    explicit MemoryNetwork(VirtualLoop& loop) : loop_(loop) {}

    struct Place {
        Acceptor accept;
        transport::Fingerprint key;     // what the client is shown
        transport::Fingerprint behind;  // what the server has; another one if somebody stands in between
        bool relayed = false;           // two TLS connections: the ends see different bindings
    };
    // By host; a host that is not here does not answer.
    std::map<std::string, Place> places;

    // The connection is cut as soon as so many frames, of both directions together, have arrived on it.
    std::optional<std::size_t> cut_after;
    // What was sent within a millisecond arrives together, as one batch.
    bool together = false;
    // Nothing is delivered any more, and nobody is told.
    bool silent = false;
    // So many frames arrived in all.
    [[nodiscard]] std::size_t delivered() const { return delivered_; }
    [[nodiscard]] std::size_t dials() const { return dials_; }
    [[nodiscard]] std::size_t open_connections() const;

    void cut_all();

  private:
    friend class MemoryDialer;
    struct Wire;

    // One end of a wire.
    class End final : public transport::Channel {
      public:
        End(Wire& wire, bool is_client) : wire_(wire), is_client_(is_client) {}
        void send(net::SharedFrame frames, transport::Queue queue) override;
        void flush() override;
        [[nodiscard]] std::size_t queued_bytes() const override { return 0; }
        std::vector<net::SharedFrame> drop_queued() override { return {}; }
        void set_max_payload(std::size_t) override {}
        void close() override;

        transport::ChannelOwner* owner = nullptr;
        bool closing = false;
        std::vector<net::Bytes> batch;  // on its way to this end, if `together`

      private:
        Wire& wire_;
        bool is_client_;
        std::vector<net::SharedFrame> queue_;
    };

    struct Wire {
        Wire(MemoryNetwork& the_network) : network(the_network), client(*this, true), server(*this, false) {}
        void deliver(bool to_client, const net::Bytes& frame);
        void deliver_batch(bool to_client);
        void end(const std::string& reason);

        MemoryNetwork& network;
        End client;
        End server;
        std::size_t delivered = 0;
        bool ended = false;
    };

    void connect(const Place& place, transport::DialOwner& owner);

    VirtualLoop& loop_;
    std::vector<std::unique_ptr<Wire>> wires_;  // all that ever were
    std::size_t delivered_ = 0;
    std::size_t dials_ = 0;
    std::uint8_t next_binding_ = 1;
};

class MemoryDialer final : public transport::Dialer {
  public:
    explicit MemoryDialer(MemoryNetwork& network) : network_(network) {}
    ~MemoryDialer() override { cancel(); }
    void dial(transport::Address address, transport::DialOwner& owner) override;
    void cancel() override;

  private:
    MemoryNetwork& network_;
    transport::TimerId dialling_;
};

}  // namespace crosstalk::testing
