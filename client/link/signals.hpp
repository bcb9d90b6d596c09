// What is said in passing: that somebody is writing, and what others are to see of one's presence. Never stored, never
// repeated; lost while there is no connection.
#pragma once

#include <functional>
#include <map>

#include "net/messages.hpp"
#include "net/transport/runtime.hpp"

namespace crosstalk::link {

// Thread: the loop's.
class Signals {
  public:
    struct Send {
        std::function<void(const net::Typing&)> typing;
        std::function<void(const net::SetPresence&)> presence;
    };

    static constexpr std::int64_t typing_interval_ms = 3'000;

    explicit Signals(transport::Runtime& runtime) : runtime_(runtime) {}

    // What was wished of one's presence holds for every connection.
    void connected(Send send) {
        send_ = std::move(send);
        last_typing_.clear();
        if (presence_ != net::PresenceState::Online) send_.presence({presence_});
    }
    void cut() { send_ = {}; }

    void typing(net::RoomId room) {
        if (!send_.typing) return;
        const net::Milliseconds now = runtime_.steady();
        const auto [last, is_first] = last_typing_.try_emplace(room, now);
        if (!is_first && now.value - last->second.value < typing_interval_ms) return;
        last->second = now;
        send_.typing({room});
    }

    void set_presence(net::PresenceState state) {
        if (state == presence_) return;
        presence_ = state;
        if (send_.presence) send_.presence({state});
    }

  private:
    transport::Runtime& runtime_;
    Send send_;
    net::PresenceState presence_ = net::PresenceState::Online;
    std::map<net::RoomId, net::Milliseconds> last_typing_;
};

}  // namespace crosstalk::link
