// Why a name is refused, and how to tell the person who asked for it.
#pragma once

#include <string>
#include <string_view>

namespace crosstalk::text {

// In the order of the checks: of several faults the first is told.
enum class NameFault {
    NotUtf8,
    Empty,
    ControlCharacter,     // C0, DEL, C1; a line break too
    InvisibleCharacter,   // joiners, bidi controls, stray variation selectors
    PrivateCharacter,     // private use: every font draws something else
    UnassignedCharacter,  // noncharacters too
    StrangeSpace,         // a line or paragraph separator, a blank letter; no-break spaces become plain ones
    StrayMark,            // an accent at the beginning or after a space
    StackedMarks,         // more than 4 marks in a row (UTS #39, 5.4)
    TooManyGraphemes,
    TooManyBytes,  // and at once, unseen, for more than max_asked_name_bytes
    LeadingSign,   // '@', '#', '/' and ':' begin other things in the composer
    WithoutLetterOrDigit,
    MixedAlphabets,  // a Greek beta, eta, nu or upsilon beside Latin letters: its capital looks like one
                     // letter, its small form like another, so no key could keep both apart from Latin names
    Reserved,
};

// For people: what is wrong, then what to do. `asked` is the text given to make_name; without it no sizes are
// told. Never repeats `asked` itself, so the sentence is safe to draw and to log.
std::string explain(NameFault fault, std::string_view asked = {});

}  // namespace crosstalk::text
