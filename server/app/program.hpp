// The whole program behind its command line: crosstalk-server, and `crosstalk --host`.
#pragma once

namespace crosstalk::server {

// As main(): reads the settings, then serves, or does what a subcommand says. Returns the exit status.
int run_program(int argc, const char* const* argv);

}  // namespace crosstalk::server
