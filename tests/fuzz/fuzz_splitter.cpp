// A stream, once whole and once in pieces: four bytes say where to cut and how large a frame may be, the rest
// is the stream.
#include <algorithm>
#include <random>
#include <span>
#include <variant>
#include <vector>

#include "net/frame.hpp"
#include "tests/fuzz/property.hpp"

using namespace crosstalk::net;

namespace {

// What a splitter has given, as a stream again.
struct Given {
    Bytes frames;
    bool faulted = false;
    friend bool operator==(const Given&, const Given&) = default;
};

void drain(FrameSplitter& splitter, std::size_t max_payload, Given& given) {
    for (;;) {
        const FrameSplitter::Next next = splitter.next();
        given.faulted = std::holds_alternative<FrameFault>(next);
        const auto* view = std::get_if<FrameView>(&next);
        if (view == nullptr) return;
        if (view->payload.size() != view->header.size || view->header.size > max_payload)
            crosstalk::fuzz::require_none("a frame has another size than its header allows");
        Bytes header(frame_header_bytes);
        write_header(view->header, std::span<std::uint8_t, frame_header_bytes>(header));
        given.frames.insert(given.frames.end(), header.begin(), header.end());
        given.frames.insert(given.frames.end(), view->payload.begin(), view->payload.end());
    }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    constexpr std::size_t control_bytes = 4;
    if (size < control_bytes) return 0;
    const std::size_t max_payload = data[0] % 2 == 0 ? max_frame_bytes : 16 * std::size_t{data[0]};
    std::minstd_rand random(data[1] + 256U * data[2] + 1);
    const std::size_t longest_piece = 1 + std::size_t{data[3]} * 4;
    const std::span<const std::uint8_t> stream(data + control_bytes, size - control_bytes);

    FrameSplitter whole(max_payload);
    whole.append(stream);
    Given expected;
    drain(whole, max_payload, expected);

    FrameSplitter pieces(max_payload);
    Given given;
    for (auto rest = stream; !rest.empty();) {
        const std::size_t piece = std::min<std::size_t>(rest.size(), 1 + random() % longest_piece);
        pieces.append(rest.first(piece));
        rest = rest.subspan(piece);
        drain(pieces, max_payload, given);
    }
    drain(pieces, max_payload, given);

    if (given != expected) crosstalk::fuzz::require_none("the cuts change the frames");
    if (!std::equal(
            given.frames.begin(), given.frames.end(), stream.begin(),
            stream.begin() + static_cast<std::ptrdiff_t>(std::min(given.frames.size(), stream.size()))))
        crosstalk::fuzz::require_none("the frames are not the stream");
    if (!given.faulted && pieces.inside_frame() != (given.frames.size() < stream.size()))
        crosstalk::fuzz::require_none("it does not know whether a frame has begun");
    return 0;
}
