#include "ui/panels/tiles.hpp"

#include <imgui.h>

#include <cmath>

#include "ui/widgets/card.hpp"

namespace crosstalk::ui {

namespace {

constexpr float height = 64;  // at 100 %
constexpr float icon_side = 36;

}  // namespace

float tile_height(const Context& context) {
    return context.px(height);
}

bool draw_tile(const Context& context, ImVec2 min, float width, const Tile& tile) {
    const Theme& theme = context.theme;
    const Box box = box_at(min, width, theme.px(height));
    const ItemState state =
        cut_card(context, tile.id, box, {.fill = Role::Panel, .outline = Role::BorderControl});
    ImDrawList& draw = *ImGui::GetWindowDrawList();
    const float side = theme.px(icon_side);
    const Box icon =
        box_at({box.min.x + theme.px(space::card), std::floor(box.center().y - side / 2)}, side, side);
    draw_icon_tile(draw, context, icon, tile.icon, tile.ink, Role::AccentTint);
    const float left = icon.max.x + theme.px(space::medium);
    const float room = box.max.x - theme.px(space::group) - left;
    const float rows = theme.type_row(TypeStyle::Body) + theme.type_row(TypeStyle::Ui);
    const float top = std::floor(box.center().y - rows / 2);
    draw_text_within(draw, context, {left, top}, room, {TypeStyle::Body, Face::SemiBold}, theme[Role::Text],
                     tile.title);
    draw_text_within(draw, context, {left, top + theme.type_row(TypeStyle::Body)}, room, {TypeStyle::Ui},
                     theme[Role::TextSecondary], tile.about);
    return state.pressed;
}

}  // namespace crosstalk::ui
