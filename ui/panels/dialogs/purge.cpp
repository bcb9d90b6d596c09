#include "ui/panels/dialogs/purge.hpp"

#include <array>

#include "net/text/names.hpp"

namespace crosstalk::ui {

namespace {

constexpr std::int64_t day_ms = 24LL * 3'600'000;
constexpr std::array<UsualSpan, 4> ages = {
    {{"1 day", day_ms}, {"1 week", 7 * day_ms}, {"30 days", 30 * day_ms}, {"1 year", 365 * day_ms}}};

}  // namespace

PurgeDialog::PurgeDialog(net::RoomId room) : room_(room), age_(ages, 2) {}

Staying PurgeDialog::draw(const Scene& scene, Form& form) {
    const model::Room* room = scene.model.room(room_);
    if (room == nullptr || doing_.is_done()) return Staying::Close;
    form.paragraph("What was said " + where_in_words(*room, scene) +
                       " before is gone for everybody, on the server's disk too. Nobody can bring it back.",
                   Role::Text);
    form.gap(space::medium);
    age_.draw(form, "age", "Older than");
    const std::string label = "Type \u201C" + room->name + "\u201D to be sure";
    form.field("name", typed_, {.label = label, .bytes_most = net::max_asked_name_bytes});
    const bool is_sure = text::name_key(typed_) == text::name_key(room->name);
    form.fault(doing_.why());
    switch (deed_buttons(form, scene, doing_,
                         {.label = "Remove them",
                          .kind = ButtonKind::Danger,
                          .disabled_reason = is_sure ? "" : "Type the room's name first"})) {
        case Press::Cancel:
            return Staying::Close;
        case Press::Go:
            // For good would be everything; that is what deleting the room is for.
            if (const auto age = age_.take(); age && age->value > 0)
                doing_.perform(net::PurgeMessages{room_, {scene.now.wall_ms - age->value}}, scene);
            break;
        case Press::Nothing:
            break;
    }
    return Staying::Open;
}

}  // namespace crosstalk::ui
