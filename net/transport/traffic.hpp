// What has gone through connections.
#pragma once

#include <cstdint>

namespace crosstalk::transport {

// Bytes are those of frames with their heads; TLS and TCP add theirs.
struct Traffic {
    std::uint64_t bytes_in = 0;
    std::uint64_t bytes_out = 0;
    std::uint64_t frames_in = 0;
    std::uint64_t oversized_frames = 0;  // that came in; refused by their heads
};

}  // namespace crosstalk::transport
