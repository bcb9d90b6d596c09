#include "ui/panels/dialogs/rotate_passkey.hpp"

namespace crosstalk::ui {

Staying RotatePasskeyDialog::draw(const Scene& scene, Form& form) {
    if (begin_ == Begin::AtOnce && scene.is_online()) {
        begin_ = Begin::WhenAsked;
        asking_.ask(net::RotatePasskey{}, scene);
    }
    if (const auto* rotated = asking_.answer<net::PasskeyRotated>()) {
        passkey_.set(rotated->passkey);
        asking_.forget();
    }
    if (!passkey_.empty()) {
        form.paragraph("This lets new devices in from now on. Those that are known come in without it.");
        form.gap(space::medium);
        if (passkey_.show(form, "passkey")) scene.commands.ask(CopyText{passkey_.text()});
        return close_button(form) ? Staying::Close : Staying::Open;
    }
    form.paragraph(
        "The present passkey and the invite link of the server's start let nobody in any more. Invites that "
        "were made stay valid, and so does every device that is known.",
        Role::Text);
    form.gap(space::control);
    form.fault(asking_.why());
    switch (deed_buttons(form, scene, asking_, {.label = "Make a new one", .kind = ButtonKind::Danger})) {
        case Press::Cancel:
            return Staying::Close;
        case Press::Go:
            asking_.ask(net::RotatePasskey{}, scene);
            break;
        case Press::Nothing:
            break;
    }
    return Staying::Open;
}

}  // namespace crosstalk::ui
