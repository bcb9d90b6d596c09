#include "games/referee.hpp"

#include <gtest/gtest.h>

#include <vector>

#include "games/rating.hpp"
#include "tests/games/boards.hpp"
#include "tests/games/referee_table.hpp"

namespace {

using namespace crosstalk::games;
using namespace crosstalk::games::testing;

class Referee : public RefereeTable {};

TEST_F(Referee, an_offer_needs_a_known_kind_a_clock_that_exists_and_somebody_else) {
    const auto refusal = [](const Terms& terms, PlayerId from, PlayerId to) {
        const Judgement judgement = offer(terms, from, to, start);
        return std::holds_alternative<Refusal>(judgement) ? std::optional(std::get<Refusal>(judgement))
                                                          : std::nullopt;
    };
    EXPECT_EQ(refusal({}, ann, ben), std::nullopt);
    EXPECT_EQ(refusal({}, ann, {}), std::nullopt);  // open to anyone
    EXPECT_EQ(refusal({static_cast<Kind>(9), {}, {}}, ann, ben), Refusal::UnknownKind);
    EXPECT_EQ(refusal({Kind::Gomoku, {}, {ClockMode::PerMove, 11'000, 0}}, ann, ben), Refusal::BadTerms);
    EXPECT_EQ(refusal({Kind::Gomoku, static_cast<SideWish>(3), {}}, ann, ben), Refusal::BadTerms);
    EXPECT_EQ(refusal({}, ann, ann), Refusal::SelfChallenge);
    EXPECT_EQ(refusal({}, {}, ann), Refusal::NotAPlayer);
}

TEST_F(Referee, who_is_x_follows_the_wish_or_the_lot) {
    for (const auto& [wish, lot, x] : {std::tuple{SideWish::First, Seat::Challenged, Seat::Challenger},
                                       {SideWish::Second, Seat::Challenger, Seat::Challenged},
                                       {SideWish::Random, Seat::Challenger, Seat::Challenger},
                                       {SideWish::Random, Seat::Challenged, Seat::Challenged}}) {
        offered({Kind::TicTacToe, wish, {}});
        EXPECT_EQ(act(ben, Accept{lot}), std::nullopt);
        EXPECT_EQ(record.x, x);
        EXPECT_EQ(record.state, GameState::Playing);
        EXPECT_EQ(to_move(record), x);
    }
}

TEST_F(Referee, an_offer_is_declined_with_a_reason_or_cancelled_or_expires) {
    offered({});
    EXPECT_EQ(act(ben, Decline{DeclineReason::Busy}), std::nullopt);
    EXPECT_EQ(record.state, GameState::Declined);
    EXPECT_EQ(record.decline_reason, DeclineReason::Busy);
    EXPECT_EQ(act(ben, Accept{}), Refusal::OfferOver);
    offered({});
    EXPECT_EQ(act(ben, Decline{static_cast<DeclineReason>(200)}), std::nullopt);
    EXPECT_EQ(record.decline_reason, DeclineReason::Unsaid);
    offered({});
    EXPECT_EQ(act(ann, Cancel{}), std::nullopt);
    EXPECT_EQ(record.state, GameState::Cancelled);
    offered({});
    EXPECT_EQ(next_deadline(record), start + offer_ms);
    now = start + offer_ms - 1;
    occur(Tick{});
    EXPECT_EQ(record.state, GameState::Offered);
    now = start + offer_ms;
    EXPECT_EQ(act(ben, Accept{}), Refusal::TimeUp);
    occur(Tick{});
    EXPECT_EQ(record.state, GameState::Expired);
    EXPECT_EQ(act(ben, Accept{}), Refusal::OfferOver);
    EXPECT_EQ(next_deadline(record), std::nullopt);
}

TEST_F(Referee, an_open_offer_is_for_whoever_comes_first_but_not_for_oneself) {
    offered({}, {});
    EXPECT_EQ(act(ann, Accept{}), Refusal::NotYours);
    EXPECT_EQ(act({}, Accept{}), Refusal::NotAPlayer);
    EXPECT_EQ(act(ben, Decline{}), Refusal::NotAPlayer);
    EXPECT_EQ(act(stranger, Accept{}), std::nullopt);
    EXPECT_EQ(act(ben, Accept{}), Refusal::OfferOver);
    EXPECT_EQ(seat_of(record, stranger), Seat::Challenged);
}

TEST_F(Referee, moves_are_judged_by_seat_turn_number_and_cell) {
    playing();
    EXPECT_EQ(move(ben, 0), Refusal::NotYourTurn);
    EXPECT_EQ(move(stranger, 0), Refusal::NotAPlayer);
    EXPECT_EQ(move(ann, 9), Refusal::Outside);
    EXPECT_EQ(act(ann, MakeMove{0, Cell{0}}), Refusal::WrongNumber);
    EXPECT_EQ(act(ann, MakeMove{2, Cell{0}}), Refusal::WrongNumber);
    EXPECT_EQ(move(ann, 4), std::nullopt);
    EXPECT_EQ(move(ann, 0), Refusal::NotYourTurn);
    EXPECT_EQ(move(ben, 4), Refusal::Taken);
    EXPECT_EQ(record.moves.size(), 1U);
}

TEST_F(Referee, a_move_that_comes_twice_is_harmless_even_after_the_end) {
    playing();
    moves({0, 3, 1, 4});
    const MakeMove last{record.next_number, Cell{2}};
    EXPECT_EQ(act(ann, last), std::nullopt);
    EXPECT_EQ(record.state, GameState::Won);
    EXPECT_EQ(act(ann, last), Refusal::RepeatedMove);
    EXPECT_EQ(act(ann, MakeMove{1, Cell{0}}), Refusal::RepeatedMove);
    EXPECT_EQ(act(ben, MakeMove{1, Cell{0}}), Refusal::NotPlaying);  // not Ben's
    EXPECT_EQ(act(ann, MakeMove{6, Cell{8}}), Refusal::NotPlaying);
}

TEST_F(Referee, a_move_from_before_a_taking_back_never_counts_again) {
    playing();
    moves({0});
    const MakeMove old{1, Cell{0}};
    EXPECT_EQ(act(ann, AskTakeBack{}), std::nullopt);
    EXPECT_EQ(act(ben, AllowTakeBack{}), std::nullopt);
    EXPECT_TRUE(record.moves.empty());
    EXPECT_EQ(to_move(record), Seat::Challenger);
    EXPECT_EQ(act(ann, old), Refusal::WrongNumber);
    EXPECT_EQ(move(ann, 8), std::nullopt);
}

TEST_F(Referee, the_other_board_of_ultimate_is_refused) {
    playing({}, Kind::Ultimate);
    moves({0});
    EXPECT_EQ(move(ben, 80), Refusal::WrongBoard);
}

TEST_F(Referee, a_line_wins_and_the_series_knows) {
    playing();
    moves({0, 3, 1, 4, 2});
    EXPECT_EQ(record.state, GameState::Won);
    EXPECT_EQ(record.winner, Seat::Challenger);
    EXPECT_EQ(record.series.wins[0], 1U);
    EXPECT_EQ(record.series.wins[1], 0U);
    EXPECT_EQ(next_deadline(record), std::nullopt);
    EXPECT_EQ(act(ben, Resign{}), Refusal::NotPlaying);
}

TEST_F(Referee, in_misere_the_line_loses) {
    playing({}, Kind::Misere);
    moves({0, 3, 1, 4, 2});
    EXPECT_EQ(record.winner, Seat::Challenged);
}

TEST_F(Referee, a_full_board_draws) {
    playing();
    moves({0, 1, 2, 4, 3, 5, 7, 6, 8});
    EXPECT_EQ(record.state, GameState::Drawn);
    EXPECT_EQ(record.draw_reason, DrawReason::Board);
    EXPECT_EQ(record.winner, std::nullopt);
    EXPECT_EQ(record.series.draws, 1U);
}

TEST_F(Referee, resigning_gives_the_game_to_the_other_at_any_time) {
    playing();
    moves({0});
    EXPECT_EQ(act(stranger, Resign{}), Refusal::NotAPlayer);
    EXPECT_EQ(act(ann, Resign{}), std::nullopt);
    EXPECT_EQ(record.state, GameState::Resigned);
    EXPECT_EQ(record.winner, Seat::Challenged);
}

TEST_F(Referee, a_game_is_aborted_without_a_result_before_the_second_move_only) {
    playing();
    moves({0});
    EXPECT_EQ(act(ben, Abort{}), std::nullopt);
    EXPECT_EQ(record.state, GameState::Aborted);
    EXPECT_EQ(record.series, Series{});
    EXPECT_FALSE(has_result(record.state));
    playing();
    moves({0, 1});
    EXPECT_EQ(act(ann, Abort{}), Refusal::TooLateToAbort);
}

TEST_F(Referee, a_draw_is_agreed_by_two_offers_declined_or_lapses_with_a_move) {
    playing();
    EXPECT_EQ(act(ann, DeclineDraw{}), Refusal::NothingAsked);
    EXPECT_EQ(act(ann, OfferDraw{}), std::nullopt);
    EXPECT_EQ(act(ann, OfferDraw{}), Refusal::AlreadyAsked);
    EXPECT_EQ(act(ben, DeclineDraw{}), std::nullopt);
    EXPECT_EQ(record.draw_offer, std::nullopt);
    EXPECT_EQ(act(ann, OfferDraw{}), Refusal::TooSoon);
    moves({0});
    EXPECT_EQ(act(ann, OfferDraw{}), Refusal::TooSoon);
    moves({1});
    EXPECT_EQ(act(ann, OfferDraw{}), std::nullopt);
    moves({2});
    EXPECT_EQ(record.draw_offer, std::nullopt);
    EXPECT_EQ(act(ben, OfferDraw{}), std::nullopt);
    EXPECT_EQ(act(ann, OfferDraw{}), std::nullopt);
    EXPECT_EQ(record.state, GameState::Drawn);
    EXPECT_EQ(record.draw_reason, DrawReason::Agreement);
    EXPECT_EQ(record.draw_offer, std::nullopt);
}

TEST_F(Referee, taking_back_undoes_ones_own_newest_move_and_its_answer) {
    playing();
    EXPECT_EQ(act(ann, AskTakeBack{}), Refusal::NothingToTakeBack);
    moves({0});
    EXPECT_EQ(act(ben, AskTakeBack{}), Refusal::NothingToTakeBack);
    EXPECT_EQ(act(ben, AllowTakeBack{}), Refusal::NothingAsked);
    moves({1, 2});
    EXPECT_EQ(act(ben, AskTakeBack{}), std::nullopt);
    EXPECT_EQ(act(ben, AskTakeBack{}), Refusal::AlreadyAsked);
    EXPECT_EQ(act(ann, AskTakeBack{}), Refusal::AlreadyAsked);
    EXPECT_EQ(act(ben, AllowTakeBack{}), Refusal::NothingAsked);  // one's own
    EXPECT_EQ(act(ann, AllowTakeBack{}), std::nullopt);
    ASSERT_EQ(record.moves.size(), 1U);
    EXPECT_EQ(drawn(record.position), "X........");
    EXPECT_EQ(to_move(record), Seat::Challenged);
    EXPECT_EQ(record.next_number, 5U);
    EXPECT_EQ(act(ben, AskTakeBack{}), Refusal::NothingToTakeBack);
    EXPECT_EQ(act(ann, AskTakeBack{}), std::nullopt);
    EXPECT_EQ(act(ben, DeclineTakeBack{}), std::nullopt);
    EXPECT_EQ(act(ben, DeclineTakeBack{}), Refusal::NothingAsked);
    EXPECT_EQ(act(ann, AskTakeBack{}), Refusal::TooSoon);
    moves({5});
    EXPECT_EQ(act(ben, AskTakeBack{}), std::nullopt);
    moves({6});
    EXPECT_EQ(record.take_back_request, std::nullopt);
}

TEST_F(Referee, the_game_of_who_is_gone_can_be_claimed_after_a_minute) {
    playing();
    moves({0, 1});
    EXPECT_EQ(act(ann, ClaimWin{}), Refusal::OpponentPresent);
    occur(PlayerLeft{ben});
    EXPECT_EQ(record.state, GameState::Paused);
    EXPECT_EQ(claim_from_ms(record, Seat::Challenged), now + absence_ms);
    EXPECT_EQ(next_deadline(record), std::nullopt);
    now += absence_ms - 1;
    EXPECT_EQ(act(ann, ClaimWin{}), Refusal::ClaimTooEarly);
    EXPECT_EQ(act(ann, ClaimDraw{}), Refusal::ClaimTooEarly);
    EXPECT_EQ(act(ben, ClaimWin{}), Refusal::ClaimantGone);
    EXPECT_EQ(act(stranger, ClaimWin{}), Refusal::NotAPlayer);
    now += 1;
    const GameRecord before = record;
    EXPECT_EQ(act(ann, ClaimWin{}), std::nullopt);
    EXPECT_EQ(record.state, GameState::Abandoned);
    EXPECT_EQ(record.winner, Seat::Challenger);
    record = before;
    EXPECT_EQ(act(ann, ClaimDraw{}), std::nullopt);
    EXPECT_EQ(record.state, GameState::Drawn);
    EXPECT_EQ(record.draw_reason, DrawReason::Claim);
    EXPECT_FALSE(record.seats[1].gone_since_ms);
}

TEST_F(Referee, who_comes_back_has_the_same_seat_and_the_game_goes_on) {
    playing();
    moves({0});
    occur(PlayerLeft{ben});
    occur(PlayerLeft{ben});
    occur(PlayerLeft{stranger});
    now += absence_ms + 5;
    occur(PlayerReturned{ben});
    EXPECT_EQ(record.state, GameState::Playing);
    EXPECT_EQ(act(ann, ClaimWin{}), Refusal::OpponentPresent);
    EXPECT_EQ(move(ben, 4), std::nullopt);
}

TEST_F(Referee, moves_go_on_while_somebody_is_gone) {
    playing();
    occur(PlayerLeft{ben});
    EXPECT_EQ(move(ann, 0), std::nullopt);
    EXPECT_EQ(record.state, GameState::Paused);
    EXPECT_EQ(move(ben, 1), std::nullopt);  // sent before the connection broke
    EXPECT_EQ(record.state, GameState::Paused);
}

TEST_F(Referee, a_game_that_both_have_left_for_a_day_is_aborted) {
    playing();
    moves({0, 1, 2});
    occur(PlayerLeft{ben});
    now += 1'000;
    occur(PlayerLeft{ann});
    EXPECT_EQ(act(ann, ClaimWin{}), Refusal::ClaimantGone);
    EXPECT_EQ(next_deadline(record), now + unattended_ms);
    now += unattended_ms - 1;
    occur(Tick{});
    EXPECT_EQ(record.state, GameState::Paused);
    now += 1;
    EXPECT_EQ(act(ann, Resign{}), Refusal::TimeUp);
    occur(PlayerReturned{ann});
    EXPECT_EQ(record.state, GameState::Aborted);
    EXPECT_EQ(record.series, Series{});
}

TEST_F(Referee, a_game_that_is_stopped_has_no_result) {
    offered({});
    occur(Stopped{});
    EXPECT_EQ(record.state, GameState::Cancelled);
    playing();
    moves({0, 1});
    occur(Stopped{});
    EXPECT_EQ(record.state, GameState::Aborted);
    EXPECT_EQ(record.series, Series{});
    const GameRecord before = record;
    occur(Stopped{});
    EXPECT_EQ(record, before);
}

TEST_F(Referee, one_who_is_thrown_out_loses_but_not_before_the_second_move) {
    offered({});
    occur(PlayerRemoved{ann});
    EXPECT_EQ(record.state, GameState::Cancelled);
    playing();
    moves({0});
    occur(PlayerRemoved{ben});
    EXPECT_EQ(record.state, GameState::Aborted);
    playing();
    moves({0, 1});
    occur(PlayerRemoved{stranger});
    EXPECT_EQ(record.state, GameState::Playing);
    occur(PlayerRemoved{ann});
    EXPECT_EQ(record.state, GameState::Abandoned);
    EXPECT_EQ(record.winner, Seat::Challenged);
}

TEST_F(Referee, a_rematch_needs_both_swaps_sides_and_keeps_the_score) {
    playing({ClockMode::PerMove, 10'000, 0});
    EXPECT_EQ(act(ann, OfferRematch{}), Refusal::NoRematch);
    moves({0, 3, 1, 4, 2});
    EXPECT_EQ(act(stranger, OfferRematch{}), Refusal::NotAPlayer);
    EXPECT_EQ(act(ben, OfferRematch{}), std::nullopt);
    EXPECT_EQ(act(ben, OfferRematch{}), Refusal::AlreadyAsked);
    EXPECT_EQ(record.rematch, RematchState::Offered);
    EXPECT_EQ(next_deadline(record), now + rematch_offer_ms);
    EXPECT_EQ(act(ann, OfferRematch{}), std::nullopt);
    EXPECT_EQ(record.rematch, RematchState::Agreed);
    EXPECT_EQ(act(ann, OfferRematch{}), Refusal::NoRematch);
    EXPECT_EQ(next_deadline(record), std::nullopt);
    const GameRecord first = record;
    record = rematch_of(first, now + 7);
    now += 7;
    EXPECT_EQ(record.state, GameState::Playing);
    EXPECT_EQ(record.x, Seat::Challenged);
    EXPECT_EQ(record.seats[0].player, ann);
    EXPECT_EQ(record.series, first.series);
    EXPECT_EQ(remaining_ms(record, Seat::Challenged, now), 10'000);
    EXPECT_EQ(move(ann, 0), Refusal::NotYourTurn);
    moves({0, 3, 1, 4, 2});
    EXPECT_EQ(record.winner, Seat::Challenged);
    EXPECT_EQ(record.series.wins, (std::array{1U, 1U}));
}

TEST_F(Referee, a_rematch_is_declined_or_expires_for_good) {
    playing();
    EXPECT_EQ(act(ann, Abort{}), std::nullopt);
    const GameRecord over = record;
    EXPECT_EQ(act(ann, OfferRematch{}), std::nullopt);
    EXPECT_EQ(act(ben, DeclineRematch{}), std::nullopt);
    EXPECT_EQ(record.rematch, RematchState::Declined);
    EXPECT_EQ(act(ann, OfferRematch{}), Refusal::NoRematch);
    record = over;
    EXPECT_EQ(act(ann, OfferRematch{}), std::nullopt);
    now += rematch_offer_ms;
    EXPECT_EQ(act(ben, OfferRematch{}), Refusal::TimeUp);
    occur(Tick{});
    EXPECT_EQ(record.rematch, RematchState::Expired);
    EXPECT_EQ(act(ben, OfferRematch{}), Refusal::NoRematch);
    record = over;
    EXPECT_EQ(act(ann, OfferRematch{}), std::nullopt);
    occur(PlayerRemoved{ben});
    EXPECT_EQ(record.rematch, RematchState::Declined);
    offered({});
    EXPECT_EQ(act(ann, Cancel{}), std::nullopt);
    EXPECT_EQ(act(ann, OfferRematch{}), Refusal::NoRematch);  // never begun
}

TEST_F(Referee, offers_of_one_pair_cross_or_repeat) {
    offered({});
    EXPECT_EQ(crossing(record, ann, ben), Crossing::Repeated);
    EXPECT_EQ(crossing(record, ben, ann), Crossing::Crossed);
    EXPECT_EQ(crossing(record, ben, stranger), Crossing::Unrelated);
    EXPECT_EQ(crossing(record, stranger, ann), Crossing::Unrelated);
    EXPECT_EQ(crossing(record, ann, {}), Crossing::Unrelated);
    EXPECT_EQ(act(ann, Cancel{}), std::nullopt);
    EXPECT_EQ(crossing(record, ben, ann), Crossing::Unrelated);
    offered({}, {});
    EXPECT_EQ(crossing(record, ann, {}), Crossing::Unrelated);
}

TEST_F(Referee, only_what_was_played_can_be_restored) {
    playing();
    moves({0, 1});
    GameRecord read = record;
    read.position = Position(Kind::Gomoku);
    EXPECT_TRUE(restore_position(read));
    EXPECT_EQ(read, record);
    read.moves[1].cell = Cell{0};
    EXPECT_FALSE(restore_position(read));
}

TEST_F(Referee, every_refusal_says_what_happened_and_what_to_do) {
    for (int number = 1; number <= static_cast<int>(Refusal::NoRematch); ++number) {
        const std::string_view text = explain(static_cast<Refusal>(number));
        EXPECT_EQ(text.find("does not know. Update Crosstalk."), std::string_view::npos) << number;
        EXPECT_TRUE(text.ends_with('.')) << text;
        EXPECT_NE(text.find(". "), std::string_view::npos) << text;
    }
    EXPECT_NE(explain(static_cast<Refusal>(250)).find("Update"), std::string_view::npos);
}

}  // namespace
