// What was asked for on the command line.
#pragma once

#include <chrono>
#include <filesystem>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "client/model/link_command.hpp"
#include "client/model/saving.hpp"

namespace crosstalk::cli {

// Exit statuses: a contract with scripts.
enum class Exit : int {
    Done = 0,         // end of input or /quit
    ProfileUnusable,  // in use or unreadable
    Usage,            // the command line makes no sense
    NeverConnected,   // the first connection was not made within --wait; or --find found nothing
    Refused,          // by the server: the reason says which
    UnsentLeft,       // after --drain at the end of input; they are sent at the next start
};

enum class Output : std::uint8_t { Plain, JsonLines };

struct Options {
    model::Connect connect;
    std::filesystem::path profile;
    std::filesystem::path usual_downloads;  // where files that are saved go without --downloads
    std::optional<std::chrono::milliseconds>
        find{};  // no chat: look so long for servers; `connect` is empty then
    Output output = Output::Plain;
    std::chrono::milliseconds wait{10'000};
    std::chrono::milliseconds drain{60'000};
    std::optional<model::SavingRule> saves;  // which files are saved by themselves
    std::string downloads;                   // the folder for them, UTF-8; empty: the system's
    std::uint64_t upload_limit = 0;          // KiB a second; 0: none
    std::uint64_t download_limit = 0;
};

// Nothing is to be done but to print this (for --help and --version on the standard output, else as an error).
struct Answer {
    Exit exit = Exit::Done;
    std::string text;
};

// `arguments` without the program's name.
std::variant<Options, Answer> parse_options(std::vector<std::string> arguments);

}  // namespace crosstalk::cli
