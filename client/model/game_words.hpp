// Games among messages in words, as people read them in terminals, files and lists. Names in them are not cleaned.
#pragma once

#include <string>

#include "net/events.hpp"
#include "net/games.hpp"

namespace crosstalk::model {

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
