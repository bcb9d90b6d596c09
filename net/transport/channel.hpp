// One established, encrypted connection as the logic above it sees it, on either side: whole frames go out,
// whole frames come in. The real one is a TLS socket; the simulation has one that cuts, delays and stalls.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "net/frame.hpp"
#include "net/transport/credentials/channel_binding.hpp"
#include "net/transport/credentials/fingerprint.hpp"

namespace crosstalk::transport {

struct Peer {
    std::string address;     // for limits and the log: the IP address, IPv6 without brackets, no port
    ChannelBinding binding;  // the same at both ends of this TLS connection, and of no other
    Fingerprint server;      // of the server's end: a client checks it before it sends a byte
};

// Events may be dropped from the queue of a peer that does not read, to be served from the archive later;
// answers and notices may not.
enum class Queue : std::uint8_t { MayDrop, MustKeep };

// Thread: the loop's. Never calls back into its owner from inside one of these.
class Channel {
  public:
    virtual ~Channel() = default;

    // Queues one buffer of one or more whole frames. Nothing need leave before flush().
    virtual void send(net::SharedFrame frames, Queue queue) = 0;
    // Writes what the socket takes without blocking; the rest follows by itself as the peer reads.
    virtual void flush() = 0;
    // Bytes that are queued and not yet given to the socket.
    [[nodiscard]] virtual std::size_t queued_bytes() const = 0;
    // Takes back every MayDrop buffer of which no byte has been written, in order.
    virtual std::vector<net::SharedFrame> drop_queued() = 0;
    // How large a frame the peer may send from now on.
    virtual void set_max_payload(std::size_t bytes) = 0;
    // Writes what is queued, then closes; gives up after a second. No frame comes in any more.
    virtual void close() = 0;
};

// What a channel tells its owner. Thread: the loop's, never inside a call to the channel. Order: any number
// of received() and drained(), then one closed(); the channel is gone when closed() returns.
class ChannelOwner {
  public:
    virtual ~ChannelOwner() = default;
    // The views are valid during the call. Everything that was ready is given before received_all().
    virtual void received(const net::FrameView& frame) = 0;
    virtual void received_all() = 0;
    // The queue, which had been non-empty after a flush, is empty.
    virtual void drained() = 0;
    // `reason` is for the log; it is empty if the peer closed in order.
    virtual void closed(const std::string& reason) = 0;
};

}  // namespace crosstalk::transport
