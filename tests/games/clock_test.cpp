#include "games/clock.hpp"

#include <gtest/gtest.h>

#include "tests/games/referee_table.hpp"

namespace {

using namespace crosstalk::games;
using namespace crosstalk::games::testing;

constexpr TimeControl ten_seconds{ClockMode::PerMove, 10'000, 0};
constexpr TimeControl one_and_two{ClockMode::Total, 60'000, 2'000};

class Clock : public RefereeTable {};

TEST(TimeControl, texts_are_read_as_they_are_written) {
    for (const std::string text : {"none", "10s", "15s", "30s", "5+3", "0.5+0", "1.5+60", "180+0"}) {
        const auto clock = parse_clock(text);
        ASSERT_TRUE(clock) << text;
        EXPECT_EQ(clock_text(*clock), text);
    }
    EXPECT_EQ(parse_clock("3m+2s"), parse_clock("3+2"));
    EXPECT_EQ(parse_clock("3m"), parse_clock("3+0"));
    EXPECT_EQ(parse_clock("0.5m+1s"), parse_clock("0.5+1"));
    for (const std::string text :
         {"",      "s",     "m",    "3ms",  "3m+",   "m+2s",   "3s+2s",
          "3m+2m", "3mm+2", "11s",  "0+5",  "181+0", "5+61",   "5",
          "5+",    "+5",    "-5+3", "5+-3", "5 +3",  "1.25+0", "99999999999999999999+1",
          "10S",   "10ss"}) {
        EXPECT_FALSE(parse_clock(text)) << text;
    }
}

TEST(TimeControl, only_what_players_can_choose_is_valid) {
    EXPECT_TRUE(is_valid({}));
    EXPECT_FALSE(is_valid({ClockMode::None, 1, 0}));
    EXPECT_FALSE(is_valid({ClockMode::PerMove, 10'000, 1}));
    EXPECT_FALSE(is_valid({ClockMode::PerMove, 20'000, 0}));
    EXPECT_FALSE(is_valid({ClockMode::Total, least_total_ms - 1'000, 0}));
    EXPECT_FALSE(is_valid({ClockMode::Total, most_total_ms + 1'000, 0}));
    EXPECT_FALSE(is_valid({ClockMode::Total, 60'001, 0}));
    EXPECT_FALSE(is_valid({ClockMode::Total, 60'000, -1'000}));
    EXPECT_FALSE(is_valid({static_cast<ClockMode>(7), 10'000, 0}));
}

TEST(TimeControl, words_and_remaining_times_are_for_people) {
    EXPECT_EQ(clock_in_words({}), "no clock");
    EXPECT_EQ(clock_in_words(ten_seconds), "10 seconds a move");
    EXPECT_EQ(clock_in_words(one_and_two), "1 minute a game and 2 more with each move");
    EXPECT_EQ(clock_in_words({ClockMode::Total, 90'000, 0}), "1 minute 30 seconds a game");
    EXPECT_EQ(time_left_text(-1), "0.0");
    EXPECT_EQ(time_left_text(9'999), "9.9");
    EXPECT_EQ(time_left_text(10'000), "0:10");
    EXPECT_EQ(time_left_text(65'000), "1:05");
    EXPECT_EQ(time_left_text(3'600'000 + 61'000), "1:01:01");
}

TEST_F(Clock, a_move_one_before_the_limit_counts_and_at_the_limit_or_later_does_not) {
    for (const auto& [late, said] :
         {std::pair{-1, std::optional<Refusal>()}, {0, Refusal::TimeUp}, {1, Refusal::TimeUp}}) {
        now = start;
        playing(ten_seconds);
        moves({0, 1});
        EXPECT_EQ(next_deadline(record), start + 10'000);
        now = start + 10'000 + late;
        EXPECT_EQ(move(ann, 2), said) << late;
        occur(Tick{});
        EXPECT_EQ(record.state, late < 0 ? GameState::Playing : GameState::TimedOut) << late;
    }
    EXPECT_EQ(record.winner, Seat::Challenged);
    EXPECT_EQ(remaining_ms(record, Seat::Challenger, now), 0);
    EXPECT_EQ(record.series.wins[1], 1U);
}

TEST_F(Clock, every_move_begins_anew_per_move) {
    playing(ten_seconds);
    for (const int cell : {0, 3, 1, 4}) {
        now += 9'999;
        moves({cell});
    }
    EXPECT_EQ(remaining_ms(record, Seat::Challenger, now + 4'000), 6'000);
    EXPECT_EQ(remaining_ms(record, Seat::Challenged, now + 4'000), 10'000);
}

TEST_F(Clock, of_a_total_each_move_takes_its_time_and_adds_the_increment) {
    playing(one_and_two);
    now += 10'000;
    moves({0});
    EXPECT_EQ(remaining_ms(record, Seat::Challenger, now), 52'000);
    now += 5'000;
    EXPECT_EQ(remaining_ms(record, Seat::Challenger, now), 52'000);
    EXPECT_EQ(remaining_ms(record, Seat::Challenged, now), 55'000);
    moves({1});
    EXPECT_EQ(remaining_ms(record, Seat::Challenged, now), 57'000);
    EXPECT_EQ(next_deadline(record), now + 52'000);
    now += 52'000;
    occur(Tick{});
    EXPECT_EQ(record.state, GameState::TimedOut);
}

TEST_F(Clock, the_increment_does_not_save_a_late_move) {
    playing(one_and_two);
    moves({0, 1});
    now += 62'000;  // what Ann has: 60 and one increment
    EXPECT_EQ(move(ann, 2), Refusal::TimeUp);
}

TEST_F(Clock, time_running_out_before_the_second_move_aborts) {
    playing(ten_seconds);
    moves({0});
    now += 10'000;
    occur(Tick{});
    EXPECT_EQ(record.state, GameState::Aborted);
    EXPECT_EQ(record.winner, std::nullopt);
}

TEST_F(Clock, who_leaves_after_the_time_was_up_has_lost) {
    playing(ten_seconds);
    moves({0, 1});
    now += 10'000;
    occur(PlayerLeft{ann});
    EXPECT_EQ(record.state, GameState::TimedOut);
    EXPECT_EQ(record.winner, Seat::Challenged);
}

TEST_F(Clock, clocks_stand_still_while_somebody_is_gone) {
    playing(ten_seconds);
    moves({0, 1});
    now += 4'000;
    occur(PlayerLeft{ann});
    now += 30'000;
    EXPECT_EQ(remaining_ms(record, Seat::Challenger, now), 6'000);
    EXPECT_EQ(next_deadline(record), std::nullopt);
    occur(PlayerReturned{ann});
    EXPECT_EQ(next_deadline(record), now + 6'000);
    now += 5'999;
    EXPECT_EQ(move(ann, 2), std::nullopt);
}

TEST_F(Clock, with_a_clock_absences_add_up_but_each_has_its_least) {
    playing(one_and_two);
    occur(PlayerLeft{ben});
    now += 40'000;
    occur(PlayerReturned{ben});
    occur(PlayerLeft{ben});
    EXPECT_EQ(claim_from_ms(record, Seat::Challenged), now + 20'000);
    now += 30'000;
    occur(PlayerReturned{ben});
    occur(PlayerLeft{ben});
    EXPECT_EQ(claim_from_ms(record, Seat::Challenged), now + least_absence_ms);
}

TEST_F(Clock, both_have_to_be_back_before_clocks_run) {
    playing(ten_seconds);
    occur(PlayerLeft{ann});
    occur(PlayerLeft{ben});
    now += 20'000;
    occur(PlayerReturned{ann});
    EXPECT_EQ(record.state, GameState::Paused);
    EXPECT_EQ(next_deadline(record), std::nullopt);
    occur(PlayerReturned{ben});
    EXPECT_EQ(next_deadline(record), now + 10'000);
}

TEST_F(Clock, a_restart_of_the_server_costs_nobody_time) {
    playing(ten_seconds);
    moves({0, 1});
    const std::int64_t down = now + 7'000;
    now = down + 3'600'000;
    occur(ServerRestarted{down});
    EXPECT_EQ(record.state, GameState::Paused);
    occur(PlayerReturned{ann});
    occur(PlayerReturned{ben});
    EXPECT_EQ(record.state, GameState::Playing);
    EXPECT_EQ(remaining_ms(record, Seat::Challenger, now), 3'000);
    EXPECT_EQ(next_deadline(record), now + 3'000);
}

TEST_F(Clock, a_restart_does_not_save_who_was_late_before_it) {
    playing(ten_seconds);
    moves({0, 1});
    const std::int64_t down = now + 10'000;
    now = down + 500;
    occur(ServerRestarted{down});
    EXPECT_EQ(record.state, GameState::TimedOut);
}

TEST_F(Clock, offers_rematches_and_absences_outlast_a_restart) {
    offered({});
    const std::int64_t down = now + 10'000;
    now = down + 600'000;
    occur(ServerRestarted{down});
    EXPECT_EQ(next_deadline(record), now + offer_ms - 10'000);
    EXPECT_EQ(act(ben, Accept{}), std::nullopt);
    occur(PlayerLeft{ben});
    const std::int64_t left = now;
    now += 100'000;
    occur(ServerRestarted{left + 20'000});
    EXPECT_EQ(claim_from_ms(record, Seat::Challenged), now + 40'000);
    EXPECT_TRUE(record.seats[0].gone_since_ms);
    now += 60'000;
    occur(PlayerReturned{ann});
    EXPECT_EQ(act(ann, ClaimWin{}), std::nullopt);
    EXPECT_EQ(act(ann, OfferRematch{}), std::nullopt);
    const std::int64_t asked = now;
    now += 500'000;
    occur(ServerRestarted{asked});
    EXPECT_EQ(next_deadline(record), now + rematch_offer_ms);
}

TEST_F(Clock, taking_back_begins_a_new_move_and_refunds_nothing) {
    playing(one_and_two);
    now += 10'000;
    moves({0});
    now += 3'000;
    EXPECT_EQ(act(ann, AskTakeBack{}), std::nullopt);
    EXPECT_EQ(act(ben, AllowTakeBack{}), std::nullopt);
    EXPECT_EQ(remaining_ms(record, Seat::Challenger, now), 52'000);
    EXPECT_EQ(remaining_ms(record, Seat::Challenged, now), 57'000);
    EXPECT_EQ(next_deadline(record), now + 52'000);
}

TEST_F(Clock, what_a_clock_showed_at_the_end_stays) {
    playing(one_and_two);
    moves({0, 1});
    now += 12'000;
    EXPECT_EQ(act(ben, Resign{}), std::nullopt);
    EXPECT_EQ(remaining_ms(record, Seat::Challenger, now + 99'000), 50'000);
}

TEST_F(Clock, an_earlier_time_counts_as_the_last_one) {
    playing(ten_seconds);
    moves({0});
    now = 5;
    moves({1});
    EXPECT_EQ(record.moves[1].at_ms, start);
    now = std::int64_t{1} << 62U;
    occur(Tick{});
    EXPECT_EQ(record.changed_at_ms, latest_time_ms);
    EXPECT_EQ(record.state, GameState::TimedOut);
}

}  // namespace
