// What an emoji is, as people count them: one picture, however many code points it takes (UTS #51).
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace crosstalk::text {

// Exactly one emoji and nothing else: one of Unicode's list (emoji_table.hpp) with or without its variation selectors, and
// what later lists may hold: emoji joined anew, a flag of any two letters, pictographs still to come. Never longer than
// net::max_emoji_bytes.
bool is_one_emoji(std::string_view text);

// The same emoji in the one spelling that reactions are counted by (the heart with and without its variation selector
// is one); empty unless is_one_emoji(text).
std::string one_emoji(std::string_view text);

// How many emoji the text is made of, blanks and line breaks between them; 0 if there is anything else in it, nothing at
// all, or more than `most`. Such messages are drawn larger.
std::size_t only_emoji(std::string_view text, std::size_t most = 12);

}  // namespace crosstalk::text
