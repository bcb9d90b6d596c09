#include "ui/panels/games_desk.hpp"

#include <imgui.h>

#include <algorithm>
#include <cmath>
#include <memory>
#include <utility>

#include "ui/notices/notifier.hpp"
#include "ui/panels/dialogs/practice_dialog.hpp"
#include "ui/widgets/bare_window.hpp"
#include "ui/widgets/card.hpp"
#include "ui/widgets/keys.hpp"

namespace crosstalk::ui {

namespace {

// At 100 %.
constexpr float one_pane_below = measure::medium;
constexpr float edge = space::card_narrow;
constexpr float further = 34;  // the next window, right and down

Sound sound_of(GameNews news) {
    switch (news) {
        case GameNews::Moved:
            return Sound::Move;
        case GameNews::Won:
            return Sound::Win;
        case GameNews::Lost:
            return Sound::Lose;
        case GameNews::Drawn:
            break;
    }
    return Sound::Draw;
}

std::string words_of(const Practice& practice) {
    const games::KindRow* row = games::row_of(practice.terms().kind);
    std::string words = row == nullptr ? "A game" : std::string(row->title);
    words += ", ";
    words += games::name_of(practice.terms().level);
    if (games::is_over(practice.record().state)) return words + ": over";
    return words + (practice.is_my_turn() ? ": your turn" : ": the computer thinks");
}

}  // namespace

GamesDesk::Place* GamesDesk::find(GameId id) {
    const auto found = std::ranges::find(games_, id, [](const Place& game) { return game.practice.id(); });
    return found == games_.end() ? nullptr : &*found;
}

bool GamesDesk::begin(const PracticeTerms& terms, const Moment& now) {
    if (games_.size() >= most_games) return false;
    const GameId id{++last_id_};
    // Nobody plays for anything here: the time of day is chance enough.
    const auto seed = static_cast<std::uint64_t>(now.wall_ms) * 1'000 + last_id_;
    std::size_t number = 0;
    while (std::ranges::any_of(games_, [&](const Place& game) { return game.number == number; }))
        ++number;
    games_.push_back({.practice = Practice(id, terms, seed, now.steady_ms), .number = number});
    return true;
}

void GamesDesk::show(GameId id, const Moment& now) {
    Place* game = find(id);
    if (game == nullptr) return;
    if (!std::exchange(game->is_open, true)) game->practice.come_back(now.steady_ms);
    game->wants_focus = true;
}

void GamesDesk::show_next(const Moment& now) {
    if (games_.empty()) return;
    const Place* focused = focused_ ? find(*focused_) : nullptr;
    const std::size_t next = focused == nullptr
                                 ? games_.size() - 1
                                 : static_cast<std::size_t>(focused - games_.data() + 1) % games_.size();
    show(games_[next].practice.id(), now);
}

void GamesDesk::hear(const DesktopEvent& event) {
    if (const auto* thought = std::get_if<MoveThought>(&event)) thoughts_.push_back(*thought);
}

void GamesDesk::go_on(const model::Model& model, const Preferences& preferences, const Moment& now,
                      Commands& commands) {
    const std::int64_t at = now.steady_ms;
    for (const MoveThought& thought : std::exchange(thoughts_, {})) {
        if (Place* game = find(thought.game)) game->practice.take(thought, at);
    }
    const bool is_loud = preferences.is_on(SettingId::NoticeSound) && !is_quiet(preferences, now);
    for (Place& game : games_) {
        game.practice.call_me(model.me().name, std::max<std::uint64_t>(1, model.me().id.value));
        game.practice.go_on(at);
        if (game.practice.take_stop()) commands.ask(StopThinking{game.practice.id()});
        if (auto wish = game.practice.take_wish()) commands.ask(*wish);
        for (const GameNews news : game.practice.take_news()) {
            if (is_loud)
                commands.ask(PlaySound{sound_of(news), {preferences.number(SettingId::NoticeVolume)}});
        }
        if (const auto next = game.practice.next_ms())
            commands.wake_in(std::max<std::int64_t>(0, *next - at));
    }
}

bool GamesDesk::is_any_open() const {
    return std::ranges::any_of(games_, &Place::is_open);
}

bool GamesDesk::step_out() {
    Place* game = focused_ ? find(*focused_) : nullptr;
    if (game == nullptr || !game->memory.asks_resign) return false;
    game->memory.asks_resign = false;
    game->memory.focus_board = true;
    return true;
}

std::vector<GameLine> GamesDesk::lines() const {
    std::vector<GameLine> lines;
    for (const Place& game : games_)
        lines.push_back({game.practice.id(), words_of(game.practice), game.practice.is_my_turn()});
    return lines;
}

std::size_t GamesDesk::turns() const {
    return static_cast<std::size_t>(
        std::ranges::count_if(games_, [](const Place& game) { return game.practice.is_my_turn(); }));
}

// --- windows

bool GamesDesk::draw(const Scene& scene, Box place) {
    const std::optional<GameId> had_keyboard = std::exchange(focused_, std::nullopt);
    bool left_keyboard = false;
    for (std::size_t index = 0; index < games_.size();) {
        Place& game = games_[index];
        if (!game.is_open || draw_one(scene, place, game) == After::Stays) {
            ++index;
            continue;
        }
        left_keyboard = left_keyboard || had_keyboard == game.practice.id();
        if (focused_ == game.practice.id()) focused_.reset();
        close(game, scene);
        const games::GameRecord& record = game.practice.record();
        // What is over or was never begun is not kept.
        if (games::is_over(record.state) || record.moves.empty()) {
            scene.commands.ask(StopThinking{game.practice.id()});
            games_.erase(games_.begin() + static_cast<std::ptrdiff_t>(index));
        } else {
            ++index;
        }
    }
    return left_keyboard;
}

void GamesDesk::close(Place& game, const Scene& scene) {
    game.is_open = false;
    game.practice.leave(scene.now.steady_ms);
    const games::GameRecord& record = game.practice.record();
    if (!games::is_over(record.state) && !record.moves.empty())
        scene.commands.show(SayBriefly{Icon::Games, "The game waits", "Games leads back to it."});
    scene.context.needs.another_frame = true;
}

// Where there is room for one pane, the game is that pane; else the window keeps its place, as far as it can be reached.
Box GamesDesk::box_of(const Scene& scene, Box place, Place& game) const {
    if (place.width() < scene.px(one_pane_below)) return place;
    const ImVec2 natural = natural_game_size(scene.context, game.practice.terms().kind);
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

GamesDesk::After GamesDesk::draw_one(const Scene& scene, Box place, Place& game) {
    const Context& context = scene.context;
    const Box box = box_of(scene, place, game);
    // A dialog keeps the keyboard until it is answered.
    const bool takes_focus = game.wants_focus && !is_popup_open();
    if (takes_focus) {
        game.wants_focus = false;
        game.memory.focus_board = true;
        ImGui::SetNextWindowFocus();
    }
    // The window of Dear ImGui goes by its name alone.
    const std::string name = "game " + std::to_string(game.practice.id().value);
    begin_bare_window(name.c_str(), box, ImGuiWindowFlags_NoNavFocus | ImGuiWindowFlags_NoFocusOnAppearing);
    const bool has_keys = ImGui::IsWindowFocused(ImGuiFocusedFlags_RootAndChildWindows);
    if (has_keys) focused_ = game.practice.id();
    const GameView view = game.practice.view(scene.now.steady_ms);
    draw_cut_card(*ImGui::GetWindowDrawList(), context, box,
                  {.fill = Role::Panel,
                   .outline = has_keys ? Role::BorderControl : Role::Border,
                   .cut = measure::cut_window,
                   .ribbon = view.is_practice ? Role::O : Role::X});
    const Box head{box.min, {box.max.x, box.min.y + context.px(game_head_height)}};
    const GameHeadPress pressed = draw_game_head(context, head, view);
    if (game.at) {
        game.at->x += pressed.dragged.x;
        game.at->y += pressed.dragged.y;
    }
    if (pressed.dragged.x != 0 || pressed.dragged.y != 0) context.needs.another_frame = true;
    After after = pressed.closes ? After::Closed : After::Stays;
    const auto keys = has_keys && !is_popup_open() ? WindowKeys::Here : WindowKeys::Elsewhere;
    for (const GamePress& press :
         draw_game(context, {{box.min.x, head.max.y}, box.max}, view, game.memory, keys))
        obey(press, game, scene, after);
    ImGui::End();
    return after;
}

void GamesDesk::obey(const GamePress& press, Place& game, const Scene& scene, After& after) {
    const std::int64_t now = scene.now.steady_ms;
    scene.context.needs.another_frame = true;
    if (const auto* played = std::get_if<PlayCell>(&press)) {
        game.practice.play(played->cell, played->number, now);
    } else if (const auto* deed = std::get_if<DoDeed>(&press)) {
        if (deed->deed != GameDeed::OtherTerms) return game.practice.act(deed->deed, now);
        scene.commands.show(OpenDialog{std::make_unique<PracticeDialog>(game.practice.terms())});
        after = After::Closed;
    } else if (const auto* copied = std::get_if<CopyMoves>(&press)) {
        scene.commands.ask(CopyText{copied->text});
    } else {
        after = After::Closed;
    }
}

}  // namespace crosstalk::ui
