// What must be so of games, by what people are told of them alone.
#include <algorithm>

#include "server/hub/game_card.hpp"
#include "tests/simulation/laws.hpp"

namespace crosstalk::testing {

namespace {

net::UserId to_move(const net::Game& game) {
    const bool is_x = game.moves.size() % 2 == 0;
    const bool is_challenger = (game.x == net::Seat::Challenger) == is_x;
    return (is_challenger ? game.challenger : game.challenged).user.id;
}

}  // namespace

// What a step did to the board, told by the two cards alone.
void Laws::must_follow(const Entry& entry, const net::Game& before, const net::GameChanged& changed) {
    const net::Game& after = changed.game;
    std::vector<games::Cell> cells;
    for (const std::uint8_t cell : after.moves)
        cells.push_back({cell});
    if (games::replay(hub::kind_of(after.kind), cells).played != cells.size())
        broken(entry, "a game is its moves", "its moves are against the rules");
    const bool is_move = changed.step == net::GameStep::Moved;
    const std::size_t kept = std::min(before.moves.size(), after.moves.size());
    const bool goes_on = std::equal(
        after.moves.begin(), after.moves.begin() + static_cast<std::ptrdiff_t>(kept), before.moves.begin());
    const bool right_size =
        is_move ? after.moves.size() == before.moves.size() + 1
                : after.moves.size() == before.moves.size() || changed.step == net::GameStep::TookBack;
    if (!goes_on || !right_size) broken(entry, "a game is its moves", "the board has changed otherwise");
    if (is_move && (entry.actor() != to_move(before) || changed.by.id != entry.actor()))
        broken(entry, "nobody moves out of turn", "somebody did");
    const bool was_over = before.state != net::GameState::Offered &&
                          before.state != net::GameState::Playing && before.state != net::GameState::Paused;
    if (was_over && after.state != before.state) broken(entry, "a result is final", "it has changed");
}

void Laws::take_game(const Entry& entry, const net::Event& fact) {
    if (const auto* posted = std::get_if<net::MessagePosted>(&fact.fact); posted != nullptr && posted->game)
        games_[posted->id] = *posted->game;
    if (const auto* deleted = std::get_if<net::MessageDeleted>(&fact.fact)) games_.erase(deleted->message);
    const auto* changed = std::get_if<net::GameChanged>(&fact.fact);
    if (changed == nullptr) return;
    const auto before = games_.find(changed->message);
    if (before == games_.end()) return broken(entry, "a game is its moves", "one changed that never began");
    must_follow(entry, before->second, *changed);
    before->second = changed->game;
}

// The hub's record is what people were told.
void Laws::must_be_equal_to_the_card(const Entry& entry, net::MessageId message) {
    const hub::GameRow* row = entry.after.game(message);
    const auto told = games_.find(message);
    if (row == nullptr) return;
    if (told == games_.end()) return broken(entry, "a game is its moves", "nobody was told of one");
    if (hub::card_of(*row, told->second.challenger.user, told->second.challenged.user) != told->second)
        broken(entry, "a game is its moves", "the record is another than what was told");
}

}  // namespace crosstalk::testing
