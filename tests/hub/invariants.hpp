// What must be true of every state that the hub can reach, and of every step between two of them.
#pragma once

#include <string>

#include "server/hub/hub.hpp"

namespace crosstalk::hub {

// Empty, or what is not as it must be.
std::string broken_in(const State& state);
std::string broken_by(const State& before, const net::LoggedCommand& logged, const Effects& effects,
                      const State& after);

}  // namespace crosstalk::hub
