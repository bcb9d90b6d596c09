// Which faults a seed has, each at its own strength: one in so many moments; 0 is never.
#pragma once

#include "tests/simulation/chance.hpp"

namespace crosstalk::testing {

struct Climate {
    // Nothing goes wrong, and everything is quick.
    Climate() = default;

    static Climate drawn(Chance& chance) {
        Climate climate;
        climate.cut = chance.one_in(4) ? 0 : 4 + chance.below(30);
        climate.stall = chance.one_in(3) ? 0 : 6 + chance.below(40);
        climate.server_crash = chance.one_in(4) ? 0 : 20 + chance.below(100);
        climate.server_stop = chance.one_in(2) ? 0 : 60 + chance.below(100);
        climate.client_crash = chance.one_in(3) ? 0 : 15 + chance.below(60);
        climate.disk_failure = chance.one_in(3) ? 80 + chance.below(100) : 0;
        climate.held_commit = chance.one_in(2) ? 0 : 15 + chance.below(60);
        climate.held_view = chance.one_in(2) ? 0 : 15 + chance.below(60);
        climate.clock_step = chance.one_in(2) ? 0 : 20 + chance.below(60);
        climate.lost_past = chance.one_in(8) ? 2 + chance.below(3) : 0;
        climate.slow_network = chance.one_in(2) ? chance.between(1, 400) : 1;
        climate.slow_commit = chance.one_in(2) ? chance.between(1, 60) : 0;
        climate.slow_view = chance.one_in(2) ? chance.between(1, 80) : 0;
        climate.lossy_bus = chance.one_in(2);
        climate.small_sockets = chance.one_in(2);
        climate.pieces = chance.one_in(3);
        climate.half_open = chance.one_in(2);
        return climate;
    }

    std::size_t cut = 0, stall = 0, server_crash = 0, server_stop = 0, client_crash = 0, disk_failure = 0,
                held_commit = 0, held_view = 0, clock_step = 0;
    std::size_t lost_past = 0;                                      // one in so many crashes of the server
    std::int64_t slow_network = 1, slow_commit = 1, slow_view = 1;  // at most, in milliseconds
    bool lossy_bus = false, small_sockets = false, pieces = false, half_open = false;
};

}  // namespace crosstalk::testing
