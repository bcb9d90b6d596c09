#include <cstdio>

#include "server/app/platform.hpp"
#include "server/app/server.hpp"
#include "server/app/subcommand.hpp"

int main(int argc, char** argv) {
    const auto read = [argc, argv] {
        return crosstalk::server::parse_settings(argc, argv, crosstalk::server::environment_variables());
    };
    const auto parsed = read();
    if (const auto* exit = std::get_if<crosstalk::server::Exit>(&parsed)) {
        std::fputs(exit->text.c_str(), exit->status == 0 ? stdout : stderr);
        return exit->status;
    }
    const auto& settings = std::get<crosstalk::server::Settings>(parsed);
    if (settings.subcommand) return crosstalk::server::run_subcommand(settings.data, *settings.subcommand);
    return crosstalk::server::run_server(settings, read);
}
