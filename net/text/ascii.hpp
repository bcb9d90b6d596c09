// The signs that every grammar here is written in, and words in any script. Nothing of this asks the locale.
#pragma once

#include <algorithm>
#include <string>
#include <string_view>

#include "net/text/characters.hpp"
#include "net/text/utf8.hpp"

namespace crosstalk::text {

constexpr bool is_ascii_digit(char c) {
    return c >= '0' && c <= '9';
}

constexpr bool is_ascii_letter(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

constexpr bool is_ascii_letter_or_digit(char c) {
    return is_ascii_letter(c) || is_ascii_digit(c);
}

constexpr bool is_ascii_punctuation(char c) {
    return c > ' ' && c < '\x7F' && !is_ascii_letter_or_digit(c);
}

constexpr char ascii_lower(char c) {
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

// Everything else stays as it is.
inline std::string ascii_lower(std::string_view text) {
    std::string result(text);
    std::ranges::transform(result, result.begin(), [](char c) { return ascii_lower(c); });
    return result;
}

// `beginning` in small letters.
constexpr bool begins_with_lower(std::string_view text, std::string_view beginning) {
    return text.size() >= beginning.size() &&
           std::equal(beginning.begin(), beginning.end(), text.begin(),
                      [](char wanted, char c) { return wanted == ascii_lower(c); });
}

// A letter, a digit or a mark of any script; not the end of a text, {0, 0}.
inline bool is_in_word(CodePoint each) {
    if (each.value < 0x80) return each.bytes > 0 && is_ascii_letter_or_digit(static_cast<char>(each.value));
    const CharacterKind kind = kind_of(each.value);
    return kind == CharacterKind::LetterOrDigit || kind == CharacterKind::Mark;
}

}  // namespace crosstalk::text
