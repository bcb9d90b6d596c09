// Cuts what a server has sent into frames where it lies: nothing is copied, unlike by net::FrameSplitter.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <stdexcept>

#include "net/frame.hpp"
#include "net/limits.hpp"

namespace crosstalk::bench {

// Gives each whole frame from bytes[taken] on to `receive`, with all its bytes, and counts it in `taken` before. Throws
// std::runtime_error for a frame that no server may send.
template <class Receive>
void take_frames(std::span<const std::uint8_t> bytes, std::size_t& taken, Receive receive) {
    while (bytes.size() - taken >= net::frame_header_bytes) {
        const auto rest = bytes.subspan(taken);
        const net::FrameHeader header = net::read_header(rest.first<net::frame_header_bytes>());
        if (header.size > net::max_frame_bytes) throw std::runtime_error("a frame is too large");
        const std::size_t size = net::frame_header_bytes + header.size;
        if (rest.size() < size) return;
        taken += size;
        receive(net::FrameView{header, rest.subspan(net::frame_header_bytes, header.size)}, rest.first(size));
    }
}

}  // namespace crosstalk::bench
