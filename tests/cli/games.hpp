// Games that terminals are told of.
#pragma once

#include "tests/cli/talk.hpp"

namespace crosstalk::cli {

inline net::Game offer(const net::UserRef& by, const net::UserRef& to) {
    net::Game game;
    game.kind = {1};
    game.clock = {net::ClockMode::PerMove, {10'000}, {}};
    game.challenger.user = by;
    game.challenged.user = to;
    game.offered_at = noon;
    game.changed_at = noon;
    return game;
}

inline net::Game running(const net::UserRef& by, const net::UserRef& to, const net::Bytes& moves = {}) {
    net::Game game = offer(by, to);
    game.state = net::GameState::Playing;
    game.moves = moves;
    game.next_number = static_cast<std::uint32_t>(moves.size()) + 1;
    return game;
}

}  // namespace crosstalk::cli
