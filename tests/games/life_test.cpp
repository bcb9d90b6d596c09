#include "tests/games/life.hpp"

#include <gtest/gtest.h>

#include <set>
#include <vector>

#include "games/random.hpp"

namespace {

using namespace crosstalk::games;
using namespace crosstalk::games::testing;

TEST(Life, random_streams_of_legal_and_illegal_actions_keep_what_always_holds) {
    std::set<GameState> ends;
    std::set<RematchState> rematches;
    int done = 0;
    int refused = 0;
    for (std::uint64_t seed = 1; seed <= 4'000; ++seed) {
        Random random(seed);
        std::vector<std::uint8_t> bytes(4 + random.below(600));
        for (std::uint8_t& byte : bytes)
            byte = static_cast<std::uint8_t>(random.next());
        const Life life = live(bytes);
        ASSERT_EQ(life.broken, "") << "seed " << seed << ", after " << life.done + life.refused << " actions";
        ends.insert(life.record.state);
        rematches.insert(life.record.rematch);
        done += life.done;
        refused += life.refused;
    }
    // The streams come everywhere.
    EXPECT_EQ(ends.size(), 12U);
    EXPECT_EQ(rematches.size(), 4U);  // what is agreed has gone on
    EXPECT_GT(done, 10'000);
    EXPECT_GT(refused, 20'000);
}

}  // namespace
