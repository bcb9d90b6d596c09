// The referee: what players may do in a game, and what comes of it. It is a function of the record, who acts, what they
// do and the time given; it has no clock, no chance and no state of its own, so a log replayed gives the same games.
#pragma once

#include <cstdint>
#include <string_view>
#include <variant>

#include "games/record.hpp"

namespace crosstalk::games {

// What people do. Each is done by a player of the game; Accept of an open offer by anybody else.
struct Accept {
    // Who is X if the offer left it to chance. The referee draws no lots: the caller does, before it is logged.
    Seat drawn_lot = Seat::Challenger;
};
struct Decline {
    DeclineReason reason = DeclineReason::Unsaid;
};
struct Cancel {};  // one's own offer
struct MakeMove {
    std::uint32_t number = 0;  // GameRecord::next_number
    Cell cell;
};
struct OfferDraw {};  // accepts if the other has offered; lapses with the next move, however that comes
struct DeclineDraw {};
struct AskTakeBack {};  // of one's newest move, and of the answer to it; lapses with the next move
struct AllowTakeBack {};
struct DeclineTakeBack {};
struct Abort {};  // before the second move: no result
struct Resign {};
struct ClaimWin {};  // the other has been gone for too long
struct ClaimDraw {};
struct OfferRematch {};    // agrees if the other has offered: then see rematch_of
struct DeclineRematch {};  // and taking one's own offer back

using Action =
    std::variant<Accept, Decline, Cancel, MakeMove, OfferDraw, DeclineDraw, AskTakeBack, AllowTakeBack,
                 DeclineTakeBack, Abort, Resign, ClaimWin, ClaimDraw, OfferRematch, DeclineRematch>;

// Numbers go over the wire.
enum class Refusal : std::uint8_t {
    UnknownKind = 1,
    BadTerms = 2,  // clock or wish outside what there is
    SelfChallenge = 3,
    NotAPlayer = 4,
    OfferOver = 5,
    NotYours = 6,    // to cancel, accept, decline: that is the other's
    NotPlaying = 7,  // not begun or over
    NotYourTurn = 8,
    RepeatedMove = 9,  // that very move has been made: harmless
    WrongNumber = 10,  // the board has changed meanwhile
    Outside = 11,
    Taken = 12,
    WrongBoard = 13,
    TimeUp = 14,  // the deadline has passed; the Tick that says so is still to come
    AlreadyAsked = 15,
    TooSoon = 16,  // asked again within two moves
    NothingAsked = 17,
    NothingToTakeBack = 18,
    TooLateToAbort = 19,
    OpponentPresent = 20,
    ClaimTooEarly = 21,
    ClaimantGone = 22,
    NoRematch = 23,  // game not over, never begun, or the chance is past
};

// What happened, then what to do; for people.
std::string_view explain(Refusal refusal);

// A refusal changes nothing.
using Judgement = std::variant<Refusal, GameRecord>;

// `challenged` is nobody for an open offer.
Judgement offer(const Terms& terms, PlayerId challenger, PlayerId challenged, std::int64_t now_ms);

// Deadlines count first: from the deadline on every action is TimeUp. `now_ms` before the last change counts as then.
Judgement judge(const GameRecord& record, PlayerId actor, const Action& action, std::int64_t now_ms);

// What happens to a game without anybody's wish. None of it can be refused; what does not concern it changes nothing.
struct Tick {};  // it is later now
struct PlayerLeft {
    PlayerId player;  // the last connection is gone
};
struct PlayerReturned {
    PlayerId player;
};
struct PlayerRemoved {
    PlayerId
        player;  // kicked, banned or deleted: an offer is cancelled, a game lost (aborted before the second move)
};
struct Stopped {};  // by order: an offer is cancelled, a game aborted
struct ServerRestarted {
    // Deadlines move by the time that nobody could act; both players are gone until they return.
    std::int64_t down_since_ms = 0;
};
using Event = std::variant<Tick, PlayerLeft, PlayerReturned, PlayerRemoved, Stopped, ServerRestarted>;

// Deadlines count first here too: who leaves after the time was up has lost.
GameRecord happen(const GameRecord& record, const Event& event, std::int64_t now_ms);

// The next game of a series whose rematch is Agreed: seats stay, X changes. It runs, both being present.
GameRecord rematch_of(const GameRecord& record, std::int64_t now_ms);

// How a new offer stands to one that waits.
enum class Crossing : std::uint8_t {
    Unrelated,
    Repeated,  // the same pair the same way round: refuse it
    Crossed,   // the other asked first: it is an Accept of the waiting one, under the terms of that
};
Crossing crossing(const GameRecord& waiting, PlayerId challenger, PlayerId challenged);

}  // namespace crosstalk::games
