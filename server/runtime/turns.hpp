// How often a user may do and ask what: what is over a rate waits, and nobody else waits with it.
#pragma once

#include "net/commands.hpp"
#include "net/limits.hpp"
#include "server/hub/state.hpp"
#include "server/runtime/rate.hpp"

namespace crosstalk::server {

// Joins, new rooms and new names are few. Posts, and everything else by which somebody writes in a room, count by user
// and by room. All others, keeping order among them, count by user as posts do. Thread: the loop's.
class Turns {
  public:
    // Both must outlive it.
    Turns(const hub::State& state, const net::Limits& limits) : state_(state), limits_(limits) {}

    // When the user may do this next; 0: now, and it has been counted.
    [[nodiscard]] net::Milliseconds take(net::UserId user, const net::Command& command,
                                         net::Milliseconds now);

    // The same for a question: what it asks for does not matter.
    [[nodiscard]] net::Milliseconds take_question(net::UserId user, net::Milliseconds now);

  private:
    [[nodiscard]] bool is_rare(net::UserId user, const net::Command& command) const;

    const hub::State& state_;
    const net::Limits& limits_;
    Buckets<net::UserId> user_posts_;
    Buckets<net::RoomId> room_posts_;
    Buckets<net::UserId> user_rooms_;
    Buckets<net::UserId> user_questions_;
};

}  // namespace crosstalk::server
