#include "client/app/desktop/notification_text.hpp"

namespace crosstalk::app {

namespace {

constexpr std::string_view ellipsis = "\xE2\x80\xA6";

std::string without_controls(std::string_view text, std::string_view kept) {
    std::string result;
    for (const char c : text) {
        const auto byte = static_cast<unsigned char>(c);
        const bool control = byte < 0x20 || byte == 0x7F;
        if (control && kept.find(c) == std::string_view::npos) {
            if (!result.empty() && !result.ends_with(' ')) result += ' ';
        } else {
            result += c;
        }
    }
    return result;
}

std::string cut(std::string text, std::size_t most) {
    if (text.size() <= most) return text;
    std::size_t end = most < ellipsis.size() ? 0 : most - ellipsis.size();
    // Never inside a character.
    while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0U) == 0x80U)
        --end;
    text.resize(end);
    text += ellipsis;
    return text;
}

}  // namespace

std::string escaped_for_markup(std::string_view text) {
    std::string result;
    for (const char c : text) {
        switch (c) {
            case '&':
                result += "&amp;";
                break;
            case '<':
                result += "&lt;";
                break;
            case '>':
                result += "&gt;";
                break;
            case '"':
                result += "&quot;";
                break;
            case '\'':
                result += "&#39;";
                break;
            default:
                result += c;
        }
    }
    return result;
}

std::string one_line(std::string_view text, std::size_t most) {
    return cut(without_controls(text, ""), most);
}

std::string short_text(std::string_view text, std::size_t most) {
    return cut(without_controls(text, "\n"), most);
}

}  // namespace crosstalk::app
