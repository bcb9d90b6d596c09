#include "ui/panels/rail.hpp"

#include <imgui.h>

#include "ui/theme/logo.hpp"
#include "ui/widgets/button.hpp"
#include "ui/widgets/mark.hpp"

namespace crosstalk::ui {

namespace {

constexpr float logo = 36;

Box centered(Box column, float top, float side) {
    return box_at({column.min.x + (column.width() - side) / 2, top}, side, side);
}

}  // namespace

RailWish draw_rail(const Context& context, Box box, std::uint64_t unread) {
    ImDrawList& draw = *ImGui::GetWindowDrawList();
    fill_box(draw, box, context.color(Role::Rail));
    const float side = context.px(measure::rail_button);
    float top = box.min.y + context.px(space::medium);
    const Box mark = centered(box, top, context.px(logo));
    draw_logo(draw, context.theme, mark, LogoTile::Absent, context.color(Role::Rail));
    top = mark.max.y + context.px(space::medium);
    const float inset = context.px(space::group);
    horizontal_line(draw, box.min.x + inset, box.max.x - inset, top, context.color(Role::Border),
                    context.px(line::border));
    top += context.px(space::control);

    const Box chat = centered(box, top, side);
    icon_button(context, "chat", chat, Icon::Chat, "Rooms",
                {.glyph = measure::rail_glyph, .chosen = Chosen::Yes});
    fill_box(draw,
             box_at({box.min.x, chat.center().y - context.px(10)}, context.px(line::bar), context.px(20)),
             context.color(Role::Accent), context.px(space::hair));
    if (unread > 0) {
        draw_badge(draw, context, chat.max.x + context.px(space::tiny), chat.min.y + context.px(space::tiny),
                   unread, BadgeKind::Quiet);
    }

    const Box look = centered(box, box.max.y - context.px(space::medium) - side, side);
    return {.next_palette = icon_button(context, "look", look, Icon::Palette, "Dark, light or high contrast",
                                        {.glyph = measure::rail_glyph})};
}

}  // namespace crosstalk::ui
