// The server as a program: everything it is made of, from start to stop.
#pragma once

#include "server/app/settings.hpp"

namespace crosstalk::server {

// Serves until SIGINT or SIGTERM, then returns 0. Returns 1 if it cannot start or must not go on, 2 if a setting
// makes no sense; one line on stderr says why.
int run_server(const Settings& settings);

}  // namespace crosstalk::server
