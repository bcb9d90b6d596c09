// How somebody who is here, away or gone is drawn.
#pragma once

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

}  // namespace crosstalk::ui
