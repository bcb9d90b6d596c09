// Unicode normalization and case folding (UAX #15), by utf8proc. For names, keys and names of files, never for messages.
//
// The cost grows with the square of the longest run of combining marks, and NFKC can make a text 11 times as
// long: callers bound the size first. Of a text that is not valid UTF-8 the result is empty.
#pragma once

#include <string>
#include <string_view>

namespace crosstalk::text {

std::string nfd(std::string_view text);
std::string nfc(std::string_view text);
std::string nfkc(std::string_view text);

// NFKC_Casefold: NFKC, full case folding, and nothing left of what is ignored when drawn.
std::string nfkc_casefold(std::string_view text);

}  // namespace crosstalk::text
