// How a client gets a connection to a server. The real one is AsioDialer; the simulation has another.
#pragma once

#include <string>

#include "net/transport/address.hpp"
#include "net/transport/channel.hpp"

namespace crosstalk::transport {

// What became of a call to dial(): exactly one of these, later, unless cancel() came first.
class DialOwner {
  public:
    virtual ~DialOwner() = default;
    // The connection stands and is encrypted; who the server is says `peer.server`, and nothing has been sent
    // yet. Returns who is told of the channel's events, who must outlive it; nullptr closes it.
    virtual ChannelOwner* opened(Channel& channel, const Peer& peer) = 0;
    // `reason` is for people: what happened, then what to do.
    virtual void failed(const std::string& reason) = 0;
};

// Thread: the loop's. Never calls back from inside one of these.
class Dialer {
  public:
    virtual ~Dialer() = default;
    // One at a time: a call before the last one has ended cancels the last one.
    virtual void dial(Address address, DialOwner& owner) = 0;
    // The owner of the last call hears nothing of it any more. Channels that were opened live on.
    virtual void cancel() = 0;
};

}  // namespace crosstalk::transport
