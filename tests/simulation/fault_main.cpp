// Built once for each planted fault: the simulation must notice it within so many seeds. Status 0: it did.
#include <cstdio>

#include "tests/simulation/race.hpp"
#include "tests/simulation/simulation.hpp"

int main() {
    using namespace crosstalk::testing;
    constexpr std::uint64_t most_seeds = 500;
    constexpr std::size_t rounds = 10;
    for (std::uint64_t seed = 1; seed <= most_seeds; ++seed) {
        for (const bool is_race : {false, true}) {
            const RunResult result =
                is_race ? race(seed, rounds, Tracing::Off) : simulate(seed, Tracing::Off);
            if (!result.violation) continue;
            std::printf("caught by seed %llu%s: %s\n", static_cast<unsigned long long>(seed),
                        is_race ? " of races" : "", result.violation->c_str());
            return 0;
        }
    }
    std::printf("NOT caught within %llu seeds\n", static_cast<unsigned long long>(most_seeds));
    return 1;
}
