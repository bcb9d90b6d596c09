#include "ui/list/game_card.hpp"

#include <algorithm>
#include <utility>

#include "client/model/game_state.hpp"
#include "games/kinds.hpp"
#include "games/sentences.hpp"
#include "net/play/game_records.hpp"

namespace crosstalk::ui {

namespace {

using model::is_running;
using model::other;
using model::player_at;
using model::was_played;
using net::GameState;

std::string name_of(const net::GamePlayer& player) {
    return player.user.id ? player.user.name : std::string("anyone");
}

std::string moves_in_words(std::size_t count) {
    return std::to_string(count) + (count == 1 ? " move" : " moves");
}

// Makes the card of one game, part by part.
class CardWriting {
  public:
    CardWriting(const net::Game& game, net::UserId me) : game_(game), me_(me) {}

    GameCard write() {
        const auto record = play::record_shown(game_);
        if (games::row_of(play::kind_of(game_.kind)) == nullptr || !record) return write_unknown();
        card_.position = record->position;
        card_.note = kind_in_words(game_.kind) + ", " + clock_in_short(play::clock_of(game_.clock));
        if (game_.state == GameState::Offered) {
            write_offer();
        } else if (is_running(game_)) {
            write_running(*record);
        } else if (was_played(game_)) {
            write_result();
        } else {
            write_unplayed();
        }
        return std::move(card_);
    }

  private:
    [[nodiscard]] bool is_me(const net::GamePlayer& player) const { return me_ && player.user.id == me_; }
    [[nodiscard]] std::string object(const net::GamePlayer& player) const {
        return is_me(player) ? "you" : name_of(player);
    }
    [[nodiscard]] std::string subject(const net::GamePlayer& player) const {
        return is_me(player) ? "You" : name_of(player);
    }
    void offer(CardDeed deed, std::string_view label, CardWeight weight = CardWeight::Plain) {
        card_.buttons.push_back({deed, label, weight});
    }

    GameCard write_unknown() {
        card_.deed = deed_of_challenge();
        card_.title = {{"A game", {}}};
        card_.line = games::unknown_kind_text;
        return std::move(card_);
    }

    [[nodiscard]] std::string deed_of_challenge() const {
        const bool stands = game_.state == GameState::Offered;
        if (is_running(game_)) return "started a game";
        if (was_played(game_)) return "played a game";
        return (stands ? "challenges " : "challenged ") + object(game_.challenged);
    }

    // --- before it is played

    void write_offer() {
        card_.deed = deed_of_challenge();
        card_.title = {{card_.note, {}}};
        card_.note.clear();
        card_.ends_at = game_.offer_ends_at;
        card_.line = sides_in_words();
        const bool is_open = !game_.challenged.user.id;
        if (is_me(game_.challenger)) {
            card_.tone = CardTone::Calls;
            card_.line =
                (is_open ? "Anyone here may accept. " : "Waiting for " + game_.challenged.user.name + ". ") +
                card_.line;
            return offer(CardDeed::Cancel, "Cancel");
        }
        if (is_me(game_.challenged)) {
            card_.tone = CardTone::Calls;
            offer(CardDeed::Accept, "Accept", CardWeight::Main);
            return offer(CardDeed::Decline, "Decline\u2026");
        }
        card_.tone = is_open ? CardTone::Calls : CardTone::Live;
        if (is_open) {
            offer(CardDeed::Accept, "Accept", CardWeight::Main);
        } else {
            offer(CardDeed::Watch, "Watch");
        }
    }

    // "You play O, quartz begins."
    [[nodiscard]] std::string sides_in_words() const {
        if (game_.wish == net::SideWish::Random) return "Chance says who begins.";
        const bool challenger_begins = game_.wish == net::SideWish::First;
        const net::GamePlayer& first = challenger_begins ? game_.challenger : game_.challenged;
        const net::GamePlayer& second = challenger_begins ? game_.challenged : game_.challenger;
        // Whoever looks at an open offer may be the other one.
        const bool joins = !game_.challenged.user.id && !is_me(game_.challenger);
        const bool begins = is_me(first) || (joins && !first.user.id);
        const bool follows = is_me(second) || (joins && !second.user.id);
        if (begins) return "You play X and begin.";
        const std::string beginner = first.user.id ? first.user.name : std::string("whoever accepts");
        return (follows ? "You play O, " : "") + beginner + " begins.";
    }

    void write_unplayed() {
        card_.deed = deed_of_challenge();
        card_.title = {{card_.note, {}}};
        card_.note.clear();
        if (game_.state == GameState::Cancelled) {
            card_.line = "The challenge was taken back.";
        } else if (game_.state == GameState::Expired) {
            card_.line = "Nobody answered in time.";
        } else {
            card_.line = subject(game_.challenged) + " declined" + reason_in_words();
        }
    }

    [[nodiscard]] std::string reason_in_words() const {
        switch (game_.decline_reason) {
            case net::DeclineReason::Unsaid:
                return ".";
            case net::DeclineReason::Busy:
                return ": busy now.";
            case net::DeclineReason::Later:
                return ": later, perhaps.";
            case net::DeclineReason::OtherKind:
                return ": rather another game.";
        }
        return ".";
    }

    // --- while it is played

    void write_running(const games::GameRecord& record) {
        card_.deed = deed_of_challenge();
        card_.is_live = true;
        const auto named = [&](const net::GamePlayer& player, net::Seat seat) {
            return CardPiece{name_of(player) + (game_.x == seat ? " (X)" : " (O)"), player.user.id};
        };
        card_.title = {named(game_.challenger, net::Seat::Challenger),
                       {" vs ", {}},
                       named(game_.challenged, net::Seat::Challenged)};
        card_.turn = record.position.turn();
        const net::Seat mover = play::seat_of(games::seat_of(record, record.position.turn()));
        const bool mine = is_me(player_at(game_, mover));
        card_.line = mine ? std::string("Your turn")
                          : std::string(*card_.turn == games::Mark::X ? "X" : "O") + " to move";
        card_.line += ", move " + std::to_string(game_.moves.size() + 1);
        card_.line += requests_in_words();
        const bool plays = is_player(game_, me_);
        card_.tone = plays ? CardTone::Calls : CardTone::Live;
        offer(plays ? CardDeed::Open : CardDeed::Watch, plays ? "Open" : "Watch",
              plays ? CardWeight::Accent : CardWeight::Plain);
    }

    [[nodiscard]] std::string requests_in_words() const {
        std::string text;
        for (const net::GamePlayer* player : {&game_.challenger, &game_.challenged}) {
            if (player->gone_since)
                text += ", " + object(*player) + (is_me(*player) ? " are gone" : " is gone");
            if (game_.draw_offered_by && game_.draw_offered_by == player->user.id)
                text += ", " + object(*player) + (is_me(*player) ? " offer a draw" : " offers a draw");
            if (game_.take_back_asked_by && game_.take_back_asked_by == player->user.id)
                text +=
                    ", " + object(*player) + (is_me(*player) ? " ask to take back" : " asks to take back");
        }
        return text;
    }

    // --- when it is over

    void write_result() {
        card_.deed = deed_of_challenge();
        card_.tone = game_.winner                      ? CardTone::Won
                     : game_.state == GameState::Drawn ? CardTone::Drawn
                                                       : CardTone::Quiet;
        const bool names_challenged_first =
            game_.winner ? game_.winner == game_.challenged.user.id : is_me(game_.challenged);
        first_ = names_challenged_first ? net::Seat::Challenged : net::Seat::Challenger;
        const net::GamePlayer& first = player_at(game_, first_);
        const net::GamePlayer& second = player_at(game_, other(first_));
        card_.title = {{subject(first), first.user.id}, {}, {object(second), second.user.id}};
        if (game_.winner) {
            card_.title[1].text = is_me(first) ? " win against " : " wins against ";
        } else {
            card_.title[1].text = game_.state == GameState::Drawn ? " drew with " : " vs ";
        }
        card_.line = how_in_words(second) + series_in_words();
        write_rematch();
        // A rematch that waits is what is to be decided; the record can be looked at later.
        if (!game_.moves.empty() && card_.buttons.size() < 2 && game_.rematch != net::RematchState::Offered)
            offer(CardDeed::Replay, "Replay");
    }

    [[nodiscard]] std::string how_in_words(const net::GamePlayer& loser) const {
        const std::string moves = moves_in_words(game_.moves.size());
        switch (game_.state) {
            case GameState::Resigned:
                return subject(loser) + " resigned after " + moves + ".";
            case GameState::TimedOut:
                return (is_me(loser) ? "Your" : loser.user.name + "'s") + std::string(" time was up.");
            case GameState::Abandoned:
                return subject(loser) + (is_me(loser) ? " were gone." : " was gone.");
            case GameState::Aborted:
                return "Aborted: it does not count.";
            case GameState::Drawn:
                if (game_.draw_reason == net::DrawReason::Agreement)
                    return "By agreement, after " + moves + ".";
                if (game_.draw_reason == net::DrawReason::Claim) return "One of them was gone.";
                return "The board is full, " + moves + ".";
            default:
                return "After " + moves + ".";
        }
    }

    // In the order of the title.
    [[nodiscard]] std::string series_in_words() const {
        const std::uint32_t all = game_.challenger_wins + game_.challenged_wins + game_.draws;
        if (all < 2) return {};
        const bool swapped = first_ == net::Seat::Challenged;
        std::string text = " Series " +
                           std::to_string(swapped ? game_.challenged_wins : game_.challenger_wins) + " : " +
                           std::to_string(swapped ? game_.challenger_wins : game_.challenged_wins);
        if (game_.draws > 0) text += ", " + std::to_string(game_.draws) + " drawn";
        return text + ".";
    }

    void write_rematch() {
        if (game_.rematch == net::RematchState::Agreed && game_.next) {
            card_.line += " A rematch was agreed.";
            return offer(CardDeed::NextGame, "Next game", CardWeight::Accent);
        }
        if (game_.rematch == net::RematchState::Offered) {
            const bool is_mine = game_.rematch_by == me_;
            const net::GamePlayer& asker =
                game_.rematch_by == game_.challenged.user.id ? game_.challenged : game_.challenger;
            card_.line = subject(asker) + (is_mine ? " asked for a rematch." : " wants a rematch.") +
                         series_in_words();
            card_.ends_at = game_.rematch_ends_at;
            if (!is_player(game_, me_)) return;
            card_.tone = CardTone::Calls;
            if (!is_mine) offer(CardDeed::Rematch, "Rematch", CardWeight::Main);
            return offer(CardDeed::DeclineRematch, is_mine ? "Take it back" : "No rematch");
        }
        if (game_.rematch == net::RematchState::None && is_player(game_, me_))
            offer(CardDeed::Rematch, "Rematch", CardWeight::Accent);
    }

    const net::Game& game_;
    net::UserId me_;
    GameCard card_;
    net::Seat first_ = net::Seat::Challenger;  // who is named first
};

}  // namespace

GameCard card_of(const net::Game& game, net::UserId me) {
    return CardWriting(game, me).write();
}

std::string game_in_words(const net::Game& game) {
    const auto record = play::record_shown(game);
    if (games::row_of(play::kind_of(game.kind)) == nullptr || !record)
        return std::string(games::unknown_kind_text);
    const std::string words =
        games::game_in_words(*record, {game.challenger.user.name, game.challenged.user.name});
    const bool has_begun = is_running(game) || was_played(game);
    return has_begun ? kind_in_words(game.kind) + ": " + words : words;
}

std::string game_in_a_line(const net::Game& game, net::UserId me) {
    const std::string kind = kind_in_words(game.kind);
    const bool is_mine = me && game.challenged.user.id == me;
    const std::string whom = is_mine ? "you" : name_of(game.challenged);
    if (game.state == GameState::Offered) return "challenges " + whom + " to " + kind;
    if (!is_running(game) && !was_played(game)) return "challenged " + whom + " to " + kind;
    return game_in_words(game);
}

std::string kind_in_words(net::GameKind kind) {
    const games::KindRow* row = games::row_of(play::kind_of(kind));
    return row == nullptr ? "a game" : std::string(row->title);
}

std::string clock_in_short(const games::TimeControl& clock) {
    const auto span = [](std::int64_t ms) {
        const std::int64_t seconds = ms / 1'000;
        if (seconds < 60 || seconds % 60 != 0) return std::to_string(seconds) + " s";
        return std::to_string(seconds / 60) + " min";
    };
    switch (clock.mode) {
        case games::ClockMode::None:
            return "no clock";
        case games::ClockMode::PerMove:
            return span(clock.main_ms) + " a move";
        case games::ClockMode::Total:
            return span(clock.main_ms) + (clock.increment_ms > 0 ? " + " + span(clock.increment_ms) : "");
    }
    return {};
}

std::string countdown_text(std::int64_t left_ms) {
    const std::int64_t seconds = (std::max<std::int64_t>(0, left_ms) + 999) / 1'000;
    const std::int64_t rest = seconds % 60;
    return std::to_string(seconds / 60) + (rest < 10 ? ":0" : ":") + std::to_string(rest);
}

std::string title_in_words(const GameCard& card) {
    std::string text;
    for (const CardPiece& piece : card.title)
        text += piece.text;
    return text;
}

bool is_player(const net::Game& game, net::UserId user) {
    return user && (game.challenger.user.id == user || game.challenged.user.id == user);
}

std::string opponent_name(const net::Game& game, net::UserId me) {
    return name_of(game.challenger.user.id == me ? game.challenged : game.challenger);
}

}  // namespace crosstalk::ui
