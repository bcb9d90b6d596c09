#include "client/images/shrink.hpp"

#include <algorithm>
#include <array>
#include <cassert>
#include <cmath>
#include <cstddef>
#include <vector>

namespace crosstalk::images {

namespace {

constexpr std::size_t steps = 16384;

// Both directions of the transfer function of sRGB (IEC 61966-2-1).
struct Light {
    std::array<float, 256> linear{};
    std::array<std::uint8_t, steps + 1> encoded{};

    Light() {
        for (std::size_t i = 0; i < linear.size(); ++i) {
            const double value = static_cast<double>(i) / 255;
            linear[i] =
                static_cast<float>(value <= 0.04045 ? value / 12.92 : std::pow((value + 0.055) / 1.055, 2.4));
        }
        for (std::size_t i = 0; i <= steps; ++i) {
            const double value = static_cast<double>(i) / steps;
            const double said = value <= 0.0031308 ? value * 12.92 : 1.055 * std::pow(value, 1 / 2.4) - 0.055;
            encoded[i] = static_cast<std::uint8_t>(std::lround(std::clamp(said, 0.0, 1.0) * 255));
        }
    }
};

const Light& light() {
    static const Light table;
    return table;
}

// Sums of light times alpha, and of alpha, for each pixel of a row of the result.
using Sums = std::vector<std::array<float, 4>>;

// Adds a row of the picture to sums of the result's width. A pixel of the picture is `sums.size()` units wide, one
// of the result `width` units: so every share is a whole number.
void add_row(Sums& sums, const std::uint8_t* row, std::size_t width, float weight) {
    const Light& table = light();
    std::size_t at = 0;
    std::size_t room = width;  // units that the pixel of the result still lacks
    for (std::size_t x = 0; x < width; ++x, row += 4) {
        const float alpha = static_cast<float>(row[3]);
        const std::array<float, 4> pixel{table.linear[row[0]] * alpha, table.linear[row[1]] * alpha,
                                         table.linear[row[2]] * alpha, alpha};
        for (std::size_t units = sums.size(); units > 0;) {
            const std::size_t taken = std::min(units, room);
            const float share = static_cast<float>(taken) * weight;
            for (std::size_t i = 0; i < 4; ++i)
                sums[at][i] += pixel[i] * share;
            units -= taken;
            room -= taken;
            if (room == 0) {
                room = width;
                ++at;
            }
        }
    }
}

void write_row(std::uint8_t* to, const Sums& sums, float area) {
    const Light& table = light();
    for (const std::array<float, 4>& sum : sums) {
        for (std::size_t i = 0; i < 3; ++i) {
            const float value = sum[3] <= 0 ? 0 : std::clamp(sum[i] / sum[3], 0.0F, 1.0F);
            *to++ = table.encoded[static_cast<std::size_t>(value * steps + 0.5F)];
        }
        *to++ = static_cast<std::uint8_t>(std::clamp(sum[3] / area + 0.5F, 0.0F, 255.0F));
    }
}

}  // namespace

Frame shrunk(std::span<const std::uint8_t> pixels, Box from, Box to) {
    assert(to.width >= 1 && to.height >= 1 && to.width <= from.width && to.height <= from.height);
    assert(pixels.size() == std::size_t{from.width} * from.height * 4);
    Frame result{.width = to.width,
                 .height = to.height,
                 .delay = {},
                 .pixels = std::vector<std::uint8_t>(std::size_t{to.width} * to.height * 4)};
    if (to == from) {
        result.pixels.assign(pixels.begin(), pixels.end());
        return result;
    }
    // The shares of a full row add up to 1, so that sums stay small.
    const float unit = 1.0F / (static_cast<float>(from.width) * static_cast<float>(from.height));
    Sums sums(to.width);
    std::size_t room = from.height;
    std::uint8_t* row = result.pixels.data();
    for (std::size_t y = 0; y < from.height; ++y) {
        for (std::size_t units = to.height; units > 0;) {
            const std::size_t taken = std::min(units, room);
            add_row(sums, pixels.data() + y * from.width * 4, from.width, static_cast<float>(taken) * unit);
            units -= taken;
            room -= taken;
            if (room > 0) continue;
            write_row(row, sums, 1);
            row += std::size_t{to.width} * 4;
            sums.assign(sums.size(), {});
            room = from.height;
        }
    }
    return result;
}

}  // namespace crosstalk::images
