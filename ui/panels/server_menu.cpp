#include "ui/panels/server_menu.hpp"

#include <imgui.h>

#include <algorithm>
#include <memory>
#include <string>

#include "ui/panels/dialogs/about.hpp"
#include "ui/panels/dialogs/create_room.hpp"
#include "ui/panels/dialogs/directory.hpp"
#include "ui/panels/dialogs/hosted_server.hpp"
#include "ui/panels/dialogs/invites.hpp"
#include "ui/panels/dialogs/my_profile.hpp"
#include "ui/panels/dialogs/new_invite.hpp"
#include "ui/panels/dialogs/server_info.hpp"
#include "ui/panels/dialogs/shortcuts_dialog.hpp"
#include "ui/panels/own_presence.hpp"
#include "ui/panels/presence.hpp"
#include "ui/panels/rights.hpp"
#include "ui/settings/shortcuts.hpp"
#include "ui/theme/logo.hpp"
#include "ui/widgets/popup.hpp"

namespace crosstalk::ui {

namespace {

constexpr float menu_width = 216;

std::string people_in_words(const Scene& scene) {
    const model::Room* lobby = scene.model.room(net::lobby);
    const auto online = lobby == nullptr ? 0 : std::ranges::count_if(lobby->members, [&](const auto& entry) {
        return presence_in(scene.model, entry.second) != Presence::Offline;
    });
    if (online == 0) return std::string(own_presence_in_words(scene));
    return online == 1 ? "1 person online" : std::to_string(online) + " people online";
}

}  // namespace

void draw_server_menu(const Scene& scene, Box anchor) {
    const Context& context = scene.context;
    Commands& commands = scene.commands;
    if (!begin_menu(context, server_menu, menu_width, anchor)) return;
    // The status bar offers it too, but goes where there is little height.
    if (scene.model.connection().state == model::ConnectionState::Offline) {
        if (menu_entry(context, "retry", "Connect again now", {.icon = Icon::Network}))
            commands.send(model::RetryNow{});
        menu_line(context);
    }
    if (menu_entry(context, "info", "Server information", {.icon = Icon::Info}))
        commands.show(OpenDialog{std::make_unique<ServerInfoDialog>()});
    if (scene.hosting != nullptr && scene.hosting->is_joined(scene.model)) {
        if (menu_entry(context, "hosted", "Your server", {.icon = Icon::Network}))
            commands.show(OpenDialog{std::make_unique<HostedServerDialog>()});
    }
    if (serves(scene.model)) {
        if (menu_entry(context, "invite", "Invite people", {.icon = Icon::Invite}))
            commands.show(OpenDialog{std::make_unique<NewInviteDialog>()});
        if (menu_entry(context, "invites", "Invite links", {.icon = Icon::Network}))
            commands.show(OpenDialog{std::make_unique<InvitesDialog>()});
    }
    menu_line(context);
    if (menu_entry(context, "create", "Create a room", {.icon = Icon::Plus}))
        commands.show(OpenDialog{std::make_unique<CreateRoomDialog>()});
    if (menu_entry(context, "browse", "Browse rooms", {.icon = Icon::Search}))
        commands.show(OpenDialog{std::make_unique<DirectoryDialog>()});
    menu_line(context);
    if (menu_entry(context, "profile", "My profile", {.icon = Icon::User}))
        commands.show(OpenDialog{std::make_unique<MyProfileDialog>()});
    menu_line(context);
    const std::string list_keys = keys_of(scene.preferences, ShortcutId::Shortcuts);
    if (menu_entry(context, "keys", "Keyboard", {.icon = Icon::Keyboard, .shortcut = list_keys}))
        commands.show(OpenDialog{std::make_unique<ShortcutsDialog>()});
    if (menu_entry(context, "about", "About Crosstalk", {.icon = Icon::Star}))
        commands.show(OpenDialog{std::make_unique<AboutDialog>()});
    menu_line(context);
    if (menu_entry(context, "leave", "Leave this server", {.icon = Icon::Leave}))
        commands.send(model::Disconnect{});
    const std::string quit_keys = keys_of(scene.preferences, ShortcutId::Quit);
    if (menu_entry(context, "exit", "Exit Crosstalk", {.icon = Icon::Close, .shortcut = quit_keys}))
        commands.ask(QuitProgram{});
    end_menu(context);
}

void draw_server_header(const Scene& scene, Box box) {
    const Context& context = scene.context;
    ImDrawList& draw = *ImGui::GetWindowDrawList();
    draw.PushClipRect(box.min, box.max, true);
    draw_decoration_x(draw, {box.max.x - context.px(20), box.min.y + context.px(8)}, context.px(26),
                      context.px(10), context.color(Role::Selected));
    draw_decoration_o(draw, {box.max.x - context.px(64), box.max.y + context.px(2)}, context.px(26),
                      context.px(10), context.color(Role::Selected));
    draw.PopClipRect();
    horizontal_line(draw, box.min.x, box.max.x, box.max.y - context.px(line::border),
                    context.color(Role::Border), context.px(line::border));

    const ItemState header = item(context, "server", box);
    draw_focus_ring(draw, context, header, box, 0, RingPlace::Inside);
    const float left = box.min.x + context.px(space::card);
    const float chevron = context.px(14);
    const Type title{TypeStyle::Title, Face::SemiBold};
    const std::string& name = scene.model.server().name;
    const float room_for_name = box.max.x - left - chevron - context.px(space::section);
    const float name_top = box.min.y + context.px(space::card);
    const float width = std::min(room_for_name, text_width(context, title, name));
    draw_text_within(draw, context, {left, name_top}, room_for_name, title, context.color(Role::Text), name);
    draw_icon(draw, context.theme, Icon::ChevronDown,
              {left + width + context.px(space::small) + chevron / 2,
               name_top + context.theme.type_row(TypeStyle::Title) / 2},
              chevron, context.color(Role::TextSecondary));
    draw_text_within(draw, context, {left, name_top + context.theme.type_row(TypeStyle::Title)},
                     box.max.x - left - context.px(space::control), {TypeStyle::Ui},
                     context.color(Role::TextSecondary), people_in_words(scene));

    if (header.pressed || wants_menu(header)) open_menu(server_menu);
}

}  // namespace crosstalk::ui
