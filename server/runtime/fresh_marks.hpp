// How far users have read and when they were last seen, fresher than the hub knows it: kept here until a gathered command
// has brought it there.
#pragma once

#include <map>
#include <set>
#include <unordered_map>
#include <vector>

#include "net/commands.hpp"
#include "net/messages.hpp"
#include "server/hub/state.hpp"

namespace crosstalk::server {

// A mark never goes back, and never further than there is something. Thread: the loop's.
class FreshMarks {
  public:
    // The state must outlive it.
    explicit FreshMarks(const hub::State& state) : state_(state) {}

    // Only of a member. True: it is further than it was.
    bool note(net::UserId user, net::RoomId room, const net::ReadMark& read);
    void note_seen(net::UserId user, net::Timestamp at);
    // The hub's, or fresher ones.
    [[nodiscard]] net::ReadMark read(net::RoomId room, net::UserId user) const;
    [[nodiscard]] net::Timestamp seen(net::UserId user) const;

    // Of whom the journal has not been given everything.
    [[nodiscard]] const std::set<net::UserId>& not_given() const { return not_given_; }
    // That, for the journal: as many commands as it takes.
    std::vector<net::KeepMarks> give(net::UserId user);
    // The hub knows more than before of this user.
    void kept(net::UserId user);
    // The user is not in the room any more.
    void forget(net::RoomId room, net::UserId user);

  private:
    struct Mark {
        net::ReadMark read;
        bool is_given = false;  // to the journal
    };
    struct Fresh {
        std::map<net::RoomId, Mark> marks;
        net::Timestamp seen;
        bool is_seen_given = true;
    };

    const hub::State& state_;
    std::unordered_map<net::UserId, Fresh> fresh_;
    std::set<net::UserId> not_given_;
};

}  // namespace crosstalk::server
