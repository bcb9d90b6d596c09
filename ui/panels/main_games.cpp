// Games in the main screen, and while there is none; see main_screen.hpp.
#include <imgui.h>

#include <memory>

#include "ui/list/game_card_drawing.hpp"
#include "ui/panels/dialogs/challenge_dialog.hpp"
#include "ui/panels/dialogs/practice_dialog.hpp"
#include "ui/panels/games_menu.hpp"
#include "ui/panels/main_screen.hpp"
#include "ui/settings/shortcuts.hpp"
#include "ui/widgets/keys.hpp"
#include "ui/widgets/popup.hpp"

namespace crosstalk::ui {

namespace {

// Above the status bar and beside the rail, which lead back to what games cover.
Box games_place(const Layout& layout, Box window) {
    if (layout.rail) window.min.x = layout.rail->max.x;
    if (layout.status) window.max.y = layout.status->min.y;
    return window;
}

}  // namespace

void MainScreen::play_by_keys(const Scene& scene) {
    if (shortcut_pressed(scene.preferences, ShortcutId::Practise))
        scene.commands.show(OpenDialog{std::make_unique<PracticeDialog>()});
    if (shortcut_pressed(scene.preferences, ShortcutId::NextGame)) games_.show_next(scene.now);
}

Hands MainScreen::hands(const Scene& scene) {
    if (!scene.context.composition.empty()) return Hands::Busy;
    const bool talks = page_ == Page::Conversation && scene.room() != nullptr;
    if (!talks || !conversation_of(scene.here).composer().has_focus())
        return ImGui::GetIO().WantTextInput ? Hands::Busy : Hands::Free;
    return conversation_of(scene.here).composer().is_written_in() ? Hands::Busy : Hands::Free;
}

void MainScreen::draw_games(const Scene& scene, const Layout& layout, Box window) {
    const Box place = games_place(layout, window);
    const ImVec2 corner{place.min.x + scene.px(space::control),
                        place.min.y + scene.px(measure::server_header)};
    const auto which = had_server_ ? OnScreen::All : OnScreen::Practice;
    const std::vector<GameLine> lines = games_.lines(which);
    draw_games_menu(scene, {corner, corner}, lines);
    draw_answers(scene);
    const bool closed_with_keys = games_.draw(scene, place, hands(scene), which);
    if (closed_with_keys && page_ == Page::Conversation && scene.room() != nullptr)
        conversation_of(scene.here).composer().take_focus();
}

// Whoever has chosen goes on writing.
void MainScreen::draw_answers(const Scene& scene) {
    const std::optional<net::MessageId> declined = game_answers_.draw_menu(scene);
    if (!declined) return;
    notices_.withdraw(*declined);
    if (messages_shown_ && scene.room() != nullptr) conversation_of(scene.here).composer().take_focus();
}

void MainScreen::draw_without_server(const Scene& scene, Box window) {
    // What was asked about a server is not asked any more.
    if (std::exchange(had_server_, false)) {
        dialogs_.close_all();
        switcher_.close();
    }
    if (dialogs_.is_empty() && !is_popup_open()) {
        play_by_keys(scene);
        if (games_.has_keyboard() && ImGui::IsKeyPressed(ImGuiKey_Escape) && games_.step_out())
            take_key(ImGuiKey_Escape);
    }
    draw_games(scene, {}, window);
    dialogs_.draw(scene);
}

void MainScreen::take(ShowGames&, const Scene& scene) {
    if (!had_server_ && games_.lines(OnScreen::Practice).empty()) {
        dialogs_.open(std::make_unique<PracticeDialog>());
    } else {
        open_menu(games_menu);
    }
    scene.commands.wake_in(0);
}

void MainScreen::take(ShowGame& command, const Scene& scene) {
    games_.show(command.id, scene.now);
}

void MainScreen::take(BeginPractice& command, const Scene& scene) {
    if (!games_.begin(command.terms, scene.now)) say_too_many(scene);
}

void MainScreen::take(OpenGame& command, const Scene& scene) {
    if (!games_.open(command.message, command.room, scene.now)) say_too_many(scene);
}

void MainScreen::say_too_many(const Scene& scene) {
    notices_.say(Icon::Warning, "There are many games already", "End one of them, then begin another.",
                 scene.now.steady_ms);
}

void MainScreen::take(ActOnGame& command, const Scene& scene) {
    // What shows a window does so now, and not with the commands of the next frame.
    if (!needs_server(command.deed)) {
        OpenGame open{command.deed == CardDeed::NextGame ? command.next : command.game, command.room};
        return take(open, scene);
    }
    game_answers_.obey(command, scene);
}

void MainScreen::take(OpenChallenge& command, const Scene& scene) {
    if (scene.room() == nullptr) return;
    const net::RoomId room = command.room || command.user.id ? command.room : scene.here;
    dialogs_.open(std::make_unique<ChallengeDialog>(room, command.user));
}

}  // namespace crosstalk::ui
