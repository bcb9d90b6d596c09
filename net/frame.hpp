// Frames: how messages lie in the byte stream.
//
//   offset  0      4      6       8      12
//          | size | type | flags | tag  | payload (size bytes)        little-endian
//
// flags is 0 in protocol 1 and ignored on receipt.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <string_view>
#include <variant>
#include <vector>

#include "net/ids.hpp"
#include "net/limits.hpp"

namespace crosstalk::net {

struct FrameHeader {
    std::uint32_t size = 0;
    std::uint16_t type = 0;
    std::uint16_t flags = 0;
    Tag tag;
    friend bool operator==(const FrameHeader&, const FrameHeader&) = default;
};

void write_header(const FrameHeader& header, std::span<std::uint8_t, frame_header_bytes> out);
FrameHeader read_header(std::span<const std::uint8_t, frame_header_bytes> bytes);

// A frame inside somebody else's buffer.
struct FrameView {
    FrameHeader header;
    std::span<const std::uint8_t> payload;
};

// A whole encoded frame, header included; encoded once and shared by all who get it.
using SharedFrame = std::shared_ptr<const Bytes>;

enum class FrameFault : std::uint8_t { TooLarge };

// Cuts a byte stream into frames. Keeps only what is not yet complete, and refuses a frame by its header
// alone.
class FrameSplitter {
  public:
    struct NeedMore {};
    using Next = std::variant<NeedMore, FrameView, FrameFault>;

    explicit FrameSplitter(std::size_t max_payload) : max_payload_(max_payload) {}

    // After login the limit rises. Applies to every frame that next() has not given yet.
    void set_max_payload(std::size_t bytes) { max_payload_ = bytes; }

    // Copies the bytes. Frames obtained before are invalid afterwards.
    void append(std::span<const std::uint8_t> bytes);

    // The next whole frame, valid until the next call of append() or next(). After a FrameFault the stream is
    // useless: every further call gives the fault again.
    Next next();

    // After next() said NeedMore: whether a frame has begun. The 15 s limit counts from then.
    [[nodiscard]] bool inside_frame() const { return read_ < buffer_.size(); }

  private:
    Bytes buffer_;
    std::size_t read_ = 0;
    std::size_t max_payload_;
    bool faulted_ = false;
};

}  // namespace crosstalk::net
