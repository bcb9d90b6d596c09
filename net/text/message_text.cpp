#include "net/text/message_text.hpp"

#include <algorithm>

#include "net/text/characters.hpp"
#include "net/text/utf8.hpp"

namespace crosstalk::text {
namespace {

constexpr bool is_line_break(char32_t code_point) {
    return code_point == U'\r' || code_point == 0x2028 || code_point == 0x2029;
}

constexpr bool is_control(char32_t code_point) {
    return code_point < 0x20 || (code_point >= 0x7F && code_point <= 0x9F);
}

constexpr bool turns_text_around(char32_t code_point) {
    return (code_point >= 0x202A && code_point <= 0x202E) || (code_point >= 0x2066 && code_point <= 0x2069);
}

constexpr bool is_plane_15(char32_t code_point) {
    return (code_point >> 16U) == 15;
}

// Zs and what a keyboard makes; not the letters that are drawn as nothing.
bool is_white_space(char32_t code_point) {
    if (code_point < 0x80) return code_point == U' ' || code_point == U'\n' || code_point == U'\t';
    return code_point == 0xA0 || code_point == 0x1680 || (code_point >= 0x2000 && code_point <= 0x200A) ||
           code_point == 0x202F || code_point == 0x205F || code_point == 0x3000;
}

bool is_kept(CodePoint each) {
    if (!each.is_well_formed()) return false;
    if (each.value == U'\n' || each.value == U'\t') return true;
    return !is_control(each.value) && !turns_text_around(each.value) && !is_plane_15(each.value) &&
           !is_noncharacter(each.value);
}

}  // namespace

std::string sanitise_message(std::string_view text) {
    std::string result;
    result.reserve(text.size());
    while (!text.empty()) {
        const CodePoint each = first_code_point(text);
        if (is_line_break(each.value)) {
            result += '\n';
            if (text.starts_with("\r\n")) text.remove_prefix(1);
        } else if (is_kept(each)) {
            result += text.substr(0, each.bytes);
        }
        text.remove_prefix(each.bytes);
    }
    return result;
}

std::string sanitise_line(std::string_view text) {
    const std::string clean = sanitise_message(text);
    std::string result;
    result.reserve(clean.size());
    std::size_t at = 0;
    bool wants_blank = false;
    for (const CodePoint each : CodePoints(clean)) {
        const std::string_view bytes = std::string_view{clean}.substr(at, each.bytes);
        at += each.bytes;
        if (is_white_space(each.value)) {
            wants_blank = !result.empty();
            continue;
        }
        if (wants_blank) result += ' ';
        wants_blank = false;
        result += bytes;
    }
    return result;
}

std::string sanitise_paragraphs(std::string_view text) {
    const std::string clean = sanitise_message(text);
    constexpr std::string_view blanks = " \t\n";
    const std::size_t begin = clean.find_first_not_of(blanks);
    if (begin == std::string::npos) return {};
    return clean.substr(begin, clean.find_last_not_of(blanks) + 1 - begin);
}

bool is_blank(std::string_view text) {
    return std::ranges::all_of(CodePoints(text), [](CodePoint each) {
        switch (kind_of(each.value)) {
            case CharacterKind::Space:
            case CharacterKind::OtherSpace:
            case CharacterKind::Control:
            case CharacterKind::Invisible:
                return true;
            default:
                return false;
        }
    });
}

std::string cap_marks(std::string_view text, std::size_t most) {
    std::string result;
    result.reserve(text.size());
    std::size_t marks = 0;
    std::size_t at = 0;
    for (const CodePoint each : CodePoints(text)) {
        const std::string_view bytes = text.substr(at, each.bytes);
        at += each.bytes;
        const CharacterKind kind = each.value < 0x80 ? CharacterKind::Other : kind_of(each.value);
        if (kind == CharacterKind::Mark) {
            if (++marks > most) continue;
        } else if (kind != CharacterKind::Invisible) {
            marks = 0;
        }
        result += bytes;
    }
    return result;
}

}  // namespace crosstalk::text
