#include "net/text/log_text.hpp"

#include "net/text/hexadecimal.hpp"
#include "net/text/utf8.hpp"

namespace crosstalk::text {
namespace {

constexpr std::string_view ellipsis = "...";

std::string byte_escape(unsigned char byte) {
    return (byte < 0x10 ? "\\x0" : "\\x") + hexadecimal_number(byte);
}

std::string escaped(std::string_view bytes, CodePoint each) {
    if (each.value >= 0x20 && each.value < 0x7F && each.value != U'\\') return std::string{bytes};
    if (each.bytes == 1) return byte_escape(static_cast<unsigned char>(bytes.front()));
    return "\\u{" + hexadecimal_number(each.value) + '}';
}

}  // namespace

std::string printable(std::string_view text, std::size_t most) {
    std::string result;
    // Where a cut would leave room for the ellipsis.
    std::size_t cut = 0;
    while (!text.empty()) {
        const CodePoint each = first_code_point(text);
        result += escaped(text.substr(0, each.bytes), each);
        if (result.size() > most) {
            result.resize(cut);
            return result += ellipsis.substr(0, most - cut);
        }
        if (result.size() + ellipsis.size() <= most) cut = result.size();
        text.remove_prefix(each.bytes);
    }
    return result;
}

}  // namespace crosstalk::text
