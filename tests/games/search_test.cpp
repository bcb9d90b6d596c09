#include "games/search.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <set>
#include <string>

#include "games/search/solver.hpp"
#include "tests/games/boards.hpp"
#include "tests/games/oracle.hpp"

namespace {

using namespace crosstalk::games;
using namespace crosstalk::games::testing;

// All lines of a game in which `player` chooses by the search and the other tries everything, each position once.
class EveryOpponent {
  public:
    EveryOpponent(Kind kind, Mark player, Oracle& oracle) : player_(player), oracle_(oracle) {
        visit(Position(kind));
    }
    std::map<Mark, int> wins;  // of positions that end the game; drawn: None

  private:
    void visit(const Position& position) {
        if (!seen_.insert(drawn(position)).second) return;
        if (position.is_over()) {
            ++wins[winner_of(position.outcome())];
        } else if (position.turn() == player_) {
            Position next = position;
            ASSERT_EQ(next.play(choose_move(position, Level::Hard, seen_.size())), MoveResult::Done);
            // Perfect: what the oracle grants is kept.
            if (!next.is_over()) {
                ASSERT_EQ(-oracle_.value(drawn(next)), oracle_.value(drawn(position))) << drawn(position);
            }
            visit(next);
        } else {
            for (const Cell move : position.legal_moves()) {
                Position next = position;
                next.play(move);
                visit(next);
            }
        }
    }

    Mark player_;
    Oracle& oracle_;
    std::set<std::string> seen_;
};

TEST(Search, hard_never_loses_3x3_in_any_line_against_any_opponent) {
    Oracle oracle(3, 3, false);
    for (const Mark player : {Mark::X, Mark::O}) {
        const EveryOpponent lines(Kind::TicTacToe, player, oracle);
        EXPECT_FALSE(lines.wins.contains(opponent_of(player)));
        EXPECT_TRUE(lines.wins.contains(player));
        EXPECT_TRUE(lines.wins.contains(Mark::None));
    }
}

TEST(Search, hard_never_loses_misere_in_any_line_against_any_opponent) {
    Oracle oracle(3, 3, true);
    EXPECT_EQ(oracle.value(oracle.empty_board()), 0);
    for (const Mark player : {Mark::X, Mark::O}) {
        const EveryOpponent lines(Kind::Misere, player, oracle);
        EXPECT_FALSE(lines.wins.contains(opponent_of(player)));
    }
}

int solved_value(const Position& position) {
    SolverThinking solver(position, Random(1));
    while (!solver.step()) {
    }
    return solver.value();
}

int sign(int value) {
    return value == 0 ? 0 : value > 0 ? 1 : -1;
}

TEST(Search, the_solver_agrees_with_the_oracle_on_every_position_of_3x3_and_misere) {
    for (const Kind kind : {Kind::TicTacToe, Kind::Misere}) {
        Oracle oracle(3, 3, kind == Kind::Misere);
        int checked = 0;
        for (const std::string& board : oracle.reachable()) {
            if (oracle.result(board) != '.') continue;
            const Position position = set_up(kind, board);
            ASSERT_EQ(drawn(position), board);
            ++checked;
            EXPECT_EQ(sign(solved_value(position)), oracle.value(board)) << board;
        }
        EXPECT_EQ(checked, 4'520);  // those that are not over
    }
}

TEST(Search, four_in_a_row_on_4x4_is_a_draw_and_the_solver_agrees_with_the_oracle) {
    Oracle oracle(4, 4, false);
    EXPECT_EQ(oracle.value(oracle.empty_board()), 0);
    EXPECT_EQ(solved_value(Position(Kind::FourInARow)), 0);
    int decided = 0;
    for (std::uint64_t seed = 1; seed <= 300; ++seed) {
        Random random(seed);
        Position position(Kind::FourInARow);
        for (std::uint32_t left = 3 + random.below(8); left > 0 && !position.is_over(); --left) {
            const CellList moves = position.legal_moves();
            position.play(moves[random.below(static_cast<std::uint32_t>(moves.size()))]);
        }
        if (position.is_over()) continue;
        const int value = oracle.value(drawn(position));
        decided += value != 0 ? 1 : 0;
        ASSERT_EQ(sign(solved_value(position)), value) << drawn(position);
        Position next = position;
        next.play(choose_move(position, Level::Hard, seed));
        if (!next.is_over()) {
            ASSERT_EQ(-oracle.value(drawn(next)), value) << drawn(position);
        }
    }
    EXPECT_GT(decided, 5);
}

TEST(Search, the_exact_search_of_4x4_ends_within_its_budget) {
    for (std::uint64_t seed = 1; seed <= 3; ++seed) {
        Search search(Position(Kind::FourInARow), Level::Hard, seed);
        while (!search.run(1'000)) {
        }
        EXPECT_LT(search.nodes(), search.budget());
    }
}

TEST(Search, every_level_takes_a_win_that_is_there) {
    const Position three = played(Kind::TicTacToe, {{1, 1}, {3, 1}, {1, 2}, {3, 3}});
    const Position four = played(Kind::FourInARow, {{1, 1}, {3, 1}, {1, 2}, {3, 3}, {1, 4}, {4, 4}});
    const Position five =
        played(Kind::Gomoku, {{8, 4}, {1, 1}, {8, 5}, {1, 3}, {8, 7}, {15, 15}, {8, 8}, {5, 1}});
    for (const Level level : {Level::Easy, Level::Medium, Level::Hard}) {
        for (std::uint64_t seed = 1; seed <= 5; ++seed) {
            EXPECT_EQ(choose_move(three, level, seed), cell(three, 1, 3));
            EXPECT_EQ(choose_move(four, level, seed), cell(four, 1, 3));
            EXPECT_EQ(choose_move(five, level, seed), cell(five, 8, 6));
        }
    }
}

TEST(Search, medium_and_hard_stop_a_line_on_15x15) {
    const Position four = played(Kind::Gomoku, {{8, 4}, {8, 3}, {8, 5}, {1, 3}, {8, 6}, {15, 15}, {8, 7}});
    const Position gap = played(Kind::Gomoku, {{2, 2}, {8, 3}, {3, 3}, {1, 9}, {5, 5}, {15, 15}, {6, 6}});
    for (const Level level : {Level::Medium, Level::Hard}) {
        for (std::uint64_t seed = 1; seed <= 3; ++seed) {
            EXPECT_EQ(choose_move(four, level, seed), cell(four, 8, 8));
            EXPECT_EQ(choose_move(gap, level, seed), cell(gap, 4, 4));
        }
    }
}

TEST(Search, hard_does_not_let_an_open_three_grow) {
    const Position open = played(Kind::Gomoku, {{8, 6}, {1, 1}, {8, 7}, {1, 15}, {8, 8}});
    for (std::uint64_t seed = 1; seed <= 3; ++seed) {
        const Cell move = choose_move(open, Level::Hard, seed);
        EXPECT_EQ(open.row_of(move), 7) << open.column_of(move) + 1;
        EXPECT_GE(open.column_of(move), 3);
        EXPECT_LE(open.column_of(move), 9);
    }
}

TEST(Search, medium_does_not_leave_a_win_and_does_not_complete_its_own_line_in_misere) {
    const Position threat = played(Kind::TicTacToe, {{1, 1}, {2, 2}, {1, 2}});
    const Position misere = played(Kind::Misere, {{1, 1}, {2, 2}, {1, 2}, {2, 3}});
    for (std::uint64_t seed = 1; seed <= 10; ++seed) {
        EXPECT_EQ(choose_move(threat, Level::Medium, seed), cell(threat, 1, 3));
        EXPECT_NE(choose_move(misere, Level::Medium, seed), cell(misere, 1, 3));
    }
}

TEST(Search, hard_takes_the_third_board_of_ultimate) {
    // X has won boards 0 and 1 and two cells of board 2's first row, and has to play there.
    Position position(Kind::Ultimate);
    for (std::uint64_t seed = 1; position.move_count() == 0; ++seed) {
        Random random(seed);
        Position game(Kind::Ultimate);
        while (!game.is_over()) {
            const CellList moves = game.legal_moves();
            for (const Cell move : moves) {
                Position next = game;
                next.play(move);
                if (winner_of(next.outcome()) != Mark::None) position = game;
            }
            game.play(moves[random.below(static_cast<std::uint32_t>(moves.size()))]);
        }
    }
    const Mark mover = position.turn();
    position.play(choose_move(position, Level::Hard, 3));
    EXPECT_EQ(winner_of(position.outcome()), mover);
}

TEST(Search, the_same_seed_and_budget_give_the_same_move_however_it_is_sliced) {
    const Position positions[] = {played(Kind::Gomoku, {{8, 8}, {7, 7}, {8, 9}}),
                                  played(Kind::Ultimate, {{5, 5}}), Position(Kind::FourInARow),
                                  played(Kind::Misere, {{1, 1}})};
    for (const Position& position : positions) {
        Search whole(position, Level::Hard, 42, 300);
        Search sliced(position, Level::Hard, 42, 300);
        EXPECT_TRUE(whole.run(300));
        for (std::uint32_t slice = 1; !sliced.run(slice); slice = slice % 7 + 1) {
            ASSERT_EQ(position.judge(sliced.best_move()), MoveResult::Done);  // at any time
        }
        EXPECT_EQ(whole.best_move(), sliced.best_move());
        EXPECT_EQ(whole.nodes(), sliced.nodes());
        EXPECT_LE(whole.nodes(), 300U);
    }
}

TEST(Search, a_search_stays_within_its_budget_and_is_legal_even_with_none) {
    for (const KindRow& row : kind_rows()) {
        for (const Level level : {Level::Easy, Level::Medium, Level::Hard}) {
            for (const std::uint32_t budget : {0U, 1U, 50U}) {
                const Position position(row.kind);
                Search search(position, level, 1, budget);
                while (!search.run(7)) {
                }
                EXPECT_LE(search.nodes(), budget);
                EXPECT_EQ(position.judge(search.best_move()), MoveResult::Done);
            }
        }
    }
}

TEST(Search, every_game_between_any_levels_comes_to_its_end) {
    for (const KindRow& row : kind_rows()) {
        for (const auto& [x, o] : {std::pair{Level::Easy, Level::Medium}, {Level::Hard, Level::Easy}}) {
            Position position(row.kind);
            while (!position.is_over()) {
                Search search(position, position.turn() == Mark::X ? x : o, 5, 60);
                search.run(60);
                ASSERT_EQ(position.play(search.best_move()), MoveResult::Done);
            }
        }
    }
}

}  // namespace
