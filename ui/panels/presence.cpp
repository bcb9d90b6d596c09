#include "ui/panels/presence.hpp"

namespace crosstalk::ui {

bool knows_presence(const model::Model& model) {
    return model.connection().state == model::ConnectionState::Online;
}

Presence presence_in(const model::Model& model, const net::Member& member) {
    return knows_presence(model) ? presence_of(member.presence.state) : Presence::Offline;
}

Presence presence_in(const model::Model& model, net::UserId user) {
    const model::Room* lobby = model.room(net::lobby);
    if (lobby == nullptr) return Presence::Offline;
    const auto member = lobby->members.find(user);
    return member == lobby->members.end() ? Presence::Offline : presence_in(model, member->second);
}

}  // namespace crosstalk::ui
