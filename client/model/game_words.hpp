// Games among messages in words, as people read them in terminals, files and lists. Names in them are not cleaned.
#pragma once

#include <optional>
#include <string>

#include "games/record.hpp"
#include "net/events.hpp"
#include "net/games.hpp"

namespace crosstalk::model {

// As the rules read it, without the times of moves. None: of a kind that this program does not know, or against its rules.
std::optional<games::GameRecord> rules_of(const net::Game& game);

// None: somebody who watches.
std::optional<net::Seat> seat_of(const net::Game& game, net::UserId user);
inline bool is_player(const net::Game& game, net::UserId user) {
    return seat_of(game, user).has_value();
}
const net::GamePlayer& player_at(const net::Game& game, net::Seat seat);
// Whose turn it is; none while nobody may move, and in a kind that this program does not know.
std::optional<net::Seat> to_move(const net::Game& game);
// Somebody plays it: there are marks and turns.
bool is_running(const net::Game& game);
// Nobody has accepted it, or ever did.
bool is_offer(const net::Game& game);

// "Tic Tac Toe"; a kind that is not known is "a game that needs a newer Crosstalk".
std::string title_of(net::GameKind kind);
// "10 seconds a move".
std::string clock_in_words(const net::GameClock& clock);
// What has become of it, in a sentence or two: "Ann (X) to move, move 3.". Of a kind that is not known: that Crosstalk has to be
// updated for it.
std::string game_in_words(const net::Game& game);
// What has just happened in it, and what has become of it: "Ann (X) plays b2. Ben (O) to move, move 2.".
std::string change_in_words(const net::GameChanged& changed);
// The board as lines of ASCII, each ended; empty if this program cannot show it.
std::string board_in_text(const net::Game& game);

}  // namespace crosstalk::model
