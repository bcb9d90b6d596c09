// Practice without a window and without a thinking thread: the test thinks, so every game is the same.
#include "ui/games/practice.hpp"

#include <gtest/gtest.h>

#include <algorithm>

#include "ui/games/record_view.hpp"

namespace crosstalk::ui {
namespace {

using games::Cell;
using games::GameState;
using games::Kind;
using games::Mark;
using games::Outcome;
using games::Position;

constexpr GameId id{7};

// The computer takes what it is told, at once.
struct Table {
    explicit Table(const PracticeTerms& terms = {}) : practice(id, terms, 5, now) {
        practice.call_me("harbor", 3);
    }

    void mine(int cell) {
        practice.play({static_cast<std::uint8_t>(cell)}, practice.record().next_number, now);
    }
    void computers(int cell) {
        const auto wish = practice.take_wish();
        ASSERT_TRUE(wish) << "it is not the computer's turn";
        practice.take({id, wish->ticket, {static_cast<std::uint8_t>(cell)}}, now);
        wait(computer_pause_ms);
    }
    void wait(std::int64_t ms) {
        now += ms;
        practice.go_on(now);
    }
    [[nodiscard]] GameView view() const { return practice.view(now); }
    [[nodiscard]] bool offers(GameDeed deed) const {
        const GameView seen = view();
        return std::ranges::find(seen.deeds, deed, &DeedOffered::deed) != seen.deeds.end();
    }
    // I win along the upper row.
    void win() {
        mine(0);
        computers(3);
        mine(1);
        computers(4);
        mine(2);
    }

    std::int64_t now = 1'000;
    Practice practice;
};

TEST(Practice, begins_with_me_as_x_and_says_so) {
    const Table table;
    const GameView view = table.view();
    EXPECT_EQ(view.title, "Tic Tac Toe");
    EXPECT_EQ(view.about, "Practice, medium");
    EXPECT_EQ(view.headline, "Your turn");
    EXPECT_EQ(view.sentence, "Move 1. You play X.");
    EXPECT_EQ(view.players[0].name, "harbor");
    EXPECT_EQ(view.players[0].mark, Mark::X);
    EXPECT_TRUE(view.may_move);
    EXPECT_TRUE(view.players[0].to_move);
}

TEST(Practice, the_computer_is_asked_once_for_each_move_and_answers_after_a_pause) {
    Table table;
    EXPECT_FALSE(table.practice.take_wish()) << "it is my turn";
    table.mine(4);
    EXPECT_FALSE(table.view().may_move);
    EXPECT_EQ(table.view().headline, "The computer is thinking");
    const auto wish = table.practice.take_wish();
    ASSERT_TRUE(wish);
    EXPECT_EQ(wish->position.at({4}), Mark::X);
    EXPECT_FALSE(table.practice.take_wish());
    table.practice.take({id, wish->ticket, {0}}, table.now);
    EXPECT_EQ(table.practice.record().moves.size(), 1U) << "one sees one's own move first";
    ASSERT_TRUE(table.practice.next_ms());
    table.wait(*table.practice.next_ms() - table.now);
    EXPECT_EQ(table.practice.record().moves.size(), 2U);
    EXPECT_EQ(table.view().sentence, "Move 3. The computer took cell 1.");
}

TEST(Practice, a_move_out_of_turn_on_a_taken_cell_or_for_another_number_changes_nothing_and_says_why) {
    Table table;
    table.mine(4);
    table.mine(0);
    EXPECT_EQ(table.practice.record().moves.size(), 1U);
    EXPECT_FALSE(table.view().notice.empty());
    table.computers(0);
    EXPECT_TRUE(table.view().notice.empty());
    table.mine(0);
    EXPECT_EQ(table.view().notice, "This cell is taken. Choose an empty one.");
    table.practice.play({8}, 1, table.now);
    EXPECT_EQ(table.practice.record().moves.size(), 2U);
}

TEST(Practice, an_answer_that_is_out_of_date_never_plays) {
    Table table;
    table.mine(4);
    const auto wish = table.practice.take_wish();
    ASSERT_TRUE(wish);
    table.practice.act(GameDeed::TakeBack, table.now);
    EXPECT_TRUE(table.practice.take_stop());
    EXPECT_FALSE(table.practice.take_stop());
    table.mine(0);
    const auto second = table.practice.take_wish();
    ASSERT_TRUE(second);
    table.practice.take({id, wish->ticket, {8}}, table.now);
    table.wait(10'000);
    EXPECT_EQ(table.practice.record().moves.size(), 1U);
    table.practice.take({GameId{8}, second->ticket, {8}}, table.now);
    table.practice.take({id, second->ticket, {1}}, table.now);
    table.wait(10'000);
    EXPECT_EQ(table.practice.record().position.at({1}), Mark::O);
    EXPECT_EQ(table.practice.record().position.at({8}), Mark::None);
}

TEST(Practice, an_answer_that_breaks_the_rules_is_not_played) {
    Table table;
    table.mine(4);
    table.computers(4);
    EXPECT_EQ(table.practice.record().moves.size(), 1U);
}

TEST(Practice, counts_the_series_and_changes_sides_with_each_rematch) {
    Table table;
    table.win();
    GameView view = table.view();
    EXPECT_EQ(view.headline, "You win");
    EXPECT_EQ(view.sentence, "X from cell 1 to cell 3, after 5 moves.");
    EXPECT_EQ(view.players[0].wins, 1U);
    EXPECT_TRUE(view.is_over);
    table.practice.act(GameDeed::Rematch, table.now);
    view = table.view();
    EXPECT_EQ(view.players[0].mark, Mark::O);
    EXPECT_EQ(view.players[0].wins, 1U);
    EXPECT_FALSE(view.may_move) << "the computer begins";
    table.computers(0);
    table.mine(3);
    table.computers(1);
    table.mine(4);
    table.computers(2);
    view = table.view();
    EXPECT_EQ(view.headline, "The computer wins");
    EXPECT_EQ(view.players[1].wins, 1U);
}

TEST(Practice, tells_moves_wins_losses_and_draws_once_each) {
    Table table;
    table.mine(0);
    EXPECT_EQ(table.practice.take_news(), std::vector{GameNews::Moved});
    EXPECT_TRUE(table.practice.take_news().empty());
    table.computers(3);
    EXPECT_EQ(table.practice.take_news(), std::vector{GameNews::Moved});
    table.mine(1);
    table.computers(4);
    static_cast<void>(table.practice.take_news());
    table.mine(2);
    EXPECT_EQ(table.practice.take_news(), std::vector{GameNews::Won});
    table.practice.act(GameDeed::Rematch, table.now);
    table.computers(0);
    table.mine(4);
    static_cast<void>(table.practice.take_news());
    table.practice.act(GameDeed::Resign, table.now);
    EXPECT_EQ(table.practice.take_news(), std::vector{GameNews::Lost});
}

TEST(Practice, before_both_have_moved_it_ends_without_a_result) {
    Table table;
    EXPECT_TRUE(table.offers(GameDeed::Abort));
    table.mine(4);
    table.practice.act(GameDeed::Abort, table.now);
    EXPECT_EQ(table.view().headline, "No result");
    EXPECT_EQ(table.view().players[1].wins, 0U);
    EXPECT_TRUE(table.offers(GameDeed::OtherTerms));
}

TEST(Practice, moves_are_taken_back_as_often_as_one_likes_and_numbers_are_never_used_again) {
    Table table;
    EXPECT_FALSE(table.view().deeds.empty());
    table.mine(0);
    table.computers(4);
    table.mine(1);
    table.computers(2);
    table.practice.act(GameDeed::TakeBack, table.now);
    EXPECT_EQ(table.practice.record().moves.size(), 2U);
    table.practice.act(GameDeed::TakeBack, table.now);
    EXPECT_EQ(table.practice.record().moves.size(), 0U);
    EXPECT_EQ(table.practice.record().next_number, 7U);
    EXPECT_TRUE(table.view().may_move);
    table.mine(8);
    EXPECT_EQ(table.practice.record().position.at({8}), Mark::X);
}

TEST(Practice, the_computer_agrees_to_a_draw_when_it_cannot_win_any_more) {
    Table table;
    table.mine(4);
    table.computers(0);
    table.practice.act(GameDeed::OfferDraw, table.now);
    EXPECT_FALSE(table.view().is_over);
    EXPECT_EQ(table.view().notice, "The computer can still win and plays on.");
    table.mine(2);
    table.computers(6);
    table.mine(3);
    table.computers(5);
    table.mine(7);  // X 3 4 5 8 against O 1 6 7: every line has an X but none is left for O
    EXPECT_FALSE(can_still_win(table.practice.record().position, Mark::O));
    table.practice.act(GameDeed::OfferDraw, table.now);
    EXPECT_EQ(table.practice.record().state, GameState::Drawn);
    EXPECT_EQ(table.view().headline, "A draw");
}

TEST(Practice, who_can_still_win_is_read_from_the_lines) {
    Position misere(Kind::Misere);
    EXPECT_TRUE(can_still_win(misere, Mark::O));
    // In misere O wins by a line of X: marks of O close it.
    for (const int cell : {0, 4, 8, 2, 1, 7, 6}) {
        if (misere.is_over()) break;
        misere.play({static_cast<std::uint8_t>(cell)});
    }
    EXPECT_TRUE(can_still_win(misere, Mark::X) || can_still_win(misere, Mark::O));
    EXPECT_TRUE(can_still_win(Position(Kind::Ultimate), Mark::X));
    EXPECT_TRUE(can_still_win(Position(Kind::Gomoku), Mark::O));
    EXPECT_FALSE(can_still_win(Position(static_cast<Kind>(77)), Mark::X));
}

TEST(Practice, a_clock_that_runs_out_loses_and_stands_still_while_nobody_looks) {
    Table table({.clock = {games::ClockMode::PerMove, 10'000, 0}});
    EXPECT_TRUE(table.view().runs);
    table.mine(4);
    table.computers(0);
    EXPECT_EQ(table.view().players[0].left_ms, 10'000);
    table.wait(4'000);
    table.practice.leave(table.now);
    EXPECT_FALSE(table.practice.next_ms());
    table.wait(60'000);
    table.practice.come_back(table.now);
    EXPECT_EQ(table.view().players[0].left_ms, 6'000);
    ASSERT_TRUE(table.practice.next_ms());
    table.wait(6'000);
    EXPECT_EQ(table.practice.record().state, GameState::TimedOut);
    EXPECT_EQ(table.view().headline, "The computer wins");
    EXPECT_EQ(table.view().sentence, "Your time was up.");
}

TEST(Practice, thinks_on_while_nobody_looks) {
    Table table;
    table.mine(4);
    table.practice.leave(table.now);
    table.computers(0);
    EXPECT_EQ(table.practice.record().moves.size(), 2U);
    table.practice.come_back(table.now);
    EXPECT_EQ(table.view().headline, "Your turn");
}

TEST(Practice, lots_decide_who_begins_and_both_come) {
    int first = 0;
    for (std::uint64_t seed = 0; seed < 40; ++seed) {
        const Practice practice(id, {.wish = games::SideWish::Random}, seed, 0);
        first += practice.is_my_turn() ? 1 : 0;
    }
    EXPECT_GT(first, 5);
    EXPECT_LT(first, 35);
}

TEST(Practice, every_kind_and_level_is_played_to_its_end_by_the_real_search) {
    for (const games::KindRow& row : games::kind_rows()) {
        for (const games::Level level : {games::Level::Easy, games::Level::Medium}) {
            Table table({.kind = row.kind, .level = level});
            games::Random random(3);
            for (int move = 0; move < games::max_cells && !table.view().is_over; ++move) {
                if (table.practice.is_my_turn()) {
                    const auto moves = table.practice.record().position.legal_moves();
                    table.mine(moves[random.below(static_cast<std::uint32_t>(moves.size()))].index);
                } else {
                    const auto wish = table.practice.take_wish();
                    ASSERT_TRUE(wish);
                    const Cell cell = games::choose_move(wish->position, wish->level, wish->seed);
                    table.practice.take({id, wish->ticket, cell}, table.now);
                    table.wait(computer_pause_ms);
                }
                EXPECT_FALSE(table.view().sentence.empty());
                EXPECT_FALSE(table.view().headline.empty());
            }
            EXPECT_TRUE(table.view().is_over) << row.name;
        }
    }
}

TEST(RecordView, who_only_watches_is_told_names_and_may_press_nothing) {
    Table table;
    table.mine(4);
    const GameView view = view_of(table.practice.record(), {.names = {"harbor", "quartz"}, .users = {3, 4}});
    EXPECT_EQ(view.headline, "quartz is thinking");
    EXPECT_EQ(view.sentence, "Move 2. harbor took cell 5.");
    EXPECT_EQ(view.my_mark, Mark::None);
    EXPECT_FALSE(view.may_move);
    EXPECT_TRUE(view.deeds.empty());
    EXPECT_EQ(view.tone, GameTone::Watching);
}

TEST(RecordView, what_the_other_asks_can_be_answered) {
    Table table;
    table.mine(4);
    table.computers(0);
    games::GameRecord record = table.practice.record();
    record.draw_offer = games::Seat::Challenged;
    record.take_back_request = games::Seat::Challenged;
    const GameView view =
        view_of(record, {.seat = games::Seat::Challenger, .names = {"harbor", "quartz"}, .users = {3, 4}});
    const auto has = [&](GameDeed deed) {
        return std::ranges::find(view.deeds, deed, &DeedOffered::deed) != view.deeds.end();
    };
    EXPECT_TRUE(has(GameDeed::AcceptDraw) && has(GameDeed::DeclineDraw));
    EXPECT_TRUE(has(GameDeed::AllowTakeBack) && has(GameDeed::DeclineTakeBack));
    EXPECT_FALSE(has(GameDeed::OfferDraw) || has(GameDeed::TakeBack));
}

TEST(RecordView, a_game_of_a_newer_program_says_so_and_cannot_be_played) {
    games::GameRecord record;
    record.terms.kind = static_cast<Kind>(77);
    record.position = Position(record.terms.kind);
    record.state = GameState::Playing;
    record.seats[0].player = {1};
    record.seats[1].player = {2};
    const GameView view =
        view_of(record, {.seat = games::Seat::Challenger, .names = {"a", "b"}, .users = {1, 2}});
    EXPECT_EQ(view.sentence, games::unknown_kind_text);
    EXPECT_FALSE(view.may_move);
}

TEST(RecordView, is_copied_as_a_board_its_moves_and_how_it_stands) {
    Table table;
    table.win();
    const std::string text = copied_text(table.view());
    EXPECT_NE(text.find("harbor (X) against Computer (O)"), std::string::npos) << text;
    EXPECT_NE(text.find("1. a1 a2 2. b1 b2 3. c1"), std::string::npos) << text;
    EXPECT_NE(text.find("X from cell 1 to cell 3, after 5 moves."), std::string::npos) << text;
}

}  // namespace
}  // namespace crosstalk::ui
