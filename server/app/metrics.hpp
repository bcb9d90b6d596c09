// The figures of a running server, for Prometheus. Whole numbers of things and bytes: no names, no texts, no addresses.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "net/transport/listener.hpp"
#include "server/runtime/counts.hpp"
#include "server/runtime/stats.hpp"

namespace crosstalk::server {

struct Figures {
    Stats stats;
    NodeCounts node;
    transport::ListenerCounts listener;
    std::uint64_t games_running = 0;
    std::uint64_t games_offered = 0;
    net::Timestamp started;                   // wall time of the process
    std::optional<std::uint64_t> free_bytes;  // of the data folder's disk
    bool is_healthy = true;
};

// One page in the text exposition format.
std::string metrics_page(const Figures& figures);

}  // namespace crosstalk::server
