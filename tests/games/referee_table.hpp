// A game of Ann (the challenger, 1) and Ben (the challenged, 2) as a fixture; 3 is a stranger.
#pragma once

#include <gtest/gtest.h>

#include <cstdint>
#include <optional>
#include <variant>

#include "games/referee.hpp"

namespace crosstalk::games::testing {

inline constexpr PlayerId ann{1};
inline constexpr PlayerId ben{2};
inline constexpr PlayerId stranger{3};
inline constexpr std::int64_t start = 1'000'000;

class RefereeTable : public ::testing::Test {
  protected:
    GameRecord record;
    std::int64_t now = start;

    void offered(const Terms& terms, PlayerId challenged = ben) {
        const Judgement judgement = offer(terms, ann, challenged, now);
        ASSERT_TRUE(std::holds_alternative<GameRecord>(judgement));
        record = std::get<GameRecord>(judgement);
    }
    // Ann is X.
    void playing(const TimeControl& clock = {}, Kind kind = Kind::TicTacToe) {
        offered({kind, SideWish::First, clock});
        EXPECT_EQ(act(ben, Accept{}), std::nullopt);
    }
    // Carries it out, or says why not; then the record has not changed.
    std::optional<Refusal> act(PlayerId actor, const Action& action) {
        const Judgement judgement = judge(record, actor, action, now);
        if (const auto* refusal = std::get_if<Refusal>(&judgement)) return *refusal;
        record = std::get<GameRecord>(judgement);
        return std::nullopt;
    }
    std::optional<Refusal> move(PlayerId actor, int cell) {
        return act(actor, MakeMove{record.next_number, Cell{static_cast<std::uint8_t>(cell)}});
    }
    void moves(std::initializer_list<int> cells) {
        for (const int cell : cells)
            ASSERT_EQ(move(record.position.turn() == mark_of(record, Seat::Challenger) ? ann : ben, cell),
                      std::nullopt);
    }
    void occur(const Event& event) { record = happen(record, event, now); }
};

}  // namespace crosstalk::games::testing
