// Games that somebody is not told of: the challenges of those who are ignored, and what they play with others.
#pragma once

#include "client/model/game_state.hpp"
#include "client/model/model.hpp"

namespace crosstalk::cli {

// A game that one plays oneself is shown, whoever the other is.
inline bool is_hushed(const model::Model& model, const net::Game& game) {
    const bool is_played_by_me = model::is_player(game, model.me().id) && !model::is_offer(game);
    return !is_played_by_me && model.is_ignored(game.challenger.user.id);
}

}  // namespace crosstalk::cli
