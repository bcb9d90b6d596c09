#include "games/rating.hpp"

#include <algorithm>
#include <array>
#include <cstdlib>
#include <tuple>

namespace crosstalk::games {
namespace {

constexpr std::int64_t one = std::int64_t{1} << 24U;

// 10^(2^i / 400) in parts of 2^24: a power of ten for any difference is a product of these.
constexpr std::array<std::int64_t, 9> powers_of_ten{16'874'072, 16'971'487, 17'168'008,
                                                    17'567'902, 18'395'852, 20'170'650,
                                                    24'250'455, 35'052'572, 73'235'204};

// At least 0, at most largest_difference.
std::int64_t power_of_ten(std::int32_t difference) {
    std::int64_t product = one;
    for (std::size_t bit = 0; bit < powers_of_ten.size(); ++bit) {
        if ((static_cast<std::uint32_t>(difference) >> bit & 1U) != 0)
            product = (product * powers_of_ten[bit] + one / 2) / one;
    }
    return product;
}

std::uint32_t games_of(const LeaderboardRow& row) {
    return row.wins + row.draws + row.losses;
}

std::int32_t new_rating(const LeaderboardRow& row, std::int32_t opponent, Score score) {
    const std::int64_t k = games_of(row) < provisional_games ? 40 : 20;
    const std::int64_t scored = static_cast<std::int64_t>(score) * one / 2;
    const std::int64_t change = k * (scored - expected_score(row.rating, opponent));
    const std::int64_t points = (change + (change < 0 ? -one : one) / 2) / one;
    return static_cast<std::int32_t>(
        std::clamp<std::int64_t>(row.rating + points, least_rating, most_rating));
}

void count(LeaderboardRow& row, Score score) {
    switch (score) {
        case Score::Win:
            ++row.wins;
            row.streak = std::max(row.streak, 0) + 1;
            row.best_streak = std::max(row.best_streak, row.streak);
            break;
        case Score::Draw:
            ++row.draws;
            row.streak = 0;
            break;
        case Score::Loss:
            ++row.losses;
            row.streak = std::min(row.streak, 0) - 1;
            break;
    }
}

Score opposite(Score score) {
    if (score == Score::Draw) return score;
    return score == Score::Win ? Score::Loss : Score::Win;
}

}  // namespace

std::int64_t expected_score(std::int32_t own, std::int32_t opponent) {
    const auto difference = static_cast<std::int32_t>(
        std::clamp<std::int64_t>(std::int64_t{opponent} - own, -largest_difference, largest_difference));
    // The weaker one's share; the stronger has the rest, so that both sum up exactly.
    const std::int64_t weaker = one * one / (one + power_of_ten(std::abs(difference)));
    if (difference == 0) return one / 2;
    return difference > 0 ? weaker : one - weaker;
}

void count_game(LeaderboardRow& row, LeaderboardRow& opponent, Score score) {
    const std::int32_t own_rating = new_rating(row, opponent.rating, score);
    opponent.rating = new_rating(opponent, row.rating, opposite(score));
    row.rating = own_rating;
    count(row, score);
    count(opponent, opposite(score));
}

void count_game(LeaderboardRow& challenger, LeaderboardRow& challenged, const GameRecord& record) {
    if (!has_result(record.state)) return;
    Score score = Score::Draw;
    if (record.winner) score = record.winner == Seat::Challenger ? Score::Win : Score::Loss;
    count_game(challenger, challenged, score);
}

bool is_above(const LeaderboardRow& a, const LeaderboardRow& b) {
    return std::tuple(-a.rating, ~a.wins, a.losses, a.player) <
           std::tuple(-b.rating, ~b.wins, b.losses, b.player);
}

void sort_leaderboard(std::span<LeaderboardRow> rows) {
    std::ranges::sort(rows, is_above);
}

}  // namespace crosstalk::games
