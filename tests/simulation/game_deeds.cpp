// How people play: by the rules, against them, and in games that are none of their business.
#include <iterator>

#include "server/hub/game_card.hpp"
#include "tests/simulation/user.hpp"

namespace crosstalk::testing {

void User::play() {
    const hub::State& state = stage_.chronicle.hub().state();
    const hub::User* self = state.user(id());
    if (self == nullptr || self->games.empty() || chance_.one_in(4)) {
        // Somebody else's, now and then: an open challenge, or none of its business.
        if (state.games.empty() || !chance_.one_in(3)) return offer_game();
        return act_in(
            std::next(state.games.begin(), static_cast<std::ptrdiff_t>(chance_.below(state.games.size())))
                ->second);
    }
    act_in(*state.game(
        *std::next(self->games.begin(), static_cast<std::ptrdiff_t>(chance_.below(self->games.size())))));
}

void User::offer_game() {
    const net::RoomId room = some_room();
    net::OfferGame offer{.room = room,
                         .kind = {static_cast<std::uint8_t>(chance_.one_in(9) ? 9 : 1 + chance_.below(5))}};
    if (!chance_.one_in(4)) offer.opponent = some_member(room);
    if (chance_.one_in(3)) offer.clock = {net::ClockMode::PerMove, {10'000}, {}};
    offer.wish = static_cast<net::SideWish>(chance_.below(3));
    say("challenges user " + std::to_string(offer.opponent.value) + " in " + "room " +
        std::to_string(room.value));
    perform(offer);
}

void User::act_in(const hub::GameRow& game) {
    if (chance_.one_in(8)) return tell(model::Spectate{game.room, game.message, !chance_.one_in(4)});
    const games::GameState state = game.record.state;
    if (state == games::GameState::Offered) {
        const bool is_own = hub::challenger_of(game) == id();
        const bool accepts = !is_own && !chance_.one_in(5);
        return perform(net::AnswerOffer{.room = game.room,
                                        .game = game.message,
                                        .answer = accepts  ? net::OfferAnswer::Accept
                                                  : is_own ? net::OfferAnswer::Cancel
                                                           : net::OfferAnswer::Decline});
    }
    if (!games::is_running(state))
        return perform(net::ActInGame{game.room, game.message, net::GameAction::OfferRematch});
    if (!chance_.one_in(8)) return move_in(game);
    perform(net::ActInGame{game.room, game.message,
                           static_cast<net::GameAction>(
                               chance_.below(1 + static_cast<std::size_t>(last_of(net::GameAction{}))))});
}

// Mostly one by the rules, mostly when it is its turn; perhaps both of what two devices would send.
void User::move_in(const hub::GameRow& game) {
    const games::CellList legal = game.record.position.legal_moves();
    const auto some_cell = [&] {
        if (legal.empty() || chance_.one_in(9)) return static_cast<std::uint8_t>(chance_.below(90));
        return legal[chance_.below(legal.size())].index;
    };
    const net::MakeMove move{game.room, game.message, game.record.next_number, some_cell()};
    perform(move);
    if (chance_.one_in(6)) perform(move);
}

}  // namespace crosstalk::testing
