#include "ui/widgets/toggle.hpp"

#include <cmath>

#include "ui/theme/icons.hpp"

namespace crosstalk::ui {

bool checkbox(const Context& context, const char* id, ImVec2 middle_left, std::string_view label,
              bool& checked) {
    const Theme& theme = context.theme;
    ImDrawList& draw = *ImGui::GetWindowDrawList();
    const float side = theme.px(measure::checkbox);
    const float gap = theme.px(space::card_narrow);
    const Type type{TypeStyle::Body, Face::Regular};
    const float width = side + gap + std::ceil(text_width(context, type, label));
    const float hit = theme.px(measure::hit);
    const ItemState state =
        item(context, id, box_at({middle_left.x, std::floor(middle_left.y - hit / 2)}, width, hit));
    if (state.pressed) checked = !checked;
    const Box box = box_at({middle_left.x, std::floor(middle_left.y - side / 2)}, side, side);
    const float corner = theme.px(radius::code);
    if (checked) {
        fill_box(draw, box, mix(theme[Role::Accent], theme[Role::AccentHover], state.hover), corner);
        draw_icon(draw, theme, Icon::Tick, box.center(), theme.px(14), theme[Role::AccentText]);
    } else {
        fill_box(draw, box, with_opacity(theme[Role::Hover], state.hover), corner);
        outline_box(draw, box, theme[Role::BorderControl], corner, theme.stroke(line::icon));
    }
    draw_focus_ring(draw, context, state, box, corner);
    draw_text(draw, context, {box.max.x + gap, std::floor(middle_left.y - theme.type_row(type.style) / 2)},
              type, theme[Role::Text], label);
    return state.pressed;
}

bool toggle_switch(const Context& context, const char* id, ImVec2 middle_left, bool& on,
                   std::string_view disabled_reason) {
    const Theme& theme = context.theme;
    ImDrawList& draw = *ImGui::GetWindowDrawList();
    const float width = theme.px(measure::switch_width);
    const float height = theme.px(measure::switch_height);
    const float hit = theme.px(measure::hit);
    const ItemState state =
        item(context, id, box_at({middle_left.x, std::floor(middle_left.y - hit / 2)}, width, hit));
    const bool disabled = !disabled_reason.empty();
    if (state.pressed && !disabled) on = !on;
    const Box box = box_at({middle_left.x, std::floor(middle_left.y - height / 2)}, width, height);
    const IdScope scope(id);
    const float at = animated(context, "knob", on ? 1.0F : 0.0F, motion::fill);
    const float knob = theme.px(measure::switch_knob);
    const float inset = (height - knob) / 2;
    const ImVec2 center{box.min.x + inset + knob / 2 + at * (width - 2 * inset - knob), box.center().y};
    if (disabled) {
        outline_box(draw, box, theme[Role::TextMuted], height / 2, theme.px(line::border));
        draw.AddCircleFilled(center, knob / 2, to_im(theme[Role::TextMuted]));
    } else if (on) {
        fill_box(draw, box, mix(theme[Role::Accent], theme[Role::AccentHover], state.hover), height / 2);
        draw_icon(draw, theme, Icon::Tick, {box.min.x + height / 2, box.center().y}, theme.px(12),
                  theme[Role::AccentText]);
        draw.AddCircleFilled(center, knob / 2, to_im(theme[Role::AccentText]));
    } else {
        fill_box(draw, box, mix(theme[Role::Raised], theme[Role::Hover], state.hover), height / 2);
        outline_box(draw, box, theme[Role::BorderControl], height / 2, theme.stroke(line::icon));
        draw.AddCircleFilled(center, knob / 2, to_im(theme[Role::BorderControl]));
    }
    draw_focus_ring(draw, context, state, box, height / 2);
    tooltip(context, state, disabled_reason);
    return state.pressed && !disabled;
}

float segmented_width(const Context& context, std::span<const std::string_view> labels) {
    const Type type{TypeStyle::Ui, Face::SemiBold};
    float width = 2 * context.px(measure::segment_inset);
    for (const std::string_view label : labels) {
        width += std::ceil(text_width(context, type, label)) + 2 * context.px(measure::segment_padding);
    }
    return width;
}

bool segmented(const Context& context, const char* id, ImVec2 min, std::span<const std::string_view> labels,
               std::size_t& chosen) {
    const Theme& theme = context.theme;
    ImDrawList& draw = *ImGui::GetWindowDrawList();
    const Type type{TypeStyle::Ui, Face::SemiBold};
    const float height = theme.px(measure::segmented);
    const float inset = std::floor((height - theme.px(measure::segment)) / 2);
    const Box frame = box_at(min, segmented_width(context, labels), height);
    outline_box(draw, frame, theme[Role::BorderControl], theme.px(radius::control), theme.px(line::border));
    const IdScope scope(id);
    const ImGuiID group = ImGui::GetID("segments");
    bool changed = false;
    float x = min.x + theme.px(measure::segment_inset);
    for (std::size_t index = 0; index < labels.size(); ++index) {
        const IdScope part(index);
        const float width =
            std::ceil(text_width(context, type, labels[index])) + 2 * theme.px(measure::segment_padding);
        const ItemState state = item(context, "segment", box_at({x, min.y}, width, height));
        const bool is_chosen_by_arrows = is_walked_to(state, group);
        if ((state.pressed || is_chosen_by_arrows) && chosen != index) {
            chosen = index;
            changed = true;
        }
        const Box box{{x, min.y + inset}, {x + width, min.y + height - inset}};
        const float corner = theme.px(radius::segment);
        const bool filled = chosen == index;
        fill_box(draw, box,
                 filled ? mix(theme[Role::Accent], theme[Role::AccentHover], state.hover)
                        : with_opacity(theme[Role::Hover], state.hover),
                 corner);
        draw_focus_ring(draw, context, state, box, corner);
        draw_text_centered(draw, context, box, type, theme[filled ? Role::AccentText : Role::Text],
                           labels[index]);
        x += width;
    }
    return changed;
}

}  // namespace crosstalk::ui
