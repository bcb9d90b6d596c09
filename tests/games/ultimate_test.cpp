#include <gtest/gtest.h>

#include <algorithm>
#include <string>

#include "games/position.hpp"
#include "games/random.hpp"
#include "tests/games/boards.hpp"

namespace {

using namespace crosstalk::games;
using namespace crosstalk::games::testing;

// Place 0 to 8 of board 0 to 8.
Cell at(int board, int place) {
    return {static_cast<std::uint8_t>((board / 3 * 3 + place / 3) * 9 + board % 3 * 3 + place % 3)};
}

Position after(const std::vector<Cell>& moves) {
    const Replay game = replay(Kind::Ultimate, moves);
    EXPECT_EQ(game.played, moves.size());
    return game.position;
}

TEST(Ultimate, the_cell_says_in_which_board_the_other_plays) {
    Position position(Kind::Ultimate);
    EXPECT_EQ(position.required_board(), std::nullopt);
    EXPECT_EQ(position.legal_moves().size(), 81U);
    position.play(at(4, 2));
    EXPECT_EQ(position.required_board(), 2);
    EXPECT_EQ(position.judge(at(3, 0)), MoveResult::WrongBoard);
    EXPECT_EQ(position.legal_moves().size(), 9U);
    EXPECT_EQ(position.play(at(2, 4)), MoveResult::Done);
    EXPECT_EQ(position.required_board(), 4);
    EXPECT_EQ(position.judge(at(4, 2)), MoveResult::Taken);
    EXPECT_EQ(position.legal_moves().size(), 8U);
}

// X wins board 0 on its left column; O's last mark sends X to where X's line ends.
std::vector<Cell> board_0_won() {
    return {at(0, 0), at(0, 4), at(4, 0), at(0, 5), at(5, 0), at(0, 8), at(8, 0)};
}

TEST(Ultimate, a_won_board_is_closed_and_being_sent_there_leaves_any_other) {
    // O takes 4, 5 and 8 of board 0; 3 makes a line of it.
    std::vector<Cell> moves = board_0_won();
    moves.push_back(at(0, 3));
    Position position = after(moves);
    EXPECT_EQ(position.board_outcome(0), Outcome::OWins);
    EXPECT_EQ(position.required_board(), 3);
    position.play(at(3, 0));  // sends O to the won board
    EXPECT_EQ(position.required_board(), std::nullopt);
    EXPECT_EQ(position.judge(at(0, 1)), MoveResult::WrongBoard);
    EXPECT_EQ(position.judge(at(7, 7)), MoveResult::Done);
    for (const Cell move : position.legal_moves())
        EXPECT_NE(position.board_of(move), 0);
}

TEST(Ultimate, the_one_who_wins_a_board_by_a_cell_that_points_at_it_opens_all_others) {
    // X: 4 of board 4 comes last and completes 0-4-8 of the middle board, which sends to itself, now won.
    Position position = after({at(4, 0), at(0, 4), at(4, 8), at(8, 4), at(4, 4)});
    EXPECT_EQ(position.board_outcome(4), Outcome::XWins);
    EXPECT_EQ(position.required_board(), std::nullopt);
    EXPECT_EQ(position.judge(at(4, 1)), MoveResult::WrongBoard);
}

// Every game of a stream of random ones, until each rare thing has been seen.
TEST(Ultimate, random_games_follow_the_rules_as_written_here_again) {
    int drawn_boards = 0;
    int drawn_games = 0;
    int decided_games = 0;
    for (std::uint64_t seed = 1; seed <= 400; ++seed) {
        Random random(seed);
        Position position(Kind::Ultimate);
        while (!position.is_over()) {
            const CellList moves = position.legal_moves();
            ASSERT_FALSE(moves.empty());
            const Cell move = moves[random.below(static_cast<std::uint32_t>(moves.size()))];
            const Mark mover = position.turn();
            position.play(move);
            std::string boards;
            const std::string cells = drawn(position);
            const auto line_of = [](const std::string& nine, char mark) {
                for (const std::string line : {"012", "345", "678", "036", "147", "258", "048", "246"}) {
                    if (std::ranges::all_of(
                            line, [&](char c) { return nine[static_cast<std::size_t>(c - '0')] == mark; }))
                        return true;
                }
                return false;
            };
            for (int board = 0; board < 9; ++board) {
                std::string nine;
                for (int place = 0; place < 9; ++place)
                    nine += cells[at(board, place).index];
                const bool is_full = nine.find('.') == std::string::npos;
                boards += line_of(nine, 'X') ? 'X' : line_of(nine, 'O') ? 'O' : is_full ? 'D' : '.';
                const Outcome outcome = position.board_outcome(board);
                ASSERT_EQ(boards.back() == 'X', outcome == Outcome::XWins);
                ASSERT_EQ(boards.back() == 'O', outcome == Outcome::OWins);
                ASSERT_EQ(boards.back() == 'D', outcome == Outcome::Drawn);
                drawn_boards += boards.back() == 'D' ? 1 : 0;
            }
            const bool won = line_of(boards, mover == Mark::X ? 'X' : 'O');
            ASSERT_EQ(won, position.is_over() && winner_of(position.outcome()) == mover);
            ASSERT_EQ(!won && boards.find('.') == std::string::npos, position.outcome() == Outcome::Drawn);
            if (position.is_over()) break;
            const int target = move.index / 9 % 3 * 3 + move.index % 9 % 3;
            const bool is_open = boards[static_cast<std::size_t>(target)] == '.';
            ASSERT_EQ(position.required_board(), is_open ? std::optional(target) : std::nullopt);
        }
        decided_games += position.outcome() == Outcome::Drawn ? 0 : 1;
        drawn_games += position.outcome() == Outcome::Drawn ? 1 : 0;
        if (position.outcome() != Outcome::Drawn) {
            ASSERT_FALSE(position.deciding_lines().empty());
            ASSERT_EQ(position.deciding_lines()[0].size(), 3U);
        }
    }
    EXPECT_GT(drawn_boards, 0);
    EXPECT_GT(drawn_games, 0);
    EXPECT_GT(decided_games, 0);
}

}  // namespace
