// Games as people and programs are told of them.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "tests/cli/games.hpp"

namespace crosstalk::cli {
namespace {

using model::alice;
using model::bob;
using model::den;
using model::me;
using nlohmann::json;
using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::Not;

class CliGames : public ::testing::Test {
  protected:
    static Talk in_den(Output output, std::string_view room = "/switch den") {
        Talk talk(output);
        talk.go_online({model::mine(net::lobby, "lobby"), model::mine(den, "den")});
        talk.tell(den_synced(0, 1, 0));
        talk.tell(model::synced(net::lobby, 0, 1, 0));
        talk.line(std::string(room));
        talk.printed();
        return talk;
    }
    static void post(Talk& talk, std::uint64_t place, const net::Game& game) {
        net::MessagePosted fact;
        fact.id = {1000 + place};
        fact.author = game.challenger.user;
        fact.game = game;
        model::Happened happened = model::happened(den, place, fact);
        happened.event.at = noon;
        talk.tell(happened);
    }
    static void change(Talk& talk, std::uint64_t at, std::uint64_t place, net::GameStep step,
                       const net::UserRef& by, const net::Game& game) {
        model::Happened happened = model::happened(
            den, at,
            net::GameChanged{
                .message = {1000 + place}, .sequence = {place}, .step = step, .by = by, .game = game});
        happened.event.at = noon;
        talk.tell(happened);
    }
    // Without the line that names the day.
    static std::string lines(Talk& talk) {
        const std::string out = talk.printed();
        return out.starts_with("-- Friday") ? out.substr(out.find('\n') + 1) : out;
    }
    static json last_event(Talk& talk) {
        std::string out = talk.printed();
        out.pop_back();
        return json::parse(out.substr(out.rfind('\n') + 1));
    }
};

TEST_F(CliGames, a_challenge_says_how_to_answer_it_where_one_writes) {
    Talk here = in_den(Output::Plain);
    post(here, 1, offer(alice, me));
    EXPECT_EQ(lines(here),
              "12:00 1 <alice> challenges you to Tic Tac Toe (10 seconds a move)  /accept 1 or /decline 1\n");
    Talk elsewhere = in_den(Output::Plain, "/me");
    post(elsewhere, 1, offer(alice, me));
    EXPECT_EQ(lines(elsewhere),
              "12:00 1 #den <alice> challenges you to Tic Tac Toe (10 seconds a move)  /accept id:1001 or "
              "/decline id:1001\n")
        << "numbers are those of the room where one writes";
}

TEST_F(CliGames, a_challenge_says_who_is_meant) {
    Talk talk = in_den(Output::Plain);
    post(talk, 1, offer(alice, {}));
    EXPECT_THAT(lines(talk), HasSubstr("challenges anyone to Tic Tac Toe (10 seconds a move)  /accept 1\n"));
    post(talk, 2, offer(alice, bob));
    EXPECT_THAT(lines(talk), HasSubstr("challenges bob to Tic Tac Toe (10 seconds a move)\n"));
    post(talk, 3, offer(me, bob));
    EXPECT_THAT(lines(talk), HasSubstr("<me> challenges bob to Tic Tac Toe (10 seconds a move)  /abort 3"));
}

TEST_F(CliGames, ones_own_game_shows_its_board_after_each_move) {
    Talk talk = in_den(Output::Plain);
    post(talk, 1, offer(alice, me));
    talk.printed();
    change(talk, 2, 1, net::GameStep::Moved, alice, running(alice, me, {4}));
    EXPECT_EQ(lines(talk),
              "-- game 1: alice (X) plays b2. me (O) to move, move 2.  your turn: /move CELL 1\n"
              "      |     a  b  c\n"
              "      |  1  .  .  .\n"
              "      |  2  . [X] .\n"
              "      |  3  .  .  .\n");
    change(talk, 3, 1, net::GameStep::Moved, me, running(alice, me, {4, 0}));
    EXPECT_THAT(lines(talk), AllOf(HasSubstr("-- game 1: me (O) plays a1. alice (X) to move, move 3.\n"),
                                   HasSubstr("[O]"), Not(HasSubstr("your turn"))));
    change(talk, 4, 1, net::GameStep::DrawOffered, alice, running(alice, me, {4, 0}));
    EXPECT_EQ(lines(talk), "-- game 1: alice offers a draw.  /draw 1 accepts, /draw decline 1 does not\n");
}

TEST_F(CliGames, a_game_that_one_only_watches_is_one_line_each) {
    Talk talk = in_den(Output::Plain);
    post(talk, 1, offer(alice, bob));
    talk.printed();
    change(talk, 2, 1, net::GameStep::Moved, alice, running(alice, bob, {4}));
    EXPECT_EQ(lines(talk), "-- game 1: alice (X) plays b2. bob (O) to move, move 2.\n");
    net::Game won = running(alice, bob, {0, 3, 1, 4, 2});
    won.state = net::GameState::Won;
    won.winner = alice.id;
    change(talk, 3, 1, net::GameStep::Moved, alice, won);
    EXPECT_EQ(lines(talk), "-- game 1: alice (X) plays c1. alice (X) won.\n");
}

TEST_F(CliGames, nobodys_name_can_forge_a_line) {
    const net::UserRef eve{{9}, "eve\n-- game 1: me (X) won.\x1b[2J"};
    Talk talk = in_den(Output::Plain);
    post(talk, 1, offer(eve, me));
    change(talk, 2, 1, net::GameStep::Accepted, me, running(eve, me));
    change(talk, 3, 1, net::GameStep::DrawOffered, eve, running(eve, me));
    net::GamesPage page;
    page.games = {{den, {1001}, {1}, running(eve, me)}};
    talk.line("/games");
    talk.answer(page);
    talk.line("/top");
    talk.answer(net::LeaderboardPage{.kind = {1}, .rows = {{eve, 1, 1, 0, 0, 1, 1, 1500}}});
    const std::string out = talk.printed();
    EXPECT_EQ(out.find('\x1b'), std::string::npos);
    EXPECT_EQ(out.find("\n-- game 1: me (X) won"), std::string::npos) << out;
}

TEST_F(CliGames, what_ignored_people_play_is_hushed_but_not_ones_own_game) {
    for (const Output output : {Output::Plain, Output::JsonLines}) {
        Talk talk = in_den(output);
        talk.tell(model::IgnoredKnown{{alice}});
        post(talk, 1, offer(alice, me));
        post(talk, 2, offer(alice, bob));
        change(talk, 3, 1, net::GameStep::Expired, {}, offer(alice, me));
        change(talk, 4, 2, net::GameStep::Accepted, bob, running(alice, bob));
        EXPECT_EQ(talk.printed(), "");
        change(talk, 5, 1, net::GameStep::Moved, alice, running(alice, me, {4}));
        EXPECT_THAT(talk.printed(), HasSubstr("b2")) << "one plays with her all the same";
    }
}

TEST_F(CliGames, a_game_is_told_to_programs_with_all_that_is_known_of_it) {
    Talk talk = in_den(Output::JsonLines);
    post(talk, 1, offer(alice, me));
    json event = last_event(talk);
    EXPECT_EQ(event["event"], "message");
    EXPECT_EQ(event["text"], "");
    EXPECT_EQ(event["game"]["kind"], "3x3");
    EXPECT_EQ(event["game"]["state"], "offered");
    EXPECT_EQ(event["game"]["clock"], "10s");
    EXPECT_EQ(event["game"]["players"][1]["user"]["id"], "10");
    EXPECT_EQ(event["game"]["players"][1]["mark"], nullptr) << "nobody has one before it begins";
    EXPECT_EQ(event["game"]["turn"], nullptr);
    change(talk, 2, 1, net::GameStep::Moved, alice, running(alice, me, {4, 0}));
    event = last_event(talk);
    EXPECT_EQ(event["event"], "game");
    EXPECT_EQ(event["step"], "moved");
    EXPECT_EQ(event["by"]["name"], "alice");
    EXPECT_EQ(event["id"], "1001");
    EXPECT_EQ(event["game"]["cells"], json::array({4, 0}));
    EXPECT_EQ(event["game"]["moves"], json::array({"b2", "a1"}));
    EXPECT_EQ(event["game"]["board"], json::array({"O..", ".X.", "..."}));
    EXPECT_EQ(event["game"]["next_number"], 3);
    EXPECT_EQ(event["game"]["turn"]["name"], "alice");
    EXPECT_EQ(event["game"]["players"][0]["mark"], "X");
    EXPECT_EQ(event["game"]["series"], json::parse(R"({"challenger":0,"challenged":0,"draws":0})"));
    EXPECT_EQ(event["game"]["words"], "alice (X) to move, move 3.");
}

TEST_F(CliGames, a_kind_of_a_newer_program_is_a_number_without_a_board) {
    net::Game game = running(alice, me, {4});
    game.kind = {77};
    Talk programs = in_den(Output::JsonLines);
    post(programs, 1, game);
    const json event = last_event(programs);
    EXPECT_EQ(event["game"]["kind"], 77);
    EXPECT_FALSE(event["game"].contains("board"));
    EXPECT_FALSE(event["game"].contains("moves"));
    EXPECT_EQ(event["game"]["cells"], json::array({4}));
    EXPECT_THAT(std::string(event["game"]["words"]), HasSubstr("Update Crosstalk"));
    Talk people = in_den(Output::Plain);
    post(people, 1, game);
    EXPECT_THAT(lines(people), AllOf(HasSubstr("Update Crosstalk to play it."), Not(HasSubstr("your turn"))));
}

TEST_F(CliGames, a_game_that_began_in_an_earlier_run_is_asked_for_before_the_move) {
    Talk talk = in_den(Output::JsonLines);
    talk.line(R"({"command":"/move b2","ref":"m"})");
    ASSERT_EQ(talk.all<model::Ask>().size(), 1u);
    EXPECT_EQ(std::get<net::Games>(talk.all<model::Ask>().back().question).player, me.id);
    EXPECT_FALSE(talk.talk->takes_lines());
    net::GamesPage page;
    page.games = {{den, {1001}, {1}, running(alice, me, {0})}};
    talk.answer(page);
    const auto moves = talk.performed<net::MakeMove>();
    ASSERT_EQ(moves.size(), 1u);
    EXPECT_EQ(moves[0].first, (net::MakeMove{den, {1001}, 2, 4}));
    EXPECT_EQ(moves[0].second, "\"m\"");
    EXPECT_EQ(talk.printed(), "") << "what was asked for the command's sake is not shown";
}

TEST_F(CliGames, a_move_is_done_and_not_sent_like_a_text) {
    Talk talk = in_den(Output::JsonLines);
    post(talk, 1, running(me, alice));
    talk.printed();
    talk.line(R"({"command":"/move b2","ref":"m"})");
    net::Outcome outcome;
    outcome.room = den;
    outcome.sequence = {2};
    outcome.message = {1001};
    talk.tell(model::Acknowledged{"\"m\"", outcome});
    EXPECT_EQ(talk.printed(),
              "{\"event\":\"done\",\"command\":\"move\",\"ref\":\"m\",\"room\":\"#den\",\"seq\":2,\"id\":"
              "\"1001\"}\n");
}

TEST_F(CliGames, lists_go_on_with_more) {
    Talk talk = in_den(Output::JsonLines);
    net::GamesPage page;
    page.games = {{den, {1009}, {9}, running(alice, bob)}};
    page.next = {1009};
    talk.line("/games");
    talk.answer(page);
    EXPECT_EQ(last_event(talk)["more"], true);
    talk.line("/more");
    EXPECT_EQ(std::get<net::Games>(talk.all<model::Ask>().back().question).before, net::MessageId{1009});
    talk.answer(net::GamesPage{});
    EXPECT_EQ(last_event(talk)["more"], false);
    talk.line("/top");
    talk.answer(net::LeaderboardPage{.kind = {1}, .rows = {{bob, 1, 1, 0, 0, 1, 1, 1500}}, .last = false});
    talk.line("/more");
    EXPECT_EQ(std::get<net::Leaderboard>(talk.all<model::Ask>().back().question).after, 1u);
}

TEST_F(CliGames, the_table_of_the_best_stands_in_columns_and_ends_with_oneself) {
    Talk talk = in_den(Output::Plain);
    talk.line("/top");
    talk.answer(net::LeaderboardPage{
        .kind = {1}, .rows = {{bob, 1, 12, 3, 1, 4, 7, 1620}}, .own = {me, 9, 1, 0, 12, -3, 1, 1380}});
    EXPECT_EQ(talk.printed(),
              "      Tic Tac Toe                rating     won   drawn    lost  streak\n"
              "    1  bob                         1620      12       3       1      +4\n"
              "*   9  me                          1380       1       0      12      -3\n");
    talk.line("/top ultimate");
    talk.answer(net::LeaderboardPage{.kind = {5}});
    EXPECT_EQ(talk.printed(), "-- nobody has finished a game of Ultimate Tic Tac Toe yet\n");
}

TEST_F(CliGames, who_plays_is_told_who_watches_and_programs_are_told_of_all) {
    Talk talk = in_den(Output::Plain);
    post(talk, 1, running(alice, me));
    post(talk, 2, running(alice, bob));
    talk.printed();
    talk.tell(model::SpectatorsSeen{{den, {1002}, 1, {me}}});
    EXPECT_EQ(talk.printed(), "") << "it is not mine";
    talk.tell(model::SpectatorsSeen{{den, {1001}, 1, {bob}}});
    EXPECT_EQ(talk.printed(), "-- game 1: bob watches\n");
    talk.tell(model::SpectatorsSeen{{den, {1001}, 2, {bob, {{13}, "eve"}}}});
    EXPECT_EQ(talk.printed(), "-- game 1: bob and eve watch\n");
    talk.tell(model::SpectatorsSeen{{den, {1001}, 30, {bob, {{13}, "eve"}}}});
    EXPECT_EQ(talk.printed(), "-- game 1: bob and 29 more watch\n");
    talk.tell(model::SpectatorsSeen{{den, {1001}, 0, {}}});
    EXPECT_EQ(talk.printed(), "-- game 1: nobody watches any more\n");
    Talk program = in_den(Output::JsonLines);
    program.tell(model::SpectatorsSeen{{den, {1001}, 30, {bob}}});
    EXPECT_EQ(
        program.printed(),
        R"({"event":"spectators","room":"#den","id":"1001","count":30,"users":[{"id":"12","name":"bob"}]})"
        "\n");
}

}  // namespace
}  // namespace crosstalk::cli
