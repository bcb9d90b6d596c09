// From a peer's address as text to the address that guesses are counted by.
#pragma once

#include <string>

#include "net/transport/credentials/guess_limiter.hpp"

namespace crosstalk::server {

// Text that is no IP address counts as 0.0.0.0: all such peers share one allowance.
transport::GuesserAddress guesser(const std::string& address);

}  // namespace crosstalk::server
