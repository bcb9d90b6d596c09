// What the model knows of games, whoever tells it.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/model/worlds.hpp"

namespace crosstalk::model {
namespace {

using ::testing::ElementsAre;
using ::testing::Field;
using ::testing::IsEmpty;
using ::testing::SizeIs;

class KnownGames : public ::testing::Test {
  protected:
    KnownGames() {
        model.apply(RoomAdded{mine(den, "den")});
        model.apply(synced(den, 0, 1, 5));
    }

    static net::Game running(const net::Bytes& moves, std::int64_t changed_at = 6000) {
        net::Game game;
        game.kind = {1};
        game.state = net::GameState::Playing;
        game.challenger.user = alice;
        game.challenged.user = me;
        game.moves = moves;
        game.next_number = static_cast<std::uint32_t>(moves.size()) + 1;
        game.changed_at = {changed_at};
        return game;
    }
    void offer(std::uint64_t place) {
        net::MessagePosted fact;
        fact.id = {1000 + place};
        fact.author = alice;
        fact.game = running({});
        model.apply(happened(den, place, fact));
    }
    void change(std::uint64_t at, std::uint64_t place, const net::Game& game) {
        model.apply(happened(den, at,
                             net::GameChanged{.message = {1000 + place}, .sequence = {place}, .game = game}));
    }
    const KnownGame* game(std::uint64_t place) { return model.games().find({1000 + place}); }

    Model model = in_the_lobby();
};

TEST_F(KnownGames, one_is_known_from_its_challenge_on_and_has_the_times_of_its_moves) {
    offer(6);
    ASSERT_NE(game(6), nullptr);
    EXPECT_EQ(game(6)->room, den);
    EXPECT_EQ(game(6)->sequence, net::Sequence{6});
    change(7, 6, running({4}, 7000));
    change(8, 6, running({4, 0}, 8000));
    EXPECT_THAT(game(6)->game.moves, ElementsAre(4, 0));
    EXPECT_THAT(game(6)->times, ElementsAre(net::GameMove{4, 1, {7000}}, net::GameMove{0, 2, {8000}}));
    change(9, 6, running({4}, 9000));
    EXPECT_THAT(game(6)->times, SizeIs(1)) << "the second was taken back";
    EXPECT_EQ(model.room(den)->message({6})->game->moves, net::Bytes{4});
}

TEST_F(KnownGames, an_answer_brings_the_moves_that_were_missed_but_never_an_older_state) {
    net::GameFound found{.room = den, .message = {1003}, .sequence = {3}, .record = {}};
    found.record.game = running({4, 0}, 5000);
    found.record.moves = {{4, 1, {4000}}, {0, 2, {5000}}};
    model.apply(Answered{"", net::GameDetail{den, {1003}}, found});
    ASSERT_NE(game(3), nullptr);
    EXPECT_THAT(game(3)->times, SizeIs(2));
    change(6, 3, running({4, 0, 8}, 6000));
    model.apply(Answered{"", net::GameDetail{den, {1003}}, found});
    EXPECT_THAT(game(3)->game.moves, SizeIs(3)) << "the archive was behind";
    EXPECT_THAT(game(3)->times, SizeIs(3));
}

TEST_F(KnownGames, a_list_of_games_makes_those_of_ones_own_rooms_known) {
    net::GamesPage page;
    page.games = {{den, {1003}, {3}, running({4})}, {attic, {1009}, {9}, running({})}};
    model.apply(Answered{"", net::Games{}, page});
    EXPECT_NE(game(3), nullptr);
    EXPECT_EQ(game(9), nullptr);
}

TEST_F(KnownGames, one_goes_with_its_message_or_with_its_room) {
    offer(6);
    offer(7);
    model.apply(happened(den, 8, net::MessageDeleted{{1006}, {6}, alice}));
    EXPECT_EQ(game(6), nullptr);
    ASSERT_NE(game(7), nullptr);
    model.apply(RoomRemoved{{.room = den, .why = net::WhyRemoved::Kicked}, {}});
    EXPECT_THAT(model.games().all(), IsEmpty());
}

TEST_F(KnownGames, its_players_are_called_by_their_newest_names) {
    offer(6);
    Happened renamed = happened(net::lobby, 1, net::UserRenamed{{alice.id, "alison"}, "alice"});
    renamed.event.mark = {{100}, {100}};
    model.apply(renamed);
    EXPECT_EQ(game(6)->game.challenger.user.name, "alison");
    change(7, 6, running({4}, 7000));
    EXPECT_EQ(game(6)->game.challenger.user.name, "alison") << "the room was told before the lobby";
}

TEST_F(KnownGames, the_oldest_finished_ones_are_forgotten_and_none_that_runs) {
    Games games;
    games.learn(den, {1}, {1}, running({}));
    net::Game over = running({4});
    over.state = net::GameState::Resigned;
    for (std::uint64_t message = 2; message < 2 + Games::most_finished + 3; ++message)
        games.learn(den, {message}, {message}, over);
    EXPECT_THAT(games.all(), SizeIs(Games::most_finished + 1));
    EXPECT_NE(games.find({1}), nullptr);
    EXPECT_EQ(games.find({4}), nullptr);
    EXPECT_NE(games.find({5}), nullptr);
}

}  // namespace
}  // namespace crosstalk::model
