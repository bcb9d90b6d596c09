#include "net/frame.hpp"

#include <algorithm>

namespace crosstalk::net {

namespace {

template <class T>
void put(std::uint8_t* out, T value) {
    for (std::size_t i = 0; i < sizeof(T); ++i)
        out[i] = static_cast<std::uint8_t>(value >> (8 * i));
}

template <class T>
T get(const std::uint8_t* bytes) {
    std::uint64_t value = 0;
    for (std::size_t i = 0; i < sizeof(T); ++i)
        value |= std::uint64_t{bytes[i]} << (8 * i);
    return static_cast<T>(value);
}

}  // namespace

void write_header(const FrameHeader& header, std::span<std::uint8_t, frame_header_bytes> out) {
    put(out.data(), header.size);
    put(out.data() + 4, header.type);
    put(out.data() + 6, header.flags);
    put(out.data() + 8, header.tag.value);
}

FrameHeader read_header(std::span<const std::uint8_t, frame_header_bytes> bytes) {
    return {.size = get<std::uint32_t>(bytes.data()),
            .type = get<std::uint16_t>(bytes.data() + 4),
            .flags = get<std::uint16_t>(bytes.data() + 6),
            .tag = {get<std::uint32_t>(bytes.data() + 8)}};
}

void FrameSplitter::append(std::span<const std::uint8_t> bytes) {
    if (faulted_) return;
    buffer_.erase(buffer_.begin(), buffer_.begin() + static_cast<std::ptrdiff_t>(read_));
    read_ = 0;
    buffer_.insert(buffer_.end(), bytes.begin(), bytes.end());
}

FrameSplitter::Next FrameSplitter::next() {
    if (faulted_) return FrameFault::TooLarge;
    const std::span<const std::uint8_t> rest = std::span(buffer_).subspan(read_);
    if (rest.empty()) {
        // Idle connections are many: hold no memory for them.
        Bytes().swap(buffer_);
        read_ = 0;
        return NeedMore{};
    }
    if (rest.size() < frame_header_bytes) return NeedMore{};
    const FrameHeader header = read_header(rest.first<frame_header_bytes>());
    if (header.size > max_payload_) {
        faulted_ = true;
        Bytes().swap(buffer_);
        read_ = 0;
        return FrameFault::TooLarge;
    }
    if (rest.size() < frame_header_bytes + header.size) return NeedMore{};
    read_ += frame_header_bytes + header.size;
    return FrameView{header, rest.subspan(frame_header_bytes, header.size)};
}

}  // namespace crosstalk::net
