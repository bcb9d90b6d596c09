#include "tests/cli/games.hpp"
#include "tests/cli/transcript_row.hpp"

namespace crosstalk::cli {
namespace {

using model::bob;
using model::den;
using model::me;

net::Game offer_to_me() {
    net::Game game = offer(bob, me);
    game.offer_ends_at = {noon.value + 60'000};
    return game;
}

net::Game running_with_me(const net::Bytes& moves) {
    net::Game game = running(bob, me, moves);
    game.challenger.remaining = game.challenged.remaining = {10'000};
    game.offer_ends_at = {noon.value + 60'000};
    game.turn_started = noon;
    return game;
}

net::Game over() {
    net::Game game = running_with_me({0, 3, 1, 4, 2});
    game.state = net::GameState::Won;
    game.winner = bob.id;
    game.challenger_wins = 1;
    return game;
}

net::GameChanged changed(std::uint64_t place, net::GameStep step, net::Game game, net::UserRef by = me) {
    return {.message = {1000 + place},
            .sequence = {place},
            .step = step,
            .by = std::move(by),
            .game = std::move(game)};
}

// The command is done, and the game says so.
void change(Talk& talk, const net::GameChanged& fact) {
    net::Outcome outcome;
    outcome.room = den;
    outcome.sequence = {10};
    outcome.message = fact.message;
    talk.tell(model::Acknowledged{talk.all<model::Perform>().back().ref, outcome});
    model::Happened happened = model::happened(den, 10, fact);
    happened.event.at = noon;
    talk.tell(happened);
}

std::function<void(Talk&)> changes(net::GameStep step, net::Game game, std::uint64_t place = 4) {
    return [fact = changed(place, step, std::move(game))](Talk& talk) { change(talk, fact); };
}

std::function<void(Talk&)> refused(std::string why) {
    return [why = std::move(why)](Talk& talk) {
        talk.refuse(talk.all<model::Perform>().back().ref, net::Status::AgainstRules, why);
    };
}

net::Game with(net::Game game, net::GameState state, net::UserId winner = {}) {
    game.state = state;
    game.winner = winner;
    if (winner == bob.id) game.challenger_wins = 1;
    if (winner == me.id) game.challenged_wins = 1;
    return game;
}

void post_offer(Talk& talk) {
    net::MessagePosted fact;
    fact.id = {1010};
    fact.author = me;
    fact.game = offer_to_me();
    fact.game->kind = {3};
    std::swap(fact.game->challenger, fact.game->challenged);
    talk.acknowledge(talk.all<model::Perform>().back().ref, 10, den);
    model::Happened happened = model::happened(den, 10, fact);
    happened.event.at = noon;
    talk.tell(happened);
}

net::GamesPage games_page() {
    net::GamesPage page;
    page.games = {{den, {1005}, {5}, offer_to_me()}, {den, {1004}, {4}, running_with_me({4, 0})}};
    page.next = {1004};
    return page;
}

net::GameFound found() {
    net::GameFound found{.room = den, .message = {1004}, .sequence = {4}, .record = {}};
    found.record.game = running_with_me({4, 0});
    found.record.moves = {{4, 1, noon}, {0, 2, {noon.value + 1'500}}};
    return found;
}

net::LeaderboardPage best() {
    const net::GameStanding first{bob, 1, 12, 3, 1, 4, 7, 1620};
    const net::GameStanding own{me, 9, 1, 0, 12, -3, 1, 1380};
    return {.kind = {1}, .after = 0, .rows = {first}, .own = own, .last = false};
}

}  // namespace

void tell_games(Talk& talk) {
    net::GamesPage page;
    page.games = {{den, {1005}, {5}, offer_to_me()},
                  {den, {1004}, {4}, running_with_me({4, 0, 8})},
                  {den, {1003}, {3}, over()}};
    talk.tell(model::Answered{"", net::Games{}, page});
}

std::vector<Row> game_rows() {
    using net::GameState;
    using net::GameStep;
    net::Game draw_offered = running_with_me({4, 0, 8});
    draw_offered.draw_offered_by = me.id;
    net::Game rematch_offered = over();
    rematch_offered.rematch = net::RematchState::Offered;
    rematch_offered.rematch_by = me.id;
    net::Game declined = with(offer_to_me(), GameState::Declined);
    declined.decline_reason = net::DeclineReason::Busy;
    return {
        {"/ttt bob 4x4 first 10s", post_offer},
        {"/ttt bob 5x5", nothing},
        {"/accept", changes(GameStep::Accepted, running_with_me({}), 5)},
        {"/decline busy", changes(GameStep::Declined, declined, 5)},
        {"/move c1", changes(GameStep::Moved, running_with_me({4, 0, 8, 2}))},
        {"/move b2", refused("This cell is taken. Choose an empty one.")},
        {"/move d9", nothing},
        {"/resign",
         changes(GameStep::Resigned, with(running_with_me({4, 0, 8}), GameState::Resigned, bob.id))},
        {"/draw", changes(GameStep::DrawOffered, draw_offered)},
        {"/draw decline", [](Talk& talk) { talk.answer(net::GamesPage{}); }},
        {"/takeback", changes(GameStep::TakeBackAsked, running_with_me({4, 0, 8}))},
        {"/abort", refused("It is too late to abort. Resign, or offer a draw.")},
        {"/claim-game",
         changes(GameStep::WinClaimed, with(running_with_me({4, 0, 8}), GameState::Abandoned, me.id))},
        {"/rematch", changes(GameStep::RematchOffered, rematch_offered, 3)},
        {"/board", [](Talk& talk) { talk.answer(found()); }},
        {"/games mine", [](Talk& talk) { talk.answer(games_page()); }},
        {"/games finished",
         [](Talk& talk) { talk.answer(net::GamesPage{.phase = net::GamePhase::Finished}); }},
        {"/top", [](Talk& talk) { talk.answer(best()); }},
        {"/practice", nothing},
    };
}

}  // namespace crosstalk::cli
