#include "ui/panels/dialogs/leave_room.hpp"

#include <memory>

namespace crosstalk::ui {

Staying LeaveRoomDialog::draw(const Scene& scene, Form& form) {
    const model::Room* room = scene.model.room(room_);
    if (room == nullptr || doing_.is_done()) return Staying::Close;
    std::string text = tag_of(*room) + " is private: to come back you have to be invited again.";
    if (room->locked)
        text =
            tag_of(*room) + " is private: to come back you have to be invited again, or to know its passkey.";
    if (room->member_count <= 1)
        text =
            "You are the last one in " + tag_of(*room) + ". When you leave, it ends, with all that was said.";
    form.paragraph(text, Role::Text);
    form.fault(doing_.why());
    switch (deed_buttons(form, scene, doing_, {.label = "Leave", .kind = ButtonKind::Danger})) {
        case Press::Cancel:
            return Staying::Close;
        case Press::Go:
            doing_.perform(net::LeaveRoom{room_}, scene);
            break;
        case Press::Nothing:
            break;
    }
    return Staying::Open;
}

void leave_room(const Scene& scene, const model::Room& room) {
    if (room.kind == net::RoomKind::Private || room.member_count <= 1) {
        scene.commands.show(OpenDialog{std::make_unique<LeaveRoomDialog>(room.id)});
    } else {
        scene.commands.send(model::Perform{net::LeaveRoom{room.id}, {}});
    }
}

}  // namespace crosstalk::ui
