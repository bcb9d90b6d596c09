// Rooms in which everybody may post only so often. Over it a post is refused, not kept waiting.
#pragma once

#include <algorithm>
#include <map>
#include <utility>

#include "server/hub/permissions.hpp"

namespace crosstalk::server {

// Remembered in memory only: a restart gives everybody one post. Thread: the loop's. Times are of a clock that never goes
// back.
class SlowMode {
  public:
    // Admins and the owner are not slowed down.
    static bool holds(const hub::State& state, net::RoomId room_id, net::UserId user) {
        const hub::Room* room = state.room(room_id);
        return room != nullptr && room->row.slow_mode_s > 0 &&
               hub::rank_of(state, *room, user) < net::Role::Admin;
    }

    // Only where it holds. 0: now.
    [[nodiscard]] net::Milliseconds wait(const hub::Room& room, net::UserId user,
                                         net::Milliseconds now) const {
        const auto last = posted_.find({room.row.id, user});
        if (last == posted_.end()) return {};
        const std::int64_t next = last->second.value + std::int64_t{room.row.slow_mode_s} * 1000;
        return {std::max<std::int64_t>(0, next - now.value)};
    }

    void posted(net::RoomId room, net::UserId user, net::Milliseconds now) {
        if (posted_.size() >= sweep_at_) {
            std::erase_if(posted_,
                          [&](const auto& entry) { return entry.second.value + longest < now.value; });
            sweep_at_ = std::max<std::size_t>(1024, 2 * posted_.size());
        }
        posted_[{room, user}] = now;
    }

  private:
    static constexpr std::int64_t longest = 6LL * 60 * 60 * 1000;  // what a room may ask for

    std::map<std::pair<net::RoomId, net::UserId>, net::Milliseconds> posted_;
    std::size_t sweep_at_ = 1024;
};

}  // namespace crosstalk::server
