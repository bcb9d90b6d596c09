// Runs many seeds, or one that failed with everything it did:
//
//   CROSSTALK_SEEDS=2000 simulation_test      seeds 1 to 2000; 200 if it is not set
//   CROSSTALK_SEED=17 simulation_test         seed 17 alone, with its trace
#include <cstdio>
#include <cstdlib>
#include <string>

#include "tests/simulation/simulation.hpp"

namespace {

using crosstalk::testing::Exercise;
using crosstalk::testing::RunResult;
using crosstalk::testing::simulate;
using crosstalk::testing::Tracing;

std::uint64_t setting(const char* name, std::uint64_t otherwise) {
    const char* value = std::getenv(name);
    return value == nullptr ? otherwise : std::strtoull(value, nullptr, 10);
}

int replay(std::uint64_t seed) {
    const RunResult result = simulate(seed, Tracing::On);
    std::printf("\nseed %llu: %s\n%s\n", static_cast<unsigned long long>(seed),
                result.violation ? result.violation->c_str() : "all is well",
                spelled(result.exercise).c_str());
    return result.violation ? 1 : 0;
}

int run_all(std::uint64_t seeds, const char* program) {
    Exercise exercise;
    int failed = 0;
    for (std::uint64_t seed = 1; seed <= seeds && failed < 10; ++seed) {
        const RunResult result = simulate(seed, Tracing::Off);
        exercise += result.exercise;
        if (!result.violation) continue;
        ++failed;
        std::printf("seed %llu FAILED: %s\n  replay it alone: CROSSTALK_SEED=%llu %s\n",
                    static_cast<unsigned long long>(seed), result.violation->c_str(),
                    static_cast<unsigned long long>(seed), program);
        std::fflush(stdout);
    }
    std::printf("%llu seeds: %s\n%d failed\n", static_cast<unsigned long long>(seeds),
                spelled(exercise).c_str(), failed);
    return failed == 0 ? 0 : 1;
}

}  // namespace

int main(int, char** arguments) {
    const std::uint64_t one = setting("CROSSTALK_SEED", 0);
    return one != 0 ? replay(one) : run_all(setting("CROSSTALK_SEEDS", 200), arguments[0]);
}
