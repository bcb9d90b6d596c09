#include "server/app/program.hpp"

#include <cstdio>
#include <variant>

#include "net/text/console.hpp"
#include "server/app/platform.hpp"
#include "server/app/server.hpp"
#include "server/app/subcommand.hpp"

namespace crosstalk::server {

int run_program(int argc, const char* const* argv) {
    const auto console = text::print_utf8();
    const auto read = [argc, argv] { return parse_settings(argc, argv, environment_variables()); };
    const auto parsed = read();
    if (const auto* exit = std::get_if<Exit>(&parsed)) {
        std::fputs(exit->text.c_str(), exit->status == 0 ? stdout : stderr);
        return exit->status;
    }
    const auto& settings = std::get<Settings>(parsed);
    if (settings.subcommand) return run_subcommand(settings.data, *settings.subcommand);
    return run_server(settings, read);
}

}  // namespace crosstalk::server
