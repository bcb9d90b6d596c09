// A colour as four bytes, and the arithmetic that the theme needs: mixing, and the contrast ratio of WCAG 2.
#pragma once

#include <cstdint>

namespace crosstalk::ui {

/// An sRGB colour, not premultiplied.
struct Color {
    std::uint8_t red = 0;
    std::uint8_t green = 0;
    std::uint8_t blue = 0;
    std::uint8_t alpha = 255;

    friend constexpr bool operator==(Color, Color) = default;
};

/// Opaque colour from 0xRRGGBB.
constexpr Color rgb(std::uint32_t hex) {
    return {static_cast<std::uint8_t>(hex >> 16U & 0xFFU), static_cast<std::uint8_t>(hex >> 8U & 0xFFU),
            static_cast<std::uint8_t>(hex & 0xFFU), 255};
}

/// `share` 0 gives `from`, 1 gives `to`; mixed on the sRGB values, as the look's pictures are.
constexpr Color mix(Color from, Color to, float share) {
    const auto channel = [share](std::uint8_t a, std::uint8_t b) {
        const float value = static_cast<float>(a) + (static_cast<float>(b) - static_cast<float>(a)) * share;
        return static_cast<std::uint8_t>(value + 0.5F);
    };
    return {channel(from.red, to.red), channel(from.green, to.green), channel(from.blue, to.blue),
            channel(from.alpha, to.alpha)};
}

/// The same colour at `opacity` 0 to 1. For fades and dimmed backgrounds only: text is never dimmed this way.
constexpr Color with_opacity(Color color, float opacity) {
    color.alpha = static_cast<std::uint8_t>(static_cast<float>(color.alpha) * opacity + 0.5F);
    return color;
}

/// WCAG 2.1 relative luminance, 0 to 1. Alpha is ignored.
double relative_luminance(Color color);

/// WCAG 2.1 contrast ratio, 1 to 21, the same in both directions.
double contrast_ratio(Color a, Color b);

}  // namespace crosstalk::ui
