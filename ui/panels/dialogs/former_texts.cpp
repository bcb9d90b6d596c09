#include "ui/panels/dialogs/former_texts.hpp"

#include "net/text/message_text.hpp"

namespace crosstalk::ui {

Staying FormerTextsDialog::draw(const Scene& scene, Form& form) {
    if (!asked_ && scene.is_online()) {
        asked_ = true;
        asking_.ask(net::Edits{room_, message_}, scene);
    }
    if (const auto* page = asking_.answer<net::EditsPage>()) {
        if (page->texts.empty()) draw_nothing(form, "This message was never edited.");
        for (const net::FormerText& former : page->texts) {
            form.head("Until " + date_and_time(former.until, scene));
            form.paragraph(text::cap_marks(text::sanitise_message(former.text)), Role::Text, TypeStyle::Body);
        }
    } else if (draw_asking(form, scene, asking_)) {
        asked_ = false;
    }
    return close_button(form) ? Staying::Close : Staying::Open;
}

}  // namespace crosstalk::ui
