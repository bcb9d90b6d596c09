#include "ui/panels/person_menu.hpp"

#include <memory>
#include <string>

#include "ui/panels/dialogs/my_profile.hpp"
#include "ui/panels/dialogs/person.hpp"
#include "ui/panels/dialogs/sanction.hpp"
#include "ui/panels/dialogs/set_role.hpp"
#include "ui/panels/rights.hpp"
#include "ui/widgets/popup.hpp"

namespace crosstalk::ui {

namespace {

constexpr float menu_width = 216.0F;

std::string mention_of(const net::UserRef& user) {
    const bool has_blank = user.name.find(' ') != std::string::npos;
    return "@" + (has_blank ? "\"" + user.name + "\"" : user.name) + " ";
}

// Where both are, in sight of the others; else between the two.
net::RoomId challenge_room(const Scene& scene, const net::UserRef& user) {
    const model::Room* room = scene.room();
    if (room == nullptr || room->kind == net::RoomKind::Direct) return {};
    return room->members.contains(user.id) ? room->id : net::RoomId{};
}

void draw_ignore(const Scene& scene, const net::UserRef& user) {
    const bool is_ignored = scene.model.is_ignored(user.id);
    if (!menu_entry(scene.context, "ignore", is_ignored ? "Show again what is said" : "Ignore",
                    {.icon = is_ignored ? Icon::Eye : Icon::EyeStruck}))
        return;
    if (is_ignored) {
        scene.commands.send(model::Unignore{user.id});
    } else {
        scene.commands.send(model::Ignore{user});
    }
}

// For those who count for more than this person in the room.
void draw_order(const Scene& scene, const net::UserRef& user) {
    const model::Room* room = scene.room();
    if (room == nullptr || !rights_in(*room, scene.model).keep_order) return;
    if (!outranks(*room, scene.model, user.id)) return;
    const Context& context = scene.context;
    const auto sanction = [&](Sanction kind) {
        scene.commands.show(OpenDialog{std::make_unique<SanctionDialog>(kind, room->id, user)});
    };
    menu_line(context);
    const auto member = room->members.find(user.id);
    // Who said something may have gone since.
    if (member != room->members.end()) {
        if (menu_entry(context, "role", "Role\u2026", {.icon = Icon::Shield}))
            scene.commands.show(OpenDialog{std::make_unique<SetRoleDialog>(room->id, user)});
        if (member->second.muted_until.value > scene.now.wall_ms) {
            if (menu_entry(context, "unmute", "Unmute", {.icon = Icon::Sound}))
                scene.commands.send(model::Perform{net::UnmuteUser{room->id, user.id}, {}});
        } else if (menu_entry(context, "mute", "Mute\u2026", {.icon = Icon::BellStruck})) {
            sanction(Sanction::Mute);
        }
        if (menu_entry(context, "kick", "Kick\u2026", {.icon = Icon::Kick, .ink = Role::Danger}))
            sanction(Sanction::Kick);
    }
    if (menu_entry(context, "ban", "Ban\u2026", {.icon = Icon::Ban, .ink = Role::Danger}))
        sanction(Sanction::Ban);
}

}  // namespace

void draw_person_menu(const Scene& scene, const net::UserRef& user) {
    const Context& context = scene.context;
    if (!begin_menu(context, person_menu, menu_width)) return;
    const bool is_me = user.id == scene.model.me().id;
    if (is_me) {
        if (menu_entry(context, "profile", "My profile", {.icon = Icon::User}))
            scene.commands.show(OpenDialog{std::make_unique<MyProfileDialog>()});
        end_menu(context);
        return;
    }
    if (menu_entry(context, "message", "Message", {.icon = Icon::Chat}))
        scene.commands.show(GoToPerson{user});
    if (menu_entry(context, "challenge", "Challenge to a game\u2026", {.icon = Icon::Games}))
        scene.commands.show(OpenChallenge{challenge_room(scene, user), user});
    if (menu_entry(context, "file", "Send a file\u2026", {.icon = Icon::Upload}))
        scene.commands.show(SendFilesTo{user});
    if (menu_entry(context, "mention", "Mention", {.icon = Icon::Pencil}))
        scene.commands.show(PutInComposer{mention_of(user)});
    if (menu_entry(context, "profile", "Profile", {.icon = Icon::User}))
        scene.commands.show(OpenDialog{std::make_unique<PersonDialog>(user, scene.here)});
    draw_ignore(scene, user);
    draw_order(scene, user);
    end_menu(context);
}

}  // namespace crosstalk::ui
