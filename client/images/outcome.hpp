// What came of decoding a picture, as a value and in words for people.
#pragma once

#include <cstdint>
#include <string>

#include "client/images/picture.hpp"

namespace crosstalk::images {

enum class DecodeOutcome : std::uint8_t {
    Decoded,
    NotAPicture,
    Broken,  // also: it ended the decoder
    TooLarge,
    OutOfMemory,
    TooSlow,
    NoDecoder,  // the helper process cannot be started, or finds no sandbox on this system
    PutOff      // too many others wait; nobody has looked at it, and it may be asked for again
};
inline constexpr std::uint8_t decode_outcomes = 8;

struct DecodeEnd {
    DecodeOutcome outcome{};
    // All frames that were asked for were given. Otherwise an animation was too long, or its file is cut short.
    bool is_whole = true;
    // The picture as it is in the file; width 0 if nobody knows.
    PictureInfo picture{};
    friend bool operator==(const DecodeEnd&, const DecodeEnd&) = default;
};

// What happened and what to do, as full sentences; empty for Decoded.
std::string words_for(const DecodeEnd& end);

}  // namespace crosstalk::images
