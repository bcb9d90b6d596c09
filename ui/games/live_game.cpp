#include "ui/games/live_game.hpp"

#include <variant>

#include "client/model/game_state.hpp"
#include "games/sentences.hpp"
#include "net/play/game_records.hpp"
#include "ui/games/record_view.hpp"

namespace crosstalk::ui {

namespace {

using games::GameRecord;
using net::Seat;

constexpr std::string_view not_connected = "There is no connection. The game goes on when it is back.";
constexpr std::string_view out_of_reach =
    "This game is out of reach: its message was deleted, or you are not in its room any more.";
constexpr std::string_view on_its_way = "What you pressed last is on its way.";
constexpr std::string_view unreadable =
    "The moves of this game do not fit the rules that this version knows. Update Crosstalk to see it.";

// With the times of its moves, if all of them are known.
std::optional<GameRecord> record_of(const model::KnownGame& known) {
    if (games::row_of(play::kind_of(known.game.kind)) == nullptr) return std::nullopt;
    if (known.times.size() == known.game.moves.size())
        return play::read_record({.game = known.game, .moves = known.times});
    return play::record_shown(known.game);
}

std::string title_of(const net::Game& game) {
    const games::KindRow* row = games::row_of(play::kind_of(game.kind));
    return row == nullptr ? "A game" : std::string(row->title);
}

std::optional<net::GameAction> action_of(GameDeed deed) {
    switch (deed) {
        case GameDeed::Resign:
            return net::GameAction::Resign;
        case GameDeed::Abort:
            return net::GameAction::Abort;
        case GameDeed::OfferDraw:
        case GameDeed::AcceptDraw:
            return net::GameAction::OfferDraw;
        case GameDeed::DeclineDraw:
            return net::GameAction::DeclineDraw;
        case GameDeed::TakeBack:
            return net::GameAction::AskTakeBack;
        case GameDeed::AllowTakeBack:
            return net::GameAction::AllowTakeBack;
        case GameDeed::DeclineTakeBack:
            return net::GameAction::DeclineTakeBack;
        case GameDeed::Rematch:
            return net::GameAction::OfferRematch;
        case GameDeed::DeclineRematch:
            return net::GameAction::DeclineRematch;
        case GameDeed::ClaimWin:
            return net::GameAction::ClaimWin;
        case GameDeed::ClaimDraw:
            return net::GameAction::ClaimDraw;
        case GameDeed::OtherTerms:
            break;
    }
    return std::nullopt;
}

}  // namespace

// --- what is known

void LiveGame::learn(const model::KnownGame* known, const net::UserRef& me, Contact contact) {
    contact_ = contact;
    is_out_of_reach_ = known == nullptr && is_known_;
    if (known == nullptr) return;
    missing_.clear();
    const bool has_more = known->times.size() != times_.size();
    if (is_known_ && known->game == card_ && !has_more && seat_ == model::seat_of(card_, me.id)) return;
    const net::Game before = card_;
    const bool was_known = is_known_;
    seat_ = model::seat_of(known->game, me.id);
    take(*known);
    if (!was_known) return;
    if (!before.next && card_.next) rematch_ = card_.next;
    tell_news(before);
}

void LiveGame::take(const model::KnownGame& known) {
    const bool is_changed = known.game.changed_at != card_.changed_at;
    is_known_ = true;
    room_ = known.room;
    card_ = known.game;
    times_ = known.times;
    record_ = record_of(known);
    if (is_changed) refusal_.clear();
    if (hoped_ && (hoped_->number != card_.next_number || !model::is_running(card_))) hoped_.reset();
}

// Who only watches hears nothing.
void LiveGame::tell_news(const net::Game& before) {
    if (!seat_) return;
    if (!model::is_running(before) && model::is_running(card_)) news_.push_back(GameNews::Begun);
    if (model::is_running(before) && model::has_result(card_)) {
        const net::UserId me = model::player_at(card_, *seat_).user.id;
        news_.push_back(!card_.winner        ? GameNews::Drawn
                        : card_.winner == me ? GameNews::Won
                                             : GameNews::Lost);
    } else if (card_.moves.size() > before.moves.size()) {
        news_.push_back(GameNews::Moved);
    }
}

void LiveGame::go_on_with(net::MessageId message) {
    LiveGame next(id_, room_, message);
    next.contact_ = contact_;
    if (seat_) next.news_.push_back(GameNews::Begun);
    *this = std::move(next);
}

bool LiveGame::is_running() const {
    return is_known_ && !is_out_of_reach_ && model::is_running(card_);
}

std::optional<Seat> LiveGame::mover() const {
    const auto seat = record_ ? games::to_move(*record_) : std::nullopt;
    return seat ? std::optional(play::seat_of(*seat)) : std::nullopt;
}

bool LiveGame::is_my_turn() const {
    return seat_ && !is_out_of_reach_ && mover() == seat_;
}

std::string LiveGame::name_of(Seat seat) const {
    const net::UserRef& user = model::player_at(card_, seat).user;
    return user.id ? user.name : "someone";
}

std::string LiveGame::words() const {
    if (!is_known_) return "A game";
    std::string words = title_of(card_);
    if (seat_) {
        words += " with " + name_of(model::other(*seat_));
    } else {
        words += ", " + name_of(Seat::Challenger) + " and " + name_of(Seat::Challenged);
    }
    if (!record_) return words;
    if (games::is_over(record_->state)) return words + ": over";
    if (is_my_turn()) return words + ": your turn";
    return mover() ? words + ": " + name_of(*mover()) + " is to move" : words;
}

// --- what is shown

GameView LiveGame::unknown_view() const {
    GameView view;
    view.id = id_;
    view.title = "A game";
    view.has_board = false;
    view.headline = missing_.empty() ? "Looking for the game" : "The game is not there";
    view.sentence = missing_;
    return view;
}

// Of a newer kind, or against the rules that are known here.
GameView LiveGame::unreadable_view() const {
    GameRecord bare;
    bare.terms = {play::kind_of(card_.kind), games::SideWish::First, play::clock_of(card_.clock)};
    bare.position = games::Position(bare.terms.kind);
    bare.state = play::state_of(card_.state);
    bare.series = {{card_.challenger_wins, card_.challenged_wins}, card_.draws};
    GameView view =
        view_of(bare, {.names = {name_of(Seat::Challenger), name_of(Seat::Challenged)},
                       .users = {card_.challenger.user.id.value, card_.challenged.user.id.value}});
    view.id = id_;
    view.has_board = false;
    view.runs = false;
    view.headline = "Update to play";
    if (games::row_of(bare.terms.kind) != nullptr) view.sentence = unreadable;
    for (PlayerView& player : view.players) {
        player.to_move = false;
        player.left_ms.reset();
    }
    return view;
}

GameView LiveGame::view(std::int64_t server_ms) const {
    if (!is_known_) return unknown_view();
    if (!record_) return unreadable_view();
    Onlooker onlooker{.seat = seat_ ? std::optional(play::seat_of(*seat_)) : std::nullopt,
                      .names = {name_of(Seat::Challenger), name_of(Seat::Challenged)},
                      .users = {card_.challenger.user.id.value, card_.challenged.user.id.value},
                      .now_ms = server_ms};
    GameView view = view_of(*record_, onlooker);
    view.id = id_;
    view.about = record_->terms.clock.mode == games::ClockMode::None
                     ? std::string()
                     : games::clock_in_words(record_->terms.clock);
    if (seat_ && view.is_over) view.deeds.push_back({GameDeed::OtherTerms});
    view.watching = audience_.count;
    for (const net::UserRef& user : audience_.users)
        view.spectators.push_back({user.id.value, user.name});
    hold_back(view);
    return view;
}

// What is on its way, was refused, or cannot be sent.
void LiveGame::hold_back(GameView& view) const {
    if (is_out_of_reach_) {
        view.deeds.clear();
        view.may_move = false;
        view.runs = false;
        view.words_change_in_ms.reset();
        view.notice = out_of_reach;
        view.notice_tone = NoticeTone::Refused;
        return;
    }
    if (hoped_) {
        view.pending = hoped_->cell;
        view.may_move = false;
    }
    const bool is_offline = contact_ == Contact::Offline;
    if (is_offline || awaits_answer_) {
        for (DeedOffered& each : view.deeds) {
            if (each.deed != GameDeed::OtherTerms || is_offline)
                each.disabled_reason = is_offline ? not_connected : on_its_way;
        }
    }
    if (is_offline) view.may_move = false;
    if (!refusal_.empty()) {
        view.notice = refusal_;
        view.notice_tone = NoticeTone::Refused;
    } else if (is_offline && seat_ && !view.is_over) {
        view.notice = not_connected;
        view.notice_tone = NoticeTone::Refused;
    }
}

// --- what is pressed

std::optional<net::Command> LiveGame::press(const GamePress& press) {
    if (!is_known_) return std::nullopt;
    refusal_.clear();
    if (const auto* played = std::get_if<PlayCell>(&press)) {
        if (hoped_) return std::nullopt;
        hoped_ = HopedMove{played->cell, played->number};
        return net::MakeMove{room_, message_, played->number, played->cell.index};
    }
    const auto* deed = std::get_if<DoDeed>(&press);
    const auto action = deed == nullptr ? std::nullopt : action_of(deed->deed);
    if (!action) return std::nullopt;
    return net::ActInGame{room_, message_, *action};
}

void LiveGame::take_refusal(std::string why) {
    awaits_answer_ = false;
    refusal_ = std::move(why);
}

void LiveGame::take_move_refusal(std::string why) {
    hoped_.reset();
    refusal_ = std::move(why);
}

}  // namespace crosstalk::ui
