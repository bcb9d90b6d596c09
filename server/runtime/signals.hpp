// Gathers what may be said late or not at all: presence in rooms, and counts of rooms that are not watched. At most
// one round a second; a server where nothing happens does nothing.
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
    struct Round {
        std::map<net::RoomId, std::map<net::UserId, net::MemberPresence>>
            presence;                 // the newest state of each
        std::set<net::RoomId> posts;  // rooms whose counts changed
    };

    Signals(ports::Runtime& runtime, std::function<void(const Round&)> send)
        : runtime_(runtime), send_(std::move(send)) {}
    ~Signals() { runtime_.cancel(timer_); }
    Signals(const Signals&) = delete;
    Signals& operator=(const Signals&) = delete;

    void note_presence(net::RoomId room, const net::MemberPresence& presence) {
        round_.presence[room].insert_or_assign(presence.user.id, presence);
        arm();
    }

    void note_posts(net::RoomId room) {
        round_.posts.insert(room);
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
