// How facts change a message that is known already. Deleted is final; what is older than the message changes nothing, so
// facts may be applied twice, and to pages that already have them.
#pragma once

#include "net/messages.hpp"

namespace crosstalk::model {

// The message of the room that the fact changes, by its place; 0: none. MessagesPurged changes many.
net::Sequence changed_by(const net::Fact& fact);

// `event` is of the message's room, and changed_by(event.fact) is its place. `reader` is named first in reactions.
void apply_change(net::Message& message, const net::Event& event, net::UserId reader);

// Takes over a whole row of the same message, if it is newer.
void take_newer(net::Message& message, const net::Message& row);

// How often the message counts as a mention of that user: as the server counts.
std::uint64_t mentions_of(const net::Message& message, net::UserId user);

}  // namespace crosstalk::model
