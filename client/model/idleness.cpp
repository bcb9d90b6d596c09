#include "client/model/idleness.hpp"

#include <utility>

namespace crosstalk::model {

std::optional<SetPresence> Idleness::touch(Time now) {
    touched_ = now;
    if (!std::exchange(is_away_, false)) return std::nullopt;
    return SetPresence{net::PresenceState::Online};
}

std::optional<SetPresence> Idleness::passed(Time now) {
    if (!can_go_away() || now - touched_ < *after_) return std::nullopt;
    is_away_ = true;
    return SetPresence{net::PresenceState::Away};
}

std::optional<Idleness::Time> Idleness::next() const {
    if (!can_go_away()) return std::nullopt;
    return touched_ + *after_;
}

void Idleness::chose(net::PresenceState state) {
    chosen_ = state;
    is_away_ = false;
}

}  // namespace crosstalk::model
