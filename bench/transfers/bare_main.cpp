// crosstalk-bench-bare-copy: serves until it is ended; the first line of output is {"port":N,"pid":N}.
#include <unistd.h>

#include <CLI/CLI.hpp>
#include <csignal>
#include <cstdio>

#include "bench/transfers/bare_server.hpp"

int main(int argc, char** argv) {
    CLI::App app{"The bare copy that the server's transfers are compared with."};
    std::string file;
    app.add_option("--file", file, "Where it keeps what it is given")->required();
    CLI11_PARSE(app, argc, argv);
    // Clients may go away in the middle.
    std::signal(SIGPIPE, SIG_IGN);
    try {
        crosstalk::bench::BareFileServer server(file);
        std::printf("{\"port\":%u,\"pid\":%d}\n", unsigned{server.port()}, static_cast<int>(getpid()));
        std::fflush(stdout);
        for (;;)
            server.serve_one();
    } catch (const std::exception& error) {
        std::fprintf(stderr, "crosstalk-bench-bare-copy: %s\n", error.what());
        return 1;
    }
}
