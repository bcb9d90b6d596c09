// Subject: messages. The hub counts them; their bodies go to the view.
#include "server/hub/permissions.hpp"
#include "server/hub/transition.hpp"

namespace crosstalk::hub {

net::Status decide(const State& state, const net::Origin& origin, const net::PostMessage& command) {
    if (command.text.empty()) return net::Status::Invalid;
    return authorize(state, command.room, origin.user, Action::Post);
}

net::Outcome carry_out(Transition& transition, const net::PostMessage& command) {
    Room& room = transition.state.rooms.at(command.room);
    const net::UserId author = transition.origin.user;
    const auto id = transition.new_id<net::MessageId>();
    room.row.posts = room.row.posts.next();
    const net::Sequence sequence =
        transition.announce(room, net::MessagePosted{id, transition.state.ref(author), command.text});
    transition.record(
        MessageRow{command.room, id, sequence, sequence, author, transition.stamp.at, command.text});
    return {.status = net::Status::Done, .room = command.room, .sequence = sequence, .message = id};
}

}  // namespace crosstalk::hub
