// Many games at once beside as many messages.
#pragma once

#include <nlohmann/json.hpp>

#include "bench/load/scenarios.hpp"

namespace crosstalk::bench {

// `receivers` known devices, two in each of `rooms` rooms, begin `games_of_two` games each, all at once, and play them move by
// move; then each move's author posts once instead. One command is on its way at a time, and the answer means that it is
// durable, so that CPU is that of a whole turn of the server.
inline constexpr std::size_t games_of_two = 4;
inline constexpr std::size_t moves_of_game = 20;
nlohmann::json play_games(const ProtocolOptions& options, const Plan& plan);

}  // namespace crosstalk::bench
