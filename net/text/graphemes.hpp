// What people see as one character: extended grapheme clusters of UAX #29, by utf8proc.
//
// Linear in what is looked at and never further than asked. A cluster can be as long as the text (marks
// without end), so a count of clusters bounds no bytes: check both.
#pragma once

#include <cstddef>
#include <string_view>

namespace crosstalk::text {

// The first cluster, a view into `text`; empty only for an empty text. `text` must begin at a cluster's
// boundary. A byte that is not UTF-8 is a cluster of its own.
std::string_view first_grapheme(std::string_view text);

// Stops counting beyond `most`: the answer is then most + 1.
std::size_t count_graphemes(std::string_view text, std::size_t most = static_cast<std::size_t>(-2));

// The longest beginning of at most that many clusters, a view into `text`.
std::string_view first_graphemes(std::string_view text, std::size_t most);

}  // namespace crosstalk::text
