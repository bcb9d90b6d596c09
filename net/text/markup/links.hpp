// Addresses in running text, by the rules in markup.hpp: those of the web with http and https, and those of rooms.
#pragma once

#include <cstddef>
#include <string_view>
#include <vector>

namespace crosstalk::text {

// What the address of a room begins with. An invite, which begins with crosstalk:// too, is no link in a message.
inline constexpr std::string_view room_scheme = "crosstalk://room/";

// The addresses of a message that are links when it is shown, in order, as views into `text`. Linear. Names are not asked
// for: one that holds an address counts as its link.
std::vector<std::string_view> find_links(std::string_view text);
bool has_link(std::string_view text);

// For the scanner. Whether `text` begins with http://, https:// or room_scheme in any case.
bool begins_link(std::string_view text);

struct LinkEnd {
    std::size_t bracketed = 0;  // where signs end that may stand in a link
    std::size_t bare = 0;       // the same without the punctuation of the sentence around it
};

// Of the link that `text` begins with; {0, 0} if there is none.
LinkEnd end_of_link(std::string_view text);

}  // namespace crosstalk::text
