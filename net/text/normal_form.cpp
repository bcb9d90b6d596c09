#include "net/text/normal_form.hpp"

#include <utf8proc.h>

#include <cstddef>
#include <vector>

#include "net/text/utf8.hpp"

namespace crosstalk::text {
namespace {

std::string mapped(std::string_view text, int options) {
    if (text.empty() || !is_valid_utf8(text)) return {};
    const auto selected = static_cast<utf8proc_option_t>(options | UTF8PROC_STABLE);
    const auto* const bytes = reinterpret_cast<const utf8proc_uint8_t*>(text.data());
    const auto size = static_cast<utf8proc_ssize_t>(text.size());

    // The first call only counts: utf8proc answers with the room it needs.
    const utf8proc_ssize_t needed = utf8proc_decompose(bytes, size, nullptr, 0, selected);
    if (needed <= 0) return {};
    std::vector<utf8proc_int32_t> code_points(static_cast<std::size_t>(needed));
    utf8proc_decompose(bytes, size, code_points.data(), needed, selected);
    const utf8proc_ssize_t left = utf8proc_normalize_utf32(code_points.data(), needed, selected);

    std::string result;
    result.reserve(text.size());
    for (utf8proc_ssize_t index = 0; index < left; ++index) {
        append_utf8(result, static_cast<char32_t>(code_points[static_cast<std::size_t>(index)]));
    }
    return result;
}

}  // namespace

std::string nfd(std::string_view text) {
    return mapped(text, UTF8PROC_DECOMPOSE);
}

std::string nfc(std::string_view text) {
    return mapped(text, UTF8PROC_COMPOSE);
}

std::string nfkc(std::string_view text) {
    return mapped(text, UTF8PROC_COMPOSE | UTF8PROC_COMPAT);
}

std::string nfkc_casefold(std::string_view text) {
    return mapped(text, UTF8PROC_COMPOSE | UTF8PROC_COMPAT | UTF8PROC_CASEFOLD | UTF8PROC_IGNORE);
}

}  // namespace crosstalk::text
