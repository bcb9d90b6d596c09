#include "client/model/game_state.hpp"

namespace crosstalk::model {

std::optional<games::GameRecord> rules_of(const net::Game& game) {
    if (games::row_of(play::kind_of(game.kind)) == nullptr) return std::nullopt;
    return play::record_shown(game);
}

std::optional<net::Seat> seat_of(const net::Game& game, net::UserId user) {
    if (!user) return std::nullopt;
    if (game.challenger.user.id == user) return net::Seat::Challenger;
    if (game.challenged.user.id == user) return net::Seat::Challenged;
    return std::nullopt;
}

std::optional<net::Seat> to_move(const net::Game& game) {
    if (!is_running(game)) return std::nullopt;
    const auto record = rules_of(game);
    const auto seat = record ? games::to_move(*record) : std::nullopt;
    if (!seat) return std::nullopt;
    return play::seat_of(*seat);
}

bool is_turn_of(const net::Game& game, net::UserId user) {
    const auto seat = seat_of(game, user);
    return seat && to_move(game) == seat;
}

bool is_asked_for_rematch(const net::Game& game, net::UserId user) {
    return game.rematch == net::RematchState::Offered && is_player(game, user) && game.rematch_by != user;
}

bool is_offer(const net::Game& game) {
    return game.state == net::GameState::Offered || game.state == net::GameState::Declined ||
           game.state == net::GameState::Cancelled || game.state == net::GameState::Expired;
}

}  // namespace crosstalk::model
