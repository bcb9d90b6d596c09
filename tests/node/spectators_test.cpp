// Who looks at a game: counted for its players and for those who look, and for nobody else.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/node/node_world.hpp"

namespace crosstalk::server {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::SizeIs;

class SpectatorsOfGames : public ::testing::Test {
  protected:
    SpectatorsOfGames() {
        world.start();
        for (Client* each : all)
            each->join_server("user" + std::to_string(++names));
        den = anna.make_room("den", net::RoomKind::Private);
        for (Client* each : {&bert, &carl, &dora}) {
            anna.ask(net::InviteUser{den, each->me()});
            each->ask(net::JoinRoom{den});
        }
        game = anna.ask(net::OfferGame{.room = den, .opponent = bert.me(), .kind = {1}}).message;
        bert.ask(net::AnswerOffer{.room = den, .game = game});
        for (Client* each : {&anna, &bert, &carl, &dora})
            each->watch(den);
        quiet();
    }
    void quiet() {
        world.loop.advance({3'000});
        for (Client* each : all)
            each->forget();
    }
    void look(Client& client, bool looks = true) {
        client.send(net::Spectate{den, game, looks});
        world.loop.advance({1'500});
    }
    // Time passes, and everybody here answers the server's questions meanwhile.
    void pass(net::Milliseconds span) {
        constexpr std::int64_t step = 10'000;
        for (std::int64_t left = span.value; left > 0; left -= step) {
            world.loop.advance({std::min(left, step)});
            for (Client* each : all) {
                if (each->connection() != nullptr) each->send(net::Pong{});
            }
            world.settle();
        }
    }

    NodeWorld world;
    Client anna{world, "10.0.0.1"};
    Client bert{world, "10.0.0.2"};
    Client carl{world, "10.0.0.3"};
    Client dora{world, "10.0.0.4"};
    Client eve{world, "10.0.0.66"};
    const std::vector<Client*> all{&anna, &bert, &carl, &dora, &eve};
    int names = 0;
    net::RoomId den;
    net::MessageId game;
};

TEST_F(SpectatorsOfGames, are_told_to_the_players_and_to_one_another) {
    look(carl);
    const auto told = anna.take<net::Spectators>();
    EXPECT_EQ(told.room, den);
    EXPECT_EQ(told.game, game);
    EXPECT_EQ(told.count, 1u);
    EXPECT_THAT(told.users, ElementsAre(carl.welcome.user));
    EXPECT_TRUE(bert.has<net::Spectators>());
    EXPECT_TRUE(carl.has<net::Spectators>());
    EXPECT_FALSE(dora.has<net::Spectators>()) << "it is no concern of who does not look";
    EXPECT_FALSE(eve.has<net::Spectators>());
    quiet();
    look(dora);
    EXPECT_EQ(carl.take<net::Spectators>().count, 2u);
    quiet();
    look(carl, false);
    EXPECT_THAT(anna.take<net::Spectators>().users, ElementsAre(dora.welcome.user));
}

TEST_F(SpectatorsOfGames, say_so_again_without_being_told_again_and_are_forgotten_if_they_do_not) {
    look(carl);
    quiet();
    look(carl);
    EXPECT_FALSE(anna.has<net::Spectators>());
    pass({40'000});
    EXPECT_FALSE(anna.has<net::Spectators>()) << "that was the second time";
    pass({60'000});
    EXPECT_EQ(anna.take<net::Spectators>().count, 0u);
}

TEST_F(SpectatorsOfGames, end_with_their_connection_their_room_and_their_being_seen) {
    for (Client* each : {&carl, &dora}) {
        look(*each);
        quiet();
    }
    carl.cut();
    pass({30'000});
    EXPECT_THAT(anna.take<net::Spectators>().users, ElementsAre(dora.welcome.user));
    quiet();
    dora.send(net::SetPresence{net::PresenceState::Offline});
    world.loop.advance({1'500});
    EXPECT_EQ(anna.take<net::Spectators>().count, 0u);
    look(dora);
    EXPECT_FALSE(anna.has<net::Spectators>()) << "an invisible one is not seen looking either";
    dora.send(net::SetPresence{net::PresenceState::Online});
    world.loop.advance({1'500});
    look(dora);
    quiet();
    dora.ask(net::LeaveRoom{den});
    world.loop.advance({1'500});
    EXPECT_EQ(anna.take<net::Spectators>().count, 0u);
    EXPECT_FALSE(dora.has<net::Spectators>());
}

TEST_F(SpectatorsOfGames, are_none_who_play_and_none_who_may_not_look) {
    look(anna);
    look(eve);
    carl.send(net::Spectate{net::lobby, game, true});
    carl.send(net::Spectate{den, {999'999}, true});
    carl.send(net::Spectate{den, game, false});
    world.loop.advance({1'500});
    for (Client* each : all) {
        EXPECT_FALSE(each->has<net::Spectators>());
        EXPECT_FALSE(each->is_closed);
    }
}

TEST_F(SpectatorsOfGames, are_told_to_a_player_who_comes_back) {
    look(carl);
    anna.cut();
    world.settle();
    anna.come_back();
    anna.watch(den);
    world.settle();
    EXPECT_EQ(anna.take<net::Spectators>().count, 1u);
}

TEST_F(SpectatorsOfGames, cost_the_journal_nothing) {
    const std::size_t before = world.journal.entries().size();
    for (int i = 0; i < 10; ++i)
        look(carl, i % 2 == 0);
    EXPECT_EQ(world.journal.entries().size(), before);
    EXPECT_THAT(anna.take_all<net::Spectators>(), ::testing::Not(IsEmpty()));
    EXPECT_THAT(dora.take_all<net::Spectators>(), SizeIs(0));
}

}  // namespace
}  // namespace crosstalk::server
