#include "ui/panels/people_colors.hpp"

namespace crosstalk::ui {

void PeopleColors::learn(const model::Model& model, net::RoomId here) {
    const model::Room* lobby = model.room(net::lobby);
    const model::Room* room = here == net::lobby ? nullptr : model.room(here);
    const auto known = [](const model::Room* of) {
        return of == nullptr ? Known{} : Known{of->id, of->people_revision};
    };
    const std::pair now{known(lobby), known(room)};
    if (now == known_ && model.server().key == server_) return;
    known_ = now;
    server_ = model.server().key;
    chosen_.clear();
    portraits_.clear();
    for (const model::Room* of : {lobby, room}) {
        if (of == nullptr) continue;
        for (const auto& [id, member] : of->members) {
            chosen_.choose(id.value, member.card.colour);
            portraits_.set(id.value, member.card.picture);
        }
    }
}

}  // namespace crosstalk::ui
