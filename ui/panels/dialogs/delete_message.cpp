#include "ui/panels/dialogs/delete_message.hpp"

#include <algorithm>
#include <utility>

#include "net/text/markup/markup.hpp"
#include "net/text/utf8.hpp"
#include "ui/widgets/keys.hpp"

namespace crosstalk::ui {

namespace {

constexpr std::size_t line_bytes = 400;  // of the message, more than fits

std::string line_of(const net::Message& message) {
    std::string line = text::plain_text(text::parse_markup(text::first_bytes(message.text, line_bytes)),
                                        text::Spoilers::Hidden);
    std::ranges::replace(line, '\n', ' ');
    return line;
}

}  // namespace

Staying DeleteMessageDialog::draw(const Scene& scene, Form& form) {
    const model::Room* room = scene.model.room(room_);
    const net::Message* message = room == nullptr ? nullptr : room->message(sequence_);
    if (message == nullptr || message->deleted) return Staying::Close;
    draw_person_head(form, scene, message->author, line_of(*message));
    form.paragraph("It is gone for everybody, on the server too. Nobody can bring it back.");
    form.gap(space::control);
    // Whoever asked for it by the keyboard goes on with Enter.
    if (std::exchange(is_new_, false)) focus_next_item();
    switch (form.buttons({{"go", "Delete", {.kind = ButtonKind::Danger}}, {"cancel", "Cancel", {}}})) {
        case 0:
            // Without a connection it waits in the outbox, as all that is done to messages.
            scene.commands.send(model::Perform{net::DeleteMessage{room_, {.message = message->id}}, {}});
            return Staying::Close;
        case 1:
            return Staying::Close;
        default:
            return Staying::Open;
    }
}

}  // namespace crosstalk::ui
