// Games at the node: time, connections, restarts, and questions about them.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <set>

#include "games/record.hpp"
#include "tests/node/node_world.hpp"

namespace crosstalk::server {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::SizeIs;

class Games : public ::testing::Test {
  protected:
    Games() {
        world.start();
        anna.join_server("Anna");
        bert.join_server("Bert");
        eve.join_server("Eve");
        den = anna.make_room("den", net::RoomKind::Private);
        anna.ask(net::InviteUser{den, bert.me()});
        bert.ask(net::JoinRoom{den});
    }

    net::MessageId begun(const net::GameClock& clock = {}, net::SideWish wish = net::SideWish::First) {
        const net::MessageId game =
            anna.ask(net::OfferGame{
                         .room = den, .opponent = bert.me(), .kind = {1}, .clock = clock, .wish = wish})
                .message;
        EXPECT_EQ(bert.ask(net::AnswerOffer{.room = den, .game = game}).status, net::Status::Done);
        return game;
    }
    net::Outcome move(Client& who, net::MessageId game, std::uint8_t cell) {
        return who.ask(net::MakeMove{den, game, record(game).next_number, cell});
    }
    void begin_in_earnest(net::MessageId game) {
        move(anna, game, 4);
        move(bert, game, 0);
    }
    // Time passes, and everybody here answers the server's questions meanwhile.
    void pass(net::Milliseconds span) {
        constexpr std::int64_t step = 10'000;
        for (std::int64_t left = span.value; left > 0; left -= step) {
            world.loop.advance({std::min(left, step)});
            for (Client* each : {&anna, &bert, &eve})
                each->send(net::Pong{});
            world.settle();
        }
    }
    const games::GameRecord& record(net::MessageId game) {
        return world.node().hub().state().game(game)->record;
    }
    games::GameState state(net::MessageId game) { return record(game).state; }
    std::uint64_t position() { return world.node().hub().state().mark.position.value; }

    NodeWorld world;
    Client anna{world, "10.0.0.1"};
    Client bert{world, "10.0.0.2"};
    Client eve{world, "10.0.0.66"};
    net::RoomId den;
};

TEST_F(Games, an_offer_expires_by_itself_and_nothing_is_written_until_then) {
    const net::MessageId game =
        anna.ask(net::OfferGame{.room = den, .opponent = bert.me(), .kind = {1}}).message;
    const std::uint64_t before = position();
    pass({games::offer_ms - 1'000});
    EXPECT_EQ(position(), before);
    pass({2'000});
    EXPECT_EQ(state(game), games::GameState::Expired);
    EXPECT_EQ(position(), before + 1);
}

TEST_F(Games, a_clock_that_runs_out_ends_the_game_and_the_watchers_are_told) {
    const net::MessageId game = begun({net::ClockMode::PerMove, {10'000}, {}});
    begin_in_earnest(game);
    bert.watch(den);
    bert.forget();
    world.loop.advance({10'500});
    EXPECT_EQ(state(game), games::GameState::TimedOut);
    const auto event = bert.take<net::Event>();
    const auto& changed = std::get<net::GameChanged>(event.fact);
    EXPECT_EQ(changed.step, net::GameStep::TimedOut);
    EXPECT_EQ(changed.game.winner, bert.me());
}

TEST_F(Games, the_clock_stands_still_while_a_player_is_not_connected) {
    const net::MessageId game = begun({net::ClockMode::PerMove, {10'000}, {}});
    begin_in_earnest(game);
    anna.cut();
    world.loop.advance({15'000});
    EXPECT_EQ(state(game), games::GameState::Paused);
    anna.come_back();
    world.settle();
    EXPECT_EQ(state(game), games::GameState::Playing);
}

TEST_F(Games, who_stays_away_can_be_claimed_from) {
    const net::MessageId game = begun();
    begin_in_earnest(game);
    bert.cut();
    world.settle();
    EXPECT_EQ(anna.ask(net::ActInGame{den, game, net::GameAction::ClaimWin}).status,
              net::Status::AgainstRules);
    pass({games::absence_ms});
    EXPECT_EQ(anna.ask(net::ActInGame{den, game, net::GameAction::ClaimWin}).status, net::Status::Done);
}

TEST_F(Games, a_game_that_is_accepted_for_somebody_who_has_gone_is_paused_at_once) {
    const net::MessageId game =
        anna.ask(net::OfferGame{.room = den, .opponent = bert.me(), .kind = {1}}).message;
    anna.cut();
    world.settle();
    bert.ask(net::AnswerOffer{.room = den, .game = game});
    world.settle();
    EXPECT_EQ(state(game), games::GameState::Paused);
}

TEST_F(Games, a_running_game_survives_a_crash_of_the_server_exactly) {
    const net::MessageId game = begun({net::ClockMode::Total, {300'000}, {2'000}});
    begin_in_earnest(game);
    world.loop.advance({3'000});
    const games::GameRecord before = record(game);
    world.crash();
    world.loop.advance({60'000});
    world.start();
    EXPECT_EQ(state(game), games::GameState::Paused) << "both are awaited";
    EXPECT_EQ(record(game).position, before.position);
    EXPECT_EQ(record(game).moves, before.moves);
    anna.come_back();
    bert.come_back();
    world.settle();
    EXPECT_EQ(state(game), games::GameState::Playing);
    EXPECT_GE(record(game).seats[0].remaining_ms, before.seats[0].remaining_ms - 4'000);
    EXPECT_EQ(move(anna, game, 8).status, net::Status::Done);
}

TEST_F(Games, the_time_between_a_stop_and_the_next_start_does_not_count) {
    const net::MessageId game = begun({net::ClockMode::Total, {60'000}, {}});
    begin_in_earnest(game);
    world.loop.advance({20'000});
    world.node().stop("bye", [] {});
    world.settle();
    world.crash();
    world.loop.advance({600'000});
    world.start();
    const std::int64_t left = record(game).seats[0].remaining_ms;
    EXPECT_GT(left, 35'000);
    EXPECT_LT(left, 41'000);
}

TEST_F(Games, lots_are_drawn_by_the_server_and_not_by_who_asks) {
    std::set<games::Seat> drawn;
    for (int tries = 0; tries < 40 && drawn.size() < 2; ++tries) {
        const net::MessageId game = begun({}, net::SideWish::Random);
        drawn.insert(record(game).x);
        anna.ask(net::ActInGame{den, game, net::GameAction::Abort});
    }
    EXPECT_THAT(drawn, SizeIs(2));
}

TEST_F(Games, a_flood_of_challenges_has_to_wait) {
    world.crash();
    world.options.limits.room_burst = 2;
    world.start();
    for (Client* each : {&anna, &bert})
        each->come_back();
    anna.forget();
    for (int count = 0; count < 4; ++count)
        anna.submit(net::OfferGame{.room = den, .opponent = bert.me(), .kind = {1}});
    world.settle();
    EXPECT_THAT(anna.take_all<net::Result>(), SizeIs(2));
}

// --- questions

TEST_F(Games, running_and_finished_games_are_listed_for_those_who_see_the_room) {
    const net::MessageId game = begun();
    const auto running = bert.learn<net::GamesPage>(net::Games{});
    ASSERT_THAT(running.games, SizeIs(1));
    EXPECT_EQ(running.games[0].message, game);
    EXPECT_EQ(running.games[0].game.challenger.user.name, "Anna");
    EXPECT_THAT(eve.learn<net::GamesPage>(net::Games{}).games, IsEmpty());
    EXPECT_EQ(eve.refused(net::Games{.room = den}), eve.refused(net::Games{.room = {999'999}}));
    anna.ask(net::ActInGame{den, game, net::GameAction::Abort});
    EXPECT_THAT(bert.learn<net::GamesPage>(net::Games{}).games, IsEmpty());
    EXPECT_THAT(bert.learn<net::GamesPage>(net::Games{.phase = net::GamePhase::Finished}).games, SizeIs(1));
}

TEST_F(Games, the_whole_record_is_told_to_those_who_see_the_room) {
    const net::MessageId game = begun();
    begin_in_earnest(game);
    const auto found = bert.learn<net::GameFound>(net::GameDetail{den, game});
    ASSERT_THAT(found.record.moves, SizeIs(2));
    EXPECT_EQ(found.record.moves[1].cell, 0);
    EXPECT_EQ(eve.refused(net::GameDetail{den, game}), eve.refused(net::GameDetail{{999'999}, game}));
    EXPECT_EQ(bert.refused(net::GameDetail{net::lobby, game}).code, net::ErrorCode::NotFound);
}

TEST_F(Games, the_leaderboard_has_everybody_who_has_played_and_the_asker) {
    const net::MessageId game = begun();
    begin_in_earnest(game);
    bert.ask(net::ActInGame{den, game, net::GameAction::Resign});
    const auto board = eve.learn<net::LeaderboardPage>(net::Leaderboard{.kind = {1}});
    ASSERT_THAT(board.rows, SizeIs(2));
    EXPECT_EQ(board.rows[0].user.name, "Anna");
    EXPECT_EQ(board.rows[0].rank, 1u);
    EXPECT_EQ(board.rows[0].wins, 1u);
    EXPECT_EQ(board.rows[1].rating, 1'480);
    EXPECT_TRUE(board.last);
    EXPECT_EQ(board.own.rank, 0u);
    EXPECT_EQ(bert.learn<net::LeaderboardPage>(net::Leaderboard{.kind = {1}}).own.rank, 2u);
    EXPECT_THAT(bert.learn<net::LeaderboardPage>(net::Leaderboard{.kind = {2}}).rows, IsEmpty());
    EXPECT_THAT(bert.learn<net::LeaderboardPage>(net::Leaderboard{.kind = {1}, .after = 2}).rows, IsEmpty());
}

}  // namespace
}  // namespace crosstalk::server
