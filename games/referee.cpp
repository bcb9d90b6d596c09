#include "games/referee.hpp"

#include <algorithm>

#include "games/course.hpp"

namespace crosstalk::games {
namespace {

using Verdict = std::optional<Refusal>;

Refusal refusal_for(MoveResult result) {
    switch (result) {
        case MoveResult::UnknownKind:
            return Refusal::UnknownKind;
        case MoveResult::Outside:
            return Refusal::Outside;
        case MoveResult::Taken:
            return Refusal::Taken;
        case MoveResult::WrongBoard:
            return Refusal::WrongBoard;
        case MoveResult::Finished:
        case MoveResult::Done:
            break;
    }
    return Refusal::NotPlaying;
}

bool is_wish(SideWish wish) {
    return wish == SideWish::First || wish == SideWish::Second || wish == SideWish::Random;
}

// One action of one player, on a copy of the record. Each returns why not, or carries it out.
class Ruling {
  public:
    Ruling(GameRecord& record, PlayerId actor, std::int64_t now)
        : record_(record), actor_(actor), now_(now) {}

    Verdict operator()(const Accept& action) {
        if (!actor_) return Refusal::NotAPlayer;
        if (record_.state != GameState::Offered) return Refusal::OfferOver;
        if (seat() == Seat::Challenger) return Refusal::NotYours;
        SeatState& challenged = record_.seats[1];
        if (challenged.player && challenged.player != actor_) return Refusal::NotAPlayer;
        challenged.player = actor_;
        if (record_.terms.wish == SideWish::First) record_.x = Seat::Challenger;
        if (record_.terms.wish == SideWish::Second) record_.x = Seat::Challenged;
        if (record_.terms.wish == SideWish::Random)
            record_.x = action.drawn_lot == Seat::Challenger ? Seat::Challenger : Seat::Challenged;
        begin(record_, now_);
        return {};
    }

    Verdict operator()(const Decline& action) {
        if (!seat()) return Refusal::NotAPlayer;
        if (record_.state != GameState::Offered) return Refusal::OfferOver;
        if (seat() == Seat::Challenger) return Refusal::NotYours;
        record_.state = GameState::Declined;
        record_.decline_reason =
            action.reason <= DeclineReason::OtherKind ? action.reason : DeclineReason::Unsaid;
        return {};
    }

    Verdict operator()(const Cancel&) {
        if (!seat()) return Refusal::NotAPlayer;
        if (record_.state != GameState::Offered) return Refusal::OfferOver;
        if (seat() != Seat::Challenger) return Refusal::NotYours;
        record_.state = GameState::Cancelled;
        return {};
    }

    Verdict operator()(const MakeMove& action) {
        if (!seat()) return Refusal::NotAPlayer;
        if (was_made(action)) return Refusal::RepeatedMove;
        if (!is_running(record_.state)) return Refusal::NotPlaying;
        if (to_move(record_) != seat()) return Refusal::NotYourTurn;
        if (action.number != record_.next_number) return Refusal::WrongNumber;
        const MoveResult result = record_.position.judge(action.cell);
        if (result != MoveResult::Done) return refusal_for(result);
        make_move(record_, action.cell, now_);
        return {};
    }

    Verdict operator()(const OfferDraw&) {
        if (const Verdict no = unless_playing()) return no;
        if (record_.draw_offer == other(*seat())) {
            finish_drawn(record_, DrawReason::Agreement, now_);
            return {};
        }
        return ask(record_.draw_offer, own().draw_offered_at);
    }

    Verdict operator()(const DeclineDraw&) {
        if (const Verdict no = unless_playing()) return no;
        return turn_down(record_.draw_offer);
    }

    Verdict operator()(const AskTakeBack&) {
        if (const Verdict no = unless_playing()) return no;
        if (record_.take_back_request == other(*seat())) return Refusal::AlreadyAsked;
        if (moves_to_take_back(record_, *seat()) == 0) return Refusal::NothingToTakeBack;
        return ask(record_.take_back_request, own().take_back_asked_at);
    }

    Verdict operator()(const AllowTakeBack&) {
        if (const Verdict no = unless_playing()) return no;
        if (record_.take_back_request != other(*seat())) return Refusal::NothingAsked;
        take_back(record_, *record_.take_back_request, now_);
        return {};
    }

    Verdict operator()(const DeclineTakeBack&) {
        if (const Verdict no = unless_playing()) return no;
        return turn_down(record_.take_back_request);
    }

    Verdict operator()(const Abort&) {
        if (const Verdict no = unless_playing()) return no;
        if (record_.moves.size() >= 2) return Refusal::TooLateToAbort;
        finish_aborted(record_, now_);
        return {};
    }

    Verdict operator()(const Resign&) {
        if (const Verdict no = unless_playing()) return no;
        finish_won(record_, GameState::Resigned, other(*seat()), now_);
        return {};
    }

    Verdict operator()(const ClaimWin&) {
        if (const Verdict no = unless_claimable()) return no;
        finish_won(record_, GameState::Abandoned, *seat(), now_);
        return {};
    }

    Verdict operator()(const ClaimDraw&) {
        if (const Verdict no = unless_claimable()) return no;
        finish_drawn(record_, DrawReason::Claim, now_);
        return {};
    }

    Verdict operator()(const OfferRematch&) {
        if (const Verdict no = unless_rematch()) return no;
        if (record_.rematch_by == seat()) return Refusal::AlreadyAsked;
        if (record_.rematch == RematchState::Offered) {
            record_.rematch = RematchState::Agreed;
            return {};
        }
        record_.rematch = RematchState::Offered;
        record_.rematch_by = seat();
        record_.rematch_ends_at_ms = now_ + rematch_offer_ms;
        return {};
    }

    Verdict operator()(const DeclineRematch&) {
        if (const Verdict no = unless_rematch()) return no;
        record_.rematch = RematchState::Declined;
        return {};
    }

  private:
    [[nodiscard]] std::optional<Seat> seat() const { return seat_of(record_, actor_); }
    [[nodiscard]] SeatState& own() { return record_.seats[static_cast<std::size_t>(*seat())]; }

    [[nodiscard]] bool was_made(const MakeMove& action) const {
        const auto found = std::ranges::find(record_.moves, action.number, &PlayedMove::number);
        if (found == record_.moves.end() || found->cell != action.cell) return false;
        const bool by_x = (found - record_.moves.begin()) % 2 == 0;
        return by_x == (mark_of(record_, *seat()) == Mark::X);
    }

    [[nodiscard]] Verdict unless_playing() const {
        if (!seat()) return Refusal::NotAPlayer;
        if (!is_running(record_.state)) return Refusal::NotPlaying;
        return {};
    }

    [[nodiscard]] Verdict unless_claimable() {
        if (const Verdict no = unless_playing()) return no;
        if (own().gone_since_ms) return Refusal::ClaimantGone;
        const auto from = claim_from_ms(record_, other(*seat()));
        if (!from) return Refusal::OpponentPresent;
        if (now_ < *from) return Refusal::ClaimTooEarly;
        return {};
    }

    // A decline is for good; so is letting the time pass.
    [[nodiscard]] Verdict unless_rematch() const {
        if (!seat()) return Refusal::NotAPlayer;
        const bool was_played = has_result(record_.state) || record_.state == GameState::Aborted;
        const bool is_open =
            record_.rematch == RematchState::None || record_.rematch == RematchState::Offered;
        if (!was_played || !is_open) return Refusal::NoRematch;
        return {};
    }

    Verdict ask(std::optional<Seat>& request, std::uint32_t& asked_at) {
        if (request) return Refusal::AlreadyAsked;
        if (asked_at != 0 && record_.next_number < asked_at + 2) return Refusal::TooSoon;
        request = seat();
        asked_at = record_.next_number;
        return {};
    }

    // The other's request is declined, one's own taken back.
    Verdict turn_down(std::optional<Seat>& request) const {
        if (!request) return Refusal::NothingAsked;
        request.reset();
        return {};
    }

    GameRecord& record_;
    PlayerId actor_;
    std::int64_t now_;
};

}  // namespace

Judgement offer(const Terms& terms, PlayerId challenger, PlayerId challenged, std::int64_t now_ms) {
    if (row_of(terms.kind) == nullptr) return Refusal::UnknownKind;
    if (!is_valid(terms.clock) || !is_wish(terms.wish)) return Refusal::BadTerms;
    if (!challenger) return Refusal::NotAPlayer;
    if (challenger == challenged) return Refusal::SelfChallenge;
    GameRecord record;
    record.terms = terms;
    record.position = Position(terms.kind);
    record.seats[0].player = challenger;
    record.seats[1].player = challenged;
    record.offered_at_ms = std::clamp<std::int64_t>(now_ms, 0, latest_time_ms);
    record.changed_at_ms = record.offered_at_ms;
    record.offer_ends_at_ms = record.offered_at_ms + offer_ms;
    return record;
}

Judgement judge(const GameRecord& record, PlayerId actor, const Action& action, std::int64_t now_ms) {
    const std::int64_t now = time_in(record, now_ms);
    const bool concerns_actor = seat_of(record, actor) || std::holds_alternative<Accept>(action);
    if (!concerns_actor) return Refusal::NotAPlayer;
    if (const auto deadline = next_deadline(record); deadline && now >= *deadline) return Refusal::TimeUp;
    GameRecord changed = record;
    if (const Verdict refusal = std::visit(Ruling(changed, actor, now), action)) return *refusal;
    changed.changed_at_ms = now;
    return changed;
}

GameRecord rematch_of(const GameRecord& record, std::int64_t now_ms) {
    GameRecord next;
    next.terms = record.terms;
    next.position = Position(record.terms.kind);
    for (const std::size_t seat : {0U, 1U})
        next.seats[seat].player = record.seats[seat].player;
    next.series = record.series;
    next.x = other(record.x);
    next.offered_at_ms = time_in(record, now_ms);
    next.changed_at_ms = next.offered_at_ms;
    next.offer_ends_at_ms = next.offered_at_ms;
    begin(next, next.offered_at_ms);
    return next;
}

Crossing crossing(const GameRecord& waiting, PlayerId challenger, PlayerId challenged) {
    if (waiting.state != GameState::Offered || !challenger || !challenged) return Crossing::Unrelated;
    const PlayerId asking = waiting.seats[0].player;
    const PlayerId asked = waiting.seats[1].player;
    if (asking == challenger && asked == challenged) return Crossing::Repeated;
    if (asking == challenged && asked == challenger) return Crossing::Crossed;
    return Crossing::Unrelated;
}

std::string_view explain(Refusal refusal) {
    switch (refusal) {
        case Refusal::UnknownKind:
            return unknown_kind_text;
        case Refusal::BadTerms:
            return "There is no such clock. Choose none, 10, 15 or 30 seconds a move, or minutes and an "
                   "increment "
                   "such as 5+3.";
        case Refusal::SelfChallenge:
            return "You cannot challenge yourself. Challenge somebody else, or practise against the "
                   "computer.";
        case Refusal::NotAPlayer:
            return "You do not play in this game. You can watch it.";
        case Refusal::OfferOver:
            return "This challenge is no longer open. Send a new one.";
        case Refusal::NotYours:
            return "That is for the other player to do. Wait for the answer.";
        case Refusal::NotPlaying:
            return "This game is not running. Start another one.";
        case Refusal::NotYourTurn:
            return "It is not your turn. Wait for the other player's move.";
        case Refusal::RepeatedMove:
            return "This move has been made already. Nothing is to be done.";
        case Refusal::WrongNumber:
            return "The board has changed since this move was sent. Look at it and move again.";
        case Refusal::Outside:
            return "There is no such cell on this board. Choose another.";
        case Refusal::Taken:
            return "This cell is taken. Choose an empty one.";
        case Refusal::WrongBoard:
            return "You have to play in another board. Choose a cell in one that is marked.";
        case Refusal::TimeUp:
            return "The time for this was up. Look what has become of the game.";
        case Refusal::AlreadyAsked:
            return "This has been asked already. Wait for the answer, or give it.";
        case Refusal::TooSoon:
            return "You have asked this just now. Ask again after two more moves.";
        case Refusal::NothingAsked:
            return "Nothing of the kind has been asked. It may have lapsed with a move.";
        case Refusal::NothingToTakeBack:
            return "You have made no move yet, so there is none to take back. Make one.";
        case Refusal::TooLateToAbort:
            return "Both have moved, so the game counts. You can resign or offer a draw.";
        case Refusal::OpponentPresent:
            return "The other player is here. Go on playing.";
        case Refusal::ClaimTooEarly:
            return "The other player may still come back. Claim when the countdown is over.";
        case Refusal::ClaimantGone:
            return "You have lost the connection yourself. Claim when you are back.";
        case Refusal::NoRematch:
            return "There can be no rematch of this game any more. Send a new challenge.";
    }
    return "The server refused this for a reason that this version does not know. Update Crosstalk.";
}

}  // namespace crosstalk::games
