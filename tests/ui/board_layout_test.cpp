// Boards without a window: where cells stand, what is hit, where keys go.
#include "ui/games/board_layout.hpp"

#include <gtest/gtest.h>

#include <cmath>

#include "ui/theme/tokens.hpp"

namespace crosstalk::ui {
namespace {

using games::Cell;
using games::Kind;
using games::Position;

constexpr float plenty = 4'000;

class EveryBoard : public testing::TestWithParam<std::tuple<Kind, float>> {};

TEST_P(EveryBoard, has_its_cells_apart_inside_and_each_is_hit_in_all_of_it) {
    const auto& [kind, scale] = GetParam();
    const BoardLayout layout = lay_out_board(kind, plenty, plenty, scale);
    const games::KindRow& row = *games::row_of(kind);
    ASSERT_EQ(layout.rows, row.rows);
    for (int index = 0; index < row.rows * row.columns; ++index) {
        const Cell cell{static_cast<std::uint8_t>(index)};
        const BoardSquare square = layout.square(cell);
        EXPECT_GE(square.left, 0);
        EXPECT_GE(square.top, 0);
        EXPECT_LE(square.left + square.side, layout.width);
        EXPECT_LE(square.top + square.side, layout.height);
        EXPECT_EQ(square.left, std::floor(square.left)) << "on whole pixels";
        const float last = square.side - 0.5F;
        for (const auto& [x, y] : {std::pair{0.0F, 0.0F}, {last, 0.0F}, {0.0F, last}, {last, last}})
            EXPECT_EQ(layout.hit(square.left + x, square.top + y), cell) << index;
        if (index % row.columns > 0) {
            const BoardSquare before = layout.square({static_cast<std::uint8_t>(index - 1)});
            EXPECT_GE(square.left, before.left + before.side + 1);
        }
    }
}

TEST_P(EveryBoard, has_cells_that_hands_hit_where_there_is_room_and_never_smaller_than_its_least) {
    const auto& [kind, scale] = GetParam();
    const float in_plenty = lay_out_board(kind, plenty, plenty, scale).cell;
    EXPECT_GE(in_plenty, std::floor(measure::board_cell_least * scale));
    const float in_nothing = lay_out_board(kind, 10, 10, scale).cell;
    EXPECT_EQ(in_nothing, std::floor(cell_sides(kind).tightest * scale + 0.5F));
}

TEST_P(EveryBoard, fits_into_the_room_whenever_its_least_does) {
    const auto& [kind, scale] = GetParam();
    const BoardLayout least = lay_out_board(kind, 0, 0, scale);
    for (float room = least.width + 6 * scale; room < 900 * scale; room += 17 * scale) {
        const BoardLayout layout = lay_out_board(kind, room, room, scale);
        EXPECT_LE(layout.width, room);
        EXPECT_LE(layout.height, room);
    }
}

INSTANTIATE_TEST_SUITE_P(Kinds, EveryBoard,
                         testing::Combine(testing::Values(Kind::TicTacToe, Kind::Misere, Kind::FourInARow,
                                                          Kind::Gomoku, Kind::Ultimate),
                                          testing::Values(0.75F, 1.0F, 1.5F, 2.0F, 3.0F)));

TEST(BoardLayout, gaps_belong_to_the_nearest_cell_and_the_edge_to_none) {
    const BoardLayout layout = lay_out_board(Kind::TicTacToe, plenty, plenty, 1);
    const BoardSquare first = layout.square({0});
    const float right = first.left + first.side;
    EXPECT_EQ(layout.hit(right + 1, first.top + 5), Cell{0});
    EXPECT_EQ(layout.hit(right + layout.gap - 1, first.top + 5), Cell{1});
    EXPECT_FALSE(layout.hit(1, 1));
    EXPECT_FALSE(layout.hit(layout.width - 1, layout.height / 2));
    EXPECT_FALSE(layout.hit(-100, 5));
}

TEST(BoardLayout, nine_small_boards_stand_further_apart_than_their_cells) {
    const BoardLayout layout = lay_out_board(Kind::Ultimate, plenty, plenty, 1);
    EXPECT_GT(layout.between, layout.gap);
    const BoardSquare middle = layout.board(4);
    const BoardSquare cell = layout.square({3 * 9 + 3});
    EXPECT_EQ(middle.left, cell.left);
    EXPECT_EQ(middle.top, cell.top);
    const BoardSquare last = layout.square({5 * 9 + 5});
    EXPECT_EQ(middle.left + middle.side, last.left + last.side);
}

TEST(BoardLayout, a_kind_of_a_newer_program_has_no_cells_and_nothing_is_hit) {
    const BoardLayout layout = lay_out_board(static_cast<Kind>(77), plenty, plenty, 1);
    EXPECT_EQ(layout.rows, 0);
    EXPECT_FALSE(layout.hit(5, 5));
}

TEST(BoardKeys, step_through_the_board_and_stop_at_its_edges) {
    const Position position(Kind::Gomoku);
    EXPECT_EQ(step(position, {0}, BoardKey::Left), Cell{0});
    EXPECT_EQ(step(position, {0}, BoardKey::Up), Cell{0});
    EXPECT_EQ(step(position, {0}, BoardKey::Right), Cell{1});
    EXPECT_EQ(step(position, {0}, BoardKey::Down), Cell{15});
    EXPECT_EQ(step(position, {20}, BoardKey::End), Cell{29});
    EXPECT_EQ(step(position, {20}, BoardKey::Home), Cell{15});
    EXPECT_EQ(step(position, {224}, BoardKey::Down), Cell{224});
}

TEST(BoardKeys, begin_in_the_middle_of_where_a_move_can_be_made) {
    EXPECT_EQ(first_focus(Position(Kind::TicTacToe)), Cell{4});
    EXPECT_EQ(first_focus(Position(Kind::Gomoku)), Cell{7 * 15 + 7});
    Position ultimate(Kind::Ultimate);
    ASSERT_EQ(ultimate.play({0}), games::MoveResult::Done);  // sends to the upper left board
    EXPECT_EQ(first_focus(ultimate), Cell{9 + 1});
}

TEST(BoardKeys, a_digit_is_a_cell_of_nine) {
    const Position position(Kind::Misere);
    EXPECT_EQ(digit_meaning(position, {}, 5).cell, Cell{4});
    EXPECT_FALSE(digit_meaning(position, {}, 0).cell);
    EXPECT_FALSE(digit_meaning(Position(Kind::FourInARow), {}, 5).cell);
}

TEST(BoardKeys, of_ultimate_a_digit_is_a_cell_of_the_open_board_or_chooses_the_board_first) {
    Position position(Kind::Ultimate);
    EXPECT_EQ(digit_meaning(position, {}, 9).board, 8);
    EXPECT_EQ(digit_meaning(position, 8, 1).cell, Cell{6 * 9 + 6});
    ASSERT_EQ(position.play({0}), games::MoveResult::Done);
    EXPECT_EQ(digit_meaning(position, 8, 5).cell, Cell{9 + 1}) << "the rules count, not what was chosen";
}

}  // namespace
}  // namespace crosstalk::ui
