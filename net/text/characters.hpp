// The few properties of a code point that the text rules ask for, by the tables of utf8proc.
#pragma once

namespace crosstalk::text {

enum class CharacterKind {
    LetterOrDigit,
    Mark,        // combines with what stands before it
    Other,       // punctuation, symbols, emoji
    Space,       // U+0020 only
    OtherSpace,  // every other white space or separator, and letters and symbols that are drawn as nothing
    Control,     // C0, DEL, C1
    Invisible,   // format characters and all that is ignored when drawn: joiners, bidi controls, variation
                 // selectors
    Private,
    Unassigned,  // noncharacters too, and surrogates, which valid UTF-8 cannot hold
};

CharacterKind kind_of(char32_t code_point);

// U+FE0F asks for the emoji form of one of these.
bool may_be_drawn_as_emoji(char32_t code_point);

// U+FDD0 to U+FDEF and the last two of every plane: never to be interchanged.
constexpr bool is_noncharacter(char32_t code_point) {
    return (code_point >= 0xFDD0 && code_point <= 0xFDEF) || (code_point & 0xFFFEU) == 0xFFFEU;
}

}  // namespace crosstalk::text
