// How far our client puts a file ahead of what it was told to be durable: less than it may (file_window_bytes), for
// a server whose disk is slow keeps all of that in memory. The server makes each half of it durable.
#pragma once

#include "net/limits.hpp"

namespace crosstalk::net {

inline constexpr std::size_t upload_window_bytes = file_window_bytes / 4 * 3;
static_assert(upload_window_bytes % (2 * file_chunk_bytes) == 0);

}  // namespace crosstalk::net
