// Gathers what may be said late or not at all: presence, typing, looking on and reading in rooms, and counts of rooms that are not
// watched. At most one round a second; a server where nothing happens does nothing.
#pragma once

#include <algorithm>
#include <cstdint>
#include <functional>
#include <map>
#include <set>
#include <utility>

#include "net/messages.hpp"
#include "server/ports/runtime.hpp"

namespace crosstalk::server {

// Thread: the loop's.
class Signals {
  public:
    // Of each thing only that there is something new: what it is, is asked when the round is sent.
    struct Round {
        std::map<net::RoomId, std::set<net::UserId>> presence;
        std::map<net::RoomId, std::set<net::UserId>> progress;  // of small rooms, for the others
        std::set<net::RoomId> typing;
        std::set<std::pair<net::RoomId, net::MessageId>> games;  // others look at them
        std::set<net::RoomId> posts;                             // rooms whose counts changed
        // Rooms in which a user has read on, and the session that said so (0: several).
        std::map<std::pair<net::UserId, net::RoomId>, net::SessionId> reads;
    };

    Signals(ports::Runtime& runtime, std::function<void(const Round&)> send)
        : runtime_(runtime), send_(std::move(send)) {}
    ~Signals() { runtime_.cancel(timer_); }
    Signals(const Signals&) = delete;
    Signals& operator=(const Signals&) = delete;

    void note_presence(net::RoomId room, net::UserId user) {
        round_.presence[room].insert(user);
        arm();
    }
    void note_progress(net::RoomId room, net::UserId user) {
        round_.progress[room].insert(user);
        arm();
    }
    void note_typing(net::RoomId room) {
        round_.typing.insert(room);
        arm();
    }
    void note_audience(net::RoomId room, net::MessageId game) {
        round_.games.insert({room, game});
        arm();
    }
    void note_posts(net::RoomId room) {
        round_.posts.insert(room);
        arm();
    }
    void note_read(net::UserId user, net::RoomId room, net::SessionId by) {
        const auto [known, is_first] = round_.reads.try_emplace({user, room}, by);
        if (!is_first && known->second != by) known->second = {};
        arm();
    }

  private:
    static constexpr net::Milliseconds interval{1000};

    // The first signal after a quiet second goes at once.
    void arm() {
        if (timer_) return;
        const std::int64_t due = last_round_.value + interval.value - runtime_.steady().value;
        timer_ = runtime_.after({std::max<std::int64_t>(0, due)}, [this] {
            timer_ = {};
            last_round_ = runtime_.steady();
            send_(std::exchange(round_, {}));
        });
    }

    ports::Runtime& runtime_;
    std::function<void(const Round&)> send_;
    Round round_;
    ports::TimerId timer_;
    net::Milliseconds last_round_{INT64_MIN / 2};
};

}  // namespace crosstalk::server
