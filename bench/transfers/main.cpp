// crosstalk-bench-transfers: moves files to and from a server that runs already, and writes what it measured as one JSON
// object. Exit status 0: measured; 1: the round failed, the object says why; 2: usage.
#include <poll.h>
#include <unistd.h>

#include <CLI/CLI.hpp>
#include <cstdio>
#include <map>

#include "bench/transfers/scenarios.hpp"

namespace {

using namespace crosstalk::bench;

bool somebody_wrote() {
    pollfd input{.fd = STDIN_FILENO, .events = POLLIN, .revents = 0};
    return poll(&input, 1, 0) > 0;
}

void say_that_they_run() {
    std::printf("{\"state\":\"running\"}\n");
    std::fflush(stdout);
}

}  // namespace

int main(int argc, char** argv) {
    CLI::App app{"Moves files to and from a server, and compares what arrives."};
    std::string scenario;
    TransferPlan plan;
    std::uint64_t megabytes = 512;
    double seconds = 3;
    bool gated = false;
    const std::map<std::string, Direction> directions{{"none", Direction::None},
                                                      {"up", Direction::Up},
                                                      {"down", Direction::Down},
                                                      {"both", Direction::Both}};
    app.add_option("scenario", scenario)->required()->check(CLI::IsMember({"copy", "bare", "hold", "cut"}));
    app.add_option("--port", plan.port, "The server's port on 127.0.0.1")->required();
    app.add_option("--pid", plan.server, "The server's process")->required();
    app.add_option("--passkey", plan.passkey, "Lets unknown devices in");
    app.add_option("--device", plan.device, "The first device that transfers");
    app.add_option("--megabytes", megabytes, "Size of a file, in MiB")->check(CLI::Range(1, 2048));
    app.add_option("--transfers", plan.transfers, "hold: so many at once");
    app.add_option("--direction", plan.direction, "hold: none, up, down, or both")
        ->transform(CLI::CheckedTransformer(directions));
    app.add_option("--seconds", seconds, "hold: so long");
    app.add_option("--cuts", plan.cuts, "cut: so often, each way");
    app.add_flag("--gate", gated, "hold: say \"running\", and go on until a line comes; measures no memory");
    try {
        app.parse(argc, argv);
    } catch (const CLI::ParseError& error) {
        return app.exit(error) == 0 ? 0 : 2;
    }
    plan.bytes = megabytes << 20U;
    plan.measures_memory = !gated;
    plan.is_over = [&](double ran) { return gated ? somebody_wrote() : ran >= seconds; };
    if (gated) plan.begun = say_that_they_run;

    const std::map<std::string, nlohmann::json (*)(const TransferPlan&)> scenarios{
        {"copy", copy}, {"bare", copy_bare}, {"hold", hold}, {"cut", cut_often}};
    try {
        std::printf("%s\n", scenarios.at(scenario)(plan).dump().c_str());
        return 0;
    } catch (const std::exception& error) {
        std::printf("%s\n", nlohmann::json{{"failed", error.what()}}.dump().c_str());
        return 1;
    }
}
