#include <gtest/gtest.h>

#include <string>

#include "games/notation.hpp"
#include "games/sentences.hpp"
#include "tests/games/boards.hpp"
#include "tests/games/referee_table.hpp"

namespace {

using namespace crosstalk::games;
using namespace crosstalk::games::testing;

TEST(Notation, every_cell_of_every_kind_is_read_as_it_is_written) {
    for (const KindRow& row : kind_rows()) {
        const Position position(row.kind);
        for (int index = 0; index < position.cell_count(); ++index) {
            const Cell cell{static_cast<std::uint8_t>(index)};
            EXPECT_EQ(parse_cell(position, cell_name(position, cell)), cell);
            const std::string numbers = std::to_string(position.row_of(cell) + 1) + " " +
                                        std::to_string(position.column_of(cell) + 1);
            EXPECT_EQ(parse_cell(position, numbers), cell);
        }
        for (const std::string text : {"", " ", "a", "a0", "a16", "p1", "0 1", "1 0", "16 16", "-1", "1 2 3",
                                       "a1x", "10", "@1", "a-1", "99999999999", "1,", ",1", "\xff"}) {
            EXPECT_FALSE(parse_cell(position, text)) << row.name << " " << text;
        }
    }
}

TEST(Notation, digits_count_the_nine_cells_along_the_rows) {
    const Position nine(Kind::TicTacToe);
    EXPECT_EQ(parse_cell(nine, "1"), Cell{0});
    EXPECT_EQ(parse_cell(nine, " 9 "), Cell{8});
    EXPECT_EQ(parse_cell(nine, "B3"), Cell{7});
    EXPECT_EQ(parse_cell(nine, "2,3"), Cell{5});
    EXPECT_FALSE(parse_cell(Position(Kind::FourInARow), "5"));
}

TEST(Notation, a_board_is_drawn_with_its_last_move_or_its_line) {
    EXPECT_EQ(board_text(played(Kind::TicTacToe, {{2, 2}, {1, 3}})),
              "    a  b  c\n"
              " 1  .  . [O]\n"
              " 2  .  X  .\n"
              " 3  .  .  .\n");
    EXPECT_EQ(board_text(played(Kind::TicTacToe, {{1, 1}, {2, 1}, {1, 2}, {2, 2}, {1, 3}})),
              "    a  b  c\n"
              " 1 *X**X**X*\n"
              " 2  O  O  .\n"
              " 3  .  .  .\n");
    EXPECT_EQ(board_text(Position(static_cast<Kind>(99))), std::string(unknown_kind_text) + "\n");
}

TEST(Notation, ultimate_shows_its_boards_and_where_to_play) {
    EXPECT_EQ(board_text(played(Kind::Ultimate, {{1, 3}})),
              "    a  b  c    d  e  f    g  h  i\n"
              " 1  .  . [X]|  .  .  . |  .  .  .\n"
              " 2  .  .  . |  .  .  . |  .  .  .\n"
              " 3  .  .  . |  .  .  . |  .  .  .\n"
              "   ---------+----------+----------\n"
              " 4  .  .  . |  .  .  . |  .  .  .\n"
              " 5  .  .  . |  .  .  . |  .  .  .\n"
              " 6  .  .  . |  .  .  . |  .  .  .\n"
              "   ---------+----------+----------\n"
              " 7  .  .  . |  .  .  . |  .  .  .\n"
              " 8  .  .  . |  .  .  . |  .  .  .\n"
              " 9  .  .  . |  .  .  . |  .  .  .\n"
              "Play in the upper right board.\n");
    EXPECT_TRUE(board_text(Position(Kind::Ultimate)).ends_with("Play in any open board.\n"));
}

TEST(Notation, a_game_can_be_copied_as_text) {
    const std::vector<Cell> moves{{4}, {0}, {8}};
    EXPECT_EQ(moves_text(Position(Kind::TicTacToe), moves), "1. b2 a1 2. c3");
    EXPECT_EQ(moves_text(Position(Kind::TicTacToe), {}), "");
}

TEST(Sentences, a_position_says_the_last_move_and_whose_turn_it_is) {
    const Position begun = played(Kind::TicTacToe, {{2, 3}});
    EXPECT_EQ(position_in_words(begun, Mark::O), "X at row 2 column 3. Your turn.");
    EXPECT_EQ(position_in_words(begun, Mark::X), "X at row 2 column 3. O to move.");
    EXPECT_EQ(position_in_words(begun, Mark::None), "X at row 2 column 3. O to move.");
    EXPECT_EQ(position_in_words(Position(Kind::Gomoku), Mark::X), "Your turn.");
    EXPECT_EQ(position_in_words(played(Kind::Ultimate, {{1, 3}}), Mark::O),
              "X at row 1 column 3 (upper left board). Your turn. Play in the upper right board.");
    const Position won = played(Kind::TicTacToe, {{1, 1}, {2, 1}, {1, 2}, {2, 2}, {1, 3}});
    EXPECT_EQ(position_in_words(won, Mark::X), "X at row 1 column 3. X wins. You won.");
    EXPECT_EQ(position_in_words(won, Mark::O), "X at row 1 column 3. X wins. You lost.");
    EXPECT_EQ(position_in_words(won, Mark::None), "X at row 1 column 3. X wins.");
    EXPECT_EQ(position_in_words(Position(static_cast<Kind>(0)), Mark::None), unknown_kind_text);
}

class GameSentences : public RefereeTable {
  protected:
    [[nodiscard]] std::string words() const { return game_in_words(record, {"Ann", "Ben"}); }
    [[nodiscard]] std::string requests() const { return requests_in_words(record, {"Ann", "Ben"}, now); }
};

TEST_F(GameSentences, every_state_is_told) {
    offered({Kind::Gomoku, {}, {ClockMode::PerMove, 10'000, 0}});
    EXPECT_EQ(words(), "Ann challenges Ben to Gomoku, 10 seconds a move.");
    occur(PlayerRemoved{ann});
    EXPECT_EQ(words(), "Ann's challenge was cancelled.");
    offered({}, {});
    EXPECT_EQ(words(), "Ann challenges anyone to Tic Tac Toe, no clock.");
    now += offer_ms;
    occur(Tick{});
    EXPECT_EQ(words(), "Ann's challenge expired.");
    offered({});
    act(ben, Decline{DeclineReason::Busy});
    EXPECT_EQ(words(), "Ben declined: busy now.");
    playing();
    EXPECT_EQ(words(), "Ann (X) to move, move 1.");
    moves({0, 3, 1, 4});
    occur(PlayerLeft{ben});
    EXPECT_EQ(words(), "Paused. Ann (X) to move, move 5.");
    EXPECT_EQ(requests(), "Ben is gone. Ann may claim the game in 60 seconds.");
    now += absence_ms;
    EXPECT_EQ(requests(), "Ben is gone. Ann may claim a win or a draw, or wait.");
    const GameRecord waiting = record;
    moves({2});
    EXPECT_EQ(words(), "Ann (X) won.");
    record = waiting;
    act(ann, ClaimWin{});
    EXPECT_EQ(words(), "Ann (X) won: Ben was gone.");
    record = waiting;
    act(ann, ClaimDraw{});
    EXPECT_EQ(words(), "Drawn: one player was gone.");
    act(ann, OfferRematch{});
    EXPECT_EQ(requests(), "Ann offers a rematch.");
    act(ben, OfferRematch{});
    record = rematch_of(record, now);
    moves({0, 1});
    act(ann, OfferDraw{});
    act(ben, AskTakeBack{});
    EXPECT_EQ(requests(), "Ann offers a draw. Ben asks to take the last move back.");
    act(ann, Resign{});
    EXPECT_EQ(words(), "Ben (X) won: Ann resigned. Series 0 to 1, 1 drawn.");
    EXPECT_EQ(requests(), "");
    playing();
    act(ann, Abort{});
    EXPECT_EQ(words(), "The game was aborted and does not count.");
}

}  // namespace
