// Commands about games. The server is the referee: what is against the rules is answered AgainstRules, with
// Outcome::refusal, and changes nothing.
#pragma once

#include "net/games.hpp"

namespace crosstalk::net {

// Posts a challenge. One that crosses the other's challenge in the same room accepts that one instead.
struct OfferGame {
    RoomId room;
    UserId opponent;  // 0: whoever accepts first
    GameKind kind;
    GameClock clock;
    SideWish wish = SideWish::First;
    Seat lot = Seat::Challenger;  // completed: drawn, for an offer that is accepted by this one

    template <class Archive>
    void serialize(Archive& ar) {
        ar(room, opponent, kind, clock, wish, lot);
    }
    friend bool operator==(const OfferGame&, const OfferGame&) = default;
};

enum class OfferAnswer : std::uint8_t { Accept, Decline, Cancel };
constexpr OfferAnswer last_of(OfferAnswer) {
    return OfferAnswer::Cancel;
}

struct AnswerOffer {
    RoomId room;
    MessageId game;
    OfferAnswer answer = OfferAnswer::Accept;
    DeclineReason reason = DeclineReason::Unsaid;  // with Decline
    Seat lot = Seat::Challenger;  // completed: drawn, who is X if the offer leaves it to chance

    template <class Archive>
    void serialize(Archive& ar) {
        ar(room, game, answer, reason, lot);
    }
    friend bool operator==(const AnswerOffer&, const AnswerOffer&) = default;
};

struct MakeMove {
    RoomId room;
    MessageId game;
    std::uint32_t number = 0;  // Game::next_number; a move that was made already is Done and changes nothing
    std::uint8_t cell = 0;

    template <class Archive>
    void serialize(Archive& ar) {
        ar(room, game, number, cell);
    }
    friend bool operator==(const MakeMove&, const MakeMove&) = default;
};

enum class GameAction : std::uint8_t {
    Resign,
    OfferDraw,  // accepts if the other has offered
    DeclineDraw,
    AskTakeBack,
    AllowTakeBack,
    DeclineTakeBack,
    Abort,     // before the second move: no result
    ClaimWin,  // the other has been gone for too long
    ClaimDraw,
    OfferRematch,  // agrees if the other has offered: then the next game is posted, and the outcome names it
    DeclineRematch,
};
constexpr GameAction last_of(GameAction) {
    return GameAction::DeclineRematch;
}

struct ActInGame {
    RoomId room;
    MessageId game;
    GameAction action = GameAction::Resign;

    template <class Archive>
    void serialize(Archive& ar) {
        ar(room, game, action);
    }
    friend bool operator==(const ActInGame&, const ActInGame&) = default;
};

// --- by the server alone; refused from a client

// It is later now: deadlines of games have come.
struct Tick {
    template <class Archive>
    void serialize(Archive&) {}
    friend bool operator==(const Tick&, const Tick&) = default;
};

// The last connection of somebody who plays is gone, or the first one is back.
struct NotePlayer {
    UserId user;
    bool is_here = false;

    template <class Archive>
    void serialize(Archive& ar) {
        ar(user, is_here);
    }
    friend bool operator==(const NotePlayer&, const NotePlayer&) = default;
};

}  // namespace crosstalk::net
