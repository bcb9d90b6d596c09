// Who is writing a message just now. Whoever does not say so again is forgotten by itself.
#pragma once

#include <map>
#include <vector>

#include "net/ids.hpp"

namespace crosstalk::server {

// Clients say it every 3 s while somebody types. Thread: the loop's.
class Typists {
  public:
    static constexpr net::Milliseconds worth{6'000};

    void begin(net::RoomId room, net::UserId user, net::Milliseconds now) {
        rooms_[room][user] = {now.value + worth.value};
    }
    void end(net::RoomId room, net::UserId user) {
        const auto found = rooms_.find(room);
        if (found == rooms_.end()) return;
        found->second.erase(user);
        if (found->second.empty()) rooms_.erase(found);
    }
    [[nodiscard]] bool empty() const { return rooms_.empty(); }
    // In order of id.
    [[nodiscard]] std::vector<net::UserId> in(net::RoomId room) const {
        std::vector<net::UserId> users;
        const auto found = rooms_.find(room);
        if (found == rooms_.end()) return users;
        for (const auto& [user, until] : found->second)
            users.push_back(user);
        return users;
    }
    // Everybody whose time is over.
    void forget_old(net::Milliseconds now) {
        for (auto room = rooms_.begin(); room != rooms_.end();) {
            std::erase_if(room->second, [&](const auto& entry) { return entry.second <= now; });
            room = room->second.empty() ? rooms_.erase(room) : std::next(room);
        }
    }

  private:
    std::map<net::RoomId, std::map<net::UserId, net::Milliseconds>> rooms_;  // until when; none is empty
};

}  // namespace crosstalk::server
