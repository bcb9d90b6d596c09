#include "net/text/utf8.hpp"

#include <cstdint>
#include <cstring>

namespace crosstalk::text {
namespace {

constexpr CodePoint ill_formed{replacement_character, 1};

constexpr std::uint8_t byte_at(std::string_view text, std::size_t index) {
    return static_cast<std::uint8_t>(text[index]);
}

// How many leading bytes are surely ASCII, in whole words of eight: most chat needs nothing slower.
std::size_t leading_ascii_words(std::string_view text) {
    std::size_t at = 0;
    for (; at + sizeof(std::uint64_t) <= text.size(); at += sizeof(std::uint64_t)) {
        std::uint64_t word = 0;
        std::memcpy(&word, text.data() + at, sizeof word);
        if ((word & 0x8080808080808080ULL) != 0) break;
    }
    return at;
}

}  // namespace

bool is_ascii(std::string_view text) {
    text.remove_prefix(leading_ascii_words(text));
    for (const char each : text) {
        if (static_cast<std::uint8_t>(each) >= 0x80) return false;
    }
    return true;
}

// The table of well-formed byte sequences is Unicode 15, table 3-7: only the second byte depends on the
// first.
CodePoint first_code_point(std::string_view text) {
    if (text.empty()) return {};
    const std::uint8_t lead = byte_at(text, 0);
    if (lead < 0x80) return {lead, 1};
    if (lead < 0xC2 || lead > 0xF4) return ill_formed;

    const std::size_t bytes = lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
    if (text.size() < bytes) return ill_formed;
    std::uint8_t lowest = 0x80;
    std::uint8_t highest = 0xBF;
    if (lead == 0xE0) lowest = 0xA0;   // else overlong
    if (lead == 0xED) highest = 0x9F;  // else a surrogate
    if (lead == 0xF0) lowest = 0x90;   // else overlong
    if (lead == 0xF4) highest = 0x8F;  // else above U+10FFFF
    if (byte_at(text, 1) < lowest || byte_at(text, 1) > highest) return ill_formed;

    char32_t value = lead & (0xFFU >> (bytes + 1));
    for (std::size_t index = 1; index < bytes; ++index) {
        const std::uint8_t next = byte_at(text, index);
        if ((next & 0xC0U) != 0x80U) return ill_formed;
        value = (value << 6U) | (next & 0x3FU);
    }
    return {value, bytes};
}

bool is_valid_utf8(std::string_view text) {
    while (!text.empty()) {
        text.remove_prefix(leading_ascii_words(text));
        // A handful of code points by hand before words are tried again, so that mixed text stays linear and
        // quick.
        for (int several = 0; several < 16 && !text.empty(); ++several) {
            const CodePoint next = first_code_point(text);
            if (!next.is_well_formed()) return false;
            text.remove_prefix(next.bytes);
        }
    }
    return true;
}

void append_utf8(std::string& text, char32_t code_point) {
    const auto tail = [code_point](unsigned shift) {
        return static_cast<char>(0x80U | ((code_point >> shift) & 0x3FU));
    };
    if (code_point < 0x80) {
        text += static_cast<char>(code_point);
    } else if (code_point < 0x800) {
        text += static_cast<char>(0xC0U | (code_point >> 6U));
        text += tail(0);
    } else if (code_point < 0x10000) {
        text += static_cast<char>(0xE0U | (code_point >> 12U));
        text += tail(6);
        text += tail(0);
    } else {
        text += static_cast<char>(0xF0U | (code_point >> 18U));
        text += tail(12);
        text += tail(6);
        text += tail(0);
    }
}

std::size_t count_code_points(std::string_view text) {
    std::size_t count = 0;
    while (!text.empty()) {
        const std::size_t ascii = leading_ascii_words(text);
        count += ascii;
        text.remove_prefix(ascii);
        for (int several = 0; several < 16 && !text.empty(); ++several) {
            text.remove_prefix(first_code_point(text).bytes);
            ++count;
        }
    }
    return count;
}

std::string_view first_bytes(std::string_view text, std::size_t most) {
    if (text.size() <= most) return text;
    // Only the code point that the cut would go through can begin in the last three bytes before it.
    for (std::size_t back = 1; back <= 3 && back <= most; ++back) {
        const CodePoint cut = first_code_point(text.substr(most - back));
        if (cut.is_well_formed()) return text.substr(0, cut.bytes > back ? most - back : most);
    }
    return text.substr(0, most);
}

std::string_view first_code_points(std::string_view text, std::size_t most) {
    std::size_t end = 0;
    for (; most > 0 && end < text.size(); --most)
        end += first_code_point(text.substr(end)).bytes;
    return text.substr(0, end);
}

}  // namespace crosstalk::text
