// Faces made of signs, and the emoji they are shown as.
#pragma once

#include <cstddef>
#include <string_view>

namespace crosstalk::text {

inline constexpr std::size_t longest_emoticon = 4;
inline constexpr std::size_t shortest_emoticon = 2;

// The emoji that ":-)" stands for; empty for everything else. Left out on purpose: what people write without meaning a
// face, such as "8)" and "B)" in lists, "D:" and ":S".
std::string_view emoji_of_emoticon(std::string_view word);

// Whether any emoticon begins with that sign.
bool may_begin_emoticon(char sign);

}  // namespace crosstalk::text
