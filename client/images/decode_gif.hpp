// The frames of a GIF as they are seen: each drawn over what the ones before it have left.
#pragma once

#include <cstdint>
#include <span>

#include "client/images/decode.hpp"

namespace crosstalk::images {

// As decode(); `picture` is what probe() says of the file, and small enough.
DecodeEnd decode_gif(std::span<const std::uint8_t> file, PictureInfo picture, const DecodeWish& wish,
                     const TakeFrame& take);

}  // namespace crosstalk::images
