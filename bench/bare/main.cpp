// crosstalk-bench-bare: serves until SIGTERM; the first line of output is {"port":N,"pid":N}.
#include <sys/resource.h>
#include <unistd.h>

#include <CLI/CLI.hpp>
#include <cstdio>

#include "bench/bare/server.hpp"

namespace {

void raise_open_file_limit() {
    rlimit limit{};
    if (getrlimit(RLIMIT_NOFILE, &limit) != 0) return;
    limit.rlim_cur = limit.rlim_max;
    setrlimit(RLIMIT_NOFILE, &limit);
}

}  // namespace

int main(int argc, char** argv) {
    using namespace crosstalk::bench;
    CLI::App app{"The bare baseline that the server's costs are compared with."};
    BareOptions options;
    bool commit_on_thread = false;
    app.add_option("--durable", options.file, "Commit every batch to this SQLite file before passing it on");
    app.add_flag("--commit-on-thread", commit_on_thread,
                 "Commit on a thread of its own instead of the loop's");
    CLI11_PARSE(app, argc, argv);
    if (commit_on_thread) options.commit_on = CommitOn::OwnThread;
    raise_open_file_limit();
    try {
        BareServer server(options);
        std::printf("{\"port\":%u,\"pid\":%d}\n", unsigned{server.port()}, static_cast<int>(getpid()));
        std::fflush(stdout);
        server.run();
        return 0;
    } catch (const std::exception& error) {
        std::fprintf(stderr, "crosstalk-bench-bare: %s\n", error.what());
        return 1;
    }
}
