#include "server/app/subcommand.hpp"

#include <chrono>
#include <cstdio>
#include <exception>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>

#include "net/text/paths.hpp"
#include "server/app/administration.hpp"
#include "server/app/backup.hpp"
#include "server/app/control_client.hpp"
#include "server/app/platform.hpp"
#include "server/app/printing.hpp"
#include "server/app/verification.hpp"

namespace crosstalk::server {

namespace {

// Whoever asks for health asks again, and does not want to hang with a server that does.
constexpr std::chrono::seconds patience_for_health{10};
// After the answer it only closes its files.
constexpr std::chrono::seconds patience_for_end{30};

// How it ended, as Reply::end.
std::string ask(const DataFolder& folder, const Request& request,
                const std::function<void(const Json&)>& row) {
    std::optional<std::chrono::milliseconds> patience;
    if (std::holds_alternative<AskHealth>(request)) patience = patience_for_health;
    if (const auto end = ask_running_server(folder.path, request, row, patience)) return *end;
    if (!folder.is_in_use()) {
        return "There is no server's data in " + text::utf8_of(folder.path) +
               ". Say with --data where it is.";
    }
    std::string failure;
    answer_without_server(folder, request,
                          {.row = row,
                           .when_taken = {},  // it is printed at once
                           .end = [&failure](const std::string& text) { failure = text; }});
    return failure;
}

int complain(const std::string& text) {
    std::fflush(stdout);
    std::fprintf(stderr, "crosstalk-server: %s\n", text.c_str());
    return 1;
}

}  // namespace

int run_subcommand(const DataFolder& folder, const Subcommand& subcommand) {
    try {
        const auto printer = printer_for(subcommand);
        bool has_problems = false;
        bool archive_is_damaged = false;
        std::uint64_t stopping = 0;
        const auto print = [&](const Json& row) {
            stopping = row.value("stopping", stopping);
            has_problems = has_problems || !row.value("problem", "").empty();
            archive_is_damaged = archive_is_damaged || tells_of_damaged_archive(row);
            printer->row(row);
        };
        const std::string failure = ask(folder, subcommand.request, print);
        if (!failure.empty()) return complain(failure);
        if (stopping != 0 && !wait_for_end(stopping, patience_for_end)) {
            return complain("The server has said goodbye to everybody, but process " +
                            std::to_string(stopping) + " is still there. Look into its log.");
        }
        std::size_t missing = 0;
        if (const auto* backup = std::get_if<MakeBackup>(&subcommand.request))
            missing = add_files(folder, {backup->folder});
        if (std::holds_alternative<Verify>(subcommand.request))
            verify_files(folder, archive_is_damaged ? ArchiveIs::Damaged : ArchiveIs::Whole, print);
        printer->end();
        if (missing != 0) {
            return complain("The backup is there, but the bodies of " + std::to_string(missing) +
                            " files were not: `verify` names what has lost them.");
        }
        return has_problems ? 1 : 0;
    } catch (const std::exception& error) {
        return complain(error.what());
    }
}

}  // namespace crosstalk::server
