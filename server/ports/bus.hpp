// Port: signals between the sessions of one or many nodes. Lossy on purpose: presence and typing, nothing
// else.
#pragma once

#include <functional>

#include "net/ids.hpp"
#include "net/messages.hpp"

namespace crosstalk::ports {

// A user's first session came or its last one went.
struct PresenceSignal {
    net::UserRef user;
    net::PresenceState state = net::PresenceState::Offline;
    friend bool operator==(const PresenceSignal&, const PresenceSignal&) = default;
};

// Contract, kept by every implementation and checked by the conformance suite. Thread: the loop's.
// - A signal reaches every subscriber at most once, never inside publish(), or is lost; the publisher's too.
// - Signals of one publisher that arrive do so in order.
class Bus {
  public:
    virtual ~Bus() = default;
    virtual void publish(PresenceSignal signal) = 0;
    virtual void subscribe(std::function<void(const PresenceSignal&)> subscriber) = 0;
};

}  // namespace crosstalk::ports
