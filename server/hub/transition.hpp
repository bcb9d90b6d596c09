// What one entry is being turned into: the tools that every subject of the hub uses to change the state.
#pragma once

#include <utility>

#include "server/hub/hub.hpp"

namespace crosstalk::hub {

// Lives for one apply(). Every change of state goes through it, so that the view hears of each.
class Transition {
  public:
    Transition(State& the_state, const Stamp& the_stamp, const net::Origin& the_origin, Effects& effects)
        : state(the_state), stamp(the_stamp), origin(the_origin), effects_(effects) {}

    State& state;
    const Stamp& stamp;
    const net::Origin& origin;

    // Each call gives another id of this entry.
    template <class IdType>
    IdType new_id() {
        return net::make_id<IdType>(stamp.mark.position, next_index_++);
    }

    void record(Change change) { effects_.changes.push_back(std::move(change)); }
    void notify(net::UserId user, auto what) { effects_.notices.push_back({user, std::move(what)}); }

    // Takes the room's next place for a fact and tells those who watch it. Returns the place.
    net::Sequence announce(Room& room, net::Fact fact);

  private:
    Effects& effects_;
    unsigned next_index_ = 0;
};

// One pair per command, split by subject. `decide` is the only judge: apply() and check() both ask it.
// Every `carry_out` may assume that `decide` said Done.
net::Status decide(const State& state, const net::Origin& origin, const net::CreateUser& command);
net::Outcome carry_out(Transition& transition, const net::CreateUser& command);

net::Status decide(const State& state, const net::Origin& origin, const net::CreateRoom& command);
net::Outcome carry_out(Transition& transition, const net::CreateRoom& command);

net::Status decide(const State& state, const net::Origin& origin, const net::JoinRoom& command);
net::Outcome carry_out(Transition& transition, const net::JoinRoom& command);

net::Status decide(const State& state, const net::Origin& origin, const net::LeaveRoom& command);
net::Outcome carry_out(Transition& transition, const net::LeaveRoom& command);

net::Status decide(const State& state, const net::Origin& origin, const net::InviteUser& command);
net::Outcome carry_out(Transition& transition, const net::InviteUser& command);

net::Status decide(const State& state, const net::Origin& origin, const net::PostMessage& command);
net::Outcome carry_out(Transition& transition, const net::PostMessage& command);

net::Status decide(const State& state, const net::Origin& origin, const net::ServerStarted& command);
net::Outcome carry_out(Transition& transition, const net::ServerStarted& command);

net::Status decide(const State& state, const net::Origin& origin, const net::SetRules& command);
net::Outcome carry_out(Transition& transition, const net::SetRules& command);

}  // namespace crosstalk::hub
