#include "ui/fonts/embedded_fonts.hpp"

// A byte array in C++ source would take minutes to compile; the assembler takes the files in as they are.
#ifdef _WIN32
#define CROSSTALK_READ_ONLY ".section .rdata,\"dr\"\n"
#else
#define CROSSTALK_READ_ONLY ".section .rodata\n"
#endif
#define CROSSTALK_EMBED(name)                               \
    asm(CROSSTALK_READ_ONLY                                 \
        ".balign 16\n"                                      \
        ".global crosstalk_font_" #name                     \
        "\n"                                                \
        "crosstalk_font_" #name                             \
        ":\n"                                               \
        ".incbin \"" CROSSTALK_FONT_FOLDER "/" #name        \
        "\"\n"                                              \
        ".global crosstalk_font_" #name                     \
        "_end\n"                                            \
        "crosstalk_font_" #name                             \
        "_end:\n"                                           \
        ".byte 0\n"                                         \
        ".text\n");                                         \
    extern "C" const unsigned char crosstalk_font_##name[]; \
    extern "C" const unsigned char crosstalk_font_##name##_end[];

CROSSTALK_EMBED(inter_regular)
CROSSTALK_EMBED(inter_semibold)
CROSSTALK_EMBED(inter_italic)
CROSSTALK_EMBED(inter_semibold_italic)
CROSSTALK_EMBED(mono)
CROSSTALK_EMBED(emoji)
CROSSTALK_EMBED(sans)
CROSSTALK_EMBED(sans_armenian)
CROSSTALK_EMBED(sans_georgian)
CROSSTALK_EMBED(sans_hebrew)
CROSSTALK_EMBED(sans_arabic)
CROSSTALK_EMBED(sans_devanagari)
CROSSTALK_EMBED(sans_thai)
CROSSTALK_EMBED(symbols)
CROSSTALK_EMBED(cjk)

namespace crosstalk::ui {

std::span<const unsigned char> embedded_font(FontFile file) {
    switch (file) {
        case FontFile::InterRegular:
            return {crosstalk_font_inter_regular, crosstalk_font_inter_regular_end};
        case FontFile::InterSemiBold:
            return {crosstalk_font_inter_semibold, crosstalk_font_inter_semibold_end};
        case FontFile::InterItalic:
            return {crosstalk_font_inter_italic, crosstalk_font_inter_italic_end};
        case FontFile::InterSemiBoldItalic:
            return {crosstalk_font_inter_semibold_italic, crosstalk_font_inter_semibold_italic_end};
        case FontFile::Mono:
            return {crosstalk_font_mono, crosstalk_font_mono_end};
        case FontFile::Emoji:
            return {crosstalk_font_emoji, crosstalk_font_emoji_end};
        case FontFile::Sans:
            return {crosstalk_font_sans, crosstalk_font_sans_end};
        case FontFile::SansArmenian:
            return {crosstalk_font_sans_armenian, crosstalk_font_sans_armenian_end};
        case FontFile::SansGeorgian:
            return {crosstalk_font_sans_georgian, crosstalk_font_sans_georgian_end};
        case FontFile::SansHebrew:
            return {crosstalk_font_sans_hebrew, crosstalk_font_sans_hebrew_end};
        case FontFile::SansArabic:
            return {crosstalk_font_sans_arabic, crosstalk_font_sans_arabic_end};
        case FontFile::SansDevanagari:
            return {crosstalk_font_sans_devanagari, crosstalk_font_sans_devanagari_end};
        case FontFile::SansThai:
            return {crosstalk_font_sans_thai, crosstalk_font_sans_thai_end};
        case FontFile::Symbols:
            return {crosstalk_font_symbols, crosstalk_font_symbols_end};
        case FontFile::Cjk:
            return {crosstalk_font_cjk, crosstalk_font_cjk_end};
    }
    return {};
}

}  // namespace crosstalk::ui
