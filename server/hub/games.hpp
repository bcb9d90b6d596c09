// What the files of the subject games share, and what the hub asks of it when it is loaded and when it refuses.
#pragma once

#include "games/referee.hpp"
#include "server/hub/game_card.hpp"
#include "server/hub/subjects.hpp"

namespace crosstalk::hub {

// A game that is over is kept for so long, for a rematch, and so that who comes too late is told why.
inline constexpr net::Milliseconds kept_after_end{5 * 60 * 1'000};

// The reason behind AgainstRules, for a command that was just judged so.
net::GameRefusal why_against_rules(const Asked& asked, const net::Command& command);

void restore_games(State& state, const Snapshot& snapshot);

// Into the state with all that leads to it.
void keep_game(State& state, const GameRow& row);

// Posts the card of a new game, which names whom it challenges. Returns its message.
net::MessageId post_game(Transition& transition, Room& room, games::GameRecord record,
                         net::MessageId previous);

// Takes over what has become of a game, and tells the room. A result counts for both players.
void change_game(Transition& transition, net::MessageId message, games::GameRecord record, net::GameStep step,
                 net::UserId by, net::MessageId next = {});

// What happens to a game without anybody's wish. Nothing, if it does not concern the game.
void happen_to_game(Transition& transition, net::MessageId message, const games::Event& event,
                    net::UserId by = {});

// Nothing can happen to it any more: the hub lets go of it.
void let_go(Transition& transition, net::MessageId message);

}  // namespace crosstalk::hub
