// The server as a program: everything it is made of, from start to stop.
#pragma once

#include <functional>
#include <variant>

#include "server/app/settings.hpp"

namespace crosstalk::server {

// Reads everything that parse_settings() reads once more.
using ReadSettings = std::function<std::variant<Settings, Exit>()>;

// Serves until SIGINT or SIGTERM, then returns 0; `read` is asked whenever the settings are to be read again. Returns 1 if it cannot start or must not go on, 2 if a setting
// makes no sense; one line on stderr says why.
int run_server(const Settings& settings, const ReadSettings& read);

}  // namespace crosstalk::server
