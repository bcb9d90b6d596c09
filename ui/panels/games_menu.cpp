#include "ui/panels/games_menu.hpp"

#include <memory>
#include <string>

#include "ui/panels/dialogs/games_dialog.hpp"
#include "ui/panels/dialogs/leaderboard_dialog.hpp"
#include "ui/panels/dialogs/practice_dialog.hpp"
#include "ui/settings/shortcuts.hpp"
#include "ui/widgets/item.hpp"
#include "ui/widgets/popup.hpp"

namespace crosstalk::ui {

namespace {

constexpr float menu_width = 300;

}  // namespace

void draw_games_menu(const Scene& scene, Box anchor, std::span<const GameLine> games) {
    const Context& context = scene.context;
    if (!begin_menu(context, games_menu, menu_width, anchor)) return;
    for (const GameLine& game : games) {
        const IdScope scope(game.id.value);
        if (menu_entry(context, "game", game.words,
                       {.icon = Icon::Games, .ink = game.is_my_turn ? Role::X : Role::Text}))
            scene.commands.show(ShowGame{game.id});
    }
    if (!games.empty()) menu_line(context);
    const std::string keys = keys_of(scene.preferences, ShortcutId::Practise);
    if (menu_entry(context, "practise", "Practise", {.icon = Icon::Robot, .shortcut = keys}))
        scene.commands.show(OpenDialog{std::make_unique<PracticeDialog>()});
    if (scene.is_online() &&
        menu_entry(context, "challenge", "Challenge someone\u2026", {.icon = Icon::Games}))
        scene.commands.show(OpenChallenge{});
    if (!scene.model.rooms().empty()) {
        menu_line(context);
        if (menu_entry(context, "all", "All games\u2026", {.icon = Icon::Search}))
            scene.commands.show(OpenDialog{std::make_unique<GamesDialog>(net::Games{.room = scene.here})});
        if (menu_entry(context, "top", "Leaderboard\u2026", {.icon = Icon::Trophy}))
            scene.commands.show(OpenDialog{std::make_unique<LeaderboardDialog>()});
    }
    end_menu(context);
}

}  // namespace crosstalk::ui
