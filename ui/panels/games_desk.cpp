#include "ui/panels/games_desk.hpp"

#include <algorithm>
#include <utility>

#include "net/play/game_records.hpp"
#include "ui/notices/notifier.hpp"
#include "ui/panels/live_at_desk.hpp"
#include "ui/panels/practice_at_desk.hpp"

namespace crosstalk::ui {

namespace {

Sound sound_of(GameNews news) {
    switch (news) {
        case GameNews::Begun:
            return Sound::Challenge;
        case GameNews::Moved:
            return Sound::Move;
        case GameNews::Won:
            return Sound::Win;
        case GameNews::Lost:
            return Sound::Lose;
        case GameNews::Hurry:
            return Sound::Hurry;
        case GameNews::Drawn:
            break;
    }
    return Sound::Draw;
}

bool plays(const net::Game& game, net::UserId user) {
    return user && (game.challenger.user.id == user || game.challenged.user.id == user);
}

bool runs(const net::Game& game) {
    return game.state == net::GameState::Playing || game.state == net::GameState::Paused;
}

}  // namespace

GamesDesk::GamesDesk() = default;
GamesDesk::~GamesDesk() = default;

GamesDesk::Place* GamesDesk::find(GameId id) {
    const auto found = std::ranges::find(games_, id, [](const Place& place) { return place.game->id(); });
    return found == games_.end() ? nullptr : &*found;
}

GamesDesk::Place* GamesDesk::find_live(net::MessageId message) {
    const auto found = std::ranges::find_if(games_, [&](const Place& place) {
        return place.live != nullptr && place.live->message() == message;
    });
    return found == games_.end() ? nullptr : &*found;
}

GamesDesk::Place& GamesDesk::add(std::unique_ptr<DeskGame> game, LiveAtDesk* live, Arrival arrival) {
    std::size_t number = 0;
    while (std::ranges::any_of(games_, [&](const Place& place) { return place.number == number; }))
        ++number;
    games_.push_back({.game = std::move(game), .live = live, .arrival = arrival, .number = number});
    return games_.back();
}

GamesDesk::Place& GamesDesk::add_live(net::RoomId room, net::MessageId message, Arrival arrival) {
    auto game = std::make_unique<LiveAtDesk>(GameId{++last_id_}, room, message);
    LiveAtDesk* const live = game.get();
    return add(std::move(game), live, arrival);
}

bool GamesDesk::begin(const PracticeTerms& terms, const Moment& now) {
    if (games_.size() >= most_games) return false;
    const GameId id{++last_id_};
    // Nobody plays for anything here: the time of day is chance enough.
    const auto seed = static_cast<std::uint64_t>(now.wall_ms) * 1'000 + last_id_;
    add(std::make_unique<PracticeAtDesk>(id, terms, seed, now), nullptr, Arrival::WithKeyboard);
    return true;
}

bool GamesDesk::open(net::MessageId message, net::RoomId room, const Moment& now) {
    if (Place* place = find_live(message)) {
        bring(*place, Arrival::WithKeyboard, now);
        return true;
    }
    if (games_.size() >= most_games) return false;
    add_live(room, message, Arrival::WithKeyboard);
    return true;
}

void GamesDesk::bring(Place& place, Arrival arrival, const Moment& now) {
    if (!std::exchange(place.is_open, true)) place.game->open(now);
    place.arrival = std::max(place.arrival, arrival);
}

void GamesDesk::show(GameId id, const Moment& now) {
    if (Place* place = find(id)) bring(*place, Arrival::WithKeyboard, now);
}

void GamesDesk::show_next(const Moment& now) {
    if (games_.empty()) return;
    const Place* focused = focused_ ? find(*focused_) : nullptr;
    const std::size_t next = focused == nullptr
                                 ? games_.size() - 1
                                 : static_cast<std::size_t>(focused - games_.data() + 1) % games_.size();
    bring(games_[next], Arrival::WithKeyboard, now);
}

void GamesDesk::forget_live() {
    std::erase_if(games_, [](const Place& place) { return place.live != nullptr; });
    begun_.clear();
    focused_.reset();
}

bool GamesDesk::is_any_open() const {
    return std::ranges::any_of(games_, &Place::is_open);
}

bool GamesDesk::step_out() {
    Place* place = focused_ ? find(*focused_) : nullptr;
    if (place == nullptr || !place->memory.asks_resign) return false;
    place->memory.asks_resign = false;
    place->memory.focus_board = true;
    return true;
}

std::vector<GameLine> GamesDesk::lines(OnScreen which) const {
    std::vector<GameLine> lines;
    for (const Place& place : games_) {
        if (which == OnScreen::All || place.live == nullptr)
            lines.push_back({place.game->id(), place.game->words(), place.game->is_my_turn()});
    }
    return lines;
}

std::size_t GamesDesk::turns() const {
    return static_cast<std::size_t>(
        std::ranges::count_if(games_, [](const Place& place) { return place.game->is_my_turn(); }));
}

std::vector<net::MessageId> GamesDesk::shown() const {
    std::vector<net::MessageId> open;
    for (const Place& place : games_) {
        if (place.live != nullptr && place.is_open) open.push_back(place.live->message());
    }
    return open;
}

// --- what is heard

void GamesDesk::hear(const DesktopEvent& event) {
    if (const auto* thought = std::get_if<MoveThought>(&event)) thoughts_.push_back(*thought);
}

void GamesDesk::hear(const model::LinkEvent& event) {
    if (const auto* happened = std::get_if<model::Happened>(&event)) {
        const net::Fact& fact = happened->event.fact;
        if (const auto* changed = std::get_if<net::GameChanged>(&fact)) {
            if (changed->step == net::GameStep::Accepted) begun_.push_back(changed->message);
        } else if (const auto* posted = std::get_if<net::MessagePosted>(&fact)) {
            // A rematch has no offer.
            if (posted->game && runs(*posted->game)) begun_.push_back(posted->id);
        }
    } else if (std::holds_alternative<model::Online>(event)) {
        asks_running_ = true;
        asks_before_ = {};
        for (Place& place : games_) {
            if (place.live != nullptr) place.live->ask_again();
        }
    } else if (const auto* answered = std::get_if<model::Answered>(&event)) {
        const auto* page = std::get_if<net::GamesPage>(&answered->answer);
        if (page != nullptr && !asked_ref_.empty() && answered->ref == asked_ref_) hear_page(*page);
    } else if (const auto* failed = std::get_if<model::QuestionFailed>(&event)) {
        for (Place& place : games_) {
            if (place.live != nullptr) place.live->hear(*failed);
        }
    }
}

void GamesDesk::hear_page(const net::GamesPage& page) {
    asked_ref_.clear();
    for (const net::GameEntry& entry : page.games) {
        // One that was closed here stays closed.
        if (runs(entry.game) && find_live(entry.message) == nullptr) begun_.push_back(entry.message);
    }
    asks_running_ = static_cast<bool>(page.next);
    asks_before_ = page.next;
}

void GamesDesk::ask_for_running(const model::Model& model, Commands& commands) {
    if (!asks_running_ || model.connection().state != model::ConnectionState::Online) return;
    asks_running_ = false;
    asked_ref_ = "games-that-run-" + std::to_string(++questions_);
    commands.send(model::Ask{
        net::Games{
            .room = {}, .player = model.me().id, .phase = net::GamePhase::Running, .before = asks_before_},
        asked_ref_});
}

void GamesDesk::take_up(const model::Model& model, const Moment& now) {
    for (const net::MessageId message : std::exchange(begun_, {})) {
        const model::KnownGame* known = model.games().find(message);
        if (known != nullptr && runs(known->game) && plays(known->game, model.me().id))
            take_up_one(*known, now);
    }
}

void GamesDesk::take_up_one(const model::KnownGame& known, const Moment& now) {
    Place* place = find_live(known.message);
    if (place == nullptr && known.game.previous) {
        place = find_live(known.game.previous);
        if (place != nullptr) place->live->go_on_with(known.message);
    }
    if (place != nullptr) return bring(*place, Arrival::InFront, now);
    const Place& added = add_live(known.room, known.message, Arrival::InFront);
    if (known.game.moves.empty()) added.live->announce();
}

void GamesDesk::go_on(const model::Model& model, const Preferences& preferences, const Moment& now,
                      Commands& commands) {
    for (const MoveThought& thought : std::exchange(thoughts_, {})) {
        if (Place* place = find(thought.game)) place->game->take(thought, now);
    }
    ask_for_running(model, commands);
    take_up(model, now);
    for (Place& place : games_) {
        place.game->go_on({model, now, commands});
        sound(place, preferences, now, commands);
    }
    clear_ended(commands);
}

// What is closed and has come to its end is found by its card.
void GamesDesk::clear_ended(Commands& commands) {
    std::erase_if(games_, [&](const Place& place) {
        if (place.is_open || place.game->waits()) return false;
        place.game->end(commands);
        return true;
    });
}

void GamesDesk::sound(Place& place, const Preferences& preferences, const Moment& now, Commands& commands) {
    std::vector<GameNews> news = place.game->take_news();
    // Of what is closed the notices tell.
    if (!place.is_open) news.clear();
    warn_of_clock(place, now, commands, news);
    if (!preferences.is_on(SettingId::NoticeSound) || is_quiet(preferences, now)) return;
    for (const GameNews each : news)
        commands.ask(PlaySound{sound_of(each), {preferences.number(SettingId::NoticeVolume)}});
}

// Once for each move.
void GamesDesk::warn_of_clock(Place& place, const Moment& now, Commands& commands,
                              std::vector<GameNews>& news) {
    if (!place.game->is_my_turn()) return;
    const GameView view = place.game->view(now);
    if (!view.runs || place.hurried_move == view.next_number) return;
    for (const PlayerView& player : view.players) {
        if (!player.is_me || !player.left_ms) continue;
        const std::int64_t calm_ms = *player.left_ms - clock_warns_from_ms;
        if (calm_ms > 0) return commands.wake_in(calm_ms);
        place.hurried_move = view.next_number;
        news.push_back(GameNews::Hurry);
    }
}

}  // namespace crosstalk::ui
