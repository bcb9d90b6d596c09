#include "client/images/helper_wire.hpp"

#include "client/images/bytes_at.hpp"

namespace crosstalk::images {

namespace {

using Numbers = std::array<std::uint32_t, helper_head_bytes / 4>;

constexpr std::uint32_t says_frame = 1;
constexpr std::uint32_t says_end = 2;
constexpr std::uint32_t longest_delay_ms = 655'350;  // what a GIF can say

HelperHead bytes_of(const Numbers& numbers) {
    HelperHead head{};
    for (std::size_t i = 0; i < head.size(); ++i)
        head[i] = static_cast<std::uint8_t>(numbers[i / 4] >> (8 * (i % 4)));
    return head;
}

Numbers numbers_of(const HelperHead& head) {
    Numbers numbers{};
    for (std::size_t i = 0; i < numbers.size(); ++i)
        numbers[i] = number_at(head, i * 4, 4, std::endian::little).value_or(0);
    return numbers;
}

std::optional<DecodeEnd> end_of(const Numbers& numbers) {
    const std::uint32_t outcome = numbers[1] & 0xFFU;
    const std::uint32_t whole = numbers[1] >> 8U & 0xFFU;
    const std::uint32_t kind = numbers[1] >> 16U;
    if (outcome >= decode_outcomes || whole > 1 || kind >= picture_kinds) return std::nullopt;
    return DecodeEnd{.outcome = static_cast<DecodeOutcome>(outcome),
                     .is_whole = whole == 1,
                     .picture = {static_cast<PictureKind>(kind), numbers[2], numbers[3]}};
}

}  // namespace

HelperHead written(const RequestHead& head) {
    return bytes_of({head.file_bytes, head.wish.box.width, head.wish.box.height,
                     static_cast<std::uint32_t>(head.wish.motion), 0});
}

HelperHead written(const AnswerHead& head) {
    if (const auto* frame = std::get_if<FrameHead>(&head))
        return bytes_of(
            {says_frame, frame->width, frame->height, static_cast<std::uint32_t>(frame->delay.count()), 0});
    const auto& end = std::get<DecodeEnd>(head);
    const std::uint32_t what = static_cast<std::uint32_t>(end.outcome) | (end.is_whole ? 1U : 0U) << 8U |
                               static_cast<std::uint32_t>(end.picture.kind) << 16U;
    return bytes_of({says_end, what, end.picture.width, end.picture.height, 0});
}

std::optional<RequestHead> read_request_head(const HelperHead& head) {
    const Numbers numbers = numbers_of(head);
    if (numbers[0] > max_picture_file_bytes || numbers[3] > 1 || numbers[4] != 0) return std::nullopt;
    return RequestHead{.file_bytes = numbers[0],
                       .wish = {.box = {numbers[1], numbers[2]}, .motion = static_cast<Motion>(numbers[3])}};
}

std::optional<AnswerHead> AnswerCheck::next(const HelperHead& head) {
    const Numbers numbers = numbers_of(head);
    if (numbers[4] != 0) return std::nullopt;
    if (numbers[0] == says_frame) {
        if (numbers[3] > longest_delay_ms) return std::nullopt;
        return frame({numbers[1], numbers[2], std::chrono::milliseconds(numbers[3])});
    }
    if (numbers[0] != says_end) return std::nullopt;
    const std::optional<DecodeEnd> end = end_of(numbers);
    if (!end) return std::nullopt;
    switch (end->outcome) {
        case DecodeOutcome::Decoded:
            if (frames_ == 0 || is_too_large(end->picture.width, end->picture.height)) return std::nullopt;
            if (fitted({end->picture.width, end->picture.height}, wish_.box) != size_) return std::nullopt;
            return *end;
        case DecodeOutcome::NotAPicture:
        case DecodeOutcome::Broken:
        case DecodeOutcome::TooLarge:
        case DecodeOutcome::OutOfMemory:
            if (frames_ > 0) return std::nullopt;
            return *end;
        case DecodeOutcome::TooSlow:
        case DecodeOutcome::NoDecoder:
        case DecodeOutcome::PutOff:
            break;  // these are for the client to say
    }
    return std::nullopt;
}

std::optional<AnswerHead> AnswerCheck::frame(FrameHead head) {
    const Box size{head.width, head.height};
    if (size.width == 0 || size.height == 0 || is_too_large(size.width, size.height)) return std::nullopt;
    if (size.width > std::max(1U, wish_.box.width) || size.height > std::max(1U, wish_.box.height))
        return std::nullopt;
    if (frames_ > 0 && (wish_.motion == Motion::FirstFrame || size != size_)) return std::nullopt;
    const std::size_t bytes = std::size_t{size.width} * size.height * 4;
    if (frames_ >= max_frames || bytes_ + bytes > max_animation_bytes) return std::nullopt;
    ++frames_;
    bytes_ += bytes;
    size_ = size;
    return head;
}

}  // namespace crosstalk::images
