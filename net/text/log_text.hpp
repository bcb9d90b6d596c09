// Foreign text made safe for one line of a log: printable ASCII, nothing that a terminal or a parser would
// obey.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace crosstalk::text {

// Printable ASCII stays as it is, but a backslash becomes \x5c, so that what was escaped can be told from
// what was sent. C0 controls, DEL and bytes that are not UTF-8 become \xNN, every other code point \u{N...}.
// A newline can therefore never begin a line of its own. At most `most` bytes long; what is cut ends in "..."
// and never amid an escape.
std::string printable(std::string_view text, std::size_t most = 256);

}  // namespace crosstalk::text
