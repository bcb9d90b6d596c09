// The skeleton of UTS #39, section 4: two texts with the same skeleton look the same to people.
#pragma once

#include <string>
#include <string_view>

namespace crosstalk::text {

// NFD, each code point replaced by its prototype, NFD. Defined on NFKC text: the table leaves out what NFKC
// removes. The result is a key to compare, not to show: the skeleton of "m" is "rn", that of "0" is "O".
std::string skeleton(std::string_view nfkc_text);

// A rule of our own for text that is compared without case: a small letter whose capital looks like another
// letter's becomes that one. The small form of Cyrillic U+0412 becomes b, i becomes l. tools/make-confusables
// says which and why.
std::string with_capital_twins(std::string_view casefolded_text);

}  // namespace crosstalk::text
