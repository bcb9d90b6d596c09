// The other end of the control socket: asks a server that runs on this data folder.
#pragma once

#include <chrono>
#include <filesystem>
#include <functional>
#include <optional>
#include <string>

#include "server/app/reply.hpp"
#include "server/app/request.hpp"

namespace crosstalk::server {

// Blocks until the answer has ended. Nothing: no server runs here. Otherwise how it ended, as Reply::end. Throws
// std::runtime_error with a text for people if the server cannot be reached, went away, or said nothing for so long;
// without a patience it is waited for for ever: a backup may take its time.
std::optional<std::string> ask_running_server(const std::filesystem::path& data_folder,
                                              const Request& request,
                                              const std::function<void(const Json&)>& row,
                                              std::optional<std::chrono::milliseconds> patience = {});

}  // namespace crosstalk::server
