// A room's worth of messages as people write them: mostly plain, some formatted, long, answered or with reactions.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "net/events.hpp"

namespace crosstalk::bench {

/// Message number `number`, from 1; the same for each call.
net::Message message_number(std::uint64_t number);
std::vector<net::Message> messages_between(std::uint64_t first, std::uint64_t last);

}  // namespace crosstalk::bench
