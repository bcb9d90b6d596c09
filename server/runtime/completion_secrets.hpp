// Commands that carry a secret: a proof takes its place, and nothing of the secret itself is left.
#pragma once

#include "server/runtime/completion.hpp"

namespace crosstalk::server {

// Each tells whether the secret was right, or not needed.
bool hide_secret(net::JoinRoom& join, const Completing& with);
bool hide_secret(net::SetRoomPasskey& set, const Completing& with);
bool hide_secret(net::ClaimOwner& claim, const Completing& with);

}  // namespace crosstalk::server
