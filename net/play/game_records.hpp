// A game between its two forms: the record that the rules of games/ judge by, and net::Game, as it goes over the wire and
// stands in the archive.
#pragma once

#include <optional>

#include "games/record.hpp"
#include "net/games.hpp"

namespace crosstalk::play {

constexpr games::PlayerId player_of(net::UserId user) {
    return {user.value};
}
constexpr net::UserId user_of(games::PlayerId player) {
    return {player.value};
}
constexpr games::Kind kind_of(net::GameKind kind) {
    return static_cast<games::Kind>(kind.value);
}
constexpr net::GameKind kind_of(games::Kind kind) {
    return {static_cast<std::uint8_t>(kind)};
}
// The same numbers.
constexpr games::Seat seat_of(net::Seat seat) {
    return static_cast<games::Seat>(seat);
}
constexpr net::Seat seat_of(games::Seat seat) {
    return static_cast<net::Seat>(seat);
}
constexpr games::GameState state_of(net::GameState state) {
    return static_cast<games::GameState>(state);
}

games::TimeControl clock_of(const net::GameClock& clock);
net::GameClock clock_of(const games::TimeControl& clock);

// What stands beside a record: who plays, by which names, and the games before and after it.
struct GameFrame {
    net::UserRef challenger;
    net::UserRef challenged;
    net::MessageId previous{};
    net::MessageId next{};
};

net::Game card_of(const games::GameRecord& record, const GameFrame& frame);
net::GameRecord record_of(const games::GameRecord& record, const GameFrame& frame);
// Back again. Nothing if what was played is against the rules, or of a kind without rules here.
std::optional<games::GameRecord> read_record(const net::GameRecord& record);
// As far as a card tells it: numbers and times of moves are not on it. Nothing: likewise.
std::optional<games::GameRecord> record_shown(const net::Game& game);

}  // namespace crosstalk::play
