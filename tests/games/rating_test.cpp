#include "games/rating.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <vector>

namespace {

using namespace crosstalk::games;

TEST(Rating, expected_scores_are_those_of_the_formula) {
    for (std::int32_t difference = -500; difference <= 500; ++difference) {
        const double exact = 1.0 / (1.0 + std::pow(10.0, std::clamp(difference, -400, 400) / 400.0));
        const std::int64_t fixed = expected_score(1'500, 1'500 + difference);
        EXPECT_NEAR(static_cast<double>(fixed) / (1 << 24), exact, 1e-6) << difference;
        EXPECT_EQ(fixed + expected_score(1'500 + difference, 1'500), 1 << 24);
    }
}

TEST(Rating, known_games_change_ratings_by_known_points) {
    LeaderboardRow a;
    LeaderboardRow b;
    count_game(a, b, Score::Win);  // 40 * (1 - 0.5)
    EXPECT_EQ(a.rating, 1'520);
    EXPECT_EQ(b.rating, 1'480);
    LeaderboardRow strong{.wins = 30, .rating = 1'900};
    LeaderboardRow weak{.losses = 30, .rating = 1'500};
    count_game(strong, weak, Score::Loss);  // 20 * 10/11 = 18.18
    EXPECT_EQ(strong.rating, 1'882);
    EXPECT_EQ(weak.rating, 1'518);
    LeaderboardRow far{.wins = 30, .rating = 3'000};
    LeaderboardRow low{.losses = 30, .rating = 110};
    count_game(far, low, Score::Win);  // 20 / 11 = 1.82: 400 points at most count
    EXPECT_EQ(far.rating, 3'002);
    EXPECT_EQ(low.rating, 108);
}

TEST(Rating, a_new_player_moves_twice_as_far_for_thirty_games) {
    LeaderboardRow fresh{.wins = 29};
    LeaderboardRow other{.wins = 30};
    count_game(fresh, other, Score::Win);
    EXPECT_EQ(fresh.rating - first_rating, 20);
    EXPECT_EQ(other.rating - first_rating, -10);
    EXPECT_EQ(fresh.wins, provisional_games);
}

TEST(Rating, ratings_stay_within_their_range) {
    LeaderboardRow low{.rating = least_rating};
    LeaderboardRow high{.rating = most_rating};
    count_game(low, high, Score::Loss);
    EXPECT_EQ(low.rating, least_rating);
    EXPECT_EQ(high.rating, most_rating);
}

TEST(Rating, streaks_count_wins_up_losses_down_and_end_with_a_draw) {
    LeaderboardRow a;
    LeaderboardRow b;
    for (const Score score : {Score::Win, Score::Win, Score::Loss, Score::Loss, Score::Loss, Score::Win})
        count_game(a, b, score);
    EXPECT_EQ(a.streak, 1);
    EXPECT_EQ(a.best_streak, 2);
    EXPECT_EQ(b.streak, -1);
    EXPECT_EQ(b.best_streak, 3);
    count_game(a, b, Score::Draw);
    EXPECT_EQ(a.streak, 0);
    EXPECT_EQ(b.streak, 0);
    EXPECT_EQ(a.wins, 3U);
    EXPECT_EQ(a.draws, 1U);
    EXPECT_EQ(a.losses, 3U);
}

TEST(Rating, only_games_with_a_result_count) {
    GameRecord record;
    LeaderboardRow a;
    LeaderboardRow b;
    for (int state = 0; state <= static_cast<int>(GameState::Aborted); ++state) {
        record.state = static_cast<GameState>(state);
        count_game(a, b, record);
    }
    EXPECT_EQ(a.draws, 5U);  // no winner was set
    record.state = GameState::Resigned;
    record.winner = Seat::Challenged;
    count_game(a, b, record);
    EXPECT_EQ(a.losses, 1U);
    EXPECT_EQ(b.wins, 1U);
}

TEST(Rating, a_leaderboard_has_one_order) {
    std::vector<LeaderboardRow> rows{{.player = {4}, .wins = 1, .rating = 1'500},
                                     {.player = {3}, .wins = 2, .losses = 1, .rating = 1'500},
                                     {.player = {2}, .wins = 2, .rating = 1'500},
                                     {.player = {1}, .wins = 2, .rating = 1'500},
                                     {.player = {5}, .rating = 1'600}};
    sort_leaderboard(rows);
    std::vector<std::uint64_t> players;
    for (const LeaderboardRow& row : rows)
        players.push_back(row.player.value);
    EXPECT_EQ(players, (std::vector<std::uint64_t>{5, 1, 2, 3, 4}));
}

}  // namespace
