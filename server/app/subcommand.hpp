// Runs one subcommand: asks the server of the data folder, or opens the folder itself if none runs; prints the answer.
#pragma once

#include "server/app/settings.hpp"

namespace crosstalk::server {

// The exit status: 0, or 1 if it could not be done or `verify` found something; one line on stderr says why.
int run_subcommand(const DataFolder& folder, const Subcommand& subcommand);

}  // namespace crosstalk::server
