#include "ui/panels/rail.hpp"

#include <imgui.h>

#include "ui/panels/server_menu.hpp"
#include "ui/panels/unread.hpp"
#include "ui/settings/shortcuts.hpp"
#include "ui/theme/logo.hpp"
#include "ui/widgets/button.hpp"
#include "ui/widgets/item.hpp"
#include "ui/widgets/mark.hpp"
#include "ui/widgets/popup.hpp"

namespace crosstalk::ui {

namespace {

constexpr float logo = 36;
constexpr float menu_mark = 16;

// The logo: always there, whatever else has no room.
void draw_mark(const Scene& scene, Box box, bool is_marked) {
    const Context& context = scene.context;
    ImDrawList& draw = *ImGui::GetWindowDrawList();
    const ItemState state = item(context, "logo", box);
    const Box ground = box.grown(context.px(space::tiny));
    fill_box(draw, ground, with_opacity(context.color(Role::Hover), state.hover),
             context.px(radius::control));
    const Color behind = mix(context.color(Role::Rail), context.color(Role::Hover), state.hover);
    draw_logo(draw, context.theme, box, LogoTile::Absent, behind);
    if (is_marked) {
        const float side = context.px(menu_mark);
        const ImVec2 center{box.max.x - side / 4, box.max.y - side / 4};
        draw.AddCircleFilled(center, side / 2, to_im(behind));
        draw_icon(draw, context.theme, Icon::ChevronDown, center, side, context.color(Role::Text));
    }
    draw_focus_ring(draw, context, state, ground, context.px(radius::control), RingPlace::Inside);
    tooltip(context, state, "Server menu (" + keys_of(scene.preferences, ShortcutId::ServerMenu) + ")");
    if (state.pressed || wants_menu(state)) open_menu(server_menu);
}

Box centered(Box column, float top, float side) {
    return box_at({column.min.x + (column.width() - side) / 2, top}, side, side);
}

}  // namespace

void draw_rail(const Scene& scene, Box box, const RailState& state) {
    const Context& context = scene.context;
    ImDrawList& draw = *ImGui::GetWindowDrawList();
    fill_box(draw, box, context.color(Role::Rail));
    const float side = context.px(measure::rail_button);
    float top = box.min.y + context.px(space::medium);
    const Box mark = centered(box, top, context.px(logo));
    draw_mark(scene, mark, state.menu_marked);
    top = mark.max.y + context.px(space::medium);
    const float inset = context.px(space::group);
    horizontal_line(draw, box.min.x + inset, box.max.x - inset, top, context.color(Role::Border),
                    context.px(line::border));
    top += context.px(space::control);

    const auto entry = [&](const char* id, Icon icon, std::string_view tip, bool chosen) {
        const Box place = centered(box, top, side);
        top = place.max.y + context.px(space::control);
        const bool pressed =
            icon_button(context, id, place, icon, tip,
                        {.glyph = measure::rail_glyph, .chosen = chosen ? Chosen::Yes : Chosen::No});
        if (chosen) {
            fill_box(
                draw,
                box_at({box.min.x, place.center().y - context.px(10)}, context.px(line::bar), context.px(20)),
                context.color(Role::Accent), context.px(space::hair));
        }
        return pressed;
    };
    const bool talks = state.page == Page::Conversation;
    const float chat_top = top;
    if (entry("chat", Icon::Chat, "Rooms", talks)) scene.commands.show(ShowPage{Page::Conversation});
    const std::uint64_t unread = unread_in_all(scene.model, scene.preferences, scene.now.wall_ms, scene.here);
    if (unread > 0) {
        const Box chat = centered(box, chat_top, side);
        draw_badge(draw, context, chat.max.x + context.px(space::tiny), chat.min.y + context.px(space::tiny),
                   unread, BadgeKind::Quiet);
    }
    if (entry("search", Icon::Search, "Search all rooms", talks && state.side == Side::Search))
        scene.commands.show(ShowSide{state.side == Side::Search ? Side::Nothing : Side::Search});
    const float bell_top = top;
    if (entry("notices", Icon::Bell, "Notifications", talks && state.side == Side::Notices))
        scene.commands.show(ShowSide{state.side == Side::Notices ? Side::Nothing : Side::Notices});
    if (state.notices > 0) {
        const Box bell = centered(box, bell_top, side);
        draw_badge(draw, context, bell.max.x + context.px(space::tiny), bell.min.y + context.px(space::tiny),
                   state.notices, BadgeKind::Mention);
    }
    const float transfers_top = top;
    if (entry("transfers", Icon::Transfers, "Transfers", talks && state.side == Side::Transfers))
        scene.commands.show(ShowSide{state.side == Side::Transfers ? Side::Nothing : Side::Transfers});
    if (state.transfers + state.failed > 0) {
        const Box place = centered(box, transfers_top, side);
        draw_badge(draw, context, place.max.x + context.px(space::tiny),
                   place.min.y + context.px(space::tiny), state.transfers + state.failed,
                   state.failed > 0 ? BadgeKind::Mention : BadgeKind::Quiet);
    }
    const float games_top = top;
    if (entry("games", Icon::Games, "Games", false)) scene.commands.show(ShowGames{});
    if (state.turns > 0) {
        const Box place = centered(box, games_top, side);
        draw_badge(draw, context, place.max.x + context.px(space::tiny),
                   place.min.y + context.px(space::tiny), state.turns, BadgeKind::Turn);
    }
    top = box.max.y - context.px(space::medium) - side;
    if (entry("settings", Icon::Gear, "Settings", state.page == Page::Settings))
        scene.commands.show(ShowPage{talks ? Page::Settings : Page::Conversation});
}

Box draw_rail_strip(const Scene& scene, Box box, const RailState& state) {
    const Context& context = scene.context;
    ImDrawList& draw = *ImGui::GetWindowDrawList();
    const Box strip{box.min, {box.max.x, box.min.y + context.px(measure::conversation_header)}};
    fill_box(draw, strip, context.color(Role::Rail));
    const float mark = context.px(32);
    draw_mark(scene,
              box_at({strip.min.x + context.px(space::group), strip.center().y - mark / 2}, mark, mark),
              state.menu_marked);
    const float side = context.px(measure::rail_button);
    float right = strip.max.x - context.px(space::control);
    const auto entry = [&](const char* id, Icon icon, std::string_view tip) {
        const Box place = box_at({right - side, strip.center().y - side / 2}, side, side);
        right = place.min.x - context.px(space::tiny);
        return icon_button(context, id, place, icon, tip, {.glyph = measure::rail_glyph});
    };
    if (entry("settings", Icon::Gear, "Settings")) scene.commands.show(ShowPage{Page::Settings});
    if (entry("transfers", Icon::Transfers, "Transfers")) scene.commands.show(ShowSide{Side::Transfers});
    const float games_right = right;
    if (entry("games", Icon::Games, "Games")) scene.commands.show(ShowGames{});
    if (state.turns > 0) {
        draw_badge(draw, context, games_right + context.px(space::tiny),
                   strip.center().y - side / 2 + context.px(space::small), state.turns, BadgeKind::Turn);
    }
    const float bell_right = right;
    if (entry("notices", Icon::Bell, "Notifications")) scene.commands.show(ShowSide{Side::Notices});
    if (state.notices > 0) {
        draw_badge(draw, context, bell_right + context.px(space::tiny),
                   strip.center().y - side / 2 + context.px(space::small), state.notices, BadgeKind::Mention);
    }
    if (entry("search", Icon::Search, "Search all rooms")) scene.commands.show(ShowSide{Side::Search});
    return {{box.min.x, strip.max.y}, box.max};
}

}  // namespace crosstalk::ui
