// How somebody who is here, away or gone is drawn, and of whom that is known.
#pragma once

#include "client/model/model.hpp"
#include "net/people.hpp"
#include "ui/theme/person.hpp"

namespace crosstalk::ui {

inline Presence presence_of(net::PresenceState state) {
    switch (state) {
        case net::PresenceState::Online:
            return Presence::Online;
        case net::PresenceState::Away:
            return Presence::Away;
        case net::PresenceState::Busy:
            return Presence::Busy;
        case net::PresenceState::Offline:
            return Presence::Offline;
    }
    return Presence::Offline;
}

/// While the connection is lost, what the server last said of people may not be true any more.
bool knows_presence(const model::Model& model);
/// Offline where it is not known. Whatever shows how somebody is asks here.
Presence presence_in(const model::Model& model, const net::Member& member);
/// As the lobby has it, where everybody is.
Presence presence_in(const model::Model& model, net::UserId user);

}  // namespace crosstalk::ui
