#include "ui/widgets/button.hpp"

#include <cmath>

#include "ui/widgets/mark.hpp"

namespace crosstalk::ui {

namespace {

constexpr float button_glyph = 18.0F;

Type label_type(const ButtonLook& look) {
    return {look.style, Face::SemiBold};
}

float content_width(const Context& context, std::string_view label, const ButtonLook& look) {
    float width = std::ceil(text_width(context, label_type(look), label));
    if (look.icon) width += context.px(button_glyph) + context.px(space::control);
    if (!look.key_cap.empty()) width += context.px(space::medium) + key_cap_width(context, look.key_cap);
    return width;
}

}  // namespace

float button_width(const Context& context, std::string_view label, const ButtonLook& look) {
    return content_width(context, label, look) + 2 * context.px(measure::button_padding);
}

bool button(const Context& context, const char* id, Box box, std::string_view label, const ButtonLook& look) {
    const Theme& theme = context.theme;
    ImDrawList& draw = *ImGui::GetWindowDrawList();
    const ItemState state = item(context, id, box);
    const bool disabled = !look.disabled_reason.empty();
    const float corner = theme.px(radius::control);
    const float border = theme.px(line::border);

    Color ink = theme[Role::Text];
    if (disabled) {
        ink = theme[Role::TextMuted];
        outline_box(draw, box, ink, corner, border);
    } else {
        switch (look.kind) {
            case ButtonKind::Primary:
                fill_box(draw, box, mix(theme[Role::Accent], theme[Role::AccentHover], state.hover), corner);
                ink = theme[Role::AccentText];
                break;
            case ButtonKind::Danger:
                fill_box(draw, box, theme[Role::DangerFill], corner);
                ink = theme[Role::DangerFillText];
                break;
            case ButtonKind::Outlined:
            case ButtonKind::AccentOutlined: {
                const Role outline = look.kind == ButtonKind::Outlined ? Role::BorderControl : Role::Accent;
                fill_box(draw, box, with_opacity(theme[Role::Hover], state.hover), corner);
                outline_box(draw, box, theme[outline], corner, border);
                if (look.kind == ButtonKind::AccentOutlined) ink = theme[Role::Accent];
                break;
            }
            case ButtonKind::Quiet:
                fill_box(draw, box, with_opacity(theme[Role::Hover], state.hover), corner);
                break;
        }
    }
    draw_focus_ring(draw, context, state, box, corner);

    const float sink = state.held && !disabled ? theme.px(line::border) : 0;
    const float row = theme.type_row(look.style);
    float x = std::floor(box.center().x - content_width(context, label, look) / 2);
    const float y = std::floor(box.center().y - row / 2) + sink;
    if (look.icon) {
        const float side = theme.px(button_glyph);
        draw_icon(draw, theme, *look.icon, {x + side / 2, std::floor(box.center().y) + sink}, side, ink);
        x += side + theme.px(space::control);
    }
    x += std::ceil(draw_text(draw, context, {x, y}, label_type(look), ink, label));
    if (!look.key_cap.empty()) {
        x += theme.px(space::medium);
        draw_key_cap(draw, context, {x, std::floor(box.center().y) + sink}, look.key_cap, ink, ink);
    }
    tooltip(context, state, look.disabled_reason);
    return state.pressed && !disabled;
}

bool icon_button(const Context& context, const char* id, Box box, Icon icon, std::string_view tip,
                 const IconButtonLook& look) {
    const Theme& theme = context.theme;
    ImDrawList& draw = *ImGui::GetWindowDrawList();
    const ItemState state = item(context, id, box);
    const bool disabled = !look.disabled_reason.empty();
    const bool chosen = look.chosen == Chosen::Yes;
    const float corner = theme.px(look.corner);
    Color ink = theme[look.role];
    if (disabled) {
        ink = theme[Role::TextMuted];
    } else if (chosen) {
        fill_selected(draw, context, box, corner);
        ink = theme[Role::Accent];
    } else {
        fill_box(draw, box, with_opacity(theme[Role::Hover], state.hover), corner);
        if (look.role == Role::TextSecondary) ink = mix(ink, theme[Role::Text], state.hover);
    }
    draw_focus_ring(draw, context, state, box, corner);
    const float sink = state.held && !disabled ? theme.px(line::border) : 0;
    const ImVec2 center = box.center();
    draw_icon(draw, theme, icon, {center.x, center.y + sink}, theme.px(look.glyph), ink);
    tooltip(context, state, disabled ? look.disabled_reason : tip);
    return state.pressed && !disabled;
}

}  // namespace crosstalk::ui
