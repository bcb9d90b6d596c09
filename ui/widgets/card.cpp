#include "ui/widgets/card.hpp"

namespace crosstalk::ui {

void draw_card(ImDrawList& draw, const Context& context, Box box, const CardLook& look) {
    const Theme& theme = context.theme;
    fill_box(draw, box, theme[look.fill], theme.px(look.corner));
    outline_box(draw, box, theme[look.outline], theme.px(look.corner), theme.px(line::border));
}

void draw_cut_card(ImDrawList& draw, const Context& context, Box box, const CutCardLook& look) {
    const Theme& theme = context.theme;
    const float corner = theme.px(radius::control);
    const float cut = theme.px(look.cut);
    fill_cut_box(draw, box, theme[look.fill], corner, cut);
    outline_cut_box(draw, box, theme[look.outline], corner, cut, theme.px(line::border));
    if (look.ribbon) fill_ribbon(draw, box, theme[*look.ribbon], cut, theme.px(measure::ribbon));
}

ItemState cut_card(const Context& context, const char* id, Box box, const CutCardLook& look) {
    const ItemState state = item(context, id, box);
    CutCardLook drawn = look;
    if (state.hovered || state.focused) {
        drawn.fill = Role::Raised;
        drawn.outline = Role::Accent;
        if (!drawn.ribbon) drawn.ribbon = Role::Accent;
    }
    ImDrawList& draw = *ImGui::GetWindowDrawList();
    draw_cut_card(draw, context, box, drawn);
    draw_focus_ring(draw, context, state, box, context.px(radius::control));
    return state;
}

void draw_icon_tile(ImDrawList& draw, const Context& context, Box box, Icon icon, Role ink, Role fill) {
    const Theme& theme = context.theme;
    fill_box(draw, box, theme[fill], theme.px(radius::popup));
    draw_icon(draw, theme, icon, box.center(), theme.px(measure::icon_glyph), theme[ink]);
}

}  // namespace crosstalk::ui
