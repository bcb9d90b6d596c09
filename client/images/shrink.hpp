// Makes pictures smaller: each pixel of the result is the mean of the area that it covers, in linear light and with
// alpha multiplied in, so that fine lines keep their brightness and transparent pixels lend no colour.
#pragma once

#include <cstdint>
#include <span>

#include "client/images/picture.hpp"

namespace crosstalk::images {

// `pixels` is as in Frame. `to` is at least one pixel and not larger than `from` on either side. Linear in `pixels`.
Frame shrunk(std::span<const std::uint8_t> pixels, Box from, Box to);

}  // namespace crosstalk::images
