// Which limits the hub judges by: those are logged at each start, and only a start changes them.
#pragma once

#include "net/commands.hpp"
#include "net/limits.hpp"

namespace crosstalk::server {

// What a start with these limits writes into the journal.
net::ServerStarted server_started(const net::Limits& limits);

// Whether it is among them.
bool is_logged_at_start(const net::LimitRow& limit);

}  // namespace crosstalk::server
