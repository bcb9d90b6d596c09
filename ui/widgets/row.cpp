#include "ui/widgets/row.hpp"

#include <algorithm>
#include <cmath>
#include <string>

#include "ui/list/calendar.hpp"
#include "ui/widgets/mark.hpp"

namespace crosstalk::ui {

namespace {

constexpr float row_inset = space::control;
constexpr float row_glyph = 18.0F;
constexpr float mark_glyph = 16.0F;
constexpr float pip_width = 4.0F;
constexpr float pip_height = 8.0F;
constexpr float bar_height = 20.0F;
constexpr float about_share = 0.45F;  // of a compact row, at most

// The fill of a row that can be chosen, with the bar at the left edge of the list.
void draw_row_ground(ImDrawList& draw, const Context& context, Box box, const ItemState& state, bool chosen) {
    const Theme& theme = context.theme;
    const float inset = theme.px(row_inset);
    const Box drawn{{box.min.x + inset, box.min.y}, {box.max.x - inset, box.max.y}};
    const float corner = theme.px(radius::control);
    if (chosen) {
        fill_selected(draw, context, drawn, corner);
        const float height = theme.px(bar_height);
        const Box bar =
            box_at({box.min.x, std::floor(box.center().y - height / 2)}, theme.px(line::bar), height);
        fill_box(draw, bar, theme[Role::Accent], theme.px(line::border) * 2, ImDrawFlags_RoundCornersRight);
    } else {
        fill_box(draw, drawn, with_opacity(theme[Role::Hover], state.hover), corner);
    }
    draw_focus_ring(draw, context, state, drawn, corner, RingPlace::Inside);
}

float centered_row(const Context& context, Box box, TypeStyle style) {
    return std::floor(box.center().y - context.theme.type_row(style) / 2);
}

}  // namespace

float section_head_height(const Context& context) {
    return context.px(measure::section_head_above) + context.px(measure::section_head) +
           context.px(measure::section_head_below);
}

void draw_section_head(ImDrawList& draw, const Context& context, ImVec2 min, float width,
                       std::string_view name, std::uint64_t count) {
    const Theme& theme = context.theme;
    const Type type{TypeStyle::Micro, Face::SemiBold};
    const float y = min.y + theme.px(measure::section_head_above);
    ShortText number;
    number.append_number(count);
    const float number_width = std::ceil(text_width(context, type, number));
    draw_text_within(draw, context, {min.x, y}, width - number_width - theme.px(space::control), type,
                     theme[Role::TextMuted], name);
    draw_text(draw, context, {min.x + width - number_width, y}, type, theme[Role::TextMuted], number);
}

ItemState room_row(const Context& context, const char* id, Box box, std::string_view name,
                   const RoomRowLook& look) {
    const Theme& theme = context.theme;
    ImDrawList& draw = *ImGui::GetWindowDrawList();
    const ItemState state = item(context, id, box);
    const bool chosen = look.chosen == Chosen::Yes;
    const bool unread = (look.unread > 0 || look.mentions > 0) && !look.muted;
    draw_row_ground(draw, context, box, state, chosen);
    if (unread && !chosen) {
        const float height = theme.px(pip_height);
        fill_box(draw,
                 box_at({box.min.x, std::floor(box.center().y - height / 2)}, theme.px(pip_width), height),
                 theme[Role::Text], theme.px(pip_width), ImDrawFlags_RoundCornersRight);
    }

    Color ink = theme[Role::TextSecondary];
    if (look.muted) ink = theme[Role::TextMuted];
    if (unread || chosen) ink = theme[Role::Text];
    float x = box.min.x + theme.px(row_inset) + theme.px(space::control);
    const Color ground = theme[chosen ? Role::Selected : state.hover > 0.5F ? Role::Hover : Role::Panel];
    if (look.person) {
        const float side = theme.px(measure::avatar_small);
        draw_avatar_with_presence(draw, context, {x, std::floor(box.center().y - side / 2)},
                                  measure::avatar_small, *look.person, ground);
        x += side + theme.px(space::control);
    } else {
        const float side = theme.px(row_glyph);
        draw_icon(draw, theme, look.icon, {x + side / 2, box.center().y}, side,
                  chosen ? theme[Role::Accent] : ink);
        x += side + theme.px(space::control);
    }

    float right = box.max.x - theme.px(row_inset) - theme.px(space::control);
    const auto mark = [&](Icon icon, Color color) {
        const float side = theme.px(mark_glyph);
        draw_icon(draw, theme, icon, {right - side / 2, box.center().y}, side, color);
        right -= side + theme.px(space::small);
    };
    if (look.unsent > 0) {
        ShortText number;
        number.append_number(look.unsent);
        const Type type{TypeStyle::Small, Face::SemiBold};
        const float width = std::ceil(text_width(context, type, number));
        draw_text(draw, context, {right - width, centered_row(context, box, type.style)}, type,
                  theme[Role::Warning], number);
        right -= width + theme.px(space::tiny);
        mark(Icon::Clock, theme[Role::Warning]);
    }
    if (look.mentions > 0) {
        right -= draw_badge(draw, context, right, box.center().y, look.mentions,
                            look.muted ? BadgeKind::Quiet : BadgeKind::Mention);
        right -= theme.px(space::small);
    } else if (look.unread > 0 && !look.muted) {
        right -= draw_badge(draw, context, right, box.center().y, look.unread, BadgeKind::Quiet);
        right -= theme.px(space::small);
    }
    if (look.muted) mark(Icon::BellStruck, theme[Role::TextMuted]);
    if (look.draft && !chosen) mark(Icon::Pencil, theme[Role::TextSecondary]);

    const Type type{TypeStyle::Body, unread ? Face::SemiBold : Face::Regular};
    if (draw_text_within(draw, context, {x, centered_row(context, box, type.style)}, right - x, type, ink,
                         name) == Ellipsis::Drawn) {
        tooltip(context, state, name);
    }
    return state;
}

ItemState member_row(const Context& context, const char* id, Box box, const Person& person,
                     std::string_view about, std::optional<Icon> role_icon, float free_right) {
    const Theme& theme = context.theme;
    ImDrawList& draw = *ImGui::GetWindowDrawList();
    const ItemState state = item(context, id, box);
    draw_row_ground(draw, context, box, state, false);
    const float side =
        theme.px(theme.choice().density == Density::Compact ? measure::avatar_small : measure::avatar_list);
    const float left = box.min.x + theme.px(space::card);
    draw_avatar_with_presence(
        draw, context, {left, std::floor(box.center().y - side / 2)},
        theme.choice().density == Density::Compact ? measure::avatar_small : measure::avatar_list, person,
        theme[state.hover > 0.5F ? Role::Hover : Role::Panel]);
    const float x = left + side + theme.px(space::card_narrow);
    float right = box.max.x - theme.px(space::card) - free_right;
    if (role_icon) {
        const float glyph = theme.px(16);
        draw_icon(draw, theme, *role_icon, {right - glyph / 2, box.center().y}, glyph,
                  theme[Role::TextMuted]);
        right -= glyph + theme.px(space::control);
    }
    const bool offline = person.presence == Presence::Offline;
    const Color ink = offline ? theme[Role::TextMuted] : context.name_color(person.user);
    const Type name_type{TypeStyle::Body, Face::SemiBold};
    const Type about_type{TypeStyle::Small, Face::Regular};
    const bool is_compact = theme.choice().density == Density::Compact;
    const bool two_lines = !about.empty() && !is_compact;
    const float name_row = theme.type_row(name_type.style);
    const float about_row = theme.type_row(about_type.style);
    const float top = std::floor(box.center().y - (two_lines ? name_row + about_row : name_row) / 2);
    // In one line the rest of the room is for what there is to say, and a part of it even behind a long name.
    const float gap = theme.px(space::small);
    const float beside = is_compact && !about.empty()
                             ? std::min(std::ceil(text_width(context, about_type, about)) + gap,
                                        std::floor((right - x) * about_share))
                             : 0;
    const float name_most = right - x - beside;
    const Ellipsis cut = draw_text_within(draw, context, {x, top}, name_most, name_type, ink, person.name);
    Ellipsis about_cut = Ellipsis::NotNeeded;
    if (two_lines) {
        about_cut = draw_text_within(draw, context, {x, top + name_row}, right - x, about_type,
                                     theme[Role::TextMuted], about);
    } else if (beside > 0) {
        const float left_of_about =
            x + std::min(name_most, std::ceil(text_width(context, name_type, person.name))) + gap;
        about_cut =
            draw_text_within(draw, context, {left_of_about, std::floor(box.center().y - about_row / 2)},
                             right - left_of_about, about_type, theme[Role::TextMuted], about);
    }
    if (cut == Ellipsis::Drawn && about_cut == Ellipsis::Drawn) {
        tooltip(context, state, std::string(person.name) + "\n" + std::string(about));
    } else if (cut == Ellipsis::Drawn) {
        tooltip(context, state, person.name);
    } else if (about_cut == Ellipsis::Drawn) {
        tooltip(context, state, about);
    }
    return state;
}

void draw_divider(ImDrawList& draw, const Context& context, float left, float right, float min_y,
                  std::string_view text, Role line_role, Role text_role) {
    const Theme& theme = context.theme;
    const Type type{TypeStyle::Small, Face::SemiBold};
    const float height = theme.px(measure::divider);
    const float width = std::ceil(text_width(context, type, text));
    const float text_left = std::floor((left + right - width) / 2);
    const float y = std::floor(min_y + height / 2);
    const float gap = theme.px(space::card_narrow);
    const float thick = theme.px(line::border);
    horizontal_line(draw, left, text_left - gap, y, theme[line_role], thick);
    horizontal_line(draw, text_left + width + gap, right, y, theme[line_role], thick);
    draw_text(draw, context, {text_left, std::floor(min_y + (height - theme.type_row(type.style)) / 2)}, type,
              theme[text_role], text);
}

}  // namespace crosstalk::ui
