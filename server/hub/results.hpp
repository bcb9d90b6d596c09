// Exactly once: the answers to the newest numbers of the newest runs of each device.
#pragma once

#include <optional>

#include "server/hub/transition.hpp"

namespace crosstalk::hub {

// What is known of a number before it is carried out: its stored answer, Refused for one that is too old to
// know, or nothing for a new one.
std::optional<net::Outcome> earlier_outcome(const State& state, const net::Origin& origin);

// Stores the answer and forgets what falls out of the window. Only after earlier_outcome() said nothing.
void remember(Transition& transition, const net::Outcome& outcome);

// For loading: rows in ascending order of (device, run, number).
void restore_runs(State& state, const std::vector<ResultRow>& rows);

}  // namespace crosstalk::hub
