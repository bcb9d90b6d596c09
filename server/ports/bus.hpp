// Port: signals between the sessions of one or many nodes. Lossy on purpose: presence, typing, who looks
// at games and how far somebody has read, nothing else.
#pragma once

#include <functional>
#include <variant>

#include "net/ids.hpp"
#include "net/messages.hpp"

namespace crosstalk::ports {

// What others see of a user has changed.
struct PresenceSignal {
    net::UserId user;
    net::PresenceState state = net::PresenceState::Offline;
    friend bool operator==(const PresenceSignal&, const PresenceSignal&) = default;
};

struct TypingSignal {
    net::UserId user;
    net::RoomId room;
    friend bool operator==(const TypingSignal&, const TypingSignal&) = default;
};

// That user looks at a game, or has looked away.
struct SpectatorSignal {
    net::UserId user;
    net::RoomId room;
    net::MessageId game;
    bool looks = true;
    friend bool operator==(const SpectatorSignal&, const SpectatorSignal&) = default;
};

// Never back: what arrives late may be less than what is known.
struct ProgressSignal {
    net::UserId user;
    net::RoomId room;
    net::Sequence delivered;
    net::ReadMark read;      // all zero: no further than before
    net::SessionId session;  // that said so; 0: a purge did, every session is to be told
    friend bool operator==(const ProgressSignal&, const ProgressSignal&) = default;
};

using Signal = std::variant<PresenceSignal, TypingSignal, SpectatorSignal, ProgressSignal>;

// Contract, kept by every implementation and checked by the conformance suite. Thread: the loop's.
// - A signal reaches every subscriber at most once, never inside publish(), or is lost; the publisher's too.
// - Signals of one publisher that arrive do so in order.
class Bus {
  public:
    virtual ~Bus() = default;
    virtual void publish(Signal signal) = 0;
    virtual void subscribe(std::function<void(const Signal&)> subscriber) = 0;
};

}  // namespace crosstalk::ports
