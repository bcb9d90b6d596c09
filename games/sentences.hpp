// What a game looks like, in words: for who does not see the board, for terminals, cards and notifications.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "games/record.hpp"

namespace crosstalk::games {

// "X at row 2 column 3. Your turn." For `viewer` None (a spectator): "X at row 2 column 3. O to move."
std::string position_in_words(const Position& position, Mark viewer);

// Names of the two by seat, as people read them; they live as long as the call. "someone" for who is not known yet.
struct PlayerNames {
    std::string_view challenger;
    std::string_view challenged;
};

// One or two sentences for any state: "Ann challenges Ben to Tic Tac Toe, no clock.", "Ann (X) to move, move 7.",
// "Ann (X) won: Ben's time was up. Series 2 to 1."
std::string game_in_words(const GameRecord& record, const PlayerNames& names);

// What else stands there, one sentence each, or empty: open requests, who is gone and from when the other may claim.
std::string requests_in_words(const GameRecord& record, const PlayerNames& names, std::int64_t now_ms);

}  // namespace crosstalk::games
