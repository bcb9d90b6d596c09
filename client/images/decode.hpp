// Turns the bytes of a picture from a stranger into frames. It runs in the helper process (decode_helper.hpp), because
// no decoder is without faults; tests and fuzzers call it as it is.
#pragma once

#include <cstdint>
#include <functional>
#include <span>

#include "client/images/outcome.hpp"
#include "client/images/picture.hpp"

namespace crosstalk::images {

enum class Motion : std::uint8_t { FirstFrame, AllFrames };

struct DecodeWish {
    // A larger picture is made smaller, never a smaller one larger.
    Box box{max_picture_side, max_picture_side};
    Motion motion = Motion::FirstFrame;
    friend bool operator==(const DecodeWish&, const DecodeWish&) = default;
};

// Called with the frames in their order, all of one size.
using TakeFrame = std::function<void(Frame)>;

// Without Decoded no frame was given. Throws what `take` throws, but for std::bad_alloc, and nothing else. Memory: up to four times the
// pixels of the picture besides the file, and what `take` keeps. Any thread.
DecodeEnd decode(std::span<const std::uint8_t> file, const DecodeWish& wish, const TakeFrame& take);

}  // namespace crosstalk::images
