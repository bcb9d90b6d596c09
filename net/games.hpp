// Games among messages: the nouns that commands, facts and messages share. A game is the card of one message, which
// changes with every move. The rules, and what the numbers below mean in play, are those of games/: enumerators here
// have its numbers.
#pragma once

#include <string>
#include <vector>

#include "net/archive.hpp"
#include "net/ids.hpp"
#include "net/limits.hpp"
#include "net/people.hpp"

namespace crosstalk::net {

// A number of games/kinds.hpp. One that a program has no rules for is carried on as it is.
using GameKind = Number<struct GameKindTag, std::uint8_t>;
// A number of games/referee.hpp's Refusal; 0: none.
using GameRefusal = Number<struct GameRefusalTag, std::uint8_t>;

enum class ClockMode : std::uint8_t { None, PerMove, Total };
constexpr ClockMode last_of(ClockMode) {
    return ClockMode::Total;
}

struct GameClock {
    ClockMode mode = ClockMode::None;
    Milliseconds main;       // a move, or a game
    Milliseconds increment;  // Total: what each move adds

    template <class Archive>
    void serialize(Archive& ar) {
        ar(mode, main, increment);
    }
    friend bool operator==(const GameClock&, const GameClock&) = default;
};

// A seat is a person's for the whole series; who plays X changes with each game.
enum class Seat : std::uint8_t { Challenger, Challenged };
constexpr Seat last_of(Seat) {
    return Seat::Challenged;
}

enum class GameState : std::uint8_t {
    Offered,
    Declined,
    Cancelled,
    Expired,
    Playing,
    Paused,
    Won,
    Drawn,
    Resigned,
    TimedOut,
    Abandoned,
    Aborted,
};
constexpr GameState last_of(GameState) {
    return GameState::Aborted;
}

enum class SideWish : std::uint8_t { First, Second, Random };
constexpr SideWish last_of(SideWish) {
    return SideWish::Random;
}

enum class DeclineReason : std::uint8_t { Unsaid, Busy, Later, OtherKind };
constexpr DeclineReason last_of(DeclineReason) {
    return DeclineReason::OtherKind;
}

enum class DrawReason : std::uint8_t { None, Board, Agreement, Claim };
constexpr DrawReason last_of(DrawReason) {
    return DrawReason::Claim;
}

enum class RematchState : std::uint8_t { None, Offered, Agreed, Declined, Expired };
constexpr RematchState last_of(RematchState) {
    return RematchState::Expired;
}

struct GamePlayer {
    UserRef user;            // id 0: nobody has accepted yet
    Milliseconds remaining;  // as of turn_started for who is to move; 0 without a clock
    Timestamp gone_since;    // 0: here
    Milliseconds absent;     // of finished absences
    // The next move's number at the last request of each sort; 0: never asked.
    std::uint32_t draw_offered_at = 0;
    std::uint32_t take_back_asked_at = 0;

    template <class Archive>
    void serialize(Archive& ar) {
        ar(user, remaining, gone_since, absent, draw_offered_at, take_back_asked_at);
    }
    friend bool operator==(const GamePlayer&, const GamePlayer&) = default;
};

// All that is to be seen of a game: what the card of a message shows, whole after each change.
struct Game {
    GameKind kind;
    GameClock clock;
    SideWish wish = SideWish::First;
    GameState state = GameState::Offered;
    GamePlayer challenger;
    GamePlayer challenged;
    Seat x = Seat::Challenger;      // from acceptance on
    Bytes moves;                    // cells in the order they were played, counted from 0 along the rows
    std::uint32_t next_number = 1;  // what the next move has to carry
    Timestamp offered_at;
    Timestamp changed_at;
    Timestamp offer_ends_at;
    Timestamp turn_started;  // since when the clock of who is to move runs; nothing runs while Paused
    DeclineReason decline_reason = DeclineReason::Unsaid;
    UserId draw_offered_by;     // 0: none stands
    UserId take_back_asked_by;  // 0: none stands
    UserId winner;
    DrawReason draw_reason = DrawReason::None;
    RematchState rematch = RematchState::None;
    UserId rematch_by;
    Timestamp rematch_ends_at;
    // Of the series, this game included once it has a result.
    std::uint32_t challenger_wins = 0;
    std::uint32_t challenged_wins = 0;
    std::uint32_t draws = 0;
    MessageId previous;  // the game of which this is the rematch
    MessageId next;      // the rematch of this game

    template <class Archive>
    void serialize(Archive& ar) {
        ar(kind, clock, wish, state, challenger, challenged, x, bounded(moves, max_game_moves), next_number,
           offered_at, changed_at, offer_ends_at, turn_started, decline_reason, draw_offered_by,
           take_back_asked_by, winner, draw_reason, rematch, rematch_by, rematch_ends_at, challenger_wins,
           challenged_wins, draws, previous, next);
    }
    friend bool operator==(const Game&, const Game&) = default;
};

struct GameMove {
    std::uint8_t cell = 0;
    std::uint32_t number = 0;  // ascending, with gaps where moves were taken back
    Timestamp at;

    template <class Archive>
    void serialize(Archive& ar) {
        ar(cell, number, at);
    }
    friend bool operator==(const GameMove&, const GameMove&) = default;
};

// Everything that is kept of a game: for a replay, and for the archive, whose rows hold it as it goes over the wire.
struct GameRecord {
    Game game;
    std::vector<GameMove> moves;  // those of game.moves

    template <class Archive>
    void serialize(Archive& ar) {
        ar(game, bounded(moves, max_game_moves));
    }
    friend bool operator==(const GameRecord&, const GameRecord&) = default;
};

// What somebody has played of one kind, against whomever.
struct GameStanding {
    UserRef user;
    std::uint32_t rank = 0;  // from 1
    std::uint32_t wins = 0;
    std::uint32_t draws = 0;
    std::uint32_t losses = 0;
    std::int32_t streak = 0;  // games won (positive) or lost (negative) in sequence
    std::int32_t best_streak = 0;
    std::int32_t rating = 0;  // Elo

    template <class Archive>
    void serialize(Archive& ar) {
        ar(user, rank, wins, draws, losses, streak, best_streak, rating);
    }
    friend bool operator==(const GameStanding&, const GameStanding&) = default;
};

}  // namespace crosstalk::net
