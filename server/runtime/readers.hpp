// How far the members of small rooms are, and how much of it the others have been told. Of one who looks offline
// they are told nothing new: whoever reads is there.
#pragma once

#include <functional>
#include <map>
#include <set>
#include <vector>

#include "net/messages.hpp"
#include "server/hub/state.hpp"

namespace crosstalk::server {

// Lives in memory only; after a restart it begins with the marks that the hub has. Thread: the loop's.
class Readers {
  public:
    using IsVisible = std::function<bool(net::UserId)>;

    // The state must outlive it.
    Readers(const hub::State& state, IsVisible is_visible)
        : state_(state), is_visible_(std::move(is_visible)) {}

    static constexpr std::size_t most_members = 50;
    // Whether its members tell each other how far they are.
    [[nodiscard]] bool tells(const hub::Room& room) const;

    // True: the user is further than it was.
    bool advance(net::RoomId room, net::UserId user, net::Sequence delivered, net::Sequence read);
    // Rooms in which the others do not know how far the user is.
    [[nodiscard]] std::vector<net::RoomId> untold(net::UserId user) const;

    // Of these members what the others may know now; from then on they do.
    std::vector<net::UserProgress> tell(net::RoomId room, const std::set<net::UserId>& users);
    // What the asker may know of all the others.
    [[nodiscard]] std::vector<net::UserProgress> told(net::RoomId room, net::UserId asker) const;

    void forget(net::RoomId room, net::UserId user);
    void forget(net::RoomId room) { rooms_.erase(room); }

  private:
    struct Reached {
        net::UserProgress now;
        net::UserProgress told;
    };

    const hub::State& state_;
    IsVisible is_visible_;
    std::map<net::RoomId, std::map<net::UserId, Reached>> rooms_;  // none is empty
};

}  // namespace crosstalk::server
