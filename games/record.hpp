// What is known of one game between two people, from the offer to the rematch. It is plain data: referee.hpp is
// the only one that changes it, and everybody else (hub, window, terminal) reads it.
//
//             +-> Declined                                   +-> Won, Drawn, Resigned, TimedOut, Abandoned
//   Offered --+-> Cancelled                                  |
//             +-> Expired          +------> Playing ------>--+
//             +-> (accepted) ------+           |  ^          |
//                                  (leaves)    v  | (back)   |
//                                             Paused ----->--+-> Aborted (no result)
#pragma once

#include <array>
#include <compare>
#include <cstdint>
#include <optional>
#include <vector>

#include "games/clock.hpp"
#include "games/position.hpp"

namespace crosstalk::games {

// Whoever the caller means by it; 0 is nobody. The library only compares them.
struct PlayerId {
    std::uint64_t value = 0;
    friend constexpr auto operator<=>(const PlayerId&, const PlayerId&) = default;
    constexpr explicit operator bool() const { return value != 0; }
};

// Times are milliseconds on the server's clock, from 0 to latest_time_ms; others are moved to the nearer end.
inline constexpr std::int64_t latest_time_ms = std::int64_t{1} << 52U;

inline constexpr std::int64_t offer_ms = 60'000;
inline constexpr std::int64_t rematch_offer_ms = 60'000;
// How long a player may be gone before the other may claim the game. In a game with a clock, which stands still
// meanwhile, absences add up, so that nobody gains time by leaving; but each gets least_absence_ms.
inline constexpr std::int64_t absence_ms = 60'000;
inline constexpr std::int64_t least_absence_ms = 5'000;
// Both gone for that long: the game is aborted.
inline constexpr std::int64_t unattended_ms = 24 * 60 * 60 * 1'000;

// A seat is a person's for the whole series; who plays X changes with each game.
enum class Seat : std::uint8_t { Challenger, Challenged };
constexpr Seat other(Seat seat) {
    return seat == Seat::Challenger ? Seat::Challenged : Seat::Challenger;
}

// Numbers go over the wire and into journals.
enum class GameState : std::uint8_t {
    Offered = 0,
    Declined = 1,
    Cancelled = 2,
    Expired = 3,
    Playing = 4,
    Paused = 5,  // somebody is gone: clocks stand still; moves and all else go on being possible
    Won = 6,
    Drawn = 7,
    Resigned = 8,
    TimedOut = 9,
    Abandoned = 10,
    Aborted = 11,  // begun, but without a result
};

// Who asks for a game wants to move first (as X), second, or leaves it to chance.
enum class SideWish : std::uint8_t { First = 0, Second = 1, Random = 2 };
enum class DeclineReason : std::uint8_t { Unsaid = 0, Busy = 1, Later = 2, OtherKind = 3 };
enum class DrawReason : std::uint8_t { None = 0, Board = 1, Agreement = 2, Claim = 3 };
enum class RematchState : std::uint8_t { None = 0, Offered = 1, Agreed = 2, Declined = 3, Expired = 4 };

struct Terms {
    Kind kind = Kind::TicTacToe;
    SideWish wish = SideWish::First;
    TimeControl clock;
    friend bool operator==(const Terms&, const Terms&) = default;
};

struct PlayedMove {
    Cell cell;
    std::uint32_t number = 0;  // ascending; with gaps where moves were taken back
    std::int64_t at_ms = 0;
    friend bool operator==(const PlayedMove&, const PlayedMove&) = default;
};

// What the rematches of two people have brought so far, this game included once it has a result.
struct Series {
    std::array<std::uint32_t, 2> wins{};  // by seat
    std::uint32_t draws = 0;
    friend bool operator==(const Series&, const Series&) = default;
};

struct SeatState {
    PlayerId player;
    std::int64_t remaining_ms = 0;              // as of turn_started_ms for who is to move; 0 without a clock
    std::optional<std::int64_t> gone_since_ms;  // only while a game runs
    std::int64_t absent_ms = 0;                 // of finished absences
    // The value of next_number at the last request of each sort: the next may come two moves later.
    std::uint32_t draw_offered_at = 0;
    std::uint32_t take_back_asked_at = 0;
    friend bool operator==(const SeatState&, const SeatState&) = default;
};

struct GameRecord {
    Terms terms;
    std::array<SeatState, 2> seats;  // by Seat; Challenged is nobody while an open offer waits
    GameState state = GameState::Offered;
    std::int64_t offered_at_ms = 0;
    std::int64_t changed_at_ms = 0;     // never decreases: an earlier `now` counts as this
    std::int64_t offer_ends_at_ms = 0;  // Offered: when it expires
    DeclineReason decline_reason = DeclineReason::Unsaid;

    Seat x = Seat::Challenger;  // from acceptance on
    Position position;          // always what the moves give: see restore_position
    std::vector<PlayedMove> moves;
    // What the next move has to carry. Each move and each taking back uses one up, so an old message never fits.
    std::uint32_t next_number = 1;
    std::int64_t turn_started_ms =
        0;  // since when the clock of who is to move runs; nothing runs while Paused

    // Open requests; one by X and one by O never stand at once: the second is consent.
    std::optional<Seat> draw_offer;
    std::optional<Seat> take_back_request;

    std::optional<Seat> winner;
    DrawReason draw_reason = DrawReason::None;

    RematchState rematch = RematchState::None;
    std::optional<Seat> rematch_by;
    std::int64_t rematch_ends_at_ms = 0;
    Series series;

    friend bool operator==(const GameRecord&, const GameRecord&) = default;
};

constexpr bool is_running(GameState state) {
    return state == GameState::Playing || state == GameState::Paused;
}
// Counts for series, ratings and leaderboards.
constexpr bool has_result(GameState state) {
    return state >= GameState::Won && state <= GameState::Abandoned;
}
// Nothing but a rematch can still happen.
constexpr bool is_over(GameState state) {
    return state != GameState::Offered && !is_running(state);
}

std::optional<Seat> seat_of(const GameRecord& record, PlayerId player);  // none for spectators
Mark mark_of(const GameRecord& record, Seat seat);
Seat seat_of(const GameRecord& record, Mark mark);      // X or O
std::optional<Seat> to_move(const GameRecord& record);  // while a game runs

// What the clock of a seat shows now; 0 without a clock.
std::int64_t remaining_ms(const GameRecord& record, Seat seat, std::int64_t now_ms);
// From when on the other seat may claim, while this one is gone.
std::optional<std::int64_t> claim_from_ms(const GameRecord& record, Seat gone);
// When referee.hpp's Tick will next change the record; none: nothing happens by itself.
std::optional<std::int64_t> next_deadline(const GameRecord& record);

// For who has read a record back without its position. False, and nothing is changed, if the moves break the rules.
bool restore_position(GameRecord& record);

}  // namespace crosstalk::games
