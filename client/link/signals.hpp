// What is said in passing: that somebody is writing or looks at a game, and what others are to see of one's presence. Never
// stored. That somebody writes is lost while there is no connection; the rest is said again after each login.
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
        std::function<void(const net::Spectate&)> spectate;
    };

    static constexpr std::int64_t typing_interval_ms = 3'000;
    static constexpr net::Milliseconds spectating_interval{20'000};  // the server takes it for 45 s

    explicit Signals(transport::Runtime& runtime) : runtime_(runtime) {}
    ~Signals() { runtime_.cancel(timer_); }
    Signals(const Signals&) = delete;
    Signals& operator=(const Signals&) = delete;

    // What was wished of one's presence holds for every connection.
    void connected(Send send) {
        send_ = std::move(send);
        last_typing_.clear();
        if (presence_ != net::PresenceState::Online) send_.presence({presence_});
        say_what_is_looked_at();
    }
    void cut() { send_ = {}; }
    // Another server: its games are others.
    void forget_games() { looked_at_.clear(); }

    void typing(net::RoomId room) {
        if (!send_.typing) return;
        const net::Milliseconds now = runtime_.steady();
        const auto [last, is_first] = last_typing_.try_emplace(room, now);
        if (!is_first && now.value - last->second.value < typing_interval_ms) return;
        last->second = now;
        send_.typing({room});
    }

    void spectate(net::RoomId room, net::MessageId game, bool looks) {
        if (looks) {
            looked_at_[game] = room;
            arm();
        } else {
            looked_at_.erase(game);
        }
        if (send_.spectate) send_.spectate({room, game, looks});
    }

    void set_presence(net::PresenceState state) {
        if (state == presence_) return;
        presence_ = state;
        if (send_.presence) send_.presence({state});
    }

  private:
    void say_what_is_looked_at() {
        for (const auto& [game, room] : looked_at_) {
            if (send_.spectate) send_.spectate({room, game, true});
        }
    }
    void arm() {
        if (timer_ || looked_at_.empty()) return;
        timer_ = runtime_.after(spectating_interval, [this] {
            timer_ = {};
            say_what_is_looked_at();
            arm();
        });
    }

    transport::Runtime& runtime_;
    Send send_;
    net::PresenceState presence_ = net::PresenceState::Online;
    std::map<net::RoomId, net::Milliseconds> last_typing_;
    std::map<net::MessageId, net::RoomId> looked_at_;
    transport::TimerId timer_;
};

}  // namespace crosstalk::link
