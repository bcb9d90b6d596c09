#include "ui/panels/own_bar.hpp"

#include <imgui.h>

#include <array>
#include <memory>
#include <string>

#include "ui/panels/dialogs/devices.hpp"
#include "ui/panels/dialogs/ignored.hpp"
#include "ui/panels/dialogs/my_profile.hpp"
#include "ui/panels/own_presence.hpp"
#include "ui/panels/presence.hpp"
#include "ui/widgets/popup.hpp"

namespace crosstalk::ui {

namespace {

constexpr float menu_width = 216;
constexpr float menu_rows = 7;

struct Choice {
    const char* id;
    std::string_view label;
    net::PresenceState state;
};
constexpr std::array<Choice, 4> choices = {{{"online", "Online", net::PresenceState::Online},
                                            {"away", "Away", net::PresenceState::Away},
                                            {"busy", "Do not disturb", net::PresenceState::Busy},
                                            {"invisible", "Invisible", net::PresenceState::Offline}}};

// One's own words, or else how one is seen.
std::string about_me(const Scene& scene) {
    const model::Room* lobby = scene.model.room(net::lobby);
    if (scene.is_online() && lobby != nullptr &&
        told_presence(scene.preferences, scene.now) == net::PresenceState::Online) {
        const auto me = lobby->members.find(scene.model.me().id);
        if (me != lobby->members.end() && !me->second.card.status.empty()) return me->second.card.status;
    }
    return std::string(own_presence_in_words(scene));
}

void draw_own_menu(const Scene& scene, Box bar) {
    const Context& context = scene.context;
    // Above the bar: it stands at the window's foot.
    const float height = menu_rows * context.px(measure::popup_row) + 2 * context.px(measure::popup_padding) +
                         context.px(2 * space::tiny + line::border) + context.px(space::control);
    const float anchor = bar.min.y - height;
    if (!begin_menu(context, "own-menu", menu_width,
                    Box{{bar.min.x + context.px(space::control), anchor}, {bar.max.x, anchor}}))
        return;
    const net::PresenceState chosen = chosen_presence(scene.preferences);
    for (const Choice& choice : choices) {
        if (menu_entry(context, choice.id, choice.label,
                       {.presence = presence_of(choice.state),
                        .chosen = choice.state == chosen ? Chosen::Yes : Chosen::No}))
            choose_presence(scene, choice.state);
    }
    menu_line(context);
    if (menu_entry(context, "profile", "Status and profile", {.icon = Icon::Pencil}))
        scene.commands.show(OpenDialog{std::make_unique<MyProfileDialog>()});
    if (menu_entry(context, "devices", "My devices", {.icon = Icon::Keyboard}))
        scene.commands.show(OpenDialog{std::make_unique<DevicesDialog>(scene.model.me())});
    if (menu_entry(context, "ignored", "Ignored people", {.icon = Icon::EyeStruck}))
        scene.commands.show(OpenDialog{std::make_unique<IgnoredDialog>()});
    end_menu(context);
}

}  // namespace

void draw_own_bar(const Scene& scene, Box box) {
    const Context& context = scene.context;
    const net::UserRef& me = scene.model.me();
    ImDrawList& draw = *ImGui::GetWindowDrawList();
    horizontal_line(draw, box.min.x, box.max.x, box.min.y, context.color(Role::Border),
                    context.px(line::border));
    const ItemState bar = item(context, "own", box);
    fill_box(draw, {{box.min.x, box.min.y + context.px(line::border)}, box.max},
             with_opacity(context.color(Role::Hover), bar.hover));
    draw_focus_ring(draw, context, bar, box, 0, RingPlace::Inside);
    tooltip(context, bar, "How others see you");
    const float side = context.px(measure::avatar_medium);
    const ImVec2 avatar{box.min.x + context.px(space::medium), box.min.y + (box.height() - side) / 2};
    draw_avatar_with_presence(draw, context, avatar, measure::avatar_medium,
                              {.user = me.id.value, .name = me.name, .presence = own_presence(scene)},
                              context.color(bar.hover > 0.5F ? Role::Hover : Role::Panel));
    const float left = avatar.x + side + context.px(space::card_narrow);
    const float width = box.max.x - left - context.px(space::control);
    const float name_row = context.theme.type_row(TypeStyle::Body);
    const float top = box.center().y - (name_row + context.theme.type_row(TypeStyle::Ui)) / 2;
    draw_text_within(draw, context, {left, top}, width, {TypeStyle::Body, Face::SemiBold},
                     context.color(Role::Text), me.name);
    draw_text_within(draw, context, {left, top + name_row}, width, {TypeStyle::Ui},
                     context.color(Role::TextSecondary), about_me(scene));
    if (bar.pressed || wants_menu(bar)) open_menu("own-menu");
    draw_own_menu(scene, box);
}

}  // namespace crosstalk::ui
