// What the client and its decoding helper say to each other: the same executable on both sides, so there are no versions.
//
//   request   head {file size, box width, box height, motion, 0}   then the file
//   answer    head {1, width, height, delay in ms, 0}              then 4 * width * height bytes of pixels; any number
//             head {2, outcome | whole << 8 | kind << 16, width, height, 0}   the end
//
// A head is five numbers of 32 bits, the least significant byte first. A picture may have taken over the helper, so the
// client takes an answer for hostile: AnswerCheck says what is allowed next, before anything is allocated.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <variant>

#include "client/images/decode.hpp"

namespace crosstalk::images {

inline constexpr std::size_t helper_head_bytes = 20;
using HelperHead = std::array<std::uint8_t, helper_head_bytes>;

struct RequestHead {
    std::uint32_t file_bytes = 0;  // at most max_picture_file_bytes
    DecodeWish wish;
    friend bool operator==(const RequestHead&, const RequestHead&) = default;
};
// A frame's pixels follow it.
struct FrameHead {
    std::uint32_t width = 0;
    std::uint32_t height = 0;
    std::chrono::milliseconds delay{0};
    friend bool operator==(const FrameHead&, const FrameHead&) = default;
};
using AnswerHead = std::variant<FrameHead, DecodeEnd>;

HelperHead written(const RequestHead& head);
HelperHead written(const AnswerHead& head);
// Empty if it is none.
std::optional<RequestHead> read_request_head(const HelperHead& head);

// Of one answer. Pure.
class AnswerCheck {
  public:
    explicit AnswerCheck(const DecodeWish& wish) : wish_(wish) {}

    // The head that came next, or empty if no honest helper would send it: a frame larger than wished or of another
    // size than the one before, more frames or bytes than allowed, an end that does not fit the frames.
    std::optional<AnswerHead> next(const HelperHead& head);

  private:
    std::optional<AnswerHead> frame(FrameHead head);

    DecodeWish wish_;
    std::size_t frames_ = 0;
    std::size_t bytes_ = 0;
    Box size_{};  // of the first frame
};

}  // namespace crosstalk::images
