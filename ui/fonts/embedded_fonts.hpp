// The font files inside the executable. FontSubsets.cmake says what each one covers.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>

namespace crosstalk::ui {

enum class FontFile : std::uint8_t {
    InterRegular,
    InterSemiBold,
    InterItalic,
    InterSemiBoldItalic,
    Mono,
    Emoji,
    Sans,
    SansArmenian,
    SansGeorgian,
    SansHebrew,
    SansArabic,
    SansDevanagari,
    SansThai,
    Symbols,
    Cjk,
};
inline constexpr std::size_t font_file_count = 15;

/// Valid while the program runs, never written to.
std::span<const unsigned char> embedded_font(FontFile file);

}  // namespace crosstalk::ui
