#include "ui/widgets/mark.hpp"

#include <algorithm>
#include <cmath>

#include "ui/list/calendar.hpp"

namespace crosstalk::ui {

namespace {

constexpr Type micro{TypeStyle::Micro, Face::SemiBold};

}  // namespace

float badge_width(const Context& context, std::uint64_t count) {
    const float text = std::ceil(text_width(context, micro, count_text(count)));
    return std::max(context.px(measure::badge), text + 2 * context.px(measure::badge_padding));
}

float draw_badge(ImDrawList& draw, const Context& context, float right, float center_y, std::uint64_t count,
                 BadgeKind kind) {
    const Theme& theme = context.theme;
    Role fill = Role::BadgeQuiet;
    Role ink = Role::Text;
    if (kind == BadgeKind::Mention) {
        fill = Role::DangerFill;
        ink = Role::DangerFillText;
    } else if (kind == BadgeKind::Turn) {
        fill = Role::X;
        ink = Role::XText;
    }
    const float width = badge_width(context, count);
    const float height = theme.px(measure::badge);
    const Box box = box_at({right - width, std::floor(center_y - height / 2)}, width, height);
    fill_box(draw, box, theme[fill], height / 2);
    draw_text_centered(draw, context, box, micro, theme[ink], count_text(count));
    return width;
}

float key_cap_width(const Context& context, std::string_view key) {
    return std::ceil(text_width(context, micro, key)) + 2 * context.px(space::small);
}

float draw_key_cap(ImDrawList& draw, const Context& context, ImVec2 left_middle, std::string_view key,
                   Color text, Color outline) {
    const float width = key_cap_width(context, key);
    const float height = context.px(18);
    const Box box = box_at({left_middle.x, std::floor(left_middle.y - height / 2)}, width, height);
    outline_box(draw, box, outline, context.px(radius::code), context.px(line::border));
    draw_text_centered(draw, context, box, micro, text, key);
    return width;
}

float draw_word_chip(ImDrawList& draw, const Context& context, ImVec2 row, float row_height,
                     std::string_view word) {
    const Theme& theme = context.theme;
    const float width = std::ceil(text_width(context, micro, word)) + 2 * theme.px(measure::badge_padding);
    const float height = theme.px(16);
    const Box box = box_at({row.x, std::floor(row.y + (row_height - height) / 2)}, width, height);
    outline_box(draw, box, theme[Role::Border], theme.px(radius::code), theme.px(line::border));
    draw_text_centered(draw, context, box, micro, theme[Role::TextSecondary], word);
    return width;
}

ItemState reaction_chip(const Context& context, const char* id, ImVec2 min, float width,
                        std::string_view emoji, std::uint64_t count, MyChoice mine) {
    const Theme& theme = context.theme;
    ImDrawList& draw = *ImGui::GetWindowDrawList();
    const float height = theme.px(measure::chip);
    const Box box = box_at(min, width, height);
    const float more = theme.px(measure::chip_hit_margin);
    const ItemState state = item(context, id, {{box.min.x, box.min.y - more}, {box.max.x, box.max.y + more}});
    const bool own = mine == MyChoice::Mine;
    fill_box(draw, box,
             mix(theme[own ? Role::AccentTint : Role::Raised], theme[Role::Hover], own ? 0 : state.hover),
             height / 2);
    outline_box(draw, box, theme[own ? Role::Accent : Role::Border], height / 2, theme.px(line::border));
    draw_focus_ring(draw, context, state, box, height / 2);
    const Type emoji_type{TypeStyle::Ui, Face::Regular};
    float x = box.min.x + theme.px(measure::chip_padding);
    const float ui_row = theme.type_row(TypeStyle::Ui);
    const float small_row = theme.type_row(TypeStyle::Small);
    x += std::ceil(draw_text(draw, context, {x, std::floor(box.center().y - ui_row / 2)}, emoji_type,
                             theme[Role::Text], emoji));
    x += theme.px(space::small);
    draw_text(draw, context, {x, std::floor(box.center().y - small_row / 2)},
              {TypeStyle::Small, Face::SemiBold}, theme[own ? Role::Accent : Role::TextSecondary],
              count_text(count));
    return state;
}

void draw_signal(ImDrawList& draw, const Theme& theme, ImVec2 bottom_left, int bars) {
    const float width = theme.px(4);
    const float gap = theme.px(1);
    for (int bar = 0; bar < 3; ++bar) {
        const float height = theme.px(4.0F + 4.0F * static_cast<float>(bar));
        const float x = bottom_left.x + static_cast<float>(bar) * (width + gap);
        fill_box(draw, {{x, bottom_left.y - height}, {x + width, bottom_left.y}},
                 theme[bar < bars ? Role::Success : Role::BorderControl], theme.px(1));
    }
}

void draw_progress(ImDrawList& draw, const Theme& theme, ImVec2 min, float width, float share, Role role) {
    const float height = theme.px(measure::progress);
    const float corner = theme.px(measure::progress_radius);
    fill_box(draw, box_at(min, width, height), theme[Role::Border], corner);
    const float done = std::round(width * std::clamp(share, 0.0F, 1.0F));
    if (done >= height) fill_box(draw, box_at(min, done, height), theme[role], corner);
}

}  // namespace crosstalk::ui
