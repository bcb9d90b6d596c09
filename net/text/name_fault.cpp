#include "net/text/name_fault.hpp"

#include "net/limits.hpp"
#include "net/text/graphemes.hpp"
#include "net/text/names.hpp"

namespace crosstalk::text {
namespace {

// "That name has 70 bytes; 64 is the limit."
std::string over_limit(std::size_t has, std::size_t limit, std::string_view unit) {
    const std::string most = std::to_string(limit);
    const std::string what{unit};
    if (has <= limit) return "That name has more than " + most + " " + what + ". Choose a shorter one.";
    return "That name has " + std::to_string(has) + " " + what + "; " + most +
           " is the limit. Choose a shorter one.";
}

}  // namespace

std::string explain(NameFault fault, std::string_view asked) {
    switch (fault) {
        case NameFault::NotUtf8:
            return "That name is not valid UTF-8 text. Type it again.";
        case NameFault::TooManyBytes:
            return over_limit(
                asked.size() > max_asked_name_bytes ? asked.size() : normalized_name(asked).size(),
                net::max_name_bytes, "bytes");
        case NameFault::Empty:
            return "The name is empty. Type one with at least one letter or digit.";
        case NameFault::ControlCharacter:
            return "That name has a line break or a control character in it. Type it without.";
        case NameFault::InvisibleCharacter:
            return "That name has an invisible character in it, for example a joiner. Type it without.";
        case NameFault::PrivateCharacter:
            return "That name has a character that looks different on every machine. Choose another one.";
        case NameFault::UnassignedCharacter:
            return "That name has a character that does not exist yet. Choose another one.";
        case NameFault::StrangeSpace:
            return "That name has a space in it that is not an ordinary one. Use the space bar.";
        case NameFault::StrayMark:
            return "That name has an accent that stands on no letter. Put a letter before it.";
        case NameFault::StackedMarks:
            return "That name has too many accents on one letter. Use 4 at most.";
        case NameFault::TooManyGraphemes:
            return over_limit(count_graphemes(normalized_name(asked)), net::max_name_graphemes, "characters");
        case NameFault::LeadingSign:
            return "A name can't begin with @, #, / or :. Begin it with something else.";
        case NameFault::WithoutLetterOrDigit:
            return "That name has no letter and no digit. Add one.";
        case NameFault::MixedAlphabets:
            return "That name mixes Latin letters with a Greek one that looks like them. Use one alphabet.";
        case NameFault::Reserved:
            return "That name is kept for the server, or looks like one that is. Choose another one.";
    }
    return "That name can't be used. Choose another one.";
}

}  // namespace crosstalk::text
