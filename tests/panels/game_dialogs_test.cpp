// The lists of games and of who plays them best.
#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>

#include "tests/panels/dialog_hands.hpp"
#include "tests/ui/card_games.hpp"
#include "ui/panels/answers.hpp"
#include "ui/panels/dialogs/games_dialog.hpp"
#include "ui/panels/dialogs/leaderboard_dialog.hpp"

namespace crosstalk::ui {
namespace {

using twin::Hands;

std::vector<twin::CardGame> some_games() {
    return twin::card_games(model::me, model::alice, model::bob, 1'700'000'000'000);
}

net::GameEntry entry(std::uint64_t message, const std::string& name) {
    return {.room = net::lobby,
            .message = {message},
            .sequence = {message - 1'000},
            .game = twin::card_game(some_games(), name)};
}

TEST(GamesDialog, asks_for_what_runs_here_and_opens_what_is_pressed) {
    Hands hands;
    hands.open<GamesDialog>(net::Games{.room = net::lobby});
    const auto* asked = hands.asked<net::Games>();
    ASSERT_NE(asked, nullptr);
    EXPECT_EQ(asked->room, net::lobby);
    EXPECT_EQ(asked->phase, net::GamePhase::Running);
    hands.answer(net::GamesPage{
        .room = net::lobby, .games = {entry(1'009, "watched"), entry(1'007, "my-turn")}, .next = {}});
    EXPECT_TRUE(hands.says("alice vs bob"));
    EXPECT_TRUE(hands.says("X to move, move 5"));
    EXPECT_TRUE(hands.says("Your turn, move 4"));
    hands.press("alice vs bob");
    const auto* open = hands.shown<OpenGame>();
    ASSERT_NE(open, nullptr);
    EXPECT_EQ(open->message, net::MessageId{1'009});
    EXPECT_EQ(open->room, net::lobby);
    EXPECT_TRUE(hands.dialogs.is_empty());
}

TEST(GamesDialog, goes_on_behind_the_last_game_of_a_page_until_there_is_no_more) {
    Hands hands;
    hands.open<GamesDialog>(net::Games{.phase = net::GamePhase::Finished});
    hands.answer(
        net::GamesPage{.phase = net::GamePhase::Finished, .games = {entry(1'009, "won")}, .next = {1'009}});
    const auto* more = hands.asked<net::Games>();
    ASSERT_NE(more, nullptr);
    EXPECT_EQ(more->before, net::MessageId{1'009});
    EXPECT_EQ(more->room, net::RoomId{});
    hands.answer(net::GamesPage{
        .phase = net::GamePhase::Finished, .before = {1'009}, .games = {entry(1'003, "drawn")}, .next = {}});
    const std::size_t sent = hands.stage.sent.size();
    hands.settle();
    EXPECT_EQ(hands.stage.sent.size(), sent);
    EXPECT_TRUE(hands.says("You win against alice. After 6 moves."));
    EXPECT_TRUE(hands.says("alice drew with bob. The board is full, 9 moves."));
}

TEST(GamesDialog, asks_anew_for_ones_own_and_for_what_is_over) {
    Hands hands;
    hands.open<GamesDialog>(net::Games{.room = net::lobby});
    hands.answer(net::GamesPage{.room = net::lobby});
    EXPECT_TRUE(hands.says("No game is being played."));
    hands.press("Mine");
    EXPECT_EQ(hands.asked<net::Games>()->player, model::me.id);
    EXPECT_EQ(hands.asked<net::Games>()->room, net::RoomId{});
    hands.press("Finished");
    EXPECT_EQ(hands.asked<net::Games>()->phase, net::GamePhase::Finished);
    hands.fail_last("The server is busy.");
    EXPECT_TRUE(hands.says("The server is busy."));
}

net::GameStanding standing(const net::UserRef& user, std::uint32_t rank, std::int32_t rating) {
    return {.user = user,
            .rank = rank,
            .wins = 12,
            .draws = 3,
            .losses = 4,
            .streak = rank == 1 ? 5 : -2,
            .best_streak = 6,
            .rating = rating};
}

TEST(LeaderboardDialog, lists_who_plays_best_and_marks_ones_own_row) {
    Hands hands;
    hands.open<LeaderboardDialog>(net::GameKind{4});
    const auto* asked = hands.asked<net::Leaderboard>();
    ASSERT_NE(asked, nullptr);
    EXPECT_EQ(asked->kind, net::GameKind{4});
    hands.answer(
        net::LeaderboardPage{.kind = {4},
                             .rows = {standing(model::alice, 1, 1'310), standing(model::me, 2, 1'214)},
                             .own = standing(model::me, 2, 1'214),
                             .last = true});
    for (const char* words : {"Rank", "Wins", "Draws", "Losses", "Streak", "Rating", "alice", "me (you)"})
        EXPECT_TRUE(hands.says(words)) << words;
    hands.press("Ultimate Tic Tac Toe");
    EXPECT_EQ(hands.asked<net::Leaderboard>()->kind, net::GameKind{5});
}

TEST(LeaderboardDialog, shows_where_one_stands_below_those_who_are_listed_and_asks_on) {
    Hands hands;
    hands.open<LeaderboardDialog>();
    hands.answer(net::LeaderboardPage{.kind = {1},
                                      .rows = {standing(model::alice, 1, 1'310)},
                                      .own = standing(model::me, 70, 1'009),
                                      .last = false});
    EXPECT_TRUE(hands.says("me (you)"));
    EXPECT_EQ(hands.asked<net::Leaderboard>()->after, 1U);
    hands.answer(net::LeaderboardPage{
        .kind = {1}, .after = 1, .rows = {}, .own = standing(model::me, 70, 1'009), .last = true});
    const std::size_t sent = hands.stage.sent.size();
    hands.settle();
    EXPECT_EQ(hands.stage.sent.size(), sent);
    Hands nobody;
    nobody.open<LeaderboardDialog>();
    nobody.answer(net::LeaderboardPage{.kind = {1}, .rows = {}, .own = {}, .last = true});
    EXPECT_TRUE(nobody.says("You have not played this kind yet."));
}

TEST(LeaderboardDialog, says_in_words_what_has_no_column_where_it_is_narrow) {
    Hands hands(360, 800);
    hands.open<LeaderboardDialog>();
    hands.answer(net::LeaderboardPage{.kind = {1},
                                      .rows = {standing(model::alice, 1, 1'310)},
                                      .own = standing(model::me, 2, 1'214),
                                      .last = true});
    EXPECT_FALSE(hands.says("Losses"));
    EXPECT_TRUE(hands.says("12 wins, 3 draws, 4"));
}

// Filled with rows, in every theme and where it is narrow.
TEST(GameDialogs, have_one_id_for_each_thing_and_draw_within_their_bounds) {
    for (const Palette palette : {Palette::Dark, Palette::Light, Palette::HighContrast}) {
        for (const int width : {360, 900}) {
            for (const bool is_list : {true, false}) {
                Hands hands(width, 800, {.palette = palette});
                if (is_list) {
                    net::GamesPage page{.room = net::lobby};
                    std::uint64_t message = 1'100;
                    for (const twin::CardGame& each : some_games())
                        page.games.push_back({net::lobby, {--message}, {message - 1'000}, each.game});
                    hands.open<GamesDialog>(net::Games{.room = net::lobby});
                    hands.answer(page);
                } else {
                    hands.open<LeaderboardDialog>();
                    hands.answer(net::LeaderboardPage{
                        .kind = {1},
                        .rows = {standing(model::alice, 1, 1'310), standing(model::me, 2, 1'214),
                                 standing({net::UserId{12}, std::string(64, 'W')}, 3, 988)},
                        .own = standing(model::me, 2, 1'214),
                        .last = true});
                }
                EXPECT_EQ(hands.stage.screen.id_conflicts(), 0);
                EXPECT_TRUE(hands.stage.screen.drew_within());
                if (const char* folder = std::getenv("CROSSTALK_GAME_PICTURES"))
                    hands.stage.screen.save_png(
                        std::string(folder) + "/dialog-" + (is_list ? "games-" : "top-") +
                        std::to_string(static_cast<int>(palette)) + "-" + std::to_string(width) + ".png");
            }
        }
    }
}

// What /games and /top ask leads to these.
TEST(GameAnswers, typed_questions_open_the_dialogs_and_the_game) {
    Hands hands;
    std::vector<std::string> titles;
    std::optional<net::MessageId> opened;
    hands.stage.frame([&](const Scene& scene) {
        for (const model::Question& question :
             {model::Question{net::Games{}}, model::Question{net::Leaderboard{{1}, 0}}}) {
            WindowCommand command = place_of_answer(question, scene);
            auto* open = std::get_if<OpenDialog>(&command);
            titles.push_back(open == nullptr ? "" : open->dialog->title());
        }
        const WindowCommand command = place_of_answer(net::GameDetail{net::lobby, {1'009}}, scene);
        if (const auto* open = std::get_if<OpenGame>(&command)) opened = open->message;
    });
    EXPECT_EQ(titles, (std::vector<std::string>{"Games", "Leaderboard"}));
    EXPECT_EQ(opened, net::MessageId{1'009});
}

}  // namespace
}  // namespace crosstalk::ui
