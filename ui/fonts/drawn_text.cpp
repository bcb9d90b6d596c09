#include "ui/fonts/drawn_text.hpp"

#include <algorithm>
#include <array>

#include "net/text/graphemes.hpp"
#include "ui/fonts/emoji_glyphs.hpp"

namespace crosstalk::ui {

namespace {

constexpr char32_t replacement = 0xFFFD;

struct Range {
    char32_t first;
    char32_t last;
};

// First bytes of code points that are a character each beside others of these: nothing below U+0300 but carriage returns,
// Greek and Cyrillic to U+047F, ideographs of U+4000 to U+9FFF.
constexpr bool stands_alone(unsigned char lead) {
    return (lead < 0xCC && lead != '\r') || (lead >= 0xCE && lead <= 0xD1) || (lead >= 0xE4 && lead <= 0xE9);
}

constexpr std::size_t bytes_of(unsigned char lead) {
    return lead < 0x80 ? 1 : lead < 0xE0 ? 2 : 3;
}

// Whether the first character is one code point, as far as that can be seen without any table.
bool is_plainly_one(std::string_view text) {
    const auto lead = static_cast<unsigned char>(text.front());
    if (!stands_alone(lead)) return false;
    const std::size_t bytes = bytes_of(lead);
    return bytes >= text.size() || stands_alone(static_cast<unsigned char>(text[bytes]));
}

// Dear ImGui's tables reach to the highest code point that was drawn: none beyond the letters of this world.
char32_t drawn_as(char32_t c) {
    constexpr char32_t nothing = 0x2060;
    constexpr char32_t end_of_letters = 0x40000;
    if (is_drawn_emoji(c)) return replacement;
    if (c < end_of_letters) return c;
    return has_no_glyph(c) ? nothing : replacement;
}

}  // namespace

char32_t DrawnText::next() {
    const std::string_view rest = text_.substr(position_);
    if (between_characters()) {
        if (is_plainly_one(rest)) {
            const char32_t c = next_code_point(text_, position_);
            end_of_character_ = position_;
            return c;
        }
        end_of_character_ = position_ + text::first_grapheme(rest).size();
    }
    if (const auto picture = picture_of(rest.substr(0, end_of_character_ - position_))) {
        position_ += picture->bytes;
        return picture->drawn;
    }
    const char32_t c = next_code_point(text_, position_);
    end_of_character_ = std::max(end_of_character_, position_);
    return drawn_as(c);
}

std::string_view first_cluster(std::string_view text) {
    if (text.empty()) return {};
    if (!is_plainly_one(text)) return text::first_grapheme(text);
    std::size_t end = 0;
    next_code_point(text, end);
    return text.substr(0, end);
}

bool has_no_glyph(char32_t c) {
    static constexpr std::array<Range, 6> ranges = {{{0x00AD, 0x00AD},
                                                     {0x200B, 0x200F},
                                                     {0x202A, 0x202E},
                                                     {0x2060, 0x206F},
                                                     {0xFE00, 0xFE0F},
                                                     {0xE0000, 0xE0FFF}}};
    return c == 0xFEFF || std::any_of(ranges.begin(), ranges.end(), [c](const Range& range) {
               return c >= range.first && c <= range.last;
           });
}

char32_t next_code_point(std::string_view text, std::size_t& position) {
    const auto byte = [&](std::size_t at) { return static_cast<unsigned char>(text[at]); };
    const unsigned char lead = byte(position);
    ++position;
    if (lead < 0x80) return lead;
    std::size_t more = 0;
    char32_t value = 0;
    if (lead >= 0xC2 && lead < 0xE0) {
        more = 1;
        value = lead & 0x1FU;
    } else if (lead >= 0xE0 && lead < 0xF0) {
        more = 2;
        value = lead & 0x0FU;
    } else if (lead >= 0xF0 && lead < 0xF5) {
        more = 3;
        value = lead & 0x07U;
    } else {
        return replacement;
    }
    if (position + more > text.size()) return replacement;
    for (std::size_t k = 0; k < more; ++k) {
        if ((byte(position + k) & 0xC0U) != 0x80) return replacement;
        value = value << 6U | (byte(position + k) & 0x3FU);
    }
    position += more;
    return value;
}

}  // namespace crosstalk::ui
