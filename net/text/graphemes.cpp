#include "net/text/graphemes.hpp"

#include <utf8proc.h>

#include "net/text/utf8.hpp"

namespace crosstalk::text {

std::string_view first_grapheme(std::string_view text) {
    CodePoint previous = first_code_point(text);
    std::size_t end = previous.bytes;
    utf8proc_int32_t state = 0;
    while (end < text.size() && previous.is_well_formed()) {
        const CodePoint next = first_code_point(text.substr(end));
        if (!next.is_well_formed()) break;
        if (utf8proc_grapheme_break_stateful(static_cast<utf8proc_int32_t>(previous.value),
                                             static_cast<utf8proc_int32_t>(next.value), &state)) {
            break;
        }
        end += next.bytes;
        previous = next;
    }
    return text.substr(0, end);
}

std::size_t count_graphemes(std::string_view text, std::size_t most) {
    std::size_t count = 0;
    for (; !text.empty() && count <= most; ++count)
        text.remove_prefix(first_grapheme(text).size());
    return count;
}

std::string_view first_graphemes(std::string_view text, std::size_t most) {
    std::size_t end = 0;
    for (; most > 0 && end < text.size(); --most)
        end += first_grapheme(text.substr(end)).size();
    return text.substr(0, end);
}

}  // namespace crosstalk::text
