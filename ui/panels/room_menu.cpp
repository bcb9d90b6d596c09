#include "ui/panels/room_menu.hpp"

#include <array>
#include <memory>

#include "ui/panels/dialogs/dissolve_room.hpp"
#include "ui/panels/dialogs/invite_person.hpp"
#include "ui/panels/dialogs/leave_room.hpp"
#include "ui/panels/dialogs/person.hpp"
#include "ui/panels/dialogs/room_settings.hpp"
#include "ui/panels/rights.hpp"
#include "ui/panels/room_link.hpp"
#include "ui/widgets/popup.hpp"

namespace crosstalk::ui {

namespace {

constexpr float menu_width = 236.0F;
constexpr std::int64_t hour_ms = 3'600'000;

struct LevelWords {
    const char* id;
    std::string_view label;
};
constexpr std::array<LevelWords, 3> levels = {{{"all", "Notify me of everything"},
                                               {"mentions", "Notify me of mentions"},
                                               {"nothing", "Notify me of nothing"}}};

void draw_mutes(const Scene& scene, const model::Room& room) {
    const Context& context = scene.context;
    RoomRules rules = rules_of(scene);
    if (rules.is_muted(room.id, scene.now.wall_ms)) {
        if (menu_entry(context, "unmute", "Unmute", {.icon = Icon::Bell}))
            rules.unmute(room.id, scene.commands);
        return;
    }
    if (menu_entry(context, "mute-hour", "Mute for 1 hour", {.icon = Icon::BellStruck}))
        rules.mute(room.id, {scene.now.wall_ms + hour_ms}, scene.commands);
    if (menu_entry(context, "mute-day", "Mute until tomorrow", {.icon = Icon::BellStruck}))
        rules.mute(room.id, tomorrow_morning(scene.now.wall_ms, scene.now.zone), scene.commands);
    if (menu_entry(context, "mute", "Mute until I unmute it", {.icon = Icon::BellStruck}))
        rules.mute(room.id, net::for_good, scene.commands);
}

void draw_levels(const Scene& scene, const model::Room& room) {
    RoomRules rules = rules_of(scene);
    const auto present = static_cast<std::size_t>(rules.level(room));
    for (std::size_t index = 0; index < levels.size(); ++index) {
        if (menu_entry(scene.context, levels[index].id, levels[index].label,
                       {.icon = index == 2 ? Icon::BellStruck : Icon::Bell,
                        .chosen = index == present ? Chosen::Yes : Chosen::No}))
            rules.choose_level(room.id, static_cast<NoticeLevel>(index), scene.commands);
    }
}

void draw_named(const Scene& scene, const model::Room& room) {
    const Context& context = scene.context;
    const RoomRights rights = rights_in(room, scene.model);
    menu_line(context);
    if (menu_entry(context, "link", "Copy room link", {.icon = Icon::Copy}))
        scene.commands.ask(CopyText{link_of_room(scene.model.server().key, room.id)});
    if (rights.invite && menu_entry(context, "invite", "Invite people", {.icon = Icon::Invite}))
        scene.commands.show(OpenDialog{std::make_unique<InvitePersonDialog>(room.id)});
    if (menu_entry(context, "settings", rights.configure ? "Topic and settings" : "Topic and rules",
                   {.icon = rights.configure ? Icon::Gear : Icon::Info}))
        scene.commands.show(OpenDialog{std::make_unique<RoomSettingsDialog>(room.id)});
    if (rights.leave && menu_entry(context, "leave", "Leave", {.icon = Icon::Leave, .ink = Role::Danger}))
        leave_room(scene, room);
    if (rights.dissolve &&
        menu_entry(context, "dissolve", "Delete for good", {.icon = Icon::Close, .ink = Role::Danger}))
        scene.commands.show(OpenDialog{std::make_unique<DissolveRoomDialog>(room.id)});
}

}  // namespace

void mark_room_read(const Scene& scene, const model::Room& room) {
    // What is not here yet is known by its counts.
    const bool is_whole = room.told_head <= room.head;
    const net::ReadMark mark =
        is_whole ? room.mark_at(room.head) : net::ReadMark{room.told_head, room.posts, room.mentions};
    scene.commands.send(model::MarkRead{room.id, mark});
}

void draw_room_menu(const Scene& scene, const model::Room& room) {
    const Context& context = scene.context;
    if (!begin_menu(context, room_menu, menu_width)) return;
    if (menu_entry(
            context, "read", "Mark as read",
            {.icon = Icon::TwoTicks, .disabled_reason = room.unread() > 0 ? "" : "Everything here is read"}))
        mark_room_read(scene, room);
    menu_line(context);
    draw_mutes(scene, room);
    menu_line(context);
    draw_levels(scene, room);
    menu_line(context);
    if (menu_entry(context, "challenge", "Challenge someone\u2026", {.icon = Icon::Games}))
        scene.commands.show(OpenChallenge{room.id});
    if (room.kind != net::RoomKind::Direct) {
        draw_named(scene, room);
    } else {
        menu_line(context);
        if (menu_entry(context, "profile", "Profile", {.icon = Icon::User}))
            scene.commands.show(OpenDialog{std::make_unique<PersonDialog>(room.peer, room.id)});
    }
    end_menu(context);
}

void draw_bell_menu(const Scene& scene, const model::Room& room) {
    if (!begin_menu(scene.context, bell_menu, menu_width)) return;
    draw_mutes(scene, room);
    menu_line(scene.context);
    draw_levels(scene, room);
    end_menu(scene.context);
}

}  // namespace crosstalk::ui
