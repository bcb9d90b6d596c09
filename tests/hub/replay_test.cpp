// What is live is what is replayed is what is loaded, over long random streams of everything that can be asked.
#include <gtest/gtest.h>

#include "net/codec.hpp"
#include "tests/hub/invariants.hpp"
#include "tests/hub/kept_rows.hpp"
#include "tests/hub/random_life.hpp"

namespace crosstalk::hub {
namespace {

constexpr int steps = 2'000;
constexpr std::uint64_t seeds = 40;

void expect_same(const Effects& effects, const Effects& live) {
    EXPECT_EQ(effects.outcome, live.outcome);
    EXPECT_EQ(effects.repeated, live.repeated);
    EXPECT_EQ(effects.facts, live.facts);
    EXPECT_EQ(effects.notices, live.notices);
    EXPECT_EQ(effects.ended, live.ended);
    EXPECT_EQ(effects.changes, live.changes);
}

void expect_same(const State& state, const State& live) {
    if (state == live) return;
    EXPECT_EQ(in_words(state), in_words(live));
    ADD_FAILURE() << "the states differ";
}

// As the journal gives it back.
net::LoggedCommand read_back(const net::LoggedCommand& logged) {
    if (std::holds_alternative<net::Unknown>(logged.command)) return logged;  // is never written
    return std::get<net::LoggedCommand>(net::decode_command(net::encode_command(logged)));
}

// The world's own first entry.
AppliedEntry first_entry(const HubWorld& world) {
    const Logged& start = world.log.front();
    return {start.stamp.mark, start.stamp.at, 1, Hub().apply(start.stamp, start.command).changes};
}

TEST(Replay, replayed_equals_live_and_loaded_equals_both_after_every_entry) {
    for (std::uint64_t seed = 1; seed <= seeds; ++seed) {
        SCOPED_TRACE(::testing::Message() << "seed " << seed);
        HubWorld world(narrow_limits());
        KeptRows rows;
        rows.apply(first_entry(world));
        Hub loaded(rows.snapshot());
        RandomLife life(seed);
        for (int step = 0; step < steps; ++step) {
            const Effects live = life.step(world);
            const Logged& entry = world.log.back();
            // Sometimes one that was just loaded goes on, sometimes one that has long been going on.
            expect_same(loaded.apply(entry.stamp, read_back(entry.command)), live);
            rows.apply({entry.stamp.mark, entry.stamp.at, world.state().rules, live.changes});
            ASSERT_EQ(rows.snapshot(), world.hub.snapshot()) << "step " << step;
            expect_same(loaded.state(), world.state());
            if (step % 10 == 0) loaded = Hub(rows.snapshot());
            expect_same(loaded.state(), world.state());
            ASSERT_FALSE(HasFailure()) << "step " << step;
        }
        Hub replayed;
        for (const Logged& entry : world.log)
            replayed.apply(entry.stamp, entry.command);
        expect_same(replayed.state(), world.state());
    }
}

TEST(Replay, nothing_that_must_hold_is_ever_broken) {
    std::map<std::size_t, unsigned> done;
    for (std::uint64_t seed = 1; seed <= seeds; ++seed) {
        SCOPED_TRACE(::testing::Message() << "seed " << seed);
        HubWorld world(narrow_limits());
        RandomLife life(1'000 + seed);
        for (int step = 0; step < steps; ++step) {
            const State before = world.state();
            const Effects effects = life.step(world);
            const net::LoggedCommand& command = world.log.back().command;
            const std::string trouble =
                broken_by(before, command, effects, world.state()) + broken_in(world.state());
            ASSERT_EQ(trouble, "") << "step " << step << ", command " << command.command.index() << '\n'
                                   << in_words(world.names, effects);
        }
        for (const auto& [command, count] : life.done())
            done[command] += count;
    }
    for (std::size_t command = 1; command < std::variant_size_v<net::Command::variant>; ++command)
        EXPECT_GE(done[command], 10U) << "command " << command << " was hardly ever carried out";
}

TEST(Replay, what_is_foreseen_changes_nothing_and_is_true) {
    HubWorld world(narrow_limits());
    RandomLife life(77);
    for (int step = 0; step < 3'000; ++step) {
        const Hub before = world.hub;
        const Effects effects = life.step(world);
        const Logged& entry = world.log.back();
        const auto foreseen = before.foresee(entry.command, entry.stamp.at);
        if (foreseen) {
            EXPECT_EQ(*foreseen, effects.outcome);
        } else {
            EXPECT_EQ(effects.outcome.status, net::Status::Done);
            EXPECT_FALSE(effects.repeated);
        }
    }
}

}  // namespace
}  // namespace crosstalk::hub
