#include "ui/panels/conversation_topic.hpp"

#include <imgui.h>

#include <cmath>
#include <memory>
#include <string>

#include "net/text/message_text.hpp"
#include "ui/panels/dialogs/person.hpp"
#include "ui/panels/dialogs/room_settings.hpp"
#include "ui/panels/rights.hpp"
#include "ui/panels/room_menu.hpp"
#include "ui/widgets/button.hpp"
#include "ui/widgets/popup.hpp"

namespace crosstalk::ui {

namespace {

constexpr float width_least = 48;  // at 100 %: less says nothing

std::string topic_of(const Scene& scene, const model::Room& room) {
    if (room.kind != net::RoomKind::Direct) return text::sanitise_line(room.topic);
    const net::Member* peer = member_of(room, scene.model, room.peer.id);
    return peer == nullptr ? std::string() : peer->card.status;
}

}  // namespace

void draw_room_topic(const Scene& scene, Box box, const model::Room& room) {
    const Context& context = scene.context;
    const Theme& theme = context.theme;
    if (box.width() < context.px(width_least)) return;
    const bool is_direct = room.kind == net::RoomKind::Direct;
    std::string topic = topic_of(scene, room);
    const bool is_hint = topic.empty() && !is_direct && rights_in(room, scene.model).set_topic;
    if (is_hint) topic = "Set a topic";
    if (topic.empty()) return;
    ImDrawList& draw = *ImGui::GetWindowDrawList();
    const float bar = theme.px(16);
    vertical_line(draw, box.min.x, box.center().y - bar / 2, box.center().y + bar / 2, theme[Role::Border],
                  theme.px(line::border));
    box.min.x += theme.px(space::group);
    const Type type{TypeStyle::Ui};
    const float row = theme.type_row(TypeStyle::Ui);
    const float width = std::min(box.width(), std::ceil(text_width(context, type, topic)));
    const float hit = theme.px(measure::hit);
    const ItemState state =
        item(context, "topic", box_at({box.min.x, std::floor(box.center().y - hit / 2)}, width, hit));
    const Role ink = is_hint ? Role::TextMuted : state.hovered ? Role::Text : Role::TextSecondary;
    const Ellipsis cut = draw_text_within(draw, context, {box.min.x, std::floor(box.center().y - row / 2)},
                                          width, type, theme[ink], topic);
    draw_focus_ring(draw, context, state, box_at({box.min.x, box.center().y - row / 2}, width, row),
                    theme.px(radius::code));
    if (cut == Ellipsis::Drawn) tooltip(context, state, topic);
    if (!state.pressed) return;
    if (is_direct) {
        scene.commands.show(OpenDialog{std::make_unique<PersonDialog>(room.peer, room.id)});
    } else {
        scene.commands.show(OpenDialog{std::make_unique<RoomSettingsDialog>(room.id)});
    }
}

void draw_room_bell(const Scene& scene, Box box, const model::Room& room) {
    const RoomRules rules = rules_of(scene);
    const bool is_muted = rules.is_muted(room.id, scene.now.wall_ms);
    const bool is_quiet = is_muted || rules.level(room) == NoticeLevel::Nothing;
    const std::string_view tip = is_muted   ? "This room is muted"
                                 : is_quiet ? "You are told of nothing here"
                                            : "Notifications of this room";
    if (icon_button(scene.context, "bell", box, is_quiet ? Icon::BellStruck : Icon::Bell, tip))
        open_menu(bell_menu);
    draw_bell_menu(scene, room);
}

}  // namespace crosstalk::ui
