#include "ui/panels/live_at_desk.hpp"

#include <algorithm>
#include <utility>

#include "client/model/game_state.hpp"

namespace crosstalk::ui {

games::Kind LiveAtDesk::kind() const {
    return live_.card() == nullptr ? games::Kind::TicTacToe : play::kind_of(live_.card()->kind);
}

void LiveAtDesk::go_on_with(net::MessageId message) {
    live_.go_on_with(message);
    moving_.forget();
    doing_.forget();
}

void LiveAtDesk::hear(const model::QuestionFailed& failed) {
    if (!ref_.empty() && failed.ref == ref_) live_.tell_missing(failed.text);
}

WindowStays LiveAtDesk::obey(const GamePress& press, const Scene& scene) {
    const auto* deed = std::get_if<DoDeed>(&press);
    if (deed != nullptr && deed->deed == GameDeed::OtherTerms) {
        const net::Game* card = live_.card();
        if (card == nullptr) return WindowStays::Open;
        const bool is_challenger = card->challenger.user.id == scene.model.me().id;
        scene.commands.show(
            OpenChallenge{live_.room(), is_challenger ? card->challenged.user : card->challenger.user});
        return WindowStays::Open;
    }
    const std::optional<net::Command> command = live_.press(press);
    if (!command) return WindowStays::Open;
    if (deed == nullptr) {
        moving_.perform(*command, scene);
    } else {
        doing_.perform(*command, scene);
        live_.wait_for_answer();
    }
    return WindowStays::Open;
}

void LiveAtDesk::hear_answers() {
    if (moving_.has_failed()) live_.take_move_refusal(moving_.take_refusal());
    if (moving_.is_done()) moving_.forget();
    if (doing_.has_failed()) live_.take_refusal(doing_.take_refusal());
    if (!doing_.is_done()) return;
    live_.take_done();
    doing_.forget();
}

void LiveAtDesk::go_on(const DeskMoment& at) {
    hear_answers();
    const bool is_online = at.model.connection().state == model::ConnectionState::Online;
    const model::Games& games = at.model.games();
    const auto learn = [&] {
        const model::KnownGame* known = games.find(live_.message());
        live_.learn(known, at.model.me(), is_online ? Contact::Online : Contact::Offline);
        return known;
    };
    const model::KnownGame* known = learn();
    // Who played or watched goes on with the rematch.
    if (live_.rematch() && games.find(live_.rematch()) != nullptr) {
        go_on_with(live_.rematch());
        known = learn();
    }
    live_.learn_audience(games.audience(live_.message()));
    tell_look(at);
    if (is_online) ask_for_detail(known, at);
}

// Also when it is over: who looked on stays for the rematch.
void LiveAtDesk::tell_look(const DeskMoment& at) {
    const bool is_told = looks_at_ && looks_at_->game == live_.message();
    const bool looks =
        is_open_ && live_.card() != nullptr && !live_.is_mine() && (is_told || live_.is_running());
    if (looks == is_told) return;
    look_away(at.commands);
    if (!looks) return;
    looks_at_ = model::Spectate{live_.room(), live_.message(), true};
    at.commands.send(*looks_at_);
}

void LiveAtDesk::look_away(Commands& commands) {
    if (!looks_at_) return;
    looks_at_->looks = false;
    commands.send(*std::exchange(looks_at_, std::nullopt));
}

void LiveAtDesk::ask_for_detail(const model::KnownGame* known, const DeskMoment& at) {
    const bool is_whole = known != nullptr && known->times.size() == known->game.moves.size();
    if (is_whole && !was_cut_off_) return;
    if (!live_.room()) return live_.tell_missing("It may have been deleted. Look for it in its room.");
    const AskedFor wanted{live_.message(), known != nullptr && model::is_over(known->game)};
    if (asked_for_ == wanted) return;
    asked_for_ = wanted;
    was_cut_off_ = false;
    ref_ = "game-" + std::to_string(live_.id().value) + "-" + std::to_string(++questions_);
    at.commands.send(model::Ask{net::GameDetail{live_.room(), live_.message()}, ref_});
}

}  // namespace crosstalk::ui
