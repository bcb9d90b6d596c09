#include "net/text/characters.hpp"

#include <utf8proc.h>

namespace crosstalk::text {
namespace {

// Drawn as white space by every font although its category says symbol.
constexpr char32_t braille_blank = 0x2800;

const utf8proc_property_t& property_of(char32_t code_point) {
    return *utf8proc_get_property(static_cast<utf8proc_int32_t>(code_point));
}

}  // namespace

CharacterKind kind_of(char32_t code_point) {
    if (code_point == U' ') return CharacterKind::Space;
    if (code_point == braille_blank) return CharacterKind::OtherSpace;
    const utf8proc_property_t& property = property_of(code_point);
    switch (property.category) {
        case UTF8PROC_CATEGORY_CC:
            return CharacterKind::Control;
        case UTF8PROC_CATEGORY_CF:
            return CharacterKind::Invisible;
        case UTF8PROC_CATEGORY_CO:
            return CharacterKind::Private;
        case UTF8PROC_CATEGORY_CN:
        case UTF8PROC_CATEGORY_CS:
            return CharacterKind::Unassigned;
        case UTF8PROC_CATEGORY_ZS:
        case UTF8PROC_CATEGORY_ZL:
        case UTF8PROC_CATEGORY_ZP:
            return CharacterKind::OtherSpace;
        default:
            break;
    }
    const bool is_letter =
        property.category >= UTF8PROC_CATEGORY_LU && property.category <= UTF8PROC_CATEGORY_LO;
    // The Hangul fillers are ignorable letters: blank squares, not part of any word.
    if (property.ignorable) return is_letter ? CharacterKind::OtherSpace : CharacterKind::Invisible;
    if (is_letter) return CharacterKind::LetterOrDigit;
    if (property.category >= UTF8PROC_CATEGORY_ND && property.category <= UTF8PROC_CATEGORY_NO) {
        return CharacterKind::LetterOrDigit;
    }
    if (property.category >= UTF8PROC_CATEGORY_MN && property.category <= UTF8PROC_CATEGORY_ME) {
        return CharacterKind::Mark;
    }
    return CharacterKind::Other;
}

bool may_be_drawn_as_emoji(char32_t code_point) {
    if ((code_point >= U'0' && code_point <= U'9') || code_point == U'#' || code_point == U'*') return true;
    return property_of(code_point).boundclass == UTF8PROC_BOUNDCLASS_EXTENDED_PICTOGRAPHIC;
}

}  // namespace crosstalk::text
