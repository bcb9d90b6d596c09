// What the program was started with: its command line, as docs/server.md describes it.
#pragma once

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "net/limits.hpp"
#include "net/transport/address.hpp"
#include "server/app/data_folder.hpp"
#include "server/app/request.hpp"

namespace crosstalk::server {

enum class Format : std::uint8_t { Text, JsonLines };

// Not to serve, but to do one thing and end.
struct Subcommand {
    Request request;
    Format format = Format::Text;
};

struct Settings {
    DataFolder data;
    std::optional<Subcommand> subcommand;  // then nothing below counts

    std::vector<transport::Address> listen;  // empty: port 12345 everywhere
    std::optional<std::string> passkey;      // as typed; checked later
    std::string name = "Crosstalk";
    int history = 50;
    std::optional<std::filesystem::path> ready_file;
    std::optional<std::filesystem::path> log_file;
    std::string log_level = "info";
    std::optional<std::chrono::days> keep;  // older messages are purged
    net::Limits limits;
};

// The program is to end now: --help, --version or a malformed flag.
struct Exit {
    int status = 0;
    std::string text;  // to stdout if status is 0, else to stderr
};

std::variant<Settings, Exit> parse_settings(int argc, const char* const* argv);

}  // namespace crosstalk::server
