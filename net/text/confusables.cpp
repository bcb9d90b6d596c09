#include "net/text/confusables.hpp"

#include <algorithm>
#include <cstdint>
#include <span>

#include "net/text/normal_form.hpp"
#include "net/text/utf8.hpp"

namespace crosstalk::text {
namespace {

struct Confusable {
    char32_t looks_like_another;
    std::uint16_t prototype;  // where it begins in confusable_prototypes; it ends at the next 0
};

#include "net/text/generated/confusables.inc"

void append_mapped(std::string& text, CodePoint each, std::span<const Confusable> table) {
    const auto found =
        std::ranges::lower_bound(table, each.value, std::ranges::less{}, &Confusable::looks_like_another);
    if (found == table.end() || found->looks_like_another != each.value) return append_utf8(text, each.value);
    for (const char32_t* next = confusable_prototypes + found->prototype; *next != 0; ++next)
        append_utf8(text, *next);
}

std::string mapped(std::string_view text, std::span<const Confusable> table) {
    std::string result;
    for (const CodePoint each : CodePoints(text))
        append_mapped(result, each, table);
    return result;
}

}  // namespace

std::string skeleton(std::string_view nfkc_text) {
    return nfd(mapped(nfd(nfkc_text), confusables));
}

std::string with_capital_twins(std::string_view casefolded_text) {
    return mapped(nfd(casefolded_text), capital_twins);
}

}  // namespace crosstalk::text
