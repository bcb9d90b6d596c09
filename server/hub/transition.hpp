// What one entry is being turned into: the tools that every subject of the hub uses to change the state.
#pragma once

#include <string>
#include <utility>

#include "server/hub/hub.hpp"

namespace crosstalk::hub {

// Lives for one apply(). Every change of state goes through it, so that the view hears of each.
class Transition {
  public:
    Transition(State& the_state, const Stamp& the_stamp, const net::Origin& the_origin, Effects& effects)
        : state(the_state), stamp(the_stamp), origin(the_origin), before(the_state.at), effects_(effects) {}

    State& state;
    const Stamp& stamp;
    const net::Origin& origin;
    const net::Timestamp before;  // when the entry before was made

    [[nodiscard]] net::UserRef actor() const { return state.ref(origin.user); }

    // Each call gives another id of this entry.
    template <class IdType>
    IdType new_id() {
        return net::make_id<IdType>(stamp.mark.position, next_index_++);
    }

    void record(Change change) { effects_.changes.push_back(std::move(change)); }
    void notify(net::UserId user, auto what) { effects_.notices.push_back({user, std::move(what)}); }
    void end(EndedSessions ended) { effects_.ended.push_back(std::move(ended)); }
    // Leaves a trace for admins.
    void audit(net::RoomId room, net::AuditAction action, net::UserId user, std::string detail) {
        audit_by(origin.user, room, action, user, std::move(detail));
    }
    void audit_by(net::UserId by, net::RoomId room, net::AuditAction action, net::UserId user,
                  std::string detail);

    // Takes the room's next place for a fact and tells those who watch it. Returns the place.
    net::Sequence announce(Room& room, net::Fact fact);

  private:
    Effects& effects_;
    unsigned next_index_ = 0;
};

// The usual answer.
inline net::Outcome done(const Room& room) {
    return {.status = net::Status::Done,
            .room = room.row.id,
            .sequence = room.row.head,
            .message = {},
            .retry_after = {},
            .invite = {},
            .upload = {},
            .refusal = {}};
}

}  // namespace crosstalk::hub
