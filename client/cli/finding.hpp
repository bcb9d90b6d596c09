// --find: which servers there are on this network, as lines for people or scripts.
#pragma once

#include <string>
#include <vector>

#include "client/cli/options.hpp"
#include "client/model/found_server.hpp"

namespace crosstalk::cli {

enum class Acquaintance : std::uint8_t {
    Unknown,
    New,
    Known
};  // Unknown: the profile is in use, or there is none

// One server, with the line breaks.
std::string plain_line_of(const model::FoundServer& server, Acquaintance acquaintance);
std::string json_line_of(const model::FoundServer& server, Acquaintance acquaintance);

// Looks for Options::find and prints the list; ends early at SIGINT. NeverConnected if there is none.
Exit find_servers(const Options& options);

}  // namespace crosstalk::cli
