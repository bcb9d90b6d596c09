#include "ui/panels/side_panel.hpp"

#include <imgui.h>

#include <algorithm>
#include <cmath>

#include "client/model/words.hpp"
#include "ui/theme/person.hpp"
#include "ui/widgets/button.hpp"
#include "ui/widgets/paragraph.hpp"
#include "ui/widgets/tinted_text.hpp"

namespace crosstalk::ui {

namespace {

constexpr float dot_size = 8;
constexpr Type name_type{TypeStyle::Ui, Face::SemiBold};
constexpr Type when_type{TypeStyle::Small};
constexpr Type text_type{TypeStyle::Ui};

float text_width_of(const Context& context, float width) {
    return width - 2 * context.px(space::card) - context.px(measure::avatar_small) -
           context.px(space::control);
}

}  // namespace

Box draw_side_head(const Scene& scene, Box box, std::string_view title) {
    const Context& context = scene.context;
    ImDrawList& draw = *ImGui::GetWindowDrawList();
    fill_box(draw, box, context.color(Role::Panel));
    vertical_line(draw, box.min.x, box.min.y, box.max.y, context.color(Role::Border),
                  context.px(line::border));
    box.min.x += context.px(line::border);
    const Box head{box.min, {box.max.x, box.min.y + context.px(measure::conversation_header)}};
    horizontal_line(draw, head.min.x, head.max.x, head.max.y - context.px(line::border),
                    context.color(Role::Border), context.px(line::border));
    const float side = context.px(measure::icon_button);
    const Box cross =
        box_at({head.max.x - context.px(space::medium) - side, head.center().y - side / 2}, side, side);
    const float left = head.min.x + context.px(space::card);
    draw_text_within(draw, context,
                     {left, std::round(head.center().y - context.theme.type_row(TypeStyle::Title) / 2)},
                     cross.min.x - left - context.px(space::control), {TypeStyle::Title, Face::SemiBold},
                     context.color(Role::Text), title);
    if (icon_button(context, "close-side", cross, Icon::Close, "Close (Esc)"))
        scene.commands.show(ShowSide{Side::Nothing});
    return {{box.min.x, head.max.y}, box.max};
}

std::string room_tag(const model::Model& model, net::RoomId id) {
    const model::Room* room = model.room(id);
    if (room == nullptr) return "a room that is gone";
    return model::tag_of(*room);
}

std::string when_of(const Scene& scene, net::Timestamp at) {
    const TimeZone& zone = scene.now.zone;
    std::string time(time_of_day(at.value, zone, scene.preferences.clock()).view());
    const std::int64_t days = local_day(scene.now.wall_ms, zone) - local_day(at.value, zone);
    if (days == 0) return time;
    if (days == 1) return "Yesterday " + time;
    // "Saturday, 14 November 2026": the name of the day says enough within a week.
    std::string date(full_date(at.value, zone).view());
    const std::size_t comma = date.find(", ");
    if (comma == std::string::npos) return date;
    if (days > 1 && days < 7) return date.substr(0, comma) + " " + time;
    return date.substr(comma + 2);
}

float message_card_height(const Context& context, float width, const MessageCard& card) {
    const float text =
        tinted_paragraph_height(context, text_width_of(context, width), text_type, card.text, card.rows);
    const float tag = card.tag.empty() ? 0 : context.theme.type_row(when_type.style);
    return 2 * context.px(space::control) + context.theme.type_row(name_type.style) + tag + text;
}

ItemState message_card(const Context& context, const char* id, Box box, const MessageCard& card) {
    const Theme& theme = context.theme;
    ImDrawList& draw = *ImGui::GetWindowDrawList();
    ImGui::SetNextItemAllowOverlap();
    const ItemState state = item(context, id, box);
    const Box drawn{{box.min.x + theme.px(space::small), box.min.y},
                    {box.max.x - theme.px(space::small), box.max.y}};
    fill_box(draw, drawn, with_opacity(theme[Role::Hover], state.hover), theme.px(radius::control));
    draw_focus_ring(draw, context, state, drawn, theme.px(radius::control), RingPlace::Inside);
    const float side = theme.px(measure::avatar_small);
    float left = box.min.x + theme.px(space::card);
    float y = box.min.y + theme.px(space::control);
    draw_avatar(draw, context, {left, y}, side, {card.author.id.value, card.author.name, Presence::Online});
    if (card.has_dot) {
        const float radius = theme.px(dot_size) / 2;
        draw.AddCircleFilled({left + side, y + radius / 2}, radius, to_im(theme[Role::DangerFill]));
    }
    left += side + theme.px(space::control);
    const float right = box.max.x - theme.px(space::card) - card.right_gap;
    const float when = std::ceil(text_width(context, when_type, card.when));
    draw_text_within(draw, context, {left, y}, right - when - theme.px(space::control) - left, name_type,
                     context.name_color(card.author.id.value), card.author.name);
    const float lower = std::round((theme.type_row(name_type.style) - theme.type_row(when_type.style)) / 2);
    draw_text(draw, context, {right - when, y + lower}, when_type, theme[Role::TextMuted], card.when);
    y += theme.type_row(name_type.style);
    const float width = text_width_of(context, box.width());
    if (!card.tag.empty()) {
        draw_text_within(draw, context, {left, y}, width, when_type, theme[Role::TextMuted], card.tag);
        y += theme.type_row(when_type.style);
    }
    draw_tinted_paragraph(draw, context, {left, y}, width,
                          {text_type, theme[Role::TextSecondary], theme[Role::Accent]}, card.text,
                          card.ranges, card.rows);
    return state;
}

void draw_empty_side(const Context& context, Box box, Icon icon, std::string_view text) {
    ImDrawList& draw = *ImGui::GetWindowDrawList();
    const float width = std::min(box.width() - 2 * context.px(space::section), context.px(260));
    const float size = context.px(32);
    const float top = std::round(box.min.y + std::min(box.height() / 4, context.px(120)));
    draw_icon(draw, context.theme, icon, {box.center().x, top}, size, context.color(Role::TextMuted));
    draw_paragraph(draw, context, {std::round(box.center().x - width / 2), top + size}, width,
                   {TypeStyle::Ui}, context.color(Role::TextMuted), text);
}

}  // namespace crosstalk::ui
