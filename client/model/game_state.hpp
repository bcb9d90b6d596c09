// What the card of a game says about it: who plays, whose turn it is, how far it has come.
#pragma once

#include <optional>

#include "games/record.hpp"
#include "net/games.hpp"
#include "net/play/game_records.hpp"

namespace crosstalk::model {

// As the rules read it, without the times of moves. None: of a kind that this program does not know, or against its rules.
std::optional<games::GameRecord> rules_of(const net::Game& game);

// None: somebody who watches.
std::optional<net::Seat> seat_of(const net::Game& game, net::UserId user);
inline bool is_player(const net::Game& game, net::UserId user) {
    return seat_of(game, user).has_value();
}
constexpr net::Seat other(net::Seat seat) {
    return seat == net::Seat::Challenger ? net::Seat::Challenged : net::Seat::Challenger;
}
inline const net::GamePlayer& player_at(const net::Game& game, net::Seat seat) {
    return seat == net::Seat::Challenger ? game.challenger : game.challenged;
}
// Whose turn it is; none while nobody may move, and in a kind that this program does not know.
std::optional<net::Seat> to_move(const net::Game& game);
bool is_turn_of(const net::Game& game, net::UserId user);

// Nobody has accepted it, or ever did.
bool is_offer(const net::Game& game);
// Somebody plays it: there are marks and turns.
inline bool is_running(const net::Game& game) {
    return games::is_running(play::state_of(game.state));
}
// Counts for series and leaderboards.
inline bool has_result(const net::Game& game) {
    return games::has_result(play::state_of(game.state));
}
// It is over, and somebody made a move in it or might have.
inline bool was_played(const net::Game& game) {
    return has_result(game) || game.state == net::GameState::Aborted;
}
// The other one wants to play again, and waits for an answer of that user.
bool is_asked_for_rematch(const net::Game& game, net::UserId user);
// Nothing more can happen in it but a rematch.
inline bool is_over(const net::Game& game) {
    return games::is_over(play::state_of(game.state));
}

}  // namespace crosstalk::model
