// Names of users and rooms: one spelling, nothing hidden, and no two that people would take for one another.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <variant>

#include "net/text/name_fault.hpp"

namespace crosstalk::text {

// More than this is refused before it is normalized. No name within the limits needs half as much.
inline constexpr std::size_t max_asked_name_bytes = 1024;

// Made by make_name only. A name is taken when its key or its look is that of another: both have to be
// unique, each among its own kind. Neither is meant to be read: "Tom" has the key "torn".
//
// One key cannot do. Comparing without case first misses the capital I in "AIice", which is an l to the eye
// and an i to the machine; looking first takes "Ivan" and "ivan" for two names. Merging all that either finds
// alike would make one letter of t, u, y and z, because the capital of one looks like the small form of the
// next in some script.
struct Name {
    std::string display;  // NFKC, 1 to 32 graphemes, at most 64 bytes; single spaces inside are allowed
    std::string key;      // see name_key
    std::string look;     // see name_look

    friend bool operator==(const Name&, const Name&) = default;
};

// `text` may be anything. Normalized to NFKC, trimmed, runs of spaces made one; then judged.
// make_name(name.display) gives the same name again.
std::variant<Name, NameFault> make_name(std::string_view text);

bool are_confusable(const Name& one, const Name& other);

// The skeleton of the case-folded text: equal for names that differ in case, width, or look-alike small
// letters. name_key(name_key(x)) == name_key(x). At most 4 bytes for each byte of a name.
std::string name_key(std::string_view text);

// The case-folded skeleton of the text as it is drawn, with i and l as one: equal for names that look alike
// in capitals. name_look(name_look(x)) == name_look(x).
std::string name_look(std::string_view text);

// "Anonymous", 7 -> "Anonymous-7": what an untouched default name becomes when it is taken. `base` is the
// display of a name and is cut at a grapheme where the result would not be one. Different numbers never give
// confusable names.
std::string numbered_name(std::string_view base, std::uint64_t number);

// Names that speak for the server or address everybody; a name that could be taken for one of them is
// Reserved.
std::span<const std::string_view> reserved_names();

}  // namespace crosstalk::text
