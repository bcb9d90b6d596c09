// A frame from a client: its header, of which only the type is believed, and a payload.
#include <span>

#include "tests/fuzz/property.hpp"
#include "tests/net/said.hpp"

using namespace crosstalk::net;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::span<const std::uint8_t> bytes(data, size);
    if (size < frame_header_bytes || size > frame_header_bytes + max_frame_bytes) return 0;
    const FrameHeader header = read_header(bytes.first<frame_header_bytes>());
    crosstalk::fuzz::require_none(testing_wire::complaint_about(testing_wire::Speaker::Client, header.type,
                                                                bytes.subspan(frame_header_bytes)));
    return 0;
}
