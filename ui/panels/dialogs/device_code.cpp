#include "ui/panels/dialogs/device_code.hpp"

#include <algorithm>

namespace crosstalk::ui {

namespace {

std::string time_left(std::int64_t ms) {
    const std::int64_t seconds = (ms + 999) / 1000;
    const std::string rest = std::to_string(seconds % 60);
    return std::to_string(seconds / 60) + ":" + (rest.size() < 2 ? "0" : "") + rest;
}

}  // namespace

void DeviceCodeDialog::ask(const Scene& scene) {
    code_.clear();
    const bool is_me = user_.id == scene.model.me().id;
    asking_.ask(net::MakeCode{is_me ? net::UserId{} : user_.id}, scene);
}

void DeviceCodeDialog::take(const Scene& scene) {
    const auto* made = asking_.answer<net::CodeMade>();
    if (made == nullptr) return;
    code_.set(made->code);
    constexpr std::int64_t longest_ms = 24LL * 3'600'000;
    valid_until_ms_ = scene.now.wall_ms + std::clamp<std::int64_t>(made->valid.value, 0, longest_ms);
    asking_.forget();
}

Staying DeviceCodeDialog::draw(const Scene& scene, Form& form) {
    if (begin_ == Begin::AtOnce && scene.is_online()) {
        begin_ = Begin::WhenAsked;
        ask(scene);
    }
    take(scene);
    const bool is_me = user_.id == scene.model.me().id;
    if (!code_.empty()) {
        draw_code(scene, form);
        return close_button(form) ? Staying::Close : Staying::Open;
    }
    if (is_me) {
        form.paragraph("Makes a code for another machine of yours. With it you are the same person there.");
    } else {
        draw_person_head(form, scene, user_, "has lost every device");
        form.paragraph(
            "Makes a code that " + user_.name +
            " can come back with. All the old devices are shut out when it is used. Give it only to "
            "the person itself.");
    }
    form.gap(space::control);
    form.fault(asking_.why());
    switch (deed_buttons(form, scene, asking_, {.label = "Make a code"})) {
        case Press::Cancel:
            return Staying::Close;
        case Press::Go:
            ask(scene);
            break;
        case Press::Nothing:
            break;
    }
    return Staying::Open;
}

void DeviceCodeDialog::draw_code(const Scene& scene, Form& form) {
    const std::int64_t left = valid_until_ms_ - scene.now.wall_ms;
    if (left <= 0) {
        form.fault("This code is not valid any more. Make another one.");
        if (form.buttons({{"again", "Make another code", {}}}) == 0) ask(scene);
        return;
    }
    form.paragraph(
        "On the new device choose this server, give the passkey or an invite, and this code. It works "
        "once.");
    form.gap(space::medium);
    if (code_.show(form, "code")) scene.commands.ask(CopyText{code_.text()});
    form.fact("Valid for", time_left(left));
    scene.commands.wake_in(1000);
}

}  // namespace crosstalk::ui
