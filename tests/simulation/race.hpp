// A small world in which people are sent out of one room while they speak: kicks, bans, mutes, changes of role and
// messages are given at the same moment, and reach the server in every order. Each round is one interleaving; the
// world's judges watch each (laws.hpp, witness.hpp, user.hpp).
#pragma once

#include "tests/simulation/simulation.hpp"

namespace crosstalk::testing {

// So many rounds in one world. The same seed gives the same run.
RunResult race(std::uint64_t seed, std::size_t rounds, Tracing tracing);

}  // namespace crosstalk::testing
