// What the card of a game in the conversation says and offers, to one who looks at it. Pure; how it stands:
// game_card_layout.hpp.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "games/clock.hpp"
#include "games/position.hpp"
#include "net/games.hpp"

namespace crosstalk::ui {

/// What the buttons of a card do.
enum class CardDeed : std::uint8_t {
    Accept,
    Decline,  // asks for a reason
    Cancel,
    Open,
    Watch,
    Rematch,
    DeclineRematch,
    NextGame,  // the rematch
    Replay,
};

enum class CardWeight : std::uint8_t { Plain, Accent, Main };

struct CardButton {
    CardDeed deed{};
    std::string_view label;
    CardWeight weight = CardWeight::Plain;
};

enum class CardTone : std::uint8_t {
    Quiet,  // nothing will come of it any more
    Calls,  // a challenge, or my own game
    Live,   // of others
    Won,    // by whomever
    Drawn,
};

/// A part of the title; a name has its person's colour.
struct CardPiece {
    std::string text;
    net::UserId user{};  // 0: plain words
};

struct GameCard {
    std::string deed;  // behind the author's name: "challenges you"
    CardTone tone = CardTone::Quiet;
    bool is_live = false;
    std::vector<CardPiece> title;  // two names at most
    std::string line;
    std::optional<games::Mark> turn;  // whose turn the line is about
    std::string note;                 // beside the buttons, where there is room for it
    std::vector<CardButton> buttons;
    std::optional<net::Timestamp> ends_at;  // by the server's clock: what is offered lapses then
    games::Position position{games::Kind{}};
};

/// `me` may be one of the players or anybody else.
GameCard card_of(const net::Game& game, net::UserId me);

/// How it stands, for who copies it: names and no "you".
std::string game_in_words(const net::Game& game);
/// One line for replies, lists and notices, behind the name of whoever wrote the message: "challenges you to Tic Tac Toe".
std::string game_in_a_line(const net::Game& game, net::UserId me);

/// "Tic Tac Toe", or "a game" of a kind that is not known.
std::string kind_in_words(net::GameKind kind);
/// "15 s a move", "3 min + 2 s", "no clock".
std::string clock_in_short(const games::TimeControl& clock);
/// "0:42"; never negative. Of a countdown: a second that has begun counts.
std::string countdown_text(std::int64_t left_ms);

/// The title of a card in one text: "harbor wins against quartz".
std::string title_in_words(const GameCard& card);
bool is_player(const net::Game& game, net::UserId user);
/// The other one's name; "anyone" while nobody has accepted.
std::string opponent_name(const net::Game& game, net::UserId me);

}  // namespace crosstalk::ui
