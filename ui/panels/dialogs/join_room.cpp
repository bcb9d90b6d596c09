#include "ui/panels/dialogs/join_room.hpp"

#include <utility>

namespace crosstalk::ui {

Staying JoinRoomDialog::draw(const Scene& scene, Form& form) {
    if (joining_.is_done()) {
        const net::RoomId room = joining_.outcome().room;
        if (scene.model.room(room) != nullptr) {
            scene.commands.show(GoToRoom{room});
            return Staying::Close;
        }
    }
    // Name and passkey are refused as one: nobody learns which rooms there are.
    if (joining_.has_failed()) {
        passkey_fault_ = joining_.take_refusal();
        passkey_request_ = FieldRequest::FocusAndSelectAll;
    }
    const bool first = std::exchange(is_new_, false);
    if (first) (room_ ? passkey_request_ : name_request_) = FieldRequest::Focus;
    bool wanted = false;
    form.paragraph(room_ ? "This room is locked. Whoever is in it knows the passkey."
                         : "A private room lets in whoever knows its name and its passkey.");
    form.gap(space::medium);
    if (!room_) {
        const FieldResult name = form.field("name", name_,
                                            {.label = "Name of the room",
                                             .error = name_fault_,
                                             .bytes_most = net::max_asked_name_bytes,
                                             .request = std::exchange(name_request_, FieldRequest::Nothing)});
        if (name.changed) name_fault_.clear();
        wanted |= name.submitted;
    }
    const FieldResult passkey =
        passkey_.field(form, "passkey",
                       {.label = "Passkey of the room",
                        .error = passkey_fault_,
                        .bytes_most = net::max_room_passkey_bytes,
                        .request = std::exchange(passkey_request_, FieldRequest::Nothing)});
    if (passkey.changed) passkey_fault_.clear();
    wanted |= passkey.submitted;
    const Press press = end_of_deed(form, scene, joining_, {.label = "Join"}, wanted);
    if (press == Press::Cancel) return Staying::Close;
    if (press == Press::Go) go(scene);
    return Staying::Open;
}

void JoinRoomDialog::go(const Scene& scene) {
    if (joining_.is_done()) return;
    name_fault_ = room_ ? std::string() : fault_of_name(name_);
    passkey_fault_ = passkey_.empty() ? "The passkey is missing. Ask somebody who is in the room." : "";
    if (!name_fault_.empty()) {
        name_request_ = FieldRequest::FocusAndSelectAll;
    } else if (!passkey_fault_.empty()) {
        passkey_request_ = FieldRequest::FocusAndSelectAll;
    }
    if (!name_fault_.empty() || !passkey_fault_.empty()) return;
    net::JoinRoom join;
    join.room = room_;
    if (!room_) join.name = name_;
    join.passkey = passkey_.text();
    joining_.perform(std::move(join), scene);
}

}  // namespace crosstalk::ui
