#include "ui/widgets/choice_row.hpp"

#include <imgui.h>

#include <algorithm>
#include <cmath>

namespace crosstalk::ui {

bool choice_row(Form& form, const char* id, std::string_view label, std::span<const std::string_view> labels,
                std::size_t& chosen) {
    const Context& context = form.context();
    const Theme& theme = context.theme;
    const IdScope scope(id);
    ImDrawList& draw = *ImGui::GetWindowDrawList();
    if (!label.empty()) {
        const Box head = form.take(field_label_height(context));
        draw_text_within(draw, context, head.min, head.width(), {TypeStyle::Small, Face::SemiBold},
                         theme[Role::TextSecondary], label);
    }
    const float height = theme.px(measure::button);
    const float gap = theme.px(space::small);
    float x = form.left();
    float y = form.take(height).min.y;
    bool changed = false;
    for (std::size_t index = 0; index < labels.size(); ++index) {
        const Type type{TypeStyle::Ui, index == chosen ? Face::SemiBold : Face::Regular};
        const float width = std::min(
            form.width(), std::ceil(text_width(context, {TypeStyle::Ui, Face::SemiBold}, labels[index])) +
                              2 * theme.px(space::medium));
        if (x > form.left() && x + width > form.left() + form.width()) {
            form.gap(space::small);
            x = form.left();
            y = form.take(height).min.y;
        }
        const Box box = box_at({x, y}, width, height);
        const IdScope each(index + 1);
        const ItemState state = item(context, "choice", box);
        const bool on = index == chosen;
        const float corner = theme.px(radius::control);
        fill_box(draw, box, on ? theme[Role::Selected] : with_opacity(theme[Role::Hover], state.hover),
                 corner);
        outline_box(draw, box, theme[on ? Role::Accent : Role::BorderControl], corner,
                    theme.px(on ? line::strong : line::border));
        draw_focus_ring(draw, context, state, box, corner);
        const Box inner = {{box.min.x + theme.px(space::small), box.min.y}, {box.max.x, box.max.y}};
        if (width < form.width()) {
            draw_text_centered(draw, context, box, type, theme[on ? Role::Accent : Role::Text],
                               labels[index]);
        } else {
            draw_text_within(draw, context, {inner.min.x, box.center().y - theme.type_row(TypeStyle::Ui) / 2},
                             box.width() - 2 * theme.px(space::small), type,
                             theme[on ? Role::Accent : Role::Text], labels[index]);
        }
        if (state.pressed && !on) {
            chosen = index;
            changed = true;
        }
        x += width + gap;
    }
    form.gap(space::medium);
    return changed;
}

}  // namespace crosstalk::ui
