#include "net/text/confusables.hpp"

#include <algorithm>
#include <cstdint>

#include "net/text/normal_form.hpp"
#include "net/text/utf8.hpp"

namespace crosstalk::text {
namespace {

struct Confusable {
    char32_t looks_like_another;
    std::uint16_t prototype;  // where it begins in confusable_prototypes; it ends at the next 0
};

#include "net/text/generated/confusables.inc"

}  // namespace

std::string skeleton(std::string_view nfkc_text) {
    std::string replaced;
    for (const CodePoint each : CodePoints(nfd(nfkc_text))) {
        const auto* const found = std::ranges::lower_bound(confusables, each.value, std::ranges::less{},
                                                           &Confusable::looks_like_another);
        if (found == std::ranges::end(confusables) || found->looks_like_another != each.value) {
            append_utf8(replaced, each.value);
            continue;
        }
        for (const char32_t* next = confusable_prototypes + found->prototype; *next != 0; ++next) {
            append_utf8(replaced, *next);
        }
    }
    return nfd(replaced);
}

}  // namespace crosstalk::text
