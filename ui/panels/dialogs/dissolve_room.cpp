#include "ui/panels/dialogs/dissolve_room.hpp"

#include <utility>

#include "net/text/names.hpp"

namespace crosstalk::ui {

Staying DissolveRoomDialog::draw(const Scene& scene, Form& form) {
    const model::Room* room = scene.model.room(room_);
    if (room == nullptr || doing_.is_done()) return Staying::Close;
    form.paragraph("Everything that was said in " + tag_of(*room) +
                       " goes with it, for everybody. Nobody can bring it back.",
                   Role::Text);
    form.gap(space::medium);
    const bool first = std::exchange(is_new_, false);
    const std::string label = "Type \u201C" + room->name + "\u201D to be sure";
    const FieldResult typed = form.field("name", typed_,
                                         {.label = label,
                                          .bytes_most = net::max_asked_name_bytes,
                                          .request = first ? FieldRequest::Focus : FieldRequest::Nothing});
    const bool is_sure = text::name_key(typed_) == text::name_key(room->name);
    const Press press = end_of_deed(form, scene, doing_,
                                    {.label = "Delete the room",
                                     .kind = ButtonKind::Danger,
                                     .disabled_reason = is_sure ? "" : "Type the room's name first"},
                                    typed.submitted);
    if (press == Press::Cancel) return Staying::Close;
    if (press == Press::Go) doing_.perform(net::DissolveRoom{room_}, scene);
    return Staying::Open;
}

}  // namespace crosstalk::ui
