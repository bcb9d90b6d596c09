// What the server was started with: its command line, as docs/server.md describes it.
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "net/limits.hpp"
#include "net/transport/address.hpp"

namespace crosstalk::server {

struct Settings {
    std::vector<transport::Address> listen;  // empty: port 12345 everywhere
    std::filesystem::path data;
    std::optional<std::string> passkey;  // as typed; checked later
    std::string name = "Crosstalk";
    int history = 50;
    std::optional<std::filesystem::path> ready_file;
    std::optional<std::filesystem::path> log_file;
    std::string log_level = "info";
    net::Limits limits;
};

// The program is to end now: --help, --version or a malformed flag.
struct Exit {
    int status = 0;
    std::string text;  // to stdout if status is 0, else to stderr
};

std::variant<Settings, Exit> parse_settings(int argc, const char* const* argv);

}  // namespace crosstalk::server
