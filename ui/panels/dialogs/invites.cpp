#include "ui/panels/dialogs/invites.hpp"

#include <imgui.h>

#include <cmath>
#include <memory>

#include "ui/panels/dialogs/new_invite.hpp"
#include "ui/widgets/list_box.hpp"

namespace crosstalk::ui {

namespace {

constexpr float row_height = 52;

}  // namespace

Staying InvitesDialog::draw(const Scene& scene, Form& form) {
    if (!asked_ && scene.is_online()) {
        asked_ = true;
        asking_.ask(net::Invites{}, scene);
    }
    if (const auto* list = asking_.answer<net::InviteList>()) {
        if (list->invites.empty()) {
            draw_nothing(form, "No link is valid but that of the server's start.");
        } else {
            list_box(form, "invites", scroll_, scene.px(row_height), list->invites.size(),
                     [&](std::size_t index, Box box) { return draw_row(scene, list->invites[index], box); });
        }
    } else if (draw_asking(form, scene, asking_)) {
        asked_ = false;
    }
    for (const auto& [invite, errand] : revoked_)
        form.fault(errand.why());
    switch (form.buttons(
        {{"new", "New link", {.kind = ButtonKind::Primary, .icon = Icon::Plus}}, {"done", "Close", {}}})) {
        case 0:
            scene.commands.show(OpenDialog{std::make_unique<NewInviteDialog>()});
            return Staying::Close;
        case 1:
            return Staying::Close;
        default:
            return Staying::Open;
    }
}

bool InvitesDialog::draw_row(const Scene& scene, const net::InviteInfo& invite, Box box) {
    const Context& context = scene.context;
    const Theme& theme = context.theme;
    ImDrawList& draw = *ImGui::GetWindowDrawList();
    const IdScope scope(invite.id.value);
    const auto errand = revoked_.find(invite.id);
    const bool is_void = errand != revoked_.end() && errand->second.is_done();
    ButtonLook look;
    if (is_void) look.disabled_reason = "It lets nobody in any more";
    if (errand != revoked_.end() && errand->second.is_under_way()) look.disabled_reason = "It is on its way";
    if (!scene.is_online()) look.disabled_reason = "There is no connection";
    const std::string_view label = is_void ? "Void" : "Make void";
    const float width = button_width(context, label, look);
    const float height = theme.px(measure::button);
    const float right = box.max.x - theme.px(space::medium);
    const Box place = box_at({right - width, std::floor(box.center().y - height / 2)}, width, height);
    const bool pressed = button(context, "revoke", place, label, look);
    const bool focused = ImGui::IsItemFocused();
    if (pressed && look.disabled_reason.empty())
        revoked_[invite.id].perform(net::RevokeInvite{invite.id}, scene);
    const float left = box.min.x + theme.px(space::medium);
    const float text_width = place.min.x - theme.px(space::control) - left;
    const float top =
        std::floor(box.center().y - (theme.type_row(TypeStyle::Body) + theme.type_row(TypeStyle::Small)) / 2);
    std::string about =
        invite.uses_left == 0 ? "Any number of uses" : count_of(invite.uses_left, "use") + " left";
    about += ", " + end_in_words(invite.until, scene);
    draw_text_within(draw, context, {left, top}, text_width, {TypeStyle::Body}, theme[Role::Text], about);
    draw_text_within(draw, context, {left, top + theme.type_row(TypeStyle::Body)}, text_width,
                     {TypeStyle::Small}, theme[Role::TextMuted],
                     "By " + name_or_server(invite.by) + ", " + date_and_time(invite.created, scene));
    return focused;
}

}  // namespace crosstalk::ui
