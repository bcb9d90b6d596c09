#include "ui/panels/dialogs/hosted_server.hpp"

#include <imgui.h>

#include <memory>

#include "ui/panels/dialogs/stop_hosting.hpp"

namespace crosstalk::ui {

namespace {

constexpr float code_side = 232;  // at 100 %

}  // namespace

void HostedServerDialog::learn(const model::HostedServer& server) {
    if (server.invite != invite_.text()) invite_.set(server.invite);
    if (server.passkey != passkey_.text()) passkey_.set(server.passkey);
    code_.set(server.invite);
}

Staying HostedServerDialog::draw(const Scene& scene, Form& form) {
    if (scene.hosting == nullptr || !(scene.hosting->runs() || scene.hosting->is_busy()))
        return Staying::Close;
    scene.hosting->keep_true(scene.now.steady_ms, scene.commands);
    const model::HostedServer& server = scene.hosting->hosting().server;
    learn(server);
    form.paragraph(server.name +
                   " runs on this machine. People on this network see it in their list; to come in they need "
                   "one of these, once.");
    form.gap(space::medium);
    if (!server.join_code.empty()) {
        copied_fact(form, scene, "join-code", "Join code", server.join_code);
        form.paragraph("To be read aloud and typed where the address goes.", Role::TextMuted,
                       TypeStyle::Small);
        form.gap(space::control);
    }
    if (!invite_.empty()) {
        form.head("Invite link");
        if (invite_.show(form, "invite")) scene.commands.ask(CopyText{invite_.text()});
        form.checkbox("code", "Show it as a QR code", code_shown_);
    }
    // One or the other: both together are higher than a small screen.
    if (code_shown_ && !code_.is_empty()) {
        code_.draw(*ImGui::GetWindowDrawList(), form.take(scene.px(code_side)));
    } else {
        form.head("Passkey");
        if (passkey_.show(form, "passkey")) scene.commands.ask(CopyText{passkey_.text()});
    }
    form.gap(space::control);
    for (std::size_t index = 0; index < server.addresses.size(); ++index) {
        const IdScope scope(index);
        copied_fact(form, scene, "address", index == 0 ? "Address" : "", server.addresses[index]);
    }
    form.fact("Folder", server.folder);
    form.gap();
    const bool is_inside = scene.hosting->is_joined(scene.model);
    const int pressed = form.buttons({{"close", is_inside ? "Close" : "Join", {.kind = ButtonKind::Primary}},
                                      {"stop", "Stop the server", {.kind = ButtonKind::Outlined}}});
    if (pressed == 0 && !is_inside) scene.hosting->join(own_, scene.model, scene.commands);
    if (pressed == 1) scene.commands.show(OpenDialog{std::make_unique<StopHostingDialog>()});
    return pressed == 0 ? Staying::Close : Staying::Open;
}

}  // namespace crosstalk::ui
