#include "ui/panels/dialogs/set_role.hpp"

#include <array>

#include "ui/panels/rights.hpp"

namespace crosstalk::ui {

namespace {

struct RoleWords {
    const char* id;
    std::string_view in_room;
    std::string_view on_server;
};

constexpr std::array<RoleWords, 4> words = {{
    {"guest", "Reads, and writes where everyone may", ""},
    {"member", "Writes, and invites others", "Writes, and makes rooms"},
    {"admin", "Keeps order and changes the room", "Keeps order everywhere and serves the server"},
    {"owner", "The room is handed over; you become an admin",
     "The server is handed over; you become an admin"},
}};

}  // namespace

void SetRoleDialog::draw_choice(Form& form, const model::Room& room, net::Role role) {
    const RoleWords& about = words[static_cast<std::size_t>(role)];
    const bool is_server = room.kind == net::RoomKind::Lobby;
    if (form.radio(about.id, title_of(role), is_server ? about.on_server : about.in_room,
                   chosen_ == role ? Chosen::Yes : Chosen::No)) {
        chosen_ = role;
        is_sure_ = false;
    }
}

Staying SetRoleDialog::draw(const Scene& scene, Form& form) {
    const model::Room* room = scene.model.room(room_);
    if (room == nullptr || doing_.is_done()) return Staying::Close;
    const auto known = room->members.find(user_.id);
    const bool is_known = known != room->members.end();
    if (!chosen_ && is_known) chosen_ = known->second.role;
    draw_person_head(form, scene, user_,
                     (is_known ? std::string(title_of(known->second.role)) + " " : std::string()) +
                         where_in_words(*room, scene));
    const net::Role own = rank_in(*room, scene.model);
    if (room->kind != net::RoomKind::Lobby) draw_choice(form, *room, net::Role::Guest);
    draw_choice(form, *room, net::Role::Member);
    // One gives what is below one's own; an owner may hand over.
    if (own == net::Role::Owner) {
        draw_choice(form, *room, net::Role::Admin);
        draw_choice(form, *room, net::Role::Owner);
    }
    const bool hands_over =
        chosen_ == net::Role::Owner && !(is_known && known->second.role == net::Role::Owner);
    if (hands_over) {
        form.gap(space::control);
        form.checkbox("sure", "I give up being the owner", is_sure_);
    }
    form.fault(doing_.why());
    const bool is_same = !chosen_ || (is_known && *chosen_ == known->second.role);
    std::string_view reason;
    if (is_same) reason = "Choose another role first";
    if (hands_over && !is_sure_) reason = "Tick that you give it up first";
    switch (deed_buttons(form, scene, doing_,
                         {.label = hands_over ? "Hand over" : "Change the role",
                          .kind = hands_over ? ButtonKind::Danger : ButtonKind::Primary,
                          .disabled_reason = reason})) {
        case Press::Cancel:
            return Staying::Close;
        case Press::Go:
            doing_.perform(net::SetRole{room_, user_.id, *chosen_}, scene);
            break;
        case Press::Nothing:
            break;
    }
    return Staying::Open;
}

}  // namespace crosstalk::ui
