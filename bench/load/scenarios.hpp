// The workloads. Each takes a server that runs already, loads it, and gives what it measured as one JSON object.
// RoundFailed when a client was disconnected or did not get in; what was lost or disordered stands in "faults".
#pragma once

#include <sys/types.h>

#include <cstdint>
#include <functional>
#include <nlohmann/json.hpp>
#include <string>

#include "bench/load/crowd.hpp"
#include "bench/load/latencies.hpp"
#include "bench/load/process_meter.hpp"

namespace crosstalk::bench {

struct Plan {
    std::uint16_t port = 0;
    pid_t server = 0;
    std::size_t receivers = 50;
    std::size_t senders = 1;
    std::size_t rooms = 0;    // receiver and sender i are in room i % rooms; 0: all in the lobby
    std::size_t window = 1;   // posts of one sender that are not yet acknowledged
    double rate = 40;         // open loop: posts per second in all
    double warm_up = 1;       // seconds, as all below
    double seconds = 5;       // of the measurement
    std::size_t step = 1000;  // logins: the first and the last so many are compared
    std::size_t sleepers = 2;
    std::size_t posts = 1'000'000;  // what the archive holds, or gets
    std::size_t questions = 1000;
    std::string owner_code;
    // Called before the load begins and after it has ended; what counts system calls is attached meanwhile.
    std::function<void(const char* state)> gate = [](const char*) {};
};

// For the results.
nlohmann::json percentiles(const Latencies& latencies);
nlohmann::json json_of(const Memory& memory);

// Closed loop: every sender has `window` posts on their way at all times.
nlohmann::json flood(Protocol& protocol, const Plan& plan);
// Open loop: posts leave at times fixed beforehand, whatever the server does.
nlohmann::json paced(Protocol& protocol, const Plan& plan);
// `receivers` log in; then nothing happens for `seconds`.
nlohmann::json idle(Protocol& protocol, const Plan& plan);
// `receivers` connections that never send a byte.
nlohmann::json silent(const Plan& plan);
// A flood of `seconds`, then one of the same length during which `sleepers` receivers do not read; they wake up
// and must get everything.
nlohmann::json sleepers(Protocol& protocol, const Plan& plan);
// Makes the devices 0 to receivers - 1 known to the server; with rooms, those of the senders too, makes the rooms, and
// lets everybody into theirs.
nlohmann::json register_devices(Protocol& protocol, const Plan& plan);

}  // namespace crosstalk::bench
