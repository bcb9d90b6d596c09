// Runs many seeds of life and of races, or one that failed with everything it did:
//
//   CROSSTALK_SEEDS=2000 simulation_test      seeds 1 to 2000 of life and 1 to 1000 of races; 400 if it is not set
//   CROSSTALK_SEED=17 simulation_test         seed 17 of life alone, with its trace
//   CROSSTALK_RACE=17 simulation_test         seed 17 of races alone, with its trace
#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <functional>
#include <string>

#include "tests/simulation/race.hpp"
#include "tests/simulation/simulation.hpp"

namespace {

using crosstalk::testing::Exercise;
using crosstalk::testing::race;
using crosstalk::testing::RunResult;
using crosstalk::testing::simulate;
using crosstalk::testing::Tracing;

using Play = std::function<RunResult(std::uint64_t seed, Tracing tracing)>;

constexpr std::size_t rounds_of_a_race = 50;

RunResult play_race(std::uint64_t seed, Tracing tracing) {
    return race(seed, rounds_of_a_race, tracing);
}

std::uint64_t setting(const char* name, std::uint64_t otherwise) {
    const char* value = std::getenv(name);
    return value == nullptr ? otherwise : std::strtoull(value, nullptr, 10);
}

int replay(const Play& play, std::uint64_t seed) {
    const RunResult result = play(seed, Tracing::On);
    std::printf("\nseed %llu: %s\n%s\n", static_cast<unsigned long long>(seed),
                result.violation ? result.violation->c_str() : "all is well",
                spelled(result.exercise).c_str());
    return result.violation ? 1 : 0;
}

int run_all(const Play& play, std::uint64_t seeds, const char* variable, const char* program) {
    Exercise exercise;
    int failed = 0;
    for (std::uint64_t seed = 1; seed <= seeds && failed < 10; ++seed) {
        const RunResult result = play(seed, Tracing::Off);
        exercise += result.exercise;
        if (!result.violation) continue;
        ++failed;
        std::printf("seed %llu FAILED: %s\n  replay it alone: %s=%llu %s\n",
                    static_cast<unsigned long long>(seed), result.violation->c_str(), variable,
                    static_cast<unsigned long long>(seed), program);
        std::fflush(stdout);
    }
    std::printf("%llu seeds: %s\n%d failed\n", static_cast<unsigned long long>(seeds),
                spelled(exercise).c_str(), failed);
    std::fflush(stdout);
    return failed;
}

}  // namespace

int main(int, char** arguments) {
    if (const std::uint64_t one = setting("CROSSTALK_SEED", 0)) return replay(simulate, one);
    if (const std::uint64_t one = setting("CROSSTALK_RACE", 0)) return replay(play_race, one);
    const std::uint64_t seeds = setting("CROSSTALK_SEEDS", 400);
    const std::uint64_t races = std::max<std::uint64_t>(1, seeds / 2);
    int failed = run_all(simulate, seeds, "CROSSTALK_SEED", arguments[0]);
    std::printf("%llu interleavings:\n", static_cast<unsigned long long>(races * rounds_of_a_race));
    failed += run_all(play_race, races, "CROSSTALK_RACE", arguments[0]);
    return failed == 0 ? 0 : 1;
}
