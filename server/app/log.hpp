// Where the server's log goes: the console (stderr) and a file that is renamed at 5 MiB; five old ones are kept.
#pragma once

#include <filesystem>
#include <string>

#include "server/runtime/options.hpp"

namespace crosstalk::server {

// Any thread. Throws std::runtime_error with a text for people if the file cannot be written.
Log open_log(const std::filesystem::path& file, const std::string& level);

}  // namespace crosstalk::server
