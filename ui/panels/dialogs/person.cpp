#include "ui/panels/dialogs/person.hpp"

#include <imgui.h>

#include <algorithm>
#include <memory>
#include <vector>

#include "ui/panels/dialogs/device_code.hpp"
#include "ui/panels/dialogs/devices.hpp"
#include "ui/panels/dialogs/sanction.hpp"
#include "ui/panels/dialogs/set_role.hpp"
#include "ui/panels/presence.hpp"
#include "ui/panels/rights.hpp"
#include "ui/widgets/choice_row.hpp"

namespace crosstalk::ui {

namespace {

constexpr float portrait = 72;  // at 100 %

}  // namespace

Staying PersonDialog::draw(const Scene& scene, Form& form) {
    if (!asked_ && scene.is_online()) {
        asked_ = true;
        asking_.ask(net::Person{user_.id}, scene);
    }
    const auto* found = asking_.answer<net::PersonFound>();
    if (found != nullptr) user_ = found->member.presence.user;
    draw_head(scene, form);
    if (found != nullptr) {
        draw_known(scene, form, *found);
    } else if (draw_asking(form, scene, asking_)) {
        asked_ = false;
    }
    return draw_deeds(scene, form);
}

void PersonDialog::draw_head(const Scene& scene, Form& form) const {
    const Context& context = scene.context;
    const Theme& theme = context.theme;
    ImDrawList& draw = *ImGui::GetWindowDrawList();
    const Box box = form.take(context.px(portrait));
    const auto* found = asking_.answer<net::PersonFound>();
    Person person = person_of(user_, scene.model);
    if (found != nullptr) person.presence = presence_in(scene.model, found->member);
    draw_avatar_with_presence(draw, context, box.min, portrait, person, theme[Role::Panel]);
    const float left = box.min.x + box.height() + context.px(space::group);
    const float width = box.max.x - left;
    const std::string status = found == nullptr ? std::string() : found->member.card.status;
    std::string about(knows_presence(scene.model) ? presence_name(person.presence)
                                                  : "Not known while there is no connection");
    if (found != nullptr && found->member.role >= net::Role::Admin)
        about += ", " + std::string(title_of(found->member.role)) + " of the server";
    const float status_row = status.empty() ? 0 : theme.type_row(TypeStyle::Body);
    const float name_row = theme.type_row(TypeStyle::Heading);
    float top = box.center().y - (name_row + status_row + theme.type_row(TypeStyle::Ui)) / 2;
    draw_text_within(draw, context, {left, top}, width, {TypeStyle::Heading, Face::SemiBold},
                     scene.context.name_color(user_.id.value), user_.name);
    top += name_row;
    draw_text_within(draw, context, {left, top}, width, {TypeStyle::Ui}, theme[Role::TextSecondary], about);
    top += theme.type_row(TypeStyle::Ui);
    if (!status.empty())
        draw_text_within(draw, context, {left, top}, width, {TypeStyle::Body}, theme[Role::Text], status);
    form.gap(space::group);
}

void PersonDialog::draw_known(const Scene& scene, Form& form, const net::PersonFound& found) {
    const net::Member& member = found.member;
    if (!found.bio.empty()) {
        form.paragraph(found.bio, Role::Text);
        form.gap(space::medium);
    }
    if (member.seen && member.presence.state == net::PresenceState::Offline)
        form.fact("Last seen", date_and_time(member.seen, scene));
    if (found.created) form.fact("Here since", date_and_time(found.created, scene));
    if (member.muted_until.value > scene.now.wall_ms)
        form.fact("Muted", end_in_words(member.muted_until, scene));
    if (scene.model.is_ignored(member.presence.user.id)) form.fact("Ignored", "By you, on this machine");
}

Staying PersonDialog::draw_deeds(const Scene& scene, Form& form) {
    const bool is_me = user_.id == scene.model.me().id;
    draw_order(scene, form);
    if (is_me) return close_button(form) ? Staying::Close : Staying::Open;
    const bool is_ignored = scene.model.is_ignored(user_.id);
    switch (form.buttons({{"message", "Message", {.kind = ButtonKind::Primary, .icon = Icon::Chat}},
                          {"ignore", is_ignored ? "Show again" : "Ignore", {}}})) {
        case 0:
            scene.commands.show(GoToPerson{user_});
            return Staying::Close;
        case 1:
            if (is_ignored) {
                scene.commands.send(model::Unignore{user_.id});
            } else {
                scene.commands.send(model::Ignore{user_});
            }
            return Staying::Open;
        default:
            return Staying::Open;
    }
}

// For those who keep order here, and for those who serve the server.
void PersonDialog::draw_order(const Scene& scene, Form& form) {
    const model::Room* room = scene.model.room(room_);
    std::vector<std::string_view> labels;
    enum Deed : int { Role, Kick, Mute, Unmute, Ban, Devices, Reclaim };
    std::vector<int> deeds;
    const auto offer = [&](std::string_view label, int deed) {
        labels.push_back(label);
        deeds.push_back(deed);
    };
    std::string head;
    if (room != nullptr && rights_in(*room, scene.model).keep_order &&
        outranks(*room, scene.model, user_.id)) {
        head = "Keep order " + where_in_words(*room, scene);
        const auto there = room->members.find(user_.id);
        if (there != room->members.end()) {
            offer("Role", Role);
            offer("Kick", Kick);
            const bool is_muted = there->second.muted_until.value > scene.now.wall_ms;
            offer(is_muted ? "Unmute" : "Mute", is_muted ? Unmute : Mute);
        }
        offer("Ban", Ban);
    }
    const bool is_me = user_.id == scene.model.me().id;
    if (serves(scene.model) && !is_me) {
        if (head.empty()) head = "Serve";
        offer("Devices", Devices);
        offer("Code for a new device", Reclaim);
    }
    if (labels.empty()) return;
    form.head(head);
    std::size_t chosen = labels.size();
    form.fault(lifting_.why());
    if (!choice_row(form, "order", {}, labels, chosen)) return;
    const auto show = [&](std::unique_ptr<Dialog> dialog) {
        scene.commands.show(OpenDialog{std::move(dialog)});
    };
    switch (deeds[chosen]) {
        case Role:
            return show(std::make_unique<SetRoleDialog>(room_, user_));
        case Kick:
            return show(std::make_unique<SanctionDialog>(Sanction::Kick, room_, user_));
        case Mute:
            return show(std::make_unique<SanctionDialog>(Sanction::Mute, room_, user_));
        case Unmute:
            return lifting_.perform(net::UnmuteUser{room_, user_.id}, scene);
        case Ban:
            return show(std::make_unique<SanctionDialog>(Sanction::Ban, room_, user_));
        case Devices:
            return show(std::make_unique<DevicesDialog>(user_));
        default:
            return show(std::make_unique<DeviceCodeDialog>(user_));
    }
}

}  // namespace crosstalk::ui
