#include "ui/panels/dialogs/bans.hpp"

#include <imgui.h>

#include <cmath>

#include "ui/panels/paging.hpp"
#include "ui/widgets/list_box.hpp"

namespace crosstalk::ui {

namespace {

constexpr float row_height = 64;

std::string terms_of(const net::Ban& ban, const Scene& scene) {
    std::string text = "By " + name_or_server(ban.by) + ", " + end_in_words(ban.until, scene);
    if (ban.addresses > 0)
        text += ", with " + std::to_string(ban.addresses) + (ban.addresses == 1 ? " address" : " addresses");
    return text;
}

}  // namespace

void BansDialog::ask(const Scene& scene) {
    asked_ = true;
    asked_from_ = bans_.empty() ? net::UserId{} : bans_.back().user.id;
    asking_.ask(net::Bans{room_, asked_from_}, scene);
}

void BansDialog::take() {
    const auto* page = asking_.answer<net::BansPage>();
    if (page == nullptr) return;
    bans_.insert(bans_.end(), page->bans.begin(), page->bans.end());
    last_ = page->last || page->bans.empty() || bans_.size() >= rows_kept_most ||
            !goes_up(page->bans.back().user.id, asked_from_);
    asking_.forget();
}

Staying BansDialog::draw(const Scene& scene, Form& form) {
    if (scene.model.room(room_) == nullptr) return Staying::Close;
    if (!asked_ && scene.is_online()) ask(scene);
    take();
    if (!bans_.empty()) {
        const ListBoxResult list =
            list_box(form, "bans", scroll_, scene.px(row_height), bans_.size(),
                     [&](std::size_t index, Box box) { return draw_row(scene, bans_[index], box); });
        if (list.at_end && !last_ && asking_.is_idle() && scene.is_online()) ask(scene);
    }
    if (draw_asking(form, scene, asking_)) ask(scene);
    if (last_ && bans_.empty()) draw_nothing(form, "Nobody is banned.");
    for (const auto& [user, errand] : lifted_)
        form.fault(errand.why());
    return close_button(form) ? Staying::Close : Staying::Open;
}

bool BansDialog::draw_row(const Scene& scene, const net::Ban& ban, Box box) {
    const Context& context = scene.context;
    const Theme& theme = context.theme;
    ImDrawList& draw = *ImGui::GetWindowDrawList();
    const IdScope scope(ban.user.id.value);
    const auto errand = lifted_.find(ban.user.id);
    const bool is_lifted = errand != lifted_.end() && errand->second.is_done();
    const bool is_on_its_way = errand != lifted_.end() && errand->second.is_under_way();
    const std::string_view label = is_lifted ? "May come in again" : "Unban";
    ButtonLook look;
    if (is_lifted) look.disabled_reason = "It is done";
    if (is_on_its_way) look.disabled_reason = "It is on its way";
    if (!scene.is_online()) look.disabled_reason = "There is no connection";
    const float width = button_width(context, label, look);
    const float height = theme.px(measure::button);
    const float right = box.max.x - theme.px(space::medium);
    const Box place = box_at({right - width, std::floor(box.center().y - height / 2)}, width, height);
    const bool pressed = button(context, "unban", place, label, look);
    const bool focused = ImGui::IsItemFocused();

    const float side = theme.px(measure::avatar_list);
    const float left = box.min.x + theme.px(space::control);
    draw_avatar(draw, context, {left, std::floor(box.center().y - side / 2)}, side,
                {.user = ban.user.id.value, .name = ban.user.name, .presence = Presence::Offline});
    const float text_left = left + side + theme.px(space::card_narrow);
    const float text_width = place.min.x - theme.px(space::control) - text_left;
    const float row = theme.type_row(TypeStyle::Small);
    float top = std::floor(box.center().y -
                           (theme.type_row(TypeStyle::Body) + row * (ban.reason.empty() ? 1.0F : 2.0F)) / 2);
    draw_text_within(draw, context, {text_left, top}, text_width, {TypeStyle::Body, Face::SemiBold},
                     scene.context.name_color(ban.user.id.value), ban.user.name);
    top += theme.type_row(TypeStyle::Body);
    draw_text_within(draw, context, {text_left, top}, text_width, {TypeStyle::Small},
                     theme[Role::TextSecondary], terms_of(ban, scene));
    if (!ban.reason.empty()) {
        draw_text_within(draw, context, {text_left, top + row}, text_width, {TypeStyle::Small},
                         theme[Role::TextMuted], ban.reason);
    }
    if (pressed && look.disabled_reason.empty())
        lifted_[ban.user.id].perform(net::UnbanUser{room_, ban.user.id}, scene);
    return focused;
}

}  // namespace crosstalk::ui
