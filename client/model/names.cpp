#include "client/model/names.hpp"

namespace crosstalk::model {

bool Names::learn(const net::UserRef& user, net::Position as_of) {
    if (!user.id) return false;
    const auto found = known_.find(user.id);
    if (found == known_.end()) {
        if (known_.size() < most) known_.emplace(user.id, Known{user.name, as_of});
        return false;
    }
    Known& known = found->second;
    if (as_of < known.as_of) return false;
    known.as_of = as_of;
    if (known.name == user.name) return false;
    known.name = user.name;
    return true;
}

void Names::correct(net::UserRef& user) const {
    const auto found = known_.find(user.id);
    if (found != known_.end()) user.name = found->second.name;
}

void Names::doubt() {
    for (auto& [id, known] : known_)
        known.as_of = {};
}

}  // namespace crosstalk::model
