#include <cstdio>

#include "server/app/server.hpp"

int main(int argc, char** argv) {
    const auto parsed = crosstalk::server::parse_settings(argc, argv);
    if (const auto* exit = std::get_if<crosstalk::server::Exit>(&parsed)) {
        std::fputs(exit->text.c_str(), exit->status == 0 ? stdout : stderr);
        return exit->status;
    }
    return crosstalk::server::run_server(std::get<crosstalk::server::Settings>(parsed));
}
