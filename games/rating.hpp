// Elo ratings and the rows of a leaderboard, one of each player and kind of game; whole numbers only.
#pragma once

#include <cstdint>
#include <span>

#include "games/record.hpp"

namespace crosstalk::games {

// Elo's system (Elo: The Rating of Chessplayers, Past and Present, 1978; FIDE Handbook B.02, 8.3) with his logistic curve:
//
//     expected = 1 / (1 + 10^((other - own) / 400)),  the difference counting for 400 at most
//     change   = K * (score - expected),              score 1, 1/2 or 0; rounded to whole points, halves away from 0
//
// K is 40 until one has played 30 games of the kind, then 20.
inline constexpr std::int32_t first_rating = 1'500;
inline constexpr std::int32_t least_rating = 100;
inline constexpr std::int32_t most_rating = 4'000;
inline constexpr std::int32_t largest_difference = 400;
inline constexpr std::uint32_t provisional_games = 30;

// In parts of 2^24; with `own` and `opponent` exchanged, both sum up to exactly 2^24.
std::int64_t expected_score(std::int32_t own, std::int32_t opponent);

enum class Score : std::uint8_t { Loss, Draw, Win };

struct LeaderboardRow {
    PlayerId player;
    Kind kind = Kind::TicTacToe;
    std::uint32_t wins = 0;
    std::uint32_t draws = 0;
    std::uint32_t losses = 0;
    std::int32_t streak = 0;       // games won (positive) or lost (negative) in sequence; a draw makes it 0
    std::int32_t best_streak = 0;  // most games won in sequence, ever
    std::int32_t rating = first_rating;

    friend bool operator==(const LeaderboardRow&, const LeaderboardRow&) = default;
};

// What a game changes in both rows, each judged by the other's rating before it.
void count_game(LeaderboardRow& row, LeaderboardRow& opponent, Score score);
// The same by the result of a record: rows by seat. Without a result nothing changes.
void count_game(LeaderboardRow& challenger, LeaderboardRow& challenged, const GameRecord& record);

// Better rating first; then more wins, fewer losses, the older player. A total order of rows of one kind.
bool is_above(const LeaderboardRow& a, const LeaderboardRow& b);
void sort_leaderboard(std::span<LeaderboardRow> rows);

}  // namespace crosstalk::games
