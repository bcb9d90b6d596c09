// What is told of games; see notifier.hpp.
#include <algorithm>
#include <string>
#include <utility>

#include "client/model/game_state.hpp"
#include "ui/list/game_card.hpp"
#include "ui/notices/notice_rules.hpp"
#include "ui/notices/notifier.hpp"

namespace crosstalk::ui {

namespace {

const net::UserRef& opponent_of(const net::Game& game, net::UserId me) {
    return game.challenger.user.id == me ? game.challenged.user : game.challenger.user;
}

// It stands in a window that one looks at.
bool is_in_sight(net::MessageId game, const Surroundings& around) {
    return around.now.window_has_focus &&
           std::ranges::find(around.games_shown, game) != around.games_shown.end();
}

// What becomes of it is told: one wants to hear of games and of that room, and does not look at the game.
bool is_told_of(const model::KnownGame& known, const Surroundings& around) {
    const model::Room* room = around.model.room(known.room);
    const bool is_quiet_room = room == nullptr || is_muted(known.room, around) ||
                               level_of(*room, around) == NoticeLevel::Nothing ||
                               around.model.is_ignored(opponent_of(known.game, around.model.me().id).id);
    return around.preferences.is_on(SettingId::NoticeGames) && !is_quiet_room &&
           !is_in_sight(known.message, around);
}

// Without words. One is in its room.
Notice notice_of(const model::KnownGame& known, NoticeKind kind, const Surroundings& around) {
    return {.kind = kind,
            .room = known.room,
            .place = known.sequence,
            .by = opponent_of(known.game, around.model.me().id),
            .where = where_of(*around.model.room(known.room)),
            .text = {},
            .at = known.game.changed_at,
            .game = known.message};
}

}  // namespace

void Notifier::decline_silently(const Said& said, const Surroundings& around) {
    const model::KnownGame* known = around.model.games().find(said.message.id);
    const bool is_mine = known != nullptr && known->game.state == net::GameState::Offered &&
                         known->game.challenged.user.id == around.model.me().id;
    if (!is_mine) return;
    if (around.model.is_ignored(known->game.challenger.user.id)) {
        declines_.push_back({said.room, said.message.id, net::DeclineReason::Unsaid});
    } else if (is_quiet(around.preferences, around.now)) {
        declines_.push_back({said.room, said.message.id, net::DeclineReason::Busy});
    }
}

void Notifier::take_challenge(const Said& said, const model::Room& room, const Surroundings& around,
                              NoticeLog& log, std::vector<Telling>& told) {
    const net::UserId me = around.model.me().id;
    // The offer may have come to its end meanwhile. A rematch was agreed by both.
    const model::KnownGame* known = around.model.games().find(said.message.id);
    const net::Game& game = known == nullptr ? *said.message.game : known->game;
    if (game.state != net::GameState::Offered || game.previous) return;
    const bool is_for_me = game.challenged.user.id == me;
    const NoticeKind kind = is_for_me                            ? NoticeKind::Challenge
                            : room.kind == net::RoomKind::Direct ? NoticeKind::Direct
                                                                 : NoticeKind::Message;
    if (!passes(level_of(room, around), kind)) return;
    const std::string about = kind_in_words(game.kind) + ", " + clock_in_short(play::clock_of(game.clock));
    const std::string where = where_of(room);
    const bool is_looked_at_now = is_looked_at(said.room, around);
    Notice notice{.kind = NoticeKind::Challenge,
                  .room = said.room,
                  .place = said.message.sequence,
                  .by = said.message.author,
                  .where = where,
                  .text = game_in_a_line(game, me),
                  .at = said.message.at,
                  .game = said.message.id,
                  .is_seen = is_looked_at_now};
    if (is_for_me) log.add(notice);
    if (is_looked_at_now) return;
    const std::string whom = is_for_me                 ? "you"
                             : game.challenged.user.id ? game.challenged.user.name
                                                       : "anyone";
    tell_of_game(std::move(notice), said.message.author.name + " challenges " + whom,
                 about + (where.empty() ? "" : ", in " + where), around, told);
}

// Ways are those of the settings; only what waits for an answer is heard and flashes.
void Notifier::tell_of_game(Notice notice, std::string title, std::string body, const Surroundings& around,
                            std::vector<Telling>& told) {
    Telling telling;
    telling.title = std::move(title);
    telling.body = std::move(body);
    choose_ways(telling, Sound::Challenge, around);
    if (notice.kind != NoticeKind::Challenge && notice.kind != NoticeKind::Rematch) {
        telling.sound.reset();
        telling.flash = false;
    }
    telling.notice = std::move(notice);
    told.push_back(std::move(telling));
}

void Notifier::look_at_games(const Surroundings& around, NoticeLog& log, std::vector<Telling>& told) {
    if (around.model.revision() == games_revision_) return;
    games_revision_ = around.model.revision();
    const model::Games& games = around.model.games();
    std::erase_if(games_, [&](const auto& seen) { return games.find(seen.first) == nullptr; });
    const net::UserId me = around.model.me().id;
    std::erase_if(rematches_, [&](net::MessageId message) {
        const model::KnownGame* known = games.find(message);
        return known == nullptr || !model::is_asked_for_rematch(known->game, me);
    });
    for (const auto& [message, known] : games.all()) {
        if (!is_player(known.game, me)) continue;
        look_at_game(known, around, told);
        look_at_rematch(known, around, log, told);
    }
}

// Once, while there is time to answer.
void Notifier::look_at_rematch(const model::KnownGame& known, const Surroundings& around, NoticeLog& log,
                               std::vector<Telling>& told) {
    const net::UserId me = around.model.me().id;
    if (!model::is_asked_for_rematch(known.game, me) || !rematches_.insert(known.message).second) return;
    if (known.game.rematch_ends_at.value <= around.now.server_ms || !is_told_of(known, around)) return;
    Notice notice = notice_of(known, NoticeKind::Rematch, around);
    notice.text = "wants a rematch in " + kind_in_words(known.game.kind);
    log.add(notice);
    std::string title = notice.by.name + " wants a rematch";
    tell_of_game(std::move(notice), std::move(title), kind_in_words(known.game.kind), around, told);
}

void Notifier::look_at_game(const model::KnownGame& known, const Surroundings& around,
                            std::vector<Telling>& told) {
    const net::Game& game = known.game;
    const net::UserId me = around.model.me().id;
    const auto before = games_.find(known.message);
    const bool was_open = before != games_.end();
    if (model::is_over(game) && !was_open) return;
    SeenGame& seen = was_open ? before->second : games_[known.message];
    const net::GameState was = was_open ? std::exchange(seen.state, game.state) : (seen.state = game.state);
    const bool is_told = is_told_of(known, around);
    const auto tell = [&](NoticeKind kind, std::string title, std::string body) {
        tell_of_game(notice_of(known, kind, around), std::move(title), std::move(body), around, told);
    };
    if (model::is_over(game)) {
        games_.erase(known.message);
        const GameCard card = card_of(game, me);
        const bool declined = game.state == net::GameState::Declined && game.challenger.user.id == me;
        if (is_told && declined) tell(NoticeKind::GameOver, card.line, kind_in_words(game.kind));
        if (is_told && games::is_running(play::state_of(was)))
            tell(NoticeKind::GameOver, title_in_words(card), kind_in_words(game.kind) + ". " + card.line);
        return;
    }
    if (!model::is_running(game) || game.next_number == seen.turn_told || !model::is_turn_of(game, me))
        return;
    // Once for each turn, whether it is told or seen.
    seen.turn_told = game.next_number;
    if (is_told)
        tell(NoticeKind::Turn, "Your turn against " + opponent_of(game, me).name, card_of(game, me).note);
}

}  // namespace crosstalk::ui
