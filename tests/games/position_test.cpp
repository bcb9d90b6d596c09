#include "games/position.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <set>
#include <string>

#include "games/random.hpp"
#include "tests/games/boards.hpp"
#include "tests/games/oracle.hpp"

namespace {

using namespace crosstalk::games;
using namespace crosstalk::games::testing;

char letter(Outcome outcome) {
    switch (outcome) {
        case Outcome::Ongoing:
            return '.';
        case Outcome::XWins:
            return 'X';
        case Outcome::OWins:
            return 'O';
        case Outcome::Drawn:
            return 'D';
    }
    return '?';
}

// Every position that play() reaches, by its board.
std::map<std::string, Position> all_positions(Kind kind) {
    std::map<std::string, Position> seen;
    std::vector<Position> waiting{Position(kind)};
    while (!waiting.empty()) {
        const Position position = waiting.back();
        waiting.pop_back();
        if (!seen.emplace(drawn(position), position).second) continue;
        for (const Cell move : position.legal_moves()) {
            Position next = position;
            EXPECT_EQ(next.play(move), MoveResult::Done);
            waiting.push_back(next);
        }
    }
    return seen;
}

void expect_same_as_oracle(Kind kind, const Oracle& oracle, std::size_t count) {
    const std::map<std::string, Position> positions = all_positions(kind);
    const std::vector<std::string> boards = oracle.reachable();
    EXPECT_EQ(positions.size(), count);
    ASSERT_EQ(boards.size(), positions.size());
    for (const std::string& board : boards) {
        const auto found = positions.find(board);
        ASSERT_NE(found, positions.end()) << board;
        EXPECT_EQ(letter(found->second.outcome()), oracle.result(board)) << board;
        const Mark turn = oracle.result(board) != '.' ? Mark::None
                          : oracle.turn(board) == 'X' ? Mark::X
                                                      : Mark::O;
        EXPECT_EQ(found->second.turn(), turn) << board;
        const auto empty = static_cast<std::size_t>(std::ranges::count(board, '.'));
        EXPECT_EQ(found->second.legal_moves().size(), oracle.result(board) == '.' ? empty : 0) << board;
    }
}

TEST(Position, all_5478_of_3x3_are_those_of_the_oracle) {
    expect_same_as_oracle(Kind::TicTacToe, Oracle(3, 3, false), 5478);
}

TEST(Position, misere_has_the_same_boards_and_the_other_winner) {
    expect_same_as_oracle(Kind::Misere, Oracle(3, 3, true), 5478);
}

TEST(Position, a_line_in_misere_is_the_losers) {
    const Position position = played(Kind::Misere, {{1, 1}, {2, 1}, {1, 2}, {2, 2}, {1, 3}});
    EXPECT_EQ(position.outcome(), Outcome::OWins);
    ASSERT_EQ(position.deciding_lines().size(), 1U);
    EXPECT_EQ(position.deciding_lines()[0],
              (std::vector{cell(position, 1, 1), cell(position, 1, 2), cell(position, 1, 3)}));
}

TEST(Position, two_lines_at_once_are_both_shown) {
    const Position position =
        played(Kind::TicTacToe, {{1, 1}, {2, 1}, {1, 2}, {2, 2}, {2, 3}, {3, 1}, {3, 3}, {3, 2}, {1, 3}});
    EXPECT_EQ(position.outcome(), Outcome::XWins);
    EXPECT_EQ(position.deciding_lines().size(), 2U);
}

TEST(Position, refused_moves_change_nothing) {
    Position position = played(Kind::TicTacToe, {{2, 2}});
    const Position before = position;
    EXPECT_EQ(position.play(Cell{4}), MoveResult::Taken);
    EXPECT_EQ(position.play(Cell{9}), MoveResult::Outside);
    EXPECT_EQ(position.play(Cell{255}), MoveResult::Outside);
    EXPECT_EQ(position, before);
    Position over = played(Kind::TicTacToe, {{1, 1}, {2, 1}, {1, 2}, {2, 2}, {1, 3}});
    EXPECT_EQ(over.play(Cell{8}), MoveResult::Finished);
    EXPECT_EQ(over.play(Cell{99}), MoveResult::Finished);
}

TEST(Position, a_kind_from_a_newer_program_can_be_held_but_not_played) {
    Position position(static_cast<Kind>(77));
    EXPECT_EQ(position.kind(), static_cast<Kind>(77));
    EXPECT_EQ(position.play(Cell{0}), MoveResult::UnknownKind);
    EXPECT_TRUE(position.legal_moves().empty());
    EXPECT_TRUE(position.deciding_lines().empty());
    EXPECT_EQ(position.cell_at(0, 0), std::nullopt);
}

// Runs of `length` in every direction and at every place, closed by their last, first and middle cell.
void try_runs(Kind kind, int length, bool wins) {
    const Position empty(kind);
    const auto [rows, columns] = std::pair{empty.rows(), empty.columns()};
    for (const auto& [down, right] : {std::pair{0, 1}, {1, 0}, {1, 1}, {1, -1}}) {
        for (int start = 0; start < empty.cell_count(); ++start) {
            std::vector<Cell> run;
            for (int i = 0; i < length; ++i) {
                const auto at = empty.cell_at(start / columns + i * down, start % columns + i * right);
                if (at) run.push_back(*at);
            }
            if (std::ssize(run) != length) continue;
            // O's marks: every other cell of rows that the run leaves free never make a line of O.
            std::vector<Cell> others;
            for (int i = 0; i < rows * columns && std::ssize(others) < length - 1; ++i) {
                const Cell candidate{static_cast<std::uint8_t>(i * 7 % (rows * columns))};
                if (std::ranges::find(run, candidate) == run.end()) others.push_back(candidate);
            }
            std::ranges::rotate(run, run.begin() + start % length);
            Position position(kind);
            for (int i = 0; i < length; ++i) {
                ASSERT_EQ(position.outcome(), Outcome::Ongoing);
                position.play(run[static_cast<std::size_t>(i)]);
                if (i + 1 < length) position.play(others[static_cast<std::size_t>(i)]);
            }
            EXPECT_EQ(position.outcome(), wins ? Outcome::XWins : Outcome::Ongoing) << start;
            if (wins) {
                EXPECT_EQ(position.deciding_lines().at(0).size(), static_cast<std::size_t>(length));
            }
        }
    }
}

TEST(Position, four_in_a_row_win_on_4x4_wherever_they_are) {
    try_runs(Kind::FourInARow, 4, true);
    try_runs(Kind::FourInARow, 3, false);
}

TEST(Position, five_in_a_row_win_on_15x15_wherever_they_are) {
    try_runs(Kind::Gomoku, 5, true);
    try_runs(Kind::Gomoku, 4, false);
}

TEST(Position, six_in_a_row_win_in_freestyle_gomoku) {
    const Position position =
        played(Kind::Gomoku,
               {{8, 1}, {1, 1}, {8, 2}, {1, 3}, {8, 3}, {1, 5}, {8, 5}, {1, 7}, {8, 6}, {1, 9}, {8, 4}});
    EXPECT_EQ(position.outcome(), Outcome::XWins);
    ASSERT_EQ(position.deciding_lines().size(), 1U);
    EXPECT_EQ(position.deciding_lines()[0].size(), 6U);
}

TEST(Position, a_full_board_without_a_line_is_drawn) {
    const Position position =
        played(Kind::TicTacToe, {{1, 1}, {1, 2}, {1, 3}, {2, 2}, {2, 1}, {2, 3}, {3, 2}, {3, 1}, {3, 3}});
    EXPECT_EQ(position.outcome(), Outcome::Drawn);
    EXPECT_TRUE(position.deciding_lines().empty());
}

TEST(Position, a_game_is_its_moves) {
    const std::vector<Cell> moves{{4}, {0}, {8}};
    const Replay whole = replay(Kind::TicTacToe, moves);
    EXPECT_EQ(whole.played, 3U);
    EXPECT_EQ(drawn(whole.position), "O...X...X");
    const std::vector<Cell> wrong{{4}, {0}, {4}, {1}};
    const Replay part = replay(Kind::TicTacToe, wrong);
    EXPECT_EQ(part.played, 2U);
    EXPECT_EQ(part.result, MoveResult::Taken);
    EXPECT_EQ(replay(static_cast<Kind>(99), moves).result, MoveResult::UnknownKind);
}

// Random streams of legal and illegal moves; the cells never contradict what is said about them.
TEST(Position, random_streams_keep_what_always_holds) {
    for (const KindRow& row : kind_rows()) {
        for (std::uint64_t seed = 1; seed <= 60; ++seed) {
            Random random(seed);
            Position position(row.kind);
            std::vector<Cell> moves;
            while (!position.is_over()) {
                const Cell move{static_cast<std::uint8_t>(random.below(256))};
                const Position before = position;
                const MoveResult said = position.judge(move);
                ASSERT_EQ(position.play(move), said);
                if (said != MoveResult::Done) {
                    ASSERT_EQ(position, before);
                    continue;
                }
                moves.push_back(move);
                ASSERT_EQ(position.last_move(), move);
                ASSERT_EQ(position.move_count(), std::ssize(moves));
                const std::string board = drawn(position);
                const auto xs = std::ranges::count(board, 'X');
                const auto os = std::ranges::count(board, 'O');
                ASSERT_EQ(xs + os, std::ssize(moves));
                ASSERT_TRUE(xs == os || xs == os + 1);
                if (!position.is_over()) {
                    ASSERT_EQ(position.turn(), xs == os ? Mark::X : Mark::O);
                }
                ASSERT_EQ(position.legal_moves().empty(), position.is_over());
            }
            ASSERT_EQ(position.deciding_lines().empty(), position.outcome() == Outcome::Drawn);
            ASSERT_EQ(replay(row.kind, moves).position, position);
        }
    }
}

TEST(Kinds, every_one_is_found_by_its_name_and_title) {
    std::set<std::string_view> names;
    for (const KindRow& row : kind_rows()) {
        EXPECT_EQ(row_of(row.kind), &row);
        EXPECT_EQ(find_kind(row.name), row.kind);
        EXPECT_EQ(find_kind(row.title), row.kind);
        EXPECT_LE(row.rows * row.columns, max_cells);
        EXPECT_TRUE(names.insert(row.name).second);
    }
    EXPECT_EQ(find_kind("GOMOKU"), Kind::Gomoku);
    EXPECT_EQ(find_kind("chess"), std::nullopt);
    EXPECT_EQ(row_of(static_cast<Kind>(0)), nullptr);
}

}  // namespace
