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
