// The client's end of the bare copy.
#pragma once

#include <cstdint>

#include "bench/transfers/bare_protocol.hpp"
#include "bench/transfers/content.hpp"

namespace crosstalk::bench {

// Both block until it is done, compare the hashes, and throw RoundFailed when anything is wrong. `hash` is that of the
// content.
void put_bare(std::uint16_t port, const Content& content, const net::Digest& hash);
void get_bare(std::uint16_t port, std::uint64_t size, const net::Digest& hash, BareOrder order);

}  // namespace crosstalk::bench
