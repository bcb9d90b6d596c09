// The other end of the control socket: asks a server that runs on this data folder.
#pragma once

#include <filesystem>
#include <functional>
#include <optional>
#include <string>

#include "server/app/reply.hpp"
#include "server/app/request.hpp"

namespace crosstalk::server {

// Blocks until the answer has ended. Nothing: no server runs here. Otherwise how it ended, as Reply::end. Throws
// std::runtime_error with a text for people if the server cannot be reached or went away.
std::optional<std::string> ask_running_server(const std::filesystem::path& data_folder,
                                              const Request& request,
                                              const std::function<void(const Json&)>& row);

}  // namespace crosstalk::server
