#include "ui/panels/dialogs/stop_hosting.hpp"

#include "ui/panels/hosting_desk.hpp"

namespace crosstalk::ui {

namespace {

std::string people_in_words(std::uint64_t others) {
    if (others == 0) return "Nobody else is in it now.";
    return others == 1 ? std::string("1 other person is in it and would be cut off.")
                       : std::to_string(others) + " other people are in it and would be cut off.";
}

}  // namespace

Staying StopHostingDialog::draw(const Scene& scene, Form& form) {
    if (scene.hosting == nullptr) return Staying::Close;
    HostingDesk& desk = *scene.hosting;
    desk.keep_true(scene.now.steady_ms, scene.commands);
    const model::Hosting& hosting = desk.hosting();
    if (hosting.state == model::Hosting::State::Off) {
        if (closes_window()) scene.commands.ask(QuitProgram{});
        return Staying::Close;
    }
    if (hosting.state == model::Hosting::State::Starting) {
        form.paragraph("Your server is starting. Wait a moment, or close the window once more to give it up.",
                       Role::Text);
        form.gap();
        return form.buttons({{"cancel", "Cancel", {}}}) == 0 ? Staying::Close : Staying::Open;
    }
    form.paragraph(
        hosting.server.name + " runs on this machine. " + people_in_words(desk.others_inside(scene.model)),
        Role::Text);
    form.gap(space::control);
    form.paragraph(
        closes_window()
            ? "It can go on without this window: the next start of Crosstalk finds it, and can stop it."
            : "Nothing that was said is lost. You can host it again whenever you like.");
    form.fault(hosting.fault);
    form.gap();
    return draw_buttons(scene, form);
}

Staying StopHostingDialog::draw_buttons(const Scene& scene, Form& form) {
    HostingDesk& desk = *scene.hosting;
    const bool waits = desk.hosting().state == model::Hosting::State::Stopping;
    const std::string_view reason = waits ? "The server is stopping" : "";
    const FormButton stop{"stop",
                          waits ? "Stopping\u2026" : "Stop it",
                          {.kind = ButtonKind::Danger, .disabled_reason = reason}};
    const FormButton cancel{"cancel", "Cancel", {}};
    int pressed = -1;  // 0 stop, 1 cancel, 2 keep
    if (!closes_window()) {
        pressed = form.buttons({stop, cancel});
    } else {
        const FormButton keep{
            "keep", "Keep it running", {.kind = ButtonKind::Primary, .disabled_reason = reason}};
        const int of_three = form.buttons({keep, stop, cancel});
        pressed = of_three == 0 ? 2 : of_three - 1;
        if (of_three < 0) pressed = -1;
    }
    if (pressed == 0) desk.stop(scene.commands);
    if (pressed == 2) {
        desk.leave_running();
        scene.commands.ask(QuitProgram{});
    }
    return pressed == 1 || pressed == 2 ? Staying::Close : Staying::Open;
}

}  // namespace crosstalk::ui
