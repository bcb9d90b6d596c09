#include "ui/panels/dialogs/devices.hpp"

#include <imgui.h>

#include <cmath>
#include <memory>

#include "ui/panels/dialogs/device_code.hpp"
#include "ui/panels/rights.hpp"
#include "ui/widgets/list_box.hpp"

namespace crosstalk::ui {

namespace {

constexpr float row_height = 52;

}  // namespace

void DevicesDialog::ask(const Scene& scene) {
    asked_ = true;
    const bool is_me = user_.id == scene.model.me().id;
    asking_.ask(net::Devices{is_me ? net::UserId{} : user_.id}, scene);
}

Staying DevicesDialog::draw(const Scene& scene, Form& form) {
    const bool is_me = user_.id == scene.model.me().id;
    title_ = is_me ? "My devices" : "Devices of " + user_.name;
    if (!asked_ && scene.is_online()) ask(scene);
    if (is_me) {
        form.paragraph(
            "Each device proves by its own key that it is you. A lost one is shut out here for good.");
        form.gap(space::medium);
    }
    if (const auto* list = asking_.answer<net::DeviceList>()) {
        if (list->devices.empty()) draw_nothing(form, "There is none.");
        if (!list->devices.empty()) {
            list_box(form, "devices", scroll_, scene.px(row_height), list->devices.size(),
                     [&](std::size_t index, Box box) { return draw_row(scene, list->devices[index], box); });
        }
    } else if (draw_asking(form, scene, asking_)) {
        ask(scene);
    }
    for (const auto& [device, errand] : removed_)
        form.fault(errand.why());
    const bool may_make_codes = is_me || serves(scene.model);
    if (!may_make_codes) return close_button(form) ? Staying::Close : Staying::Open;
    switch (form.buttons({{"done", "Close", {}},
                          {"link",
                           is_me ? "Let one more in" : "Code for a new device",
                           {.kind = ButtonKind::AccentOutlined, .icon = Icon::Plus}}})) {
        case 0:
            return Staying::Close;
        case 1:
            scene.commands.show(OpenDialog{std::make_unique<DeviceCodeDialog>(user_)});
            return Staying::Open;
        default:
            return Staying::Open;
    }
}

bool DevicesDialog::draw_row(const Scene& scene, const net::DeviceInfo& device, Box box) {
    const Context& context = scene.context;
    const Theme& theme = context.theme;
    ImDrawList& draw = *ImGui::GetWindowDrawList();
    const IdScope scope(device.id.value);
    const auto errand = removed_.find(device.id);
    const bool is_gone = device.removed || (errand != removed_.end() && errand->second.is_done());
    const float left = box.min.x + theme.px(space::medium);
    float right = box.max.x - theme.px(space::medium);
    bool focused = false;
    if (!is_gone) {
        const bool asks = in_question_ == device.id;
        const std::string_view label = asks ? "Shut it out for good" : "Remove";
        ButtonLook look;
        if (asks) look.kind = ButtonKind::Danger;
        if (errand != removed_.end() && errand->second.is_under_way())
            look.disabled_reason = "It is on its way";
        if (!scene.is_online()) look.disabled_reason = "There is no connection";
        const float width = button_width(context, label, look);
        const float height = theme.px(measure::button);
        const Box place = box_at({right - width, std::floor(box.center().y - height / 2)}, width, height);
        const bool pressed = button(context, "remove", place, label, look);
        focused = ImGui::IsItemFocused();
        if (pressed && look.disabled_reason.empty()) {
            if (asks) removed_[device.id].perform(net::RemoveDevice{device.id}, scene);
            in_question_ = asks ? net::DeviceId{} : device.id;
        }
        right = place.min.x - theme.px(space::control);
    }
    const float top =
        std::floor(box.center().y - (theme.type_row(TypeStyle::Body) + theme.type_row(TypeStyle::Small)) / 2);
    const std::string name = "Device " + std::to_string(device.id.value);
    std::string about = "Since " + date_and_time(device.added, scene);
    if (is_gone) {
        about += ", shut out";
    } else if (device.online) {
        about += ", connected now";
    }
    draw_text_within(draw, context, {left, top}, right - left, {TypeStyle::Body},
                     theme[is_gone ? Role::TextMuted : Role::Text], name);
    draw_text_within(draw, context, {left, top + theme.type_row(TypeStyle::Body)}, right - left,
                     {TypeStyle::Small}, theme[Role::TextMuted], about);
    return focused;
}

}  // namespace crosstalk::ui
