// What the program was started with: its command line, its environment and server.toml, as docs/server.md describes them.
#pragma once

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "net/limits.hpp"
#include "net/transport/address.hpp"
#include "server/app/data_folder.hpp"
#include "server/app/request.hpp"
#include "server/runtime/options.hpp"

namespace crosstalk::server {

enum class Format : std::uint8_t { Text, JsonLines };

// Not to serve, but to do one thing and end.
struct Subcommand {
    Request request;
    Format format = Format::Text;
};

// setting_table.hpp has a row for each; the defaults stand here.
struct Settings {
    DataFolder data;
    std::optional<Subcommand> subcommand;  // then nothing below counts

    std::filesystem::path file;              // that was looked for; it may not be there
    std::vector<transport::Address> listen;  // empty: port 12345 everywhere
    std::optional<std::string> passkey;      // as typed, and good
    std::string name = "Crosstalk";
    int history = 50;
    std::optional<std::filesystem::path> ready_file;
    std::optional<std::filesystem::path> log_file;
    LogLevel log_level = LogLevel::Info;
    std::optional<std::chrono::days> keep;      // older messages are purged
    std::optional<transport::Address> metrics;  // an IP address
    bool no_discovery = false;
    net::Limits limits;

    // For the log: what is not refused and yet needs somebody's attention.
    std::vector<std::string> warnings;
};

// The program is to end now: --help, --version or a malformed setting.
struct Exit {
    int status = 0;
    std::string text;    // to stdout if status is 0, else to stderr
    std::string reason;  // the text without who says it; with a status of 2
};

// Names and values.
using Environment = std::vector<std::pair<std::string, std::string>>;

// A flag counts more than the environment, and that more than the file. Reads the file; changes nothing.
std::variant<Settings, Exit> parse_settings(int argc, const char* const* argv,
                                            const Environment& environment);

}  // namespace crosstalk::server
