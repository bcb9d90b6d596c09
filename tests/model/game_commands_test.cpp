// What commands about games mean: which game is meant, and what is asked of the server.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>

#include "client/model/deed.hpp"
#include "client/model/game_words.hpp"
#include "tests/model/worlds.hpp"

namespace crosstalk::model {
namespace {

using ::testing::HasSubstr;

constexpr TypedAt noon{.now = {1'795'176'000'000}, .utc_offset = {}};
constexpr net::RoomId with_bob{7000};
constexpr net::Milliseconds ten_seconds{10'000};

// In the lobby, in #Den, in #Attic and in a room of two with bob; alice and bob are known.
class GameCommands : public ::testing::Test {
  protected:
    GameCommands() {
        model.apply(members({member(alice), member(bob), member(me)}));
        model.apply(RoomAdded{mine(den, "Den")});
        model.apply(RoomAdded{mine(attic, "Attic")});
        model.apply(RoomAdded{direct(with_bob, bob)});
        RoomSynced synced_den = synced(den, 0, 1, 5);
        synced_den.state.room = mine(den, "Den", 5, 5);
        model.apply(synced_den);
        model.apply(synced(attic, 0, 1, 5));
        found.games = true;
    }

    static net::Game offer(const net::UserRef& by, const net::UserRef& to) {
        net::Game game;
        game.kind = {1};
        game.challenger.user = by;
        game.challenged.user = to;
        return game;
    }
    static net::Game running(const net::UserRef& other, const net::Bytes& moves = {}) {
        net::Game game = offer(me, other);
        game.state = net::GameState::Playing;
        game.moves = moves;
        game.next_number = static_cast<std::uint32_t>(moves.size()) + 1;
        return game;
    }
    static net::Game over(const net::UserRef& other) {
        net::Game game = running(other, {0, 3, 1, 4, 2});
        game.state = net::GameState::Won;
        game.winner = me.id;
        return game;
    }
    // The message of a game; its id is its place and 1000, and its place is that of the room's head.
    void post(const net::Game& game, net::RoomId room = den) {
        const std::uint64_t place = model.room(room)->head.value + 1;
        net::MessagePosted fact;
        fact.id = {next_id++};
        fact.author = game.challenger.user;
        fact.game = game;
        model.apply(happened(room, place, fact));
    }
    Step step(std::string_view typed, net::RoomId here = den) {
        const Line line = parse_line(typed, noon);
        const auto* command = std::get_if<CommandLine>(&line);
        if (command == nullptr) {
            ADD_FAILURE() << typed << " -> " << std::get<BadLine>(line).text;
            return Deed{Quit{}};
        }
        return next_step(*command, model, here, found);
    }
    template <class C>
    C performed(std::string_view typed, net::RoomId here = den) {
        const Step done = step(typed, here);
        if (const auto* bad = std::get_if<BadLine>(&done)) ADD_FAILURE() << typed << " -> " << bad->text;
        const auto* deed = std::get_if<Deed>(&done);
        const auto* tell = deed == nullptr ? nullptr : std::get_if<Tell>(deed);
        const auto* perform = tell == nullptr ? nullptr : std::get_if<Perform>(&tell->command);
        const auto* command = perform == nullptr ? nullptr : std::get_if<C>(&perform->command);
        EXPECT_NE(command, nullptr) << typed;
        return command == nullptr ? C{} : *command;
    }
    template <class Q>
    Q asked(std::string_view typed, net::RoomId here = den) {
        const Step done = step(typed, here);
        const auto* deed = std::get_if<Deed>(&done);
        const auto* tell = deed == nullptr ? nullptr : std::get_if<Tell>(deed);
        const auto* ask = tell == nullptr ? nullptr : std::get_if<Ask>(&tell->command);
        const auto* question = ask == nullptr ? nullptr : std::get_if<Q>(&ask->question);
        EXPECT_NE(question, nullptr) << typed;
        return question == nullptr ? Q{} : *question;
    }
    std::string bad(std::string_view typed, net::RoomId here = den) {
        const Step done = step(typed, here);
        const auto* wrong = std::get_if<BadLine>(&done);
        EXPECT_NE(wrong, nullptr) << typed;
        return wrong == nullptr ? std::string() : wrong->text;
    }
    static std::string misread(std::string_view typed) {
        const Line line = parse_line(typed, noon);
        const auto* wrong = std::get_if<BadLine>(&line);
        EXPECT_NE(wrong, nullptr) << typed;
        return wrong == nullptr ? std::string() : wrong->text;
    }

    Model model = in_the_lobby();
    Findings found;
    std::uint64_t next_id = 100'001;
};

TEST_F(GameCommands, a_challenge_says_whom_to_what_with_which_clock_in_any_order) {
    net::OfferGame offer{.room = den,
                         .opponent = bob.id,
                         .kind = {1},
                         .clock = {net::ClockMode::PerMove, ten_seconds, {}},
                         .wish = net::SideWish::Second};
    EXPECT_EQ(performed<net::OfferGame>("/ttt bob 3x3 second 10s"), offer);
    EXPECT_EQ(performed<net::OfferGame>("/ttt @bob 10s second"), offer);
    EXPECT_EQ(performed<net::OfferGame>("/ttt \"bob\" second \"Tic Tac Toe\" 10s"), offer);
    offer.opponent = {};
    EXPECT_EQ(performed<net::OfferGame>("/ttt second 10s"), offer) << "whoever accepts";
    EXPECT_EQ(performed<net::OfferGame>("/ttt 10s 3x3 second"), offer);
    offer.clock = {net::ClockMode::Total, {180'000}, {2'000}};
    offer.wish = net::SideWish::Random;
    offer.kind = {5};
    EXPECT_EQ(performed<net::OfferGame>("/ttt Ultimate 3m+2s"), offer);
    EXPECT_EQ(performed<net::OfferGame>("/ttt 3+2 ultimate random"), offer);
    EXPECT_EQ(performed<net::OfferGame>("/ttt").kind, net::GameKind{1});
}

TEST_F(GameCommands, in_a_conversation_of_two_the_other_one_is_meant) {
    EXPECT_EQ(performed<net::OfferGame>("/ttt", with_bob).opponent, bob.id);
    EXPECT_EQ(performed<net::OfferGame>("/ttt 4x4 first", with_bob).opponent, bob.id);
}

TEST_F(GameCommands, a_challenge_that_cannot_be_meant_says_how_to_write_one) {
    for (const char* typed :
         {"/ttt bob 5x5", "/ttt 5x5", "/ttt bob 20s", "/ttt bob 3x3 bob", "/ttt bob third"}) {
        EXPECT_THAT(misread(typed), HasSubstr("3x3, misere, 4x4, 15x15 or ultimate")) << typed;
        EXPECT_THAT(misread(typed), HasSubstr("/ttt [USER] [KIND] [first|second|random] [CLOCK]")) << typed;
    }
    EXPECT_THAT(misread("/ttt bob first second"), HasSubstr("once each"));
    EXPECT_THAT(misread("/ttt \"bob"), HasSubstr("quotation mark"));
    EXPECT_THAT(bad("/ttt me"), HasSubstr("This is you"));
    found.people = true;
    EXPECT_THAT(bad("/ttt nobody"), HasSubstr("nobody of this name"));
}

TEST_F(GameCommands, the_challenge_that_waits_is_answered) {
    EXPECT_THAT(bad("/accept"), HasSubstr("/ttt USER"));
    post(offer(alice, {}));
    EXPECT_EQ(performed<net::AnswerOffer>("/accept"),
              (net::AnswerOffer{.room = den, .game = {100'001}, .answer = net::OfferAnswer::Accept}));
    EXPECT_THAT(bad("/decline"), HasSubstr("No challenge")) << "what is for anyone nobody declines";
    post(offer(bob, me));
    EXPECT_EQ(performed<net::AnswerOffer>("/accept").game, net::MessageId{100'002}) << "rather one's own";
    EXPECT_EQ(performed<net::AnswerOffer>("/accept 6").game, net::MessageId{100'001});
    EXPECT_EQ(performed<net::AnswerOffer>("/decline busy"),
              (net::AnswerOffer{.room = den,
                                .game = {100'002},
                                .answer = net::OfferAnswer::Decline,
                                .reason = net::DeclineReason::Busy}));
    EXPECT_EQ(performed<net::AnswerOffer>("/decline 7 other").reason, net::DeclineReason::OtherKind);
    EXPECT_EQ(performed<net::AnswerOffer>("/decline 7").reason, net::DeclineReason::Unsaid);
    EXPECT_THAT(misread("/decline 7 never"), HasSubstr("busy, later or other"));
}

TEST_F(GameCommands, of_several_that_fit_one_has_to_be_named_and_this_room_comes_first) {
    post(offer(alice, me), attic);
    EXPECT_EQ(performed<net::AnswerOffer>("/accept").room, attic);
    post(offer(bob, me));
    EXPECT_EQ(performed<net::AnswerOffer>("/accept").room, den);
    post(offer(alice, me));
    EXPECT_THAT(bad("/accept"), HasSubstr("Say which: 6 with bob, 7 with alice."));
    EXPECT_THAT(bad("/accept", net::lobby), HasSubstr("id:100001 in #room with alice"));
    EXPECT_EQ(performed<net::AnswerOffer>("/accept id:100001").room, attic);
    EXPECT_EQ(performed<net::AnswerOffer>("/accept 7").game, net::MessageId{100'003});
}

TEST_F(GameCommands, the_challenge_of_somebody_ignored_is_not_meant) {
    model.apply(IgnoredKnown{{bob}});
    post(offer(bob, me));
    EXPECT_THAT(bad("/accept"), HasSubstr("Nobody waits"));
}

TEST_F(GameCommands, a_move_names_its_cell_by_any_notation_and_carries_the_number_of_the_card) {
    post(running(bob, {0, 1}));
    EXPECT_EQ(performed<net::MakeMove>("/move b2"), (net::MakeMove{den, {100'001}, 3, 4}));
    EXPECT_EQ(performed<net::MakeMove>("/move 5"), (net::MakeMove{den, {100'001}, 3, 4}));
    EXPECT_EQ(performed<net::MakeMove>("/move 2,2 6"), (net::MakeMove{den, {100'001}, 3, 4}));
    EXPECT_EQ(performed<net::MakeMove>("/move C3", attic).cell, 8) << "from any room";
    EXPECT_THAT(bad("/move d1"), HasSubstr("a1 to c3"));
    EXPECT_THAT(bad("/move 10"), HasSubstr("or 1 to 9"));
    EXPECT_THAT(misread("/move"), HasSubstr("Say which cell"));
    EXPECT_THAT(misread("/move somewhere"), HasSubstr("as in b2"));
    EXPECT_THAT(bad("/move b2 5"), HasSubstr("no game"));
}

TEST_F(GameCommands, a_move_is_meant_for_the_game_where_it_is_ones_turn) {
    post(running(bob, {0}));
    EXPECT_EQ(performed<net::MakeMove>("/move b2").game, net::MessageId{100'001})
        << "the server says why not";
    post(running(alice, {0, 1}));
    EXPECT_EQ(performed<net::MakeMove>("/move b2").game, net::MessageId{100'002});
    post(running(alice, {}));
    EXPECT_THAT(bad("/move b2"), HasSubstr("Say which: 7 with alice, 8 with alice"));
}

TEST_F(GameCommands, a_game_of_an_unknown_kind_wants_a_newer_crosstalk) {
    net::Game game = running(bob);
    game.kind = {77};
    post(game);
    EXPECT_THAT(bad("/move b2"), HasSubstr("Update Crosstalk"));
    EXPECT_EQ(performed<net::ActInGame>("/resign").action, net::GameAction::Resign);
    EXPECT_THAT(game_in_words(game), HasSubstr("Update Crosstalk"));
    EXPECT_EQ(board_in_text(game), "");
}

TEST_F(GameCommands, what_is_done_in_a_game_is_done_in_the_one_that_runs) {
    for (const char* typed : {"/move a1", "/resign", "/draw", "/takeback", "/claim-game"})
        EXPECT_THAT(bad(typed), HasSubstr("You play no game now")) << typed;
    for (const char* typed : {"/draw decline", "/takeback allow", "/takeback decline", "/abort", "/rematch"})
        EXPECT_FALSE(bad(typed).empty());
    post(offer(alice, bob));
    post(running(bob));
    const auto action = [&](std::string_view typed) { return performed<net::ActInGame>(typed).action; };
    EXPECT_EQ(performed<net::ActInGame>("/resign"),
              (net::ActInGame{den, {100'002}, net::GameAction::Resign}));
    EXPECT_EQ(action("/draw"), net::GameAction::OfferDraw);
    EXPECT_EQ(action("/draw decline 7"), net::GameAction::DeclineDraw);
    EXPECT_EQ(action("/takeback"), net::GameAction::AskTakeBack);
    EXPECT_EQ(action("/takeback allow 7"), net::GameAction::AllowTakeBack);
    EXPECT_EQ(action("/takeback decline 7"), net::GameAction::DeclineTakeBack);
    EXPECT_EQ(action("/abort"), net::GameAction::Abort);
    EXPECT_EQ(action("/claim-game"), net::GameAction::ClaimWin);
    EXPECT_EQ(action("/claim-game draw"), net::GameAction::ClaimDraw);
    EXPECT_EQ(action("/claim-game win 7"), net::GameAction::ClaimWin);
    for (const char* typed : {"/takeback give", "/claim-game loss", "/draw no", "/rematch no"})
        EXPECT_THAT(misread(typed), HasSubstr("Write /")) << typed;
}

TEST_F(GameCommands, of_several_games_the_one_where_the_other_wants_something_is_meant) {
    post(running(alice, {0}));
    net::Game wanted = running(bob, {0, 1});
    wanted.draw_offered_by = bob.id;
    wanted.take_back_asked_by = bob.id;
    wanted.challenged.gone_since = {5};
    post(wanted);
    for (const char* typed :
         {"/draw", "/draw decline", "/takeback allow", "/takeback decline", "/claim-game"})
        EXPECT_EQ(performed<net::ActInGame>(typed).game, net::MessageId{100'002}) << typed;
    EXPECT_THAT(bad("/takeback"), HasSubstr("Say which"));
}

TEST_F(GameCommands, abort_takes_ones_own_challenge_back) {
    post(offer(me, bob));
    EXPECT_EQ(performed<net::AnswerOffer>("/abort"),
              (net::AnswerOffer{.room = den, .game = {100'001}, .answer = net::OfferAnswer::Cancel}));
    post(running(alice, {0, 1, 2}));
    EXPECT_EQ(performed<net::AnswerOffer>("/abort").game, net::MessageId{100'001});
    EXPECT_EQ(performed<net::ActInGame>("/abort 7").action, net::GameAction::Abort) << "the server says no";
}

TEST_F(GameCommands, a_rematch_is_of_the_newest_game_or_of_the_one_that_was_offered) {
    post(over(bob));
    post(over(alice));
    EXPECT_EQ(performed<net::ActInGame>("/rematch"),
              (net::ActInGame{den, {100'002}, net::GameAction::OfferRematch}));
    net::Game offered = over(bob);
    offered.rematch = net::RematchState::Offered;
    offered.rematch_by = bob.id;
    model.apply(happened(den, 8, net::GameChanged{.message = {100'001}, .sequence = {6}, .game = offered}));
    EXPECT_EQ(performed<net::ActInGame>("/rematch").game, net::MessageId{100'001});
    EXPECT_EQ(performed<net::ActInGame>("/rematch decline").action, net::GameAction::DeclineRematch);
    offered.next = {5};
    model.apply(happened(den, 9, net::GameChanged{.message = {100'001}, .sequence = {6}, .game = offered}));
    EXPECT_EQ(performed<net::ActInGame>("/rematch").game, net::MessageId{100'002}) << "that one goes on";
}

TEST_F(GameCommands, games_that_began_before_this_start_are_asked_for_once) {
    found.games = false;
    const auto needs_games = [&](std::string_view typed) {
        const Step done = step(typed);
        const auto* need = std::get_if<Need>(&done);
        return need != nullptr && std::holds_alternative<NeedGames>(*need);
    };
    for (const char* typed : {"/move b2", "/accept", "/resign", "/rematch", "/board"})
        EXPECT_TRUE(needs_games(typed)) << typed;
    net::GamesPage page;
    page.games = {{den, {1003}, {3}, running(bob)}};
    model.apply(Answered{"", net::Games{}, page});
    found.games = true;
    EXPECT_EQ(performed<net::MakeMove>("/move b2"), (net::MakeMove{den, {1003}, 1, 4}));
}

TEST_F(GameCommands, lists_and_boards_are_asked_of_the_server) {
    EXPECT_EQ(asked<net::Games>("/games"), net::Games{});
    EXPECT_EQ(asked<net::Games>("/games mine").player, me.id);
    EXPECT_EQ(asked<net::Games>("/games finished").phase, net::GamePhase::Finished);
    const auto both = asked<net::Games>("/games mine finished #Den");
    EXPECT_EQ(both.player, me.id);
    EXPECT_EQ(both.phase, net::GamePhase::Finished);
    EXPECT_EQ(both.room, den);
    EXPECT_EQ(asked<net::Games>("/games den").room, den);
    EXPECT_THAT(bad("/games nowhere"), HasSubstr("no such room"));
    EXPECT_EQ(asked<net::Leaderboard>("/top").kind, net::GameKind{1});
    EXPECT_EQ(asked<net::Leaderboard>("/top gomoku").kind, net::GameKind{4});
    EXPECT_THAT(misread("/top chess"), HasSubstr("3x3, misere"));
    EXPECT_FALSE(bad("/board").empty());
    post(over(bob));
    EXPECT_EQ(asked<net::GameDetail>("/board").message, net::MessageId{100'001});
    post(running(bob));
    post(over(alice));
    EXPECT_EQ(asked<net::GameDetail>("/board").message, net::MessageId{100'002}) << "that one runs";
    EXPECT_EQ(asked<net::GameDetail>("/board 8").message, net::MessageId{100'003});
    const Step practice = step("/practice");
    EXPECT_TRUE(std::holds_alternative<Practise>(std::get<Deed>(practice)));
}

TEST(GameWords, completion_may_offer_kinds_sides_clocks_and_reasons) {
    EXPECT_THAT(words_behind(*find_command("ttt")),
                ::testing::ElementsAre("3x3", "misere", "4x4", "15x15", "ultimate", "first", "second",
                                       "random", "10s", "15s", "30s", "3m+2s", "5m+3s", "none"));
    EXPECT_THAT(words_behind(*find_command("decline")), ::testing::ElementsAre("busy", "later", "other"));
    EXPECT_THAT(words_behind(*find_command("takeback")), ::testing::ElementsAre("allow", "decline"));
    EXPECT_THAT(words_behind(*find_command("room-passkey")), ::testing::IsEmpty()) << "a secret";
    EXPECT_THAT(words_behind(*find_command("reply")), ::testing::IsEmpty());
    for (const ComposerCommand& command : composer_commands()) {
        if (command.group != CommandGroup::Games || command.name == "games") continue;
        for (const std::string_view word : words_behind(command)) {
            const std::string typed = "/" + std::string(command.name) + " " + std::string(word);
            EXPECT_TRUE(std::holds_alternative<CommandLine>(parse_line(typed, noon))) << typed;
        }
    }
}

TEST(GameWords, each_change_is_told_in_words) {
    net::GameChanged changed{.message = {1}, .sequence = {1}, .by = bob, .game = {}};
    changed.game.kind = {1};
    changed.game.state = net::GameState::Playing;
    changed.game.challenger.user = alice;
    changed.game.challenged.user = bob;
    changed.step = net::GameStep::Accepted;
    EXPECT_EQ(change_in_words(changed), "bob accepts. alice (X) to move, move 1.");
    changed.step = net::GameStep::Moved;
    changed.by = alice;
    changed.game.moves = {4};
    EXPECT_EQ(change_in_words(changed), "alice (X) plays b2. bob (O) to move, move 2.");
    changed.step = net::GameStep::DrawOffered;
    EXPECT_EQ(change_in_words(changed), "alice offers a draw.");
    changed.step = net::GameStep::Resigned;
    changed.game.state = net::GameState::Resigned;
    changed.game.winner = bob.id;
    EXPECT_EQ(change_in_words(changed), "bob (O) won: alice resigned.");
    changed.game.moves = {4, 4};
    EXPECT_THAT(change_in_words(changed), HasSubstr("Update Crosstalk")) << "nobody can have played that";
    for (int step = 0; step <= static_cast<int>(last_of(net::GameStep{})); ++step) {
        changed.step = static_cast<net::GameStep>(step);
        EXPECT_FALSE(change_in_words(changed).empty()) << step;
    }
}

}  // namespace
}  // namespace crosstalk::model
