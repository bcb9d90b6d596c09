// The workloads of files. Each takes a server that runs already and gives what it measured as one JSON object; RoundFailed
// when anything was refused, lost or altered.
#pragma once

#include <sys/types.h>

#include <cstdint>
#include <functional>
#include <nlohmann/json.hpp>
#include <string>

namespace crosstalk::bench {

enum class Direction : std::uint8_t { None, Up, Down, Both };  // Both: one half each

struct TransferPlan {
    std::uint16_t port = 0;
    pid_t server = 0;
    std::string passkey;      // lets unknown devices in
    std::size_t device = 0;   // the first one; transfers that run at once belong to one device each
    std::uint64_t bytes = 0;  // of each file
    std::size_t transfers = 1;
    Direction direction = Direction::Both;
    std::size_t cuts = 100;
    bool measures_memory = false;  // costs the server some time, each time
    // hold: all of them run; and whether that has been long enough, asked ten times a second.
    std::function<void()> begun = [] {};
    std::function<bool(double seconds)> is_over = [](double seconds) { return seconds > 3; };
};

// One file, up and then down: the server's CPU and the time.
nlohmann::json copy(const TransferPlan& plan);
// The same with the bare copy.
nlohmann::json copy_bare(const TransferPlan& plan);
// Transfers that run and come to no end: the server's memory before and meanwhile.
nlohmann::json hold(const TransferPlan& plan);
// One file, up and then down, whose connection is cut at random places: what went over the wire again.
nlohmann::json cut_often(const TransferPlan& plan);

}  // namespace crosstalk::bench
