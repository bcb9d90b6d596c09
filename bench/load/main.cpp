// crosstalk-bench-load: puts one load on a server that runs already and writes what it measured as one JSON
// object. Exit status 0: measured; 1: the round failed, the object says why; 2: usage.
#include <sys/resource.h>

#include <CLI/CLI.hpp>
#include <cstdio>
#include <map>
#include <string>

#include "bench/load/archive.hpp"
#include "bench/load/games.hpp"
#include "bench/load/scenarios.hpp"

namespace {

using namespace crosstalk::bench;

void raise_open_file_limit() {
    rlimit limit{};
    if (getrlimit(RLIMIT_NOFILE, &limit) != 0) return;
    limit.rlim_cur = limit.rlim_max;
    setrlimit(RLIMIT_NOFILE, &limit);
}

// Says where the round stands and waits for a line: time to attach what counts system calls.
void say_and_wait(const char* state) {
    std::printf("{\"state\":\"%s\"}\n", state);
    std::fflush(stdout);
    for (int character = std::getchar(); character != '\n' && character != EOF;)
        character = std::getchar();
}

}  // namespace

int main(int argc, char** argv) {
    CLI::App app{"Loads a chat server and checks every delivery."};
    std::string scenario;
    std::string protocol_name = "crosstalk";
    ProtocolOptions protocol_options{.passkey = {}, .device_names = "bench "};
    Plan plan;
    bool gated = false;
    app.add_option("scenario", scenario)
        ->required()
        ->check(CLI::IsMember({"flood", "paced", "idle", "silent", "sleepers", "register", "fill", "join",
                               "purge", "archive", "return", "games"}));
    app.add_option("--protocol", protocol_name, "crosstalk, bare, redis, irc, mqtt or nats");
    app.add_option("--port", plan.port, "The server's port on 127.0.0.1")->required();
    app.add_option("--pid", plan.server, "The server's process")->required();
    app.add_option("--passkey", protocol_options.passkey, "crosstalk: lets unknown devices in");
    app.add_option("--receivers", plan.receivers, "Clients in the room, or connections");
    app.add_option("--senders", plan.senders, "Clients that post");
    app.add_option("--rooms", plan.rooms, "Rooms that these are spread over; 0: all are in the lobby");
    app.add_option("--window", plan.window, "flood: unanswered posts per sender")->check(CLI::Range(1, 30));
    app.add_option("--rate", plan.rate, "paced: posts per second in all");
    app.add_option("--warm-up", plan.warm_up, "Seconds before the measurement");
    app.add_option("--seconds", plan.seconds, "Seconds of the measurement");
    app.add_option("--step", plan.step, "idle: so many first and last logins are compared");
    app.add_option("--sleepers", plan.sleepers, "sleepers: receivers that stop reading");
    app.add_option("--posts", plan.posts, "fill, archive, return: messages in all");
    app.add_option("--owner-code", plan.owner_code, "purge: makes device 0 the owner");
    app.add_option("--questions", plan.questions, "archive, return: so many of them");
    app.add_flag("--gate", gated, "Say \"joined\" and \"finished\", and wait for a line each time");
    try {
        app.parse(argc, argv);
    } catch (const CLI::ParseError& error) {
        return app.exit(error) == 0 ? 0 : 2;
    }
    const std::unique_ptr<Protocol> protocol = make_protocol(protocol_name, protocol_options);
    if (protocol == nullptr) {
        std::fprintf(stderr, "crosstalk-bench-load: --protocol %s is not known\n", protocol_name.c_str());
        return 2;
    }
    if (gated) plan.gate = say_and_wait;
    raise_open_file_limit();

    const std::map<std::string, std::function<nlohmann::json()>> scenarios{
        {"flood", [&] { return flood(*protocol, plan); }},
        {"paced", [&] { return paced(*protocol, plan); }},
        {"idle", [&] { return idle(*protocol, plan); }},
        {"silent", [&] { return silent(plan); }},
        {"sleepers", [&] { return sleepers(*protocol, plan); }},
        {"register", [&] { return register_devices(*protocol, plan); }},
        {"fill", [&] { return fill(protocol_options, plan); }},
        {"join", [&] { return join_all(protocol_options, plan); }},
        {"purge", [&] { return purge(protocol_options, plan); }},
        {"archive", [&] { return ask_archive(protocol_options, plan); }},
        {"return", [&] { return come_back(protocol_options, plan); }},
        {"games", [&] { return play_games(protocol_options, plan); }},
    };
    try {
        std::printf("%s\n", scenarios.at(scenario)().dump().c_str());
        return 0;
    } catch (const std::exception& error) {
        std::printf("%s\n", nlohmann::json{{"failed", error.what()}}.dump().c_str());
        return 1;
    }
}
