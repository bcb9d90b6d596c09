// A server that was found on the network: what a list of them shows. Hints, all of it, until one is connected to it.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "net/ids.hpp"

namespace crosstalk::model {

struct FoundServer {
    net::ServerKeyHash key{};            // as in SavedServer: who is saved is known
    std::string name;                    // fit to be shown; two servers may have the same
    std::string version;                 // of its program
    std::vector<std::string> addresses;  // HOST:PORT for Connect, the best first; never empty
    std::uint32_t users = 0;             // online
    std::uint32_t max_sessions = 0;
    bool is_compatible = true;    // it speaks this program's protocol
    bool chosen_passkey = false;  // a new device needs one that somebody made up: no join code
    // There and back, if it has answered; else it was only heard of, and its port of UDP 12345 may be blocked.
    std::optional<net::Milliseconds> round_trip;

    [[nodiscard]] bool is_full() const { return max_sessions != 0 && users >= max_sessions; }
    friend bool operator==(const FoundServer&, const FoundServer&) = default;
};

}  // namespace crosstalk::model
