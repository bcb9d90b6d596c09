// What a game window shows and what may be pressed in it, as plain values: whoever keeps the game makes a view of it for
// each frame and hears what was pressed. Against the computer and against people it is the same window.
#pragma once

#include <array>
#include <compare>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "games/position.hpp"
#include "games/record.hpp"

namespace crosstalk::ui {

/// Chosen by whoever keeps the games; 0 is none.
struct GameId {
    std::uint64_t value = 0;
    friend constexpr auto operator<=>(const GameId&, const GameId&) = default;
};

/// What may be pressed besides cells.
enum class GameDeed : std::uint8_t {
    Resign,  // asks once
    Abort,
    OfferDraw,
    AcceptDraw,
    DeclineDraw,
    TakeBack,
    AllowTakeBack,
    DeclineTakeBack,
    Rematch,
    DeclineRematch,
    ClaimWin,
    ClaimDraw,
    OtherTerms,  // another game of another kind, level or clock
};

/// Each button stands where its deed belongs; one with a reason is shown and does nothing.
struct DeedOffered {
    GameDeed deed{};
    std::string disabled_reason{};
};

/// What a notice is about: chooses its colour and icon.
enum class NoticeTone : std::uint8_t { Asked, Refused };

/// How it stands for who looks on: chooses colours and the icon, never the words alone.
enum class GameTone : std::uint8_t { MyTurn, TheirTurn, Won, Lost, Drawn, Watching, Over };

struct PlayerView {
    std::string name;
    std::uint64_t user = 0;  // chooses the colour; 0: the computer
    bool is_me = false;
    bool is_gone = false;
    games::Mark mark = games::Mark::None;
    bool to_move = false;
    std::uint32_t wins = 0;
    /// Milliseconds of its clock, as of now; nothing without a clock.
    std::optional<std::int64_t> left_ms{};
};

struct Spectator {
    std::uint64_t user = 0;
    std::string name;
};

struct GameView {
    GameId id;
    std::string title;  // "Tic Tac Toe"
    std::string about;  // "15 seconds a move"
    bool is_practice = false;
    games::Kind kind = games::Kind::TicTacToe;
    /// All that were played, in order, by the rules; the window can show any part of them.
    std::vector<games::Cell> moves;
    /// How long after the move before it each was made, 0 for the first; empty: not known.
    std::vector<std::int64_t> move_ms{};
    bool has_board = true;                 // false: there are no rules here to show it by
    std::uint32_t next_number = 1;         // what a move has to carry
    std::optional<games::Cell> pending{};  // my move, which is not confirmed yet
    games::Mark my_mark = games::Mark::None;
    bool may_move = false;
    bool is_over = false;
    bool runs = false;  // clocks do: the window looks again by itself

    std::array<PlayerView, 2> players;  // from the left; mine first
    std::uint32_t draws = 0;            // of the series

    GameTone tone = GameTone::Watching;
    std::string headline;  // "Your turn"
    std::string sentence;  // "O at row 2 column 2. Your turn."
    std::string notice{};  // what is asked or was answered; empty: nothing
    NoticeTone notice_tone = NoticeTone::Asked;
    /// A countdown among the words: after so long they are others.
    std::optional<std::int64_t> words_change_in_ms{};
    std::uint32_t watching = 0;
    std::vector<Spectator> spectators{};  // the first of those who watch
    std::vector<DeedOffered> deeds;
};

/// Seconds from which a clock warns, in words and by its colour.
inline constexpr std::int64_t clock_warns_from_ms = 5'000;

// --- what was pressed

struct PlayCell {
    games::Cell cell;
    std::uint32_t number = 0;  // GameView::next_number
};
struct DoDeed {
    GameDeed deed{};
};
/// For the clipboard.
struct CopyMoves {
    std::string text;
};

using GamePress = std::variant<PlayCell, DoDeed, CopyMoves>;

}  // namespace crosstalk::ui
