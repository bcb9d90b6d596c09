#include "ui/panels/person_menu.hpp"

#include "ui/widgets/popup.hpp"

namespace crosstalk::ui {

namespace {

constexpr float menu_width = 190.0F;

std::string mention_of(const net::UserRef& user) {
    const bool has_blank = user.name.find(' ') != std::string::npos;
    return "@" + (has_blank ? "\"" + user.name + "\"" : user.name) + " ";
}

}  // namespace

void draw_person_menu(const Scene& scene, const net::UserRef& user) {
    const Context& context = scene.context;
    if (!begin_menu(context, person_menu, menu_width)) return;
    const bool is_me = user.id == scene.model.me().id;
    const bool is_ignored = scene.model.is_ignored(user.id);
    if (!is_me && menu_entry(context, "message", "Message", {.icon = Icon::Chat}))
        scene.commands.show(GoToPerson{user});
    if (menu_entry(context, "mention", "Mention", {.icon = Icon::User}))
        scene.commands.show(PutInComposer{mention_of(user)});
    if (!is_me && menu_entry(context, "ignore", is_ignored ? "Show again what is said" : "Ignore",
                             {.icon = is_ignored ? Icon::Eye : Icon::EyeStruck})) {
        if (is_ignored) {
            scene.commands.send(model::Unignore{user.id});
        } else {
            scene.commands.send(model::Ignore{user});
        }
    }
    end_menu(context);
}

}  // namespace crosstalk::ui
