#include "client/images/text_preview.hpp"

#include <string_view>

#include "net/text/message_text.hpp"
#include "net/text/utf8.hpp"

namespace crosstalk::images {

namespace {

constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";

// Without the part of a code point at the end that the cut has left.
std::string_view without_cut_end(std::string_view text) {
    for (std::size_t back = 1; back <= 3 && back <= text.size(); ++back) {
        const auto byte = static_cast<unsigned char>(text[text.size() - back]);
        if (byte < 0x80) break;
        if (byte < 0xC0) continue;
        const std::size_t wanted = byte >= 0xF0 ? 4 : byte >= 0xE0 ? 3 : 2;
        if (wanted > back) text.remove_suffix(back);
        break;
    }
    return text;
}

std::string_view first_lines(std::string_view text) {
    std::size_t end = 0;
    for (std::size_t line = 0; line < max_preview_lines; ++line) {
        end = text.find('\n', end);
        if (end == std::string_view::npos) return text;
        ++end;
    }
    return text.substr(0, end);
}

}  // namespace

std::optional<std::string> text_preview(std::span<const std::uint8_t> beginning) {
    std::string_view text(reinterpret_cast<const char*>(beginning.data()), beginning.size());
    if (text.starts_with(byte_order_mark)) text.remove_prefix(byte_order_mark.size());
    if (text.find('\0') != std::string_view::npos) return std::nullopt;
    text = without_cut_end(text);
    if (!text::is_valid_utf8(text)) return std::nullopt;
    const std::string clean = text::sanitise_message(text);
    const std::string_view lines = first_lines(text::first_code_points(clean, max_preview_code_points));
    if (text::is_blank(lines)) return std::nullopt;
    return std::string(lines.substr(0, lines.find_last_not_of("\n\t ") + 1));
}

}  // namespace crosstalk::images
