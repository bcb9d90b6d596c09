#include "server/runtime/audiences.hpp"

namespace crosstalk::server {

void Audiences::begin(net::RoomId room, net::MessageId game, net::UserId user) {
    const net::Milliseconds until{runtime_.steady().value + worth.value};
    const bool is_new = games_[{room, game}].insert_or_assign(user, until).second;
    arm();
    if (is_new) changed_(room, game);
}

template <class IsGone>
void Audiences::erase_if(const IsGone& is_gone) {
    std::vector<Game> changed;
    for (auto game = games_.begin(); game != games_.end();) {
        const auto erased = std::erase_if(
            game->second, [&](const auto& each) { return is_gone(game->first, each.first, each.second); });
        if (erased > 0) changed.push_back(game->first);
        game = game->second.empty() ? games_.erase(game) : std::next(game);
    }
    for (const auto& [room, game] : changed)
        changed_(room, game);
}

void Audiences::end(net::RoomId room, net::MessageId game, net::UserId user) {
    erase_if([&](const Game& of, net::UserId who, net::Milliseconds) {
        return who == user && of == Game{room, game};
    });
}

void Audiences::end_all(net::UserId user) {
    erase_if([&](const Game&, net::UserId who, net::Milliseconds) { return who == user; });
}

void Audiences::leave(net::RoomId room, net::UserId user) {
    erase_if(
        [&](const Game& of, net::UserId who, net::Milliseconds) { return who == user && of.first == room; });
}

std::vector<net::UserId> Audiences::of(net::RoomId room, net::MessageId game) const {
    std::vector<net::UserId> users;
    const auto found = games_.find({room, game});
    if (found == games_.end()) return users;
    for (const auto& [user, until] : found->second)
        users.push_back(user);
    return users;
}

bool Audiences::has(net::RoomId room, net::MessageId game, net::UserId user) const {
    const auto found = games_.find({room, game});
    return found != games_.end() && found->second.contains(user);
}

std::vector<net::MessageId> Audiences::games_in(net::RoomId room) const {
    std::vector<net::MessageId> games;
    for (auto game = games_.lower_bound({room, {}}); game != games_.end() && game->first.first == room;
         ++game)
        games.push_back(game->first.second);
    return games;
}

// One timer for all: nobody minds whether a spectator who said nothing more counts for a while longer.
void Audiences::arm() {
    if (timer_ || games_.empty()) return;
    timer_ = runtime_.after(worth, [this] {
        timer_ = {};
        const net::Milliseconds now = runtime_.steady();
        erase_if([&](const Game&, net::UserId, net::Milliseconds until) { return until <= now; });
        arm();
    });
}

}  // namespace crosstalk::server
