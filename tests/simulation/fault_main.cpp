// Built once for each planted fault: the simulation must notice it within so many seeds. Status 0: it did.
#include <cstdio>

#include "tests/simulation/simulation.hpp"

int main() {
    constexpr std::uint64_t most_seeds = 500;
    for (std::uint64_t seed = 1; seed <= most_seeds; ++seed) {
        const auto result = crosstalk::testing::simulate(seed, crosstalk::testing::Tracing::Off);
        if (!result.violation) continue;
        std::printf("caught by seed %llu: %s\n", static_cast<unsigned long long>(seed),
                    result.violation->c_str());
        return 0;
    }
    std::printf("NOT caught within %llu seeds\n", static_cast<unsigned long long>(most_seeds));
    return 1;
}
