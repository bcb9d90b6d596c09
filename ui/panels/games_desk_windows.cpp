// The windows of the games; see games_desk.hpp.
#include <imgui.h>

#include <algorithm>
#include <cmath>
#include <utility>

#include "ui/panels/games_desk.hpp"
#include "ui/panels/live_at_desk.hpp"
#include "ui/widgets/bare_window.hpp"
#include "ui/widgets/card.hpp"
#include "ui/widgets/keys.hpp"

namespace crosstalk::ui {

namespace {

// At 100 %.
constexpr float one_pane_below = measure::medium;
constexpr float edge = space::card_narrow;
constexpr float further = 34;  // the next window, right and down

}  // namespace

bool GamesDesk::draw(const Scene& scene, Box place, Hands hands, OnScreen which) {
    const std::optional<GameId> had_keyboard = std::exchange(focused_, std::nullopt);
    bool left_keyboard = false;
    for (std::size_t index = 0; index < games_.size();) {
        Place& game = games_[index];
        // As the only pane it would cover what is being written.
        const bool comes_later = game.arrival == Arrival::InFront && hands == Hands::Busy &&
                                 place.width() < scene.px(one_pane_below);
        const bool is_drawn =
            game.is_open && !comes_later && (which == OnScreen::All || game.live == nullptr);
        if (!is_drawn || draw_one(scene, place, game, hands) == WindowStays::Open) {
            ++index;
            continue;
        }
        left_keyboard = left_keyboard || had_keyboard == game.game->id();
        if (focused_ == game.game->id()) focused_.reset();
        close(game, scene);
        if (game.game->waits()) {
            ++index;
        } else {
            game.game->end(scene.commands);
            games_.erase(games_.begin() + static_cast<std::ptrdiff_t>(index));
        }
    }
    return left_keyboard;
}

void GamesDesk::close(Place& game, const Scene& scene) {
    game.is_open = false;
    game.game->close(scene.now);
    if (game.game->waits())
        scene.commands.show(SayBriefly{Icon::Games,
                                       game.live == nullptr ? "The game waits" : "The game goes on",
                                       "Games leads back to it."});
    scene.context.needs.another_frame = true;
}

// Where there is room for one pane, the game is that pane; else the window keeps its place, as far as it can be reached.
Box GamesDesk::box_of(const Scene& scene, Box place, Place& game) const {
    if (place.width() < scene.px(one_pane_below)) return place;
    const ImVec2 natural = natural_game_size(scene.context, game.game->kind());
    const float margin = scene.px(edge);
    const float width = std::floor(std::min(natural.x, place.width() - 2 * margin));
    const float height = std::floor(std::min(natural.y, place.height() - 2 * margin));
    if (!game.at) {
        const float step = static_cast<float>(game.number) * scene.px(further);
        game.at = ImVec2{place.max.x - margin - width - step, place.min.y + margin + step};
    }
    game.at->x = std::floor(std::clamp(game.at->x, place.min.x, std::max(place.min.x, place.max.x - width)));
    game.at->y = std::floor(std::clamp(game.at->y, place.min.y, std::max(place.min.y, place.max.y - height)));
    return box_at(*game.at, width, height);
}

// Before its window is begun. A dialog keeps the keyboard until it is answered, and stands above what comes meanwhile.
void GamesDesk::arrive(Place& game, Hands hands) const {
    if (game.arrival == Arrival::Done || is_popup_open()) return;
    const bool takes_keyboard = game.arrival == Arrival::WithKeyboard || hands == Hands::Free;
    game.arrival = Arrival::Done;
    game.comes_in_front = true;
    if (!takes_keyboard) return;
    game.memory.focus_board = true;
    ImGui::SetNextWindowFocus();
}

WindowStays GamesDesk::draw_one(const Scene& scene, Box place, Place& game, Hands hands) {
    const Context& context = scene.context;
    const Box box = box_of(scene, place, game);
    arrive(game, hands);
    // The window of Dear ImGui goes by its name alone.
    const std::string name = "game " + std::to_string(game.game->id().value);
    begin_bare_window(name.c_str(), box, ImGuiWindowFlags_NoNavFocus | ImGuiWindowFlags_NoFocusOnAppearing);
    if (std::exchange(game.comes_in_front, false)) {
        bring_window_to_front();
    } else if (game.arrival != Arrival::Done) {
        put_window_behind_popups();
    }
    const bool has_keys = ImGui::IsWindowFocused(ImGuiFocusedFlags_RootAndChildWindows);
    if (has_keys) focused_ = game.game->id();
    const GameView view = game.game->view(scene.now);
    draw_cut_card(*ImGui::GetWindowDrawList(), context, box,
                  {.fill = Role::Panel,
                   .outline = has_keys ? Role::BorderControl : Role::Border,
                   .cut = measure::cut_window,
                   .ribbon = view.is_practice || view.my_mark == games::Mark::None ? Role::O : Role::X});
    const Box head{box.min, {box.max.x, box.min.y + context.px(game_head_height)}};
    const GameHeadPress pressed = draw_game_head(context, head, view);
    if (game.at) {
        game.at->x += pressed.dragged.x;
        game.at->y += pressed.dragged.y;
    }
    if (pressed.dragged.x != 0 || pressed.dragged.y != 0) context.needs.another_frame = true;
    WindowStays stays = pressed.closes ? WindowStays::Closed : WindowStays::Open;
    const auto keys = has_keys && !is_popup_open() ? WindowKeys::Here : WindowKeys::Elsewhere;
    for (const GamePress& press :
         draw_game(context, {{box.min.x, head.max.y}, box.max}, view, game.memory, keys)) {
        if (obey(press, game, scene) == WindowStays::Closed) stays = WindowStays::Closed;
    }
    ImGui::End();
    return stays;
}

WindowStays GamesDesk::obey(const GamePress& press, Place& game, const Scene& scene) {
    scene.context.needs.another_frame = true;
    if (const auto* copied = std::get_if<CopyMoves>(&press)) {
        scene.commands.ask(CopyText{copied->text});
        return WindowStays::Open;
    }
    return game.game->obey(press, scene);
}

}  // namespace crosstalk::ui
